"""Mends the faults of a store that can be mended, and reports the rest."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from formcheck.files import output_errors
from formcheck.store.base.content import Content, sha256_of
from formcheck.store.base.database import Database
from formcheck.store.base.tables import ContentRow
from formcheck.store.scope.attaching import mark_unused, sweep
from formcheck.store.upkeep.checking import Fault, check


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What `repair` did.

    Attributes
    ----------
    mended : sequence of Fault
        Faults that were mended.
    left : sequence of Fault
        Faults that need a copy of the file, or time.
    aside : Path or None
        The folder with the files that no row names; None if there were none.
    """

    mended: tuple[Fault, ...]
    left: tuple[Fault, ...]
    aside: Path | None


def repair(database: Database, content: Content, copies: Path | None = None) -> Repair:
    """Mend what can be mended while others may work.

    Files that no row names are moved aside, never removed; unfinished removals are finished; missing and damaged files
    are taken from what was moved aside before, or from a backup.

    Parameters
    ----------
    database, content : Database, Content
        The rows and the files.
    copies : Path, optional
        A backup of this store.

    Raises
    ------
    OutputError
        If the folder of the store cannot be written.
    """
    found = check(database, content)
    with database.writing() as session:
        mark_unused(session)
    sweep(database, content)
    for fault in found:
        if fault.kind in ("missing", "damaged"):
            _take_copy(content, fault.name, copies)
    aside = _move_aside(database, content, [fault for fault in found if _can_be_moved_aside(fault)])
    left = check(database, content)
    names = {(fault.kind, fault.name) for fault in left}
    mended = tuple(fault for fault in found if (fault.kind, fault.name) not in names)
    return Repair(mended=mended, left=tuple(left), aside=aside)


def _can_be_moved_aside(fault: Fault) -> bool:
    return fault.kind == "orphan" or (fault.kind == "leftover" and not fault.is_fresh)


def _take_copy(content: Content, sha256: str, copies: Path | None) -> None:
    candidates = list(content.aside.glob(f"*/{sha256}"))
    if copies is not None:
        candidates.append(copies / "files" / sha256[:2] / sha256)
    whole = next((path for path in candidates if path.is_file() and sha256_of(path) == sha256), None)
    if whole is not None:
        # Content of the right size that is damaged would be taken for whole.
        content.path(sha256).unlink(missing_ok=True)
        content.put(whole)


def _move_aside(database: Database, content: Content, loose: Iterable[Fault]) -> Path | None:
    """Move aside files that are still named by no row, within a transaction, so that no save interferes."""
    folder = content.aside / datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    with database.writing() as session, output_errors(content.aside):
        for fault in loose:
            path = fault.path
            is_named = session.scalar(select(ContentRow.sha256).where(ContentRow.sha256 == fault.name)) is not None
            if path is None or (is_named and path == content.path(fault.name)):
                continue
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                path.replace(folder / path.name)
    return folder if folder.exists() else None
