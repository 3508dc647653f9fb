"""One transaction of an account: who acts, whose rows are within reach, and the audit trail."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from formcheck.errors import NotAllowedError, NotKeptError
from formcheck.store.base.content import Content
from formcheck.store.base.database import Database
from formcheck.store.base.tables import AccountRow, AuditRow, JobRow, PersonRow, SetRow, TreatmentRow
from formcheck.store.entries import Account, Role

LONGEST_NAME: Final = 200
"""Names of people, files and exercises are cut to this many characters."""


@dataclass(frozen=True, slots=True)
class Act:
    """One transaction of an account.

    Attributes
    ----------
    session : Session
        The transaction.
    account : AccountRow
        Its current state: an account that has ended is refused here.
    now : datetime
        UTC.
    """

    session: Session
    account: AccountRow
    now: datetime

    @property
    def is_local(self) -> bool:
        """Whether it is the one user of a machine without login, who is runner, therapist and admin at once."""
        return self.account.issuer is None

    def reached(self) -> Select[tuple[str]]:
        """Select the people whose sets this account may reach: itself, and those that it treats now."""
        treated = select(TreatmentRow.person_id).where(
            TreatmentRow.account_id == self.account.id,
            TreatmentRow.since <= self.now,
            or_(TreatmentRow.until.is_(None), TreatmentRow.until > self.now),
        )
        return select(PersonRow.id).where(or_(PersonRow.id == self.account.person_id, PersonRow.id.in_(treated)))

    def person(self, person_id: str | None) -> PersonRow:
        """Return a person within reach; None is the account's own.

        Raises
        ------
        NotKeptError
            If there is none, or none for this account; the message is the same.
        """
        wanted = person_id if person_id is not None else self.account.person_id
        found = self.session.scalar(select(PersonRow).where(PersonRow.id == wanted, PersonRow.id.in_(self.reached())))
        if found is None:
            raise NotKeptError(_NOBODY if person_id is not None else _NOT_A_RUNNER)
        return found

    def set(self, set_id: str) -> SetRow:
        """Return a set of a person within reach.

        Raises
        ------
        NotKeptError
            If there is none, or none for this account.
        """
        found = self.session.scalar(select(SetRow).where(SetRow.id == set_id, SetRow.person_id.in_(self.reached())))
        if found is None:
            msg = (
                f"There is no set {set_id[:40]!r} here. It may have been discarded; History lists those that are kept."
            )
            raise NotKeptError(msg)
        return found

    def job(self, job_id: str) -> JobRow:
        """Return a job of a person within reach.

        Raises
        ------
        NotKeptError
            If there is none, or none for this account.
        """
        found = self.session.scalar(
            select(JobRow).where(and_(JobRow.id == job_id, JobRow.person_id.in_(self.reached())))
        )
        if found is None:
            msg = f"There is no job {job_id[:40]!r} here. It may have been removed."
            raise NotKeptError(msg)
        return found

    def require(self, *roles: Role) -> None:
        """Refuse accounts without one of these roles; the one user of a machine has all of them.

        Raises
        ------
        NotAllowedError
            If it has none of the roles.
        """
        if not self.is_local and self.account.role not in roles:
            msg = (
                f"This needs the role {' or '.join(roles)}, but {self.account.name!r} has the role {self.account.role}."
            )
            raise NotAllowedError(msg)

    def note(self, action: str, *, person: str | None = None, subject: str = "", detail: str = "") -> None:
        """Add a line to the audit trail, in the same transaction as the action."""
        self.session.add(
            AuditRow(
                id=new_id(), at=self.now, account_id=self.account.id, by=self.account.name, action=action,
                person_id=person, subject=subject, detail=detail,
            )
        )  # fmt: skip


_NOBODY = "There is no such person here. Choose one from the list; an admin decides who treats whom."
_NOT_A_RUNNER = "This account does not belong to a person who exercises. Name the person whose set it is."
_ENDED = "This account has ended or was removed. Sign out, and ask an admin of the clinic for a new one."


class Access:
    """What all parts of a scope share.

    Parameters
    ----------
    database, content : Database, Content
        The rows and the files.
    account_id : str
        Who acts.
    """

    def __init__(self, database: Database, content: Content, account_id: str) -> None:
        self._database = database
        self._content = content
        self._account_id = account_id

    @property
    def account(self) -> Account:
        """Who acts."""
        with self._reading() as act:
            return account_of(act.account)

    @contextmanager
    def _reading(self) -> Iterator[Act]:
        with self._database.reading() as session:
            yield self._act(session)

    @contextmanager
    def _writing(self) -> Iterator[Act]:
        with self._database.writing() as session:
            yield self._act(session)

    def _act(self, session: Session) -> Act:
        account, now = session.get(AccountRow, self._account_id), datetime.now(UTC)
        if account is None or (account.until is not None and account.until <= now):
            raise NotAllowedError(_ENDED)
        return Act(session, account, now)


def new_id() -> str:
    """Return an unguessable id."""
    return secrets.token_hex(16)


def account_of(row: AccountRow) -> Account:
    """Return the plain record of a row."""
    return Account(
        id=row.id, role=row.role, name=row.name, person_id=row.person_id,  # type: ignore[arg-type]
        issuer=row.issuer, subject=row.subject, until=row.until,
    )  # fmt: skip
