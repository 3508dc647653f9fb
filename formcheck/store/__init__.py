"""Keeps what was analysed: rows in a database, and clips, poses and pictures in files beside it.

`formcheck.store.store.Store` opens it, and every read and write goes through a `Scope` that it gives: that of an
account, or the one of the only runner of this machine. `entries` are the plain records that come out.

Nothing is imported here, so that `places` can tell where the store is without the packages of a database.
"""
