"""The catalogue as a list: for people by groups, for programs whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import definition_files

Origin = Literal["built_in", "own", "replaces_built_in"]

_NOTES: dict[Origin, str] = {
    "built_in": "",
    "own": " (your own)",
    "replaces_built_in": " (your own, replaces the built-in)",
}


def origins(folder: str | Path | None = None) -> dict[str, Origin]:
    """Tell for each exercise where its definition is from; `folder` is that of one's own definitions."""
    built_in = definition_files()

    def origin(exercise_id: str, path: Path) -> Origin:
        if path == built_in.get(exercise_id):
            return "built_in"
        return "replaces_built_in" if exercise_id in built_in else "own"

    return {exercise_id: origin(exercise_id, path) for exercise_id, path in definition_files(folder).items()}


def documents(exercises: Sequence[Exercise], folder: str | Path | None = None) -> list[dict[str, Any]]:
    """Write the definitions as JSON can say them, with kind, status and `origin`; an open edge of a band is null."""
    known = origins(folder)
    return [
        json.loads(e.model_dump_json(by_alias=True)) | {"kind": e.kind, "status": e.status, "origin": known[e.id]}
        for e in exercises
    ]


def text(exercises: Sequence[Exercise], folder: str | Path | None = None) -> str:
    """List id, name and views by group, in columns; groups are in order of the alphabet, exercises as they come."""
    known = origins(folder)
    rows = [(e.group, e.id, f"{e.name}{_NOTES[known[e.id]]}", ", ".join(e.views)) for e in exercises]
    widths = [max((len(row[column]) for row in rows), default=0) for column in (1, 2)]
    lines = [_line("id", "name", "film from", widths)]
    for group in sorted({row[0] for row in rows}):
        members = [row[1:] for row in rows if row[0] == group]
        lines += ["", f"{group} ({len(members)})", *(_line(*row, widths) for row in members)]
    return "\n".join(lines)


def _line(exercise_id: str, name: str, views: str, widths: Sequence[int]) -> str:
    return f"  {exercise_id:<{widths[0]}}  {name:<{widths[1]}}  {views}"
