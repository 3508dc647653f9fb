"""Checks a store: rows without their files, files without rows, and damage."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import select, text

from formcheck.store.base.content import Content, sha256_of
from formcheck.store.base.database import Database
from formcheck.store.base.tables import AttachmentRow, ContentRow, SetRow

Kind = Literal["database", "missing", "damaged", "orphan", "leftover", "unused", "no report"]
_FRESH_S = 3600.0

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is wrong with a store.

    Attributes
    ----------
    kind : str
        ``database``: the database itself is damaged. ``missing``, ``damaged``: a file that a row names is missing, or
        is not what was written. ``orphan``: a file that no row names, as a killed save leaves it. ``leftover``: a file
        that was not written completely. ``unused``: a file whose removal was not finished. ``no report``: a set
        without its report.
    name : str
        The file, by its SHA-256 or name, or the id of the set.
    words : str
        What it means.
    is_fresh : bool
        For a leftover: whether it is less than an hour old, and may still be being written.
    path : Path or None
        Where the file lies.
    """

    kind: Kind
    name: str
    words: str
    is_fresh: bool = False
    path: Path | None = None


def check(
    database: Database, content: Content, *, is_deep: bool = True, progress: Progress | None = None
) -> list[Fault]:
    """Check for everything that can be wrong; nothing is changed, and others may work meanwhile.

    Parameters
    ----------
    database, content : Database, Content
        The rows and the files.
    is_deep : bool
        Whether every file is read and its SHA-256 compared; without it, only its size.
    progress : callable, optional
        Called with the share of the work done, 0..1.
    """
    found = list(_of_database(database))
    with database.reading() as session:
        known = {row.sha256: row for row in session.scalars(select(ContentRow))}
        used = set(session.scalars(select(AttachmentRow.sha256).distinct()))
        reports = select(AttachmentRow.set_id).where(AttachmentRow.name == "report.json")
        bare = session.scalars(
            select(SetRow.id).where(SetRow.id.not_in(reports.where(AttachmentRow.set_id.is_not(None))))
        )
        found += [Fault(kind="no report", name=name, words="a set without its report") for name in bare]
    for number, (sha256, row) in enumerate(sorted(known.items()), 1):
        if sha256 in used:
            found += _of_file(content.path(sha256), row, is_deep=is_deep)
        else:
            found.append(Fault(kind="unused", name=sha256, words="a file that was discarded but not removed yet"))
        if progress is not None:
            progress(number / len(known))
    return [*found, *_without_rows(content, set(known))]


def _of_database(database: Database) -> Iterator[Fault]:
    if not database.where.is_embedded:
        return
    with database.reading() as session:
        for (line,) in session.execute(text("PRAGMA integrity_check")).all():
            if line != "ok":
                yield Fault(kind="database", name="formcheck.db", words=str(line))
        for row in session.execute(text("PRAGMA foreign_key_check")).all():
            yield Fault(
                kind="database",
                name="formcheck.db",
                words=f"a row of {row[0]} refers to a missing row of {row[2]}",
            )


def _of_file(path: Path, row: ContentRow, *, is_deep: bool) -> Iterator[Fault]:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        yield Fault(kind="missing", name=row.sha256, words="a kept file is missing", path=path)
        return
    if size != row.size_bytes:
        words = f"a kept file has {size} bytes instead of {row.size_bytes}"
        yield Fault(kind="damaged", name=row.sha256, words=words, path=path)
    elif is_deep and sha256_of(path) != row.sha256:
        yield Fault(kind="damaged", name=row.sha256, words="the content of a kept file has changed", path=path)


def _without_rows(content: Content, known: set[str]) -> Iterator[Fault]:
    for path in content.all():
        if path.name not in known or path.parent.name != path.name[:2]:
            yield Fault(kind="orphan", name=path.name, words="a file that belongs to no set or job", path=path)
    for path in sorted(content.incoming.iterdir()):
        is_fresh = time.time() - path.stat().st_mtime < _FRESH_S
        words = "a file that was not written completely" + (", or is just being written" if is_fresh else "")
        yield Fault(kind="leftover", name=path.name, words=words, is_fresh=is_fresh, path=path)
