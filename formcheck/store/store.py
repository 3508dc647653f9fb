"""The store: a place in; scopes of accounts, the queue and the upkeep out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from formcheck.store.base.content import Content
from formcheck.store.base.database import Database
from formcheck.store.base.tables import AccountRow
from formcheck.store.entries import Account, Role
from formcheck.store.places import Place, place
from formcheck.store.queue import Queue
from formcheck.store.scope.access import account_of
from formcheck.store.scope.attaching import sweep
from formcheck.store.scope.people import account_row, new_account
from formcheck.store.scope.scope import Scope

LOCAL: Final = "local"
"""Id of the account of the one user of a machine."""
_LOCAL_NAME = "Me"


class Store:
    """An open store; `Store.open` opens one. It may be used by several threads, and closed by leaving its block.

    Attributes
    ----------
    where : Place
        Where it lies.
    database, content : Database, Content
        Its rows and its files, for the upkeep; pages use a scope.
    queue : Queue
        The jobs, for workers.
    """

    def __init__(self, where: Place) -> None:
        self.where = where
        self.content = Content(where.home)
        self.database = Database(where)
        self.queue = Queue(self.database, self.content)

    @classmethod
    def open(cls, home: str | Path | None = None, url: str | None = None) -> Self:
        """Open the store, and make it where there is none.

        Parameters
        ----------
        home : str or Path, optional
            Its folder; by default ``FORMCHECK_HOME``, or the folder of this user for the data of programs.
        url : str, optional
            Its database; by default ``FORMCHECK_DATABASE``, or a file in the folder.

        Raises
        ------
        OutputError
            If the folder cannot be written, or the disk is full.
        NewerStoreError
            If a newer formcheck has written to it.
        StoreError
            If the database is damaged, locked or cannot be reached.
        """
        store = cls(place(home, url))
        sweep(store.database, store.content)
        return store

    def local(self) -> Scope:
        """Return the scope of the one user of this machine, who is not asked for anything.

        For a machine without login. Where people sign in, use `acting_as` alone.
        """
        with self.database.reading() as session:
            is_known = session.get(AccountRow, LOCAL) is not None
        if not is_known:
            with self.database.writing() as session:
                if session.get(AccountRow, LOCAL) is None:
                    new_account(session, "runner", _LOCAL_NAME, issuer=None, subject=None, account_id=LOCAL)
        return self._scope(LOCAL)

    def acting_as(self, account: Account | str) -> Scope:
        """Return the scope of an account, or of its id. Whether it still counts is looked up at each call."""
        return self._scope(account if isinstance(account, str) else account.id)

    def account_of(self, issuer: str, subject: str) -> Account | None:
        """Find the account of somebody who signed in; None where an admin has not added it."""
        with self.database.reading() as session:
            row = account_row(session, issuer, subject)
            return account_of(row) if row is not None else None

    def add_account(
        self, role: Role, name: str, *, issuer: str, subject: str, until: datetime | None = None
    ) -> Account:
        """Add somebody who signs in, as the one who runs this machine does: the first admin of a clinic, say.

        Raises
        ------
        UsageError
            If there is an account of that issuer and subject.
        """
        with self.database.writing() as session:
            return account_of(new_account(session, role, name, issuer=issuer, subject=subject, until=until))

    def close(self) -> None:
        """Close all connections."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _scope(self, account_id: str) -> Scope:
        return Scope(self.database, self.content, account_id)
