"""Deletes a person, or what is past its retention: rows, files, and their remains on the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import CursorResult, delete, func, or_, select, text
from sqlalchemy.orm import Session

from formcheck.errors import FormcheckError
from formcheck.store.base.content import Content
from formcheck.store.base.database import Database
from formcheck.store.base.tables import (
    AccountRow,
    AuditRow,
    DiaryRow,
    JobRow,
    PersonRow,
    PrescriptionRow,
    SetRow,
    Table,
)
from formcheck.store.places import DATABASE_FILE, Place
from formcheck.store.scope.access import new_id
from formcheck.store.scope.attaching import mark_unused, sweep
from formcheck.store.scope.people import known_person
from formcheck.store.upkeep.backup import Backup, backups
from formcheck.store.upkeep.exporting import LISTED_BY


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was deleted about a person, and what is left elsewhere.

    Attributes
    ----------
    sets, jobs, prescriptions, diary_entries, files : int
        How many of each were deleted.
    cleaned : sequence of Backup
        The backups made since the person was added that no longer hold anything about them.
    backups : sequence of Backup
        The other ones: of a server, or not on this machine now. They hold the person until they are made again or
        deleted.
    aside : int
        How many files of unknown owners lie where `repair` moves them; one of them may be of this person.
    """

    sets: int
    jobs: int
    prescriptions: int
    diary_entries: int
    files: int
    cleaned: Sequence[Backup]
    backups: Sequence[Backup]
    aside: int


def delete_person(database: Database, content: Content, person_id: str, *, by: str) -> Erased:
    """Delete everything about a person: sets with all files, jobs, prescriptions, diary, account, and the trail.

    The person is also deleted in the backups that are folders on this machine. One line stays in the trail: that
    somebody was deleted, when, and by whom.

    Parameters
    ----------
    database, content : Database, Content
        The rows and the files.
    person_id : str
    by : str
        Who deletes, for the trail.

    Raises
    ------
    NotKeptError
        If there is no such person.
    """
    with database.writing() as session:
        since = known_person(session, person_id, LISTED_BY).created_at
        counts = [_count(session, table, person_id) for table in (SetRow, JobRow, PrescriptionRow, DiaryRow)]
    files = _delete_all(database, content, person_id, by)
    sets, jobs, prescriptions, diary = counts
    copies = backups(database, since)
    cleaned = [copy for copy in copies if _is_cleaned(copy.target, person_id, by)]
    aside = sum(path.is_file() for path in content.aside.rglob("*"))
    return Erased(
        sets=sets, jobs=jobs, prescriptions=prescriptions, diary_entries=diary, files=files,
        cleaned=cleaned, backups=[copy for copy in copies if copy not in cleaned], aside=aside,
    )  # fmt: skip


def _delete_all(database: Database, content: Content, person_id: str, by: str) -> int:
    """Delete rows and files, and return how many files those were."""
    with database.writing() as session:
        _delete_rows(session, person_id, by)
        mark_unused(session)
    files = sweep(database, content)
    overwrite(database)
    return files


def _is_cleaned(folder: Path, person_id: str, by: str) -> bool:
    """Delete a person in a backup, which is a store itself, and return whether that was possible."""
    file = folder / DATABASE_FILE
    if not file.is_file():
        return False
    try:
        copy = Database(Place(folder, f"sqlite:///{file}"))
        try:
            _delete_all(copy, Content(folder), person_id, by)
        finally:
            copy.close()
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except (FormcheckError, sqlite3.Error):
        return False
    return True


def expire(database: Database, content: Content, days: int | None, now: datetime | None = None) -> int:
    """Delete what is past its retention, and return the number of sets.

    Parameters
    ----------
    database, content : Database, Content
        The rows and the files.
    days : int or None
        For how many days sets, jobs that are over and the diary are kept; None keeps them. A person's own
        `keep_days` takes precedence.
    now : datetime, optional
        By default the present.
    """
    moment, expired = now or datetime.now(UTC), 0
    with database.reading() as session:
        people = session.execute(select(PersonRow.id, PersonRow.keep_days)).all()
        due = {person: keep or days for person, keep in people}
        old = {person: moment - timedelta(days=keep) for person, keep in due.items() if keep is not None}
        old = {person: before for person, before in old.items() if _has_older(session, person, before)}
    if not old:
        return 0
    with database.writing() as session:
        for person, before in old.items():
            expired += _delete_older(session, person, before)
        mark_unused(session)
    sweep(database, content)
    overwrite(database)
    return expired


def overwrite(database: Database) -> None:
    """Remove the remains of deleted rows from the database's files."""
    if database.where.is_embedded:
        with database.engine.connect() as connection:
            # Deleted rows are overwritten at once in the database; its log still holds them until it is cut off.
            connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in Table.metadata.sorted_tables:
            connection.execute(text(f'VACUUM "{table.name}"'))


def _count(session: Session, table: type[SetRow | JobRow | PrescriptionRow | DiaryRow], person: str) -> int:
    return session.scalar(select(func.count()).where(table.person_id == person)) or 0


def _delete_rows(session: Session, person: str, by: str) -> None:
    # The account of the one user of a machine stays, without a person: it may look after others, too.
    own = select(AccountRow.id).where(
        AccountRow.person_id == person, AccountRow.role == "runner", AccountRow.issuer.is_not(None)
    )
    accounts = session.scalars(own).all()
    session.execute(delete(AuditRow).where(or_(AuditRow.person_id == person, AuditRow.account_id.in_(accounts))))
    session.execute(delete(AccountRow).where(AccountRow.id.in_(accounts)))
    # The rows that belong to the person follow it.
    session.execute(delete(PersonRow).where(PersonRow.id == person))
    session.add(
        AuditRow(
            id=new_id(), at=datetime.now(UTC), account_id=None, by=by, action="delete person", person_id=None,
            subject="", detail="",
        )
    )  # fmt: skip


def _has_older(session: Session, person: str, before: datetime) -> bool:
    found = (
        select(SetRow.id).where(SetRow.person_id == person, SetRow.at < before).limit(1),
        select(DiaryRow.id).where(DiaryRow.person_id == person, DiaryRow.at < before).limit(1),
        select(JobRow.id).where(JobRow.person_id == person, JobRow.ended_at < before).limit(1),
    )
    return any(session.scalar(rows) is not None for rows in found)


def _delete_older(session: Session, person: str, before: datetime) -> int:
    gone = session.execute(delete(SetRow).where(SetRow.person_id == person, SetRow.at < before))
    session.execute(delete(DiaryRow).where(DiaryRow.person_id == person, DiaryRow.at < before))
    session.execute(delete(JobRow).where(JobRow.person_id == person, JobRow.ended_at < before))
    assert isinstance(gone, CursorResult)
    return gone.rowcount
