"""Writes an archive with everything that is kept about a person."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from formcheck.files import output_errors, whole_file
from formcheck.store.base.content import Content
from formcheck.store.base.database import Database
from formcheck.store.base.tables import (
    AccountRow,
    AttachmentRow,
    AuditRow,
    DecisionRow,
    DiaryRow,
    JobRow,
    PrescriptionRow,
    SetRow,
    Table,
    TreatmentRow,
)
from formcheck.store.scope.people import known_person

ROWS = "person.json"
LISTED_BY = "To see who is kept: formcheck store people"
_TABLES: tuple[type[Any], ...] = (SetRow, JobRow, PrescriptionRow, DiaryRow, TreatmentRow, AccountRow)


def export_person(database: Database, content: Content, person_id: str, target: Path) -> int:
    """Write everything that is kept about a person into a ZIP archive: ``person.json``, and the files of sets and jobs.

    Parameters
    ----------
    database, content : Database, Content
        The rows and the files.
    person_id : str
    target : Path
        The archive, written whole or not at all.

    Returns
    -------
    int
        How many files it holds besides ``person.json``, which names those that are missing in the store.

    Raises
    ------
    NotKeptError
        If there is no such person.
    OutputError
        If the archive cannot be written.
    """
    with database.reading() as session:
        person = known_person(session, person_id, LISTED_BY)
        rows: dict[str, Any] = {"person": _plain(person), **_rows(session, person_id)}
        names = dict(_names(session, rows))
        rows["missing_files"] = [name for name, sha256 in names.items() if not content.path(sha256).is_file()]
    with whole_file(target) as part, output_errors(target), zipfile.ZipFile(part, "w") as archive:
        archive.writestr(ROWS, json.dumps(rows, indent=2, ensure_ascii=False), zipfile.ZIP_DEFLATED)
        # Video is compressed already.
        for name in names.keys() - set(rows["missing_files"]):
            archive.write(content.path(names[name]), name, zipfile.ZIP_STORED)
    return len(names) - len(rows["missing_files"])


def _rows(session: Session, person: str) -> dict[str, list[dict[str, Any]]]:
    found = {
        table.__tablename__: [_plain(row) for row in session.scalars(select(table).where(table.person_id == person))]
        for table in _TABLES
    }
    accounts = [row["id"] for row in found["account"]]
    decisions = select(DecisionRow).join(SetRow, SetRow.id == DecisionRow.set_id).where(SetRow.person_id == person)
    trail = select(AuditRow).where(or_(AuditRow.person_id == person, AuditRow.account_id.in_(accounts)))
    found["decision"] = [
        _plain(row) for row in session.scalars(decisions.order_by(DecisionRow.set_id, DecisionRow.number))
    ]
    found["audit"] = [_plain(row) for row in session.scalars(trail.order_by(AuditRow.at))]
    return found


def _names(session: Session, rows: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the name in the archive and the SHA-256 of each file."""
    folders = {row["id"]: f"sets/{row['at'][:10]}_{_word(row['exercise_id'])}_{row['id'][:8]}" for row in rows["set"]}
    folders |= {row["id"]: f"jobs/{row['id'][:8]}" for row in rows["job"]}
    person = rows["person"]["id"]
    of_sets = AttachmentRow.set_id.in_(select(SetRow.id).where(SetRow.person_id == person))
    of_jobs = AttachmentRow.job_id.in_(select(JobRow.id).where(JobRow.person_id == person))
    for row in session.scalars(select(AttachmentRow).where(or_(of_sets, of_jobs))):
        yield f"{folders[row.set_id or row.job_id or '']}/{row.name}", row.sha256


def _word(text: str) -> str:
    """Keep of an id, which may come from somebody else's file, only characters that no program takes for a path."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", text)


def _plain(row: Table) -> dict[str, Any]:
    values = {column.name: getattr(row, column.name) for column in row.__table__.columns}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}
