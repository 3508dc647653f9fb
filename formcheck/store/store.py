"""The store: scopes of accounts, the queue and the upkeep."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from formcheck.errors import NotKeptError
from formcheck.store.base.content import Content
from formcheck.store.base.database import Database
from formcheck.store.base.tables import AccountRow, PersonRow, SetRow
from formcheck.store.entries import Account, Person, Role
from formcheck.store.places import Place, keep_days, place
from formcheck.store.queue import Queue
from formcheck.store.scope.access import account_of
from formcheck.store.scope.attaching import sweep
from formcheck.store.scope.people import account_row, new_account, new_person, person_of
from formcheck.store.scope.scope import Scope
from formcheck.store.upkeep.backup import Backup, backup
from formcheck.store.upkeep.checking import Fault, Progress, check
from formcheck.store.upkeep.erasing import Erased, delete_person, expire
from formcheck.store.upkeep.exporting import export_person
from formcheck.store.upkeep.repairing import Repair, repair

LOCAL: Final = "local"
"""Id of the account of the one user of a machine."""
UNNAMED: Final = "Me"
"""Name of the one user of a machine without sign-in, until they give one."""
_EXPIRES_EVERY_S = 3600.0


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
        self._expired_at_s = time.monotonic()

    @classmethod
    def open(cls, home: str | Path | None = None, url: str | None = None) -> Self:
        """Open the store, and create it if there is none.

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
        try:
            sweep(store.database, store.content)
            store.expire()
        except BaseException:
            store.close()
            raise
        return store

    def local(self) -> Scope:
        """Return the scope of the one user of this machine, without sign-in.

        For a machine without login. Where people sign in, use `acting_as` alone.
        """
        with self.database.reading() as session:
            account = session.get(AccountRow, LOCAL)
            is_ready = account is not None and account.person_id is not None
        if not is_ready:
            with self.database.writing() as session:
                _make_local(session)
        return self._scope(LOCAL)

    def acting_as(self, account: Account | str) -> Scope:
        """Return the scope of an account, or of its id. Each call checks whether the account is still valid."""
        return self._scope(account if isinstance(account, str) else account.id)

    def account_of(self, issuer: str, subject: str) -> Account | None:
        """Find the account of somebody who signed in; None if an admin has not added it."""
        with self.database.reading() as session:
            row = account_row(session, issuer, subject)
            return account_of(row) if row is not None else None

    def has_accounts(self) -> bool:
        """Return whether people sign in to this store."""
        with self.database.reading() as session:
            return session.scalar(select(AccountRow.id).where(AccountRow.issuer.is_not(None)).limit(1)) is not None

    def add_account(
        self, role: Role, name: str, *, issuer: str, subject: str, until: datetime | None = None
    ) -> Account:
        """Add somebody who signs in, as the owner of this machine: for example, the first admin of a clinic.

        Raises
        ------
        UsageError
            If there is an account of that issuer and subject.
        """
        with self.database.writing() as session:
            return account_of(new_account(session, role, name, issuer=issuer, subject=subject, until=until))

    def people(self) -> list[Person]:
        """List everybody in the store, by name, for the owner of this machine."""
        with self.database.reading() as session:
            rows = session.scalars(select(PersonRow).order_by(PersonRow.name, PersonRow.created_at))
            return [person_of(row) for row in rows]

    def count_sets(self) -> int:
        """Count the sets of everybody, for the owner of this machine."""
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(SetRow)) or 0

    def person(self, named: str) -> Person:
        """Find somebody by id, or by a unique name.

        Raises
        ------
        NotKeptError
            If nobody has this name, or several have it.
        """
        found = [person for person in self.people() if named in (person.id, person.name)]
        if len(found) != 1:
            known = ", ".join(f"{person.name} ({person.id})" for person in found or self.people())
            who = "Several people are" if found else "Nobody is"
            which = f"known: {known}. Name one by the id in brackets." if known else "nobody is kept here."
            msg = f"{who} called {named!r}; {which}"
            raise NotKeptError(msg)
        return found[0]

    def check(self, *, is_deep: bool = True, progress: Progress | None = None) -> list[Fault]:
        """Check for everything that can be wrong; nothing is changed."""
        return check(self.database, self.content, is_deep=is_deep, progress=progress)

    def repair(self, copies: Path | None = None) -> Repair:
        """Mend what can be mended, with files from a backup if one is given."""
        return repair(self.database, self.content, copies)

    def backup(self, target: Path, progress: Progress | None = None) -> Backup:
        """Copy the store into a folder, while the app runs."""
        return backup(self.database, self.content, target, progress)

    def export_person(self, person: str, target: Path) -> int:
        """Write everything about a person into an archive, and return how many files it holds."""
        return export_person(self.database, self.content, person, target)

    def delete_person(self, person: str, *, by: str = "the command line") -> Erased:
        """Delete everything about a person."""
        return delete_person(self.database, self.content, person, by=by)

    def expire(self, now: datetime | None = None) -> int:
        """Delete the sets that are past their retention, and return their number.

        Opening the store does this, and so does the first use of it in each hour.
        """
        self._expired_at_s = time.monotonic()
        return expire(self.database, self.content, keep_days(), now)

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
        if time.monotonic() - self._expired_at_s > _EXPIRES_EVERY_S:
            self.expire()
        return Scope(self.database, self.content, account_id)


def _make_local(session: Session) -> None:
    account = session.get(AccountRow, LOCAL)
    if account is None:
        new_account(session, "runner", UNNAMED, issuer=None, subject=None, account_id=LOCAL)
    elif account.person_id is None:
        account.person_id = new_person(session, UNNAMED).id
