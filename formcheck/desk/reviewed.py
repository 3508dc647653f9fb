"""Folders in, reviewed sets out: a machine's report with the decisions about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from formcheck.desk import decision
from formcheck.desk.decision import Decision
from formcheck.errors import UsageError
from formcheck.records import Report
from formcheck.report.document import from_json, to_json

REPORT_FILE: Final = "report.json"
DECISIONS_FILE: Final = "decisions.json"


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """The machine's own report of a set, and all decisions about it."""

    report: Report
    decisions: tuple[Decision, ...]


def reviewed_in(folders: Iterable[Path]) -> Iterator[Reviewed]:
    """Read all folders that hold ``report.json`` and ``decisions.json``, at any depth below the given ones.

    Raises
    ------
    UsageError
        If there is none in one of them, or a file is not what its name says.
    """
    for folder in folders:
        found = sorted(path.parent for path in folder.rglob(DECISIONS_FILE) if (path.parent / REPORT_FILE).is_file())
        if not found:
            msg = (
                f"There is no reviewed set in {folder}: a folder that holds {REPORT_FILE} and {DECISIONS_FILE}. The "
                "page Desk of `formcheck app` writes both."
            )
            raise UsageError(msg)
        yield from map(_read, found)


def merged(sets: Iterable[Reviewed]) -> list[Reviewed]:
    """Put the decisions of several people about the same set together, wherever each of them reviewed it."""
    same: dict[str, list[Reviewed]] = {}
    for one in sets:
        # Where the clip lies is another matter on each machine.
        key = to_json(replace(one.report, source=replace(one.report.source, path=None)))
        same.setdefault(key, []).append(one)
    return [
        Reviewed(report=of_set[0].report, decisions=tuple({d.id: d for one in of_set for d in one.decisions}.values()))
        for of_set in same.values()
    ]


def _read(folder: Path) -> Reviewed:
    return Reviewed(
        report=from_json(_text(folder / REPORT_FILE)), decisions=decision.from_json(_text(folder / DECISIONS_FILE))
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{path} cannot be read: {error}. Give a folder that you may read."
        raise UsageError(msg) from error
