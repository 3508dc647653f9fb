"""Copies a store into a folder, consistently, while the app runs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from formcheck.errors import OutputError, StoreBusyError, StoreError
from formcheck.files import whole_file
from formcheck.store.base.content import Content, Stored
from formcheck.store.base.database import Database, raw_sqlite
from formcheck.store.base.refusals import refusals
from formcheck.store.base.tables import BackupRow, ContentRow
from formcheck.store.places import DATABASE_FILE, Place
from formcheck.store.scope.access import new_id

SERVER_FILE = "formcheck.pgdump"
_MOST_ROUNDS = 5

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was made: when, where, how many files it holds, and which are missing or damaged in the store."""

    at: datetime
    target: Path
    files: int = 0
    missing: tuple[str, ...] = ()


def backup(database: Database, content: Content, target: Path, progress: Progress | None = None) -> Backup:
    """Copy a store into a folder. A folder that holds an earlier backup is brought up to date.

    The rows are those of one moment, and every file that they name is there. What was deleted from the store since the
    last backup into the same folder is deleted from there, too.

    Parameters
    ----------
    database, content : Database, Content
        The rows and the files.
    target : Path
        The folder. It becomes a store itself: to restore, copy it to where the store was.
    progress : callable, optional
        Called with the share of the files that are copied, 0..1.

    Raises
    ------
    OutputError
        If the folder is neither empty nor a backup, cannot be written, or its disk is full.
    StoreError
        If the store's server cannot be copied.
    """
    target = target.expanduser().absolute()
    _refuse(target, content)
    copies = Content(target)
    # A set that is discarded meanwhile takes its files along: then the rows are copied anew, and the few new files.
    for _ in range(_MOST_ROUNDS):
        named = _copy_rows(database, target)
        absent = _copy_files(content, copies, named, progress)
        if absent <= _named(database).keys():
            break
    else:
        msg = (
            "Sets are being discarded faster than they can be copied. The backup is incomplete: make it again when the "
            "store is idle"
        )
        raise StoreBusyError(msg)
    _drop_others(copies, named)
    whole = len(named) - len(absent)
    made = Backup(at=datetime.now(UTC), target=target, files=whole, missing=tuple(sorted(absent)))
    with database.writing() as session:
        session.add(BackupRow(id=new_id(), at=made.at, target=str(target)))
    return made


def backups(database: Database, since: datetime) -> list[Backup]:
    """List the backups that were made since a moment, the last one for each folder."""
    with database.reading() as session:
        rows = session.scalars(select(BackupRow).where(BackupRow.at >= since).order_by(BackupRow.at)).all()
        last = {row.target: Backup(at=row.at, target=Path(row.target)) for row in rows}
    return list(last.values())


def _refuse(target: Path, content: Content) -> None:
    if target == content.home or content.home in target.parents:
        msg = f"{str(target)!r} is inside the store itself. Choose a folder elsewhere, preferably on another disk."
        raise OutputError(msg)
    is_backup = any((target / name).is_file() for name in (DATABASE_FILE, SERVER_FILE))
    if target.is_dir() and any(target.iterdir()) and not is_backup:
        msg = (
            f"{str(target)!r} is neither empty nor a backup by formcheck. Choose a new folder: formcheck store backup "
            "DIR"
        )
        raise OutputError(msg)


def _copy_rows(database: Database, target: Path) -> dict[str, int]:
    """Copy the rows, and return the files that they name."""
    if database.where.is_embedded:
        return _copy_sqlite(database, target / DATABASE_FILE)
    before = _named(database)
    _dump(database, target / SERVER_FILE)
    return before | _named(database)


def _copy_sqlite(database: Database, file: Path) -> dict[str, int]:
    with whole_file(file) as part, refusals(Place(file.parent, f"sqlite:///{file}")):
        named = _copied_rows(database, part)
    return dict(named)


def _copied_rows(database: Database, part: Path) -> list[tuple[str, int]]:
    with database.engine.connect() as connection, closing(sqlite3.connect(part)) as copy:
        raw_sqlite(connection).backup(copy)
        # A backup is a single file until it is opened as a store.
        copy.execute("PRAGMA journal_mode=DELETE")
        return copy.execute("SELECT sha256, size_bytes FROM content WHERE unused_since IS NULL").fetchall()


def _named(database: Database) -> dict[str, int]:
    with database.reading() as session:
        rows = session.execute(
            select(ContentRow.sha256, ContentRow.size_bytes).where(ContentRow.unused_since.is_(None))
        )
        return {sha256: size for sha256, size in rows}


def _dump(database: Database, file: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        msg = (
            "A store on a PostgreSQL server is copied with pg_dump, which is not installed here. On Debian and Ubuntu: "
            "sudo apt install postgresql-client"
        )
        raise StoreError(msg)
    url = database.engine.url
    address = url.set(drivername="postgresql", password=None).render_as_string()
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    with whole_file(file) as part:
        command = [program, "--format=custom", "--no-owner", f"--file={part}", f"--dbname={address}"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            msg = f"The server's rows could not be copied: {done.stderr.strip()}. Try the same by hand: pg_dump --help"
            raise StoreError(msg)


def _copy_files(content: Content, copies: Content, named: dict[str, int], progress: Progress | None) -> set[str]:
    """Copy the files that are not there yet, and return those that are missing or damaged."""
    absent = set()
    for number, (sha256, size) in enumerate(sorted(named.items()), 1):
        if not (copies.has(Stored(sha256, size)) or _copy(content.path(sha256), copies)):
            absent.add(sha256)
        if progress is not None:
            progress(number / len(named))
    return absent


def _copy(path: Path, copies: Content) -> bool:
    if not path.is_file():
        return False
    return copies.put(path).sha256 == path.name


def _drop_others(copies: Content, named: dict[str, int]) -> None:
    for path in copies.all():
        if path.name not in named:
            with suppress(FileNotFoundError):
                path.unlink()
