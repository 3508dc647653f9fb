"""People, accounts and who treats whom, and the trail of who saw and changed what."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from formcheck.errors import NotAllowedError, NotKeptError, UsageError
from formcheck.records import HEIGHTS_CM
from formcheck.store.base.tables import AccountRow, AuditRow, PersonRow, TreatmentRow
from formcheck.store.entries import Account, AuditEntry, Person, Role, Treatment
from formcheck.store.scope.access import LONGEST_NAME, Access, Act, account_of, new_id


class People(Access):
    """The people whom an account may see, and the accounts that an admin manages."""

    def people(self) -> list[Person]:
        """List the people within reach, by name. An admin sees the names of all, and the sets of none of them."""
        with self._reading() as act:
            rows = select(PersonRow).order_by(PersonRow.name, PersonRow.created_at)
            if not _administers(act):
                rows = rows.where(PersonRow.id.in_(act.reached()))
            return [person_of(row) for row in act.session.scalars(rows)]

    def add_person(self, name: str, *, keep_days: int | None = None) -> Person:
        """Add somebody who exercises. The account that adds them treats them from now on, unless it is an admin's.

        Raises
        ------
        NotAllowedError
            If the account is a runner's in a clinic.
        UsageError
            If the name is empty.
        """
        with self._writing() as act:
            act.require("therapist", "admin")
            row = new_person(act.session, name, keep_days)
            if not _administers(act):
                _treat(act, act.account.id, row.id, None)
            act.note("add person", person=row.id)
            return person_of(row)

    def rename_person(self, person: str | None, name: str) -> Person:
        """Give a person within reach another name; None is the account's own.

        On a machine without login, what its one user decides and prescribes is signed with it from then on.
        """
        with self._writing() as act:
            row = act.person(person)
            row.name = checked_name(name)
            if act.is_local and row.id == act.account.person_id:
                act.account.name = row.name
            act.note("rename", person=row.id)
            return person_of(row)

    def set_height(self, person: str | None, height_cm: float | None) -> Person:
        """Keep the body height of a person within reach, or forget it with None.

        Parameters
        ----------
        person : str or None
            Whose; None is the account's own.
        height_cm : float or None
            In centimetres, 50 to 250.

        Raises
        ------
        NotKeptError
            If there is no such person for this account.
        UsageError
            If it is not a possible height.
        """
        if height_cm is not None and not HEIGHTS_CM[0] <= height_cm <= HEIGHTS_CM[1]:
            msg = f"A body height must be between {HEIGHTS_CM[0]:g} and {HEIGHTS_CM[1]:g} cm; found {height_cm:g}."
            raise UsageError(msg)
        with self._writing() as act:
            row = act.person(person)
            row.height_cm = height_cm
            act.note("set height", person=row.id)
            return person_of(row)

    def accounts(self) -> list[Account]:
        """List all accounts, as an admin."""
        with self._reading() as act:
            act.require("admin")
            return [account_of(row) for row in act.session.scalars(select(AccountRow).order_by(AccountRow.name))]

    def add_account(
        self,
        role: Role,
        name: str,
        *,
        issuer: str,
        subject: str,
        until: datetime | None = None,
        person: str | None = None,
    ) -> Account:
        """Add somebody who signs in, as an admin. A runner's account gets a person, unless one is named."""
        with self._writing() as act:
            act.require("admin")
            row = new_account(act.session, role, name, issuer=issuer, subject=subject, until=until, person=person)
            act.note("add account", person=row.person_id, subject=row.id, detail=role)
            return account_of(row)

    def end_account(self, account: str, *, at: datetime | None = None) -> None:
        """End an account now or later, as an admin."""
        with self._writing() as act:
            act.require("admin")
            row = _known_account(act.session, account)
            row.until = at or act.now
            act.note("end account", person=row.person_id, subject=row.id)

    def treatments(self) -> list[Treatment]:
        """List who treats whom: all of them for an admin, one's own otherwise."""
        with self._reading() as act:
            rows = (
                select(TreatmentRow, AccountRow.name, PersonRow.name)
                .join(AccountRow, AccountRow.id == TreatmentRow.account_id)
                .join(PersonRow, PersonRow.id == TreatmentRow.person_id)
                .order_by(AccountRow.name, PersonRow.name, TreatmentRow.since)
            )
            if not _administers(act):
                mine = or_(TreatmentRow.account_id == act.account.id, TreatmentRow.person_id == act.account.person_id)
                rows = rows.where(mine)
            return [_treatment(*row) for row in act.session.execute(rows)]

    def treat(self, account: str, person: str, *, until: datetime | None = None) -> None:
        """Let a therapist's account treat a person from now on, as an admin.

        Raises
        ------
        NotAllowedError
            If this account is no admin's, or the other one no therapist's.
        """
        with self._writing() as act:
            act.require("admin")
            if _known_account(act.session, account).role != "therapist":
                msg = "Only a therapist's account can treat somebody. Add one with the role therapist."
                raise NotAllowedError(msg)
            known_person(act.session, person)
            _treat(act, account, person, until)
            act.note("treat", person=person, subject=account)

    def end_treatment(self, account: str, person: str) -> None:
        """End now what `treat` began, as an admin, or as the person who is treated."""
        with self._writing() as act:
            if act.account.person_id is None or act.account.person_id != person:
                act.require("admin")
            going = select(TreatmentRow).where(
                TreatmentRow.account_id == account,
                TreatmentRow.person_id == person,
                or_(TreatmentRow.until.is_(None), TreatmentRow.until > act.now),
            )
            for row in act.session.scalars(going):
                row.until = act.now
            act.note("end treatment", person=person, subject=account)

    def audit(self, *, person: str | None = None, limit: int = 200) -> list[AuditEntry]:
        """List who saw and changed what, the newest first.

        An admin sees everything; others what they did themselves, and what others did to them.
        """
        with self._reading() as act:
            rows = select(AuditRow).order_by(AuditRow.at.desc(), AuditRow.id).limit(limit)
            if not _administers(act):
                mine = [AuditRow.account_id == act.account.id]
                mine += [AuditRow.person_id == act.account.person_id] if act.account.person_id else []
                rows = rows.where(or_(*mine))
            if person is not None:
                rows = rows.where(AuditRow.person_id == person)
            return [_entry(row) for row in act.session.scalars(rows)]


