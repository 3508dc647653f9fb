"""Files of sets and jobs: written before the rows that name them, and removed after those are gone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from formcheck.errors import UsageError
from formcheck.store.base.content import Content, Stored
from formcheck.store.base.database import Database
from formcheck.store.base.tables import AttachmentRow, ContentRow
from formcheck.store.scope.access import new_id

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")

Files = Mapping[str, Path | bytes]
"""What is to be kept, by name: a file, or its content."""


def put_all(content: Content, files: Files) -> dict[str, Stored]:
    """Put files into the store, before the transaction that will name them.

    Raises
    ------
    UsageError
        If a name is not a plain file name, or a file is missing.
    OutputError
        If the disk is full or not writable.
    """
    for name, source in files.items():
        if not _NAME.fullmatch(name):
            msg = (
                f"{name!r} cannot be the name of a kept file. Use letters, digits, dots, dashes and underscores: "
                "report.json"
            )
            raise UsageError(msg)
        if isinstance(source, Path) and not source.is_file():
            msg = f"{str(source)!r} cannot be kept as {name}: it is not a file. `formcheck analyze` writes such files."
            raise UsageError(msg)
    return {name: content.put(source) for name, source in files.items()}


def attach(
    session: Session, content: Content, files: Files, stored: Mapping[str, Stored], *, set_id: str | None = None,
    job_id: str | None = None,
) -> None:  # fmt: skip
    """Add rows for files. A file that was removed meanwhile, because no row named it yet, is written again."""
    for name, item in stored.items():
        if not content.has(item):
            content.put(files[name])
        row = session.get(ContentRow, item.sha256)
        if row is None:
            session.add(ContentRow(sha256=item.sha256, size_bytes=item.size_bytes, unused_since=None))
            session.flush()
        else:
            row.unused_since = None
        session.add(AttachmentRow(id=new_id(), sha256=item.sha256, name=name, set_id=set_id, job_id=job_id))


def shas_by_set(session: Session, set_ids: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the files of sets by name."""
    rows = session.execute(
        select(AttachmentRow.set_id, AttachmentRow.name, AttachmentRow.sha256).where(AttachmentRow.set_id.in_(set_ids))
    )
    found: dict[str, dict[str, str]] = {set_id: {} for set_id in set_ids}
    for set_id, name, sha256 in rows:
        if set_id is not None:
            found[set_id][name] = sha256
    return found


def mark_unused(session: Session, shas: Iterable[str] | None = None) -> None:
    """Mark the files, of some or of all, that no row names any more; `sweep` removes them once this is committed."""
    session.flush()
    unused = update(ContentRow).where(
        ContentRow.unused_since.is_(None),
        ~exists().where(AttachmentRow.sha256 == ContentRow.sha256),
    )
    if shas is not None:
        unused = unused.where(ContentRow.sha256.in_(list(shas)))
    session.execute(unused.values(unused_since=datetime.now(UTC)).execution_options(synchronize_session=False))


def sweep(database: Database, content: Content) -> int:
    """Remove the files that no row names any more, and return their number.

    After a crash the next call finishes the work, since the rows go last.
    """
    with database.reading() as session:
        if session.scalar(select(ContentRow.sha256).where(ContentRow.unused_since.is_not(None)).limit(1)) is None:
            return 0
    with database.writing() as session:
        unused = session.scalars(select(ContentRow.sha256).where(ContentRow.unused_since.is_not(None))).all()
        for sha256 in unused:
            content.remove(sha256)
        session.execute(delete(ContentRow).where(ContentRow.unused_since.is_not(None)))
    return len(unused)
