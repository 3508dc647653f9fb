"""Prescriptions in versions, and the diary of a person: pain, and other notes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from formcheck.desk.prescription import Prescription
from formcheck.errors import UsageError
from formcheck.store.base.tables import DiaryRow, PrescriptionRow
from formcheck.store.entries import DiaryEntry, Payload, PrescriptionVersion
from formcheck.store.scope.access import Access, new_id

_WORST_PAIN = 10


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
        prescribed = Prescription.from_payload(payload)
        with self._writing() as act:
            owner = act.person(person)
            act.require("therapist")
            versions = select(func.max(PrescriptionRow.version)).where(PrescriptionRow.person_id == owner.id)
            row = PrescriptionRow(
                id=new_id(), person_id=owner.id, version=(act.session.scalar(versions) or 0) + 1,
                starts=starts or act.now, at=act.now, by=act.account.name, account_id=act.account.id,
                payload=prescribed.to_payload(),
            )  # fmt: skip
            act.session.add(row)
            act.note("prescribe", person=owner.id, subject=row.id, detail=f"version {row.version}")
            return _version(row)

    def prescriptions(self, person: str | None = None) -> list[PrescriptionVersion]:
        """List all versions for a person, the newest first."""
        with self._reading() as act:
            owner = act.person(person)
            rows = act.session.scalars(
                select(PrescriptionRow)
                .where(PrescriptionRow.person_id == owner.id)
                .order_by(PrescriptionRow.version.desc())
            )
            return [_version(row) for row in rows]

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


def _version(row: PrescriptionRow) -> PrescriptionVersion:
    return PrescriptionVersion(
        id=row.id, person_id=row.person_id, version=row.version, starts=row.starts, at=row.at, by=row.by,
        account_id=row.account_id, payload=row.payload,
    )  # fmt: skip


def _diary(row: DiaryRow) -> DiaryEntry:
    return DiaryEntry(id=row.id, person_id=row.person_id, at=row.at, pain=row.pain, payload=row.payload)
