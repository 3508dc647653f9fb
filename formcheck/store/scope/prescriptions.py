"""Prescriptions in versions, and the diary of a person: pain, and other notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from formcheck.desk.prescription import Prescription
from formcheck.errors import UsageError
from formcheck.store.base.tables import DiaryRow, PrescriptionRow
from formcheck.store.entries import DiaryEntry, Payload, PrescriptionVersion
from formcheck.store.scope.access import LONGEST_NAME, Access, Act, new_id
from formcheck.wording import day_and_time

_WORST_PAIN = 10
_OUTDATED = (
    "This prescription was written on {at}; a newer one, of {newest}, is here already. Nothing was changed. Ask for "
    "the newest one."
)


class Prescriptions(Access):
    """Prescriptions of people, and their diaries."""

    def prescribe(
        self, payload: Payload, *, person: str | None = None, starts: datetime | None = None
    ) -> PrescriptionVersion:
        """Add a version of a person's prescription. Earlier ones are kept.

        Parameters
        ----------
        payload : mapping
            What `Prescription.to_payload` wrote. That the exercises exist and their limits are within bounds, its
            `check` tells before.
        person : str, optional
            To whom; by default the account's own person.
        starts : datetime, optional
            When it starts to apply; now by default.

        Raises
        ------
        NotKeptError
            If the person is not within reach.
        NotAllowedError
            If the account is a runner's in a clinic.
        UsageError
            If it is not a prescription.
        """
        with self._writing() as act:
            owner = act.person(person)
            act.require("therapist")
            signed = _Signed(by=act.account.name, at=act.now, account_id=act.account.id)
            row = _add(act, owner.id, payload, starts or act.now, signed)
            act.note("prescribe", person=owner.id, subject=row.id, detail=f"version {row.version}")
            return _version(row)

    def receive_prescription(
        self, payload: Payload, *, by: str, at: datetime, starts: datetime, person: str | None = None
    ) -> PrescriptionVersion:
        """Add a version that came in a file; nothing is added if it is the newest one already.

        Parameters
        ----------
        payload : mapping
            As of `prescribe`.
        by, at : str, datetime
            Who signed it, and when. No account stands for it: nobody here can vouch for the name.
        starts : datetime
            From when it counts.
        person : str, optional
            To whom; by default the account's own person.

        Raises
        ------
        NotKeptError
            If the person is not within reach.
        NotAllowedError
            If the account is a runner's in a clinic.
        UsageError
            If it is no prescription, or one that was written later is here: an old file must not undo it.
        """
        with self._writing() as act:
            owner = act.person(person)
            act.require("therapist")
            newest = next(act.session.scalars(_versions(owner.id)), None)
            signed = _Signed(by=by[:LONGEST_NAME], at=at, account_id=None)
            if newest is not None and (newest.at, newest.by) == (signed.at, signed.by):
                return _version(newest)
            if newest is not None and newest.at > at:
                raise UsageError(_OUTDATED.format(at=day_and_time(at), newest=day_and_time(newest.at)))
            row = _add(act, owner.id, payload, starts, signed)
            act.note("receive prescription", person=owner.id, subject=row.id, detail=f"version {row.version}")
            return _version(row)

    def prescriptions(self, person: str | None = None) -> list[PrescriptionVersion]:
        """List all versions for a person, the newest first."""
        with self._reading() as act:
            owner = act.person(person)
            return [_version(row) for row in act.session.scalars(_versions(owner.id))]

    def prescription(self, person: str | None = None, *, on: datetime | None = None) -> PrescriptionVersion | None:
        """Return the version that applies to a person now, or at another time; None if nothing is prescribed."""
        versions = self.prescriptions(person)
        with self._reading() as act:
            moment = on or act.now
        return next((version for version in versions if version.starts <= moment), None)

    def write_diary(
        self, payload: Payload, *, pain: int | None = None, person: str | None = None, at: datetime | None = None
    ) -> DiaryEntry:
        """Add an entry to a person's diary.

        Parameters
        ----------
        payload : mapping
            What was written, such as ``{"after": "squat", "words": "..."}``.
        pain : int, optional
            From 0, none, to 10.
        person : str, optional
            Whose diary; by default the account's own person.
        at : datetime, optional
            When it was; now by default.

        Raises
        ------
        UsageError
            If the pain is not from 0 to 10.
        NotKeptError
            If the person is not within reach.
        """
        if pain is not None and not 0 <= pain <= _WORST_PAIN:
            msg = f"Pain must be a whole number from 0 (none) to {_WORST_PAIN}; found {pain}."
            raise UsageError(msg)
        with self._writing() as act:
            owner = act.person(person)
            row = DiaryRow(id=new_id(), person_id=owner.id, at=at or act.now, pain=pain, payload=dict(payload))
            act.session.add(row)
            act.note("write diary", person=owner.id, subject=row.id)
            return _diary(row)

    def diary(
        self, person: str | None = None, *, since: datetime | None = None, until: datetime | None = None
    ) -> list[DiaryEntry]:
        """List the entries of a person's diary, the oldest first."""
        with self._reading() as act:
            owner = act.person(person)
            rows = select(DiaryRow).where(DiaryRow.person_id == owner.id).order_by(DiaryRow.at)
            if since is not None:
                rows = rows.where(DiaryRow.at >= since)
            if until is not None:
                rows = rows.where(DiaryRow.at < until)
            return [_diary(row) for row in act.session.scalars(rows)]


@dataclass(frozen=True, slots=True)
class _Signed:
    by: str
    at: datetime
    account_id: str | None


def _versions(person: str) -> Select[tuple[PrescriptionRow]]:
    """Select the versions for a person, the newest first."""
    return select(PrescriptionRow).where(PrescriptionRow.person_id == person).order_by(PrescriptionRow.version.desc())


def _add(act: Act, person: str, payload: Payload, starts: datetime, signed: _Signed) -> PrescriptionRow:
    versions = select(func.max(PrescriptionRow.version)).where(PrescriptionRow.person_id == person)
    row = PrescriptionRow(
        id=new_id(), person_id=person, version=(act.session.scalar(versions) or 0) + 1, starts=starts, at=signed.at,
        by=signed.by, account_id=signed.account_id, payload=Prescription.from_payload(payload).to_payload(),
    )  # fmt: skip
    act.session.add(row)
    return row


def _version(row: PrescriptionRow) -> PrescriptionVersion:
    return PrescriptionVersion(
        id=row.id, person_id=row.person_id, version=row.version, starts=row.starts, at=row.at, by=row.by,
        account_id=row.account_id, payload=row.payload,
    )  # fmt: skip


def _diary(row: DiaryRow) -> DiaryEntry:
    return DiaryEntry(id=row.id, person_id=row.person_id, at=row.at, pain=row.pain, payload=row.payload)
