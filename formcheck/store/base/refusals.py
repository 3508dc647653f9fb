"""Turns the errors of a database into errors that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from formcheck.errors import FormcheckError, OutputError, StoreBusyError, StoreDamagedError, StoreError
from formcheck.store.places import DATABASE, HOME, Place

_BUSY = ("database is locked", "database table is locked", "lock timeout", "could not obtain lock")
_FULL = ("disk is full", "no space left", "disk full")
_UNWRITABLE = ("readonly database", "unable to open database file", "permission denied", "read-only")
_DAMAGED = ("malformed", "not a database", "disk i/o error", "invalid page")


@contextmanager
def refusals(where: Place) -> Iterator[None]:
    """Convert what the database raises in the block into errors that name the store.

    Raises
    ------
    StoreBusyError
        If somebody else writes to it for too long.
    OutputError
        If the disk is full, or the store may not be written.
    StoreDamagedError
        If the database is damaged.
    StoreError
        If a server cannot be reached.
    """
    try:
        yield
    except DBAPIError as error:
        known = _known(str(error.orig).lower(), where)
        if known is None:
            raise
        raise known from error
    except sqlite3.Error as error:
        known = _known(str(error).lower(), where)
        if known is None:
            raise
        raise known from error
    except SQLAlchemyError as error:
        msg = f"The database {where.shown_url} cannot be used: {error}. To see where it is: formcheck store where"
        raise StoreError(msg) from error


def _known(said: str, where: Place) -> FormcheckError | None:
    name = where.shown_url
    if any(text in said for text in _BUSY):
        return StoreBusyError(
            f"The store {name} is locked: another process writes to it. Nothing was changed. Wait a moment and try "
            "again; if it stays locked, stop the other formcheck."
        )
    if any(text in said for text in _FULL):
        return OutputError(
            f"The disk is full, and nothing was saved in the store {name}. Free some space on that disk, or move the "
            f"store with {HOME}. To see the free space: df -h"
        )
    if any(text in said for text in _UNWRITABLE):
        return OutputError(
            f"The store {name} cannot be written: {said}. With {HOME}, choose a folder in which you may write, for "
            "example: export FORMCHECK_HOME=~/formcheck"
        )
    if any(text in said for text in _DAMAGED):
        return StoreDamagedError(
            f"The database of the store {name} is damaged: {said}. Do not write to it any more; use the newest backup "
            "instead. To see what is intact: formcheck store check"
        )
    return _unreachable(said, where)


def _unreachable(said: str, where: Place) -> FormcheckError | None:
    if not where.is_embedded and "connection" in said:
        return StoreError(
            f"The database {where.shown_url} cannot be reached: {said.strip()}. Check that the server runs, and the "
            f"address in {DATABASE}. To see the address that is used: formcheck store where"
        )
    return None
