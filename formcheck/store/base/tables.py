"""The tables. A change here needs a step in `formcheck.store.migrations`; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

REVISION: Final = "0002"
"""The newest step of the migrations, to which these tables belong."""


class Moment(TypeDecorator[datetime]):
    """A time in UTC: SQLite keeps no time zone, so it is removed when storing and added again when loading."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the time in UTC, without its zone."""
        return value.astimezone(UTC).replace(tzinfo=None) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the time with its zone."""
        return value.replace(tzinfo=UTC) if value is not None else None


class Table(DeclarativeBase):
    """Base of all rows."""

    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, str: String(200)}  # noqa: RUF012


def _of(table: str, *, cascade: bool = True) -> ForeignKey:
    return ForeignKey(f"{table}.id", ondelete="CASCADE" if cascade else "SET NULL")


class PersonRow(Table):
    """Somebody who exercises."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str]
    created_at: Mapped[datetime]
    keep_days: Mapped[int | None]
    height_cm: Mapped[float | None]


class AccountRow(Table):
    """Somebody who signs in; the one user of a machine has neither issuer nor subject."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str]
    person_id: Mapped[str | None] = mapped_column(_of("person", cascade=False), index=True)
    issuer: Mapped[str | None]
    subject: Mapped[str | None]
    created_at: Mapped[datetime]
    until: Mapped[datetime | None]


class TreatmentRow(Table):
    """An account treats a person, from when, until when."""

    __tablename__ = "treats"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(_of("account"), index=True)
    person_id: Mapped[str] = mapped_column(_of("person"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class PrescriptionRow(Table):
    """A version of what was prescribed to a person."""

    __tablename__ = "prescription"
    __table_args__ = (UniqueConstraint("person_id", "version"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(_of("person"))
    version: Mapped[int]
    starts: Mapped[datetime]
    at: Mapped[datetime]
    by: Mapped[str]
    account_id: Mapped[str | None] = mapped_column(_of("account", cascade=False))
    payload: Mapped[dict[str, Any]]


class SetRow(Table):
    """A set that was judged."""

    __tablename__ = "set"
    __table_args__ = (
        Index("set_of_person", "person_id", "at"),
        Index("set_of_exercise", "exercise_id", "at"),
        Index("set_by_time", "at"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(_of("person"))
    account_id: Mapped[str | None] = mapped_column(_of("account", cascade=False))
    prescription_id: Mapped[str | None] = mapped_column(_of("prescription", cascade=False))
    exercise_id: Mapped[str]
    exercise_name: Mapped[str]
    at: Mapped[datetime]
    saved_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(20))
    name: Mapped[str]
    model: Mapped[str]
    view: Mapped[str] = mapped_column(String(20))
    repetitions: Mapped[int]
    in_form: Mapped[int]
    faulty: Mapped[int]
    cautions: Mapped[int]
    not_judged: Mapped[int]
    hold_s: Mapped[float]
    duration_s: Mapped[float | None]
    numbers: Mapped[dict[str, Any]]
    engine: Mapped[str] = mapped_column(String(40))
    definition_sha256: Mapped[str] = mapped_column(String(64))


class JobRow(Table):
    """Work that waits, runs or is over."""

    __tablename__ = "job"
    __table_args__ = (Index("job_by_state", "state", "created_at"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(_of("person"), index=True)
    account_id: Mapped[str | None] = mapped_column(_of("account", cascade=False))
    asker: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20))
    starts: Mapped[int]
    payload: Mapped[dict[str, Any]]
    progress: Mapped[float]
    error: Mapped[str] = mapped_column(Text)
    set_id: Mapped[str | None] = mapped_column(_of("set", cascade=False))
    worker: Mapped[str | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    beat_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class ContentRow(Table):
    """A file on the disk, named by its SHA-256. `unused_since` is when the last reference to it went."""

    __tablename__ = "content"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    unused_since: Mapped[datetime | None] = mapped_column(index=True)


class AttachmentRow(Table):
    """A set or a job has a file, under a name."""

    __tablename__ = "attachment"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("content.sha256"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    set_id: Mapped[str | None] = mapped_column(_of("set"), index=True)
    job_id: Mapped[str | None] = mapped_column(_of("job"), index=True)


class DecisionRow(Table):
    """A decision about a set; rows are added, never changed, and name their account even after it is removed."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("set_id", "number"), Index("decision_kind", "kind", "set_id"))
    set_id: Mapped[str] = mapped_column(_of("set"), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str]
    role: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[str | None] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]]


class SeenRow(Table):
    """An account has opened a set."""

    __tablename__ = "seen"
    set_id: Mapped[str] = mapped_column(_of("set"), primary_key=True)
    account_id: Mapped[str] = mapped_column(_of("account"), primary_key=True)
    at: Mapped[datetime]


class DiaryRow(Table):
    """What a person wrote down."""

    __tablename__ = "diary"
    __table_args__ = (Index("diary_of_person", "person_id", "at"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(_of("person"))
    at: Mapped[datetime]
    pain: Mapped[int | None]
    payload: Mapped[dict[str, Any]]


class AuditRow(Table):
    """Who saw or changed what; rows are added, never changed, and outlive what they name: they refer to nothing."""

    __tablename__ = "audit"
    __table_args__ = (Index("audit_of_person", "person_id", "at"), Index("audit_of_account", "account_id", "at"))
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[str | None] = mapped_column(String(32))
    by: Mapped[str]
    action: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str | None] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(Text)


class BackupRow(Table):
    """A backup that was made, so that a deletion can list those that still hold a person."""

    __tablename__ = "backup"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime]
    target: Mapped[str] = mapped_column(Text)