def checked_name(name: str) -> str:
    """Return a name without surrounding spaces.

    Raises
    ------
    UsageError
        If it is empty.
    """
    short = " ".join(name.split())[:LONGEST_NAME]
    if not short:
        msg = "The name is missing. Any word will do, such as a number that only the clinic can trace."
        raise UsageError(msg)
    return short


def new_person(session: Session, name: str, keep_days: int | None = None) -> PersonRow:
    """Add a person."""
    row = PersonRow(id=new_id(), name=checked_name(name), created_at=datetime.now(UTC), keep_days=keep_days)
    session.add(row)
    session.flush()
    return row


def new_account(
    session: Session, role: Role, name: str, *, issuer: str | None, subject: str | None, until: datetime | None = None,
    person: str | None = None, account_id: str | None = None,
) -> AccountRow:  # fmt: skip
    """Add an account, with a person of its own if it is a runner's.

    Raises
    ------
    UsageError
        If there is an account of that issuer and subject.
    NotKeptError
        If the person does not exist.
    """
    if issuer is not None and account_row(session, issuer, subject) is not None:
        msg = f"There is an account for {subject!r} of {issuer} already. End that one first."
        raise UsageError(msg)
    if person is not None:
        known_person(session, person)
    elif role == "runner":
        person = new_person(session, name).id
    row = AccountRow(
        id=account_id or new_id(), role=role, name=checked_name(name), person_id=person, issuer=issuer, subject=subject,
        created_at=datetime.now(UTC), until=until,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def account_row(session: Session, issuer: str | None, subject: str | None) -> AccountRow | None:
    """Find the account of somebody who signed in."""
    return session.scalar(select(AccountRow).where(AccountRow.issuer == issuer, AccountRow.subject == subject))


def person_of(row: PersonRow) -> Person:
    """Return the plain record of a row."""
    return Person(
        id=row.id, name=row.name, created_at=row.created_at, keep_days=row.keep_days, height_cm=row.height_cm
    )  # fmt: skip


def _administers(act: Act) -> bool:
    return act.account.role == "admin" and not act.is_local


def _treat(act: Act, account: str, person: str, until: datetime | None) -> None:
    act.session.add(TreatmentRow(id=new_id(), account_id=account, person_id=person, since=act.now, until=until))


def _known_account(session: Session, account: str) -> AccountRow:
    row = session.get(AccountRow, account)
    if row is None:
        msg = f"There is no account {account[:40]!r}. The admin's page lists them."
        raise NotKeptError(msg)
    return row


def known_person(session: Session, person: str, listed_by: str = "The admin's page lists them.") -> PersonRow:
    """Return a person, whatever the account; `listed_by` says who lists all of them.

    Raises
    ------
    NotKeptError
        If there is none of this id.
    """
    row = session.get(PersonRow, person)
    if row is None:
        msg = f"There is no person {person[:40]!r}. {listed_by}"
        raise NotKeptError(msg)
    return row


def _treatment(row: TreatmentRow, account_name: str, person_name: str) -> Treatment:
    return Treatment(
        account_id=row.account_id, account_name=account_name, person_id=row.person_id, person_name=person_name,
        since=row.since, until=row.until,
    )  # fmt: skip


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        at=row.at, account_id=row.account_id, by=row.by, action=row.action, person_id=row.person_id,
        subject=row.subject, detail=row.detail,
    )  # fmt: skip
