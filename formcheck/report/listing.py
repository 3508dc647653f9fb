"""Exercises, programmes and sessions -> lists for the terminal, and the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import Origin, origins
from formcheck.catalogue.programme import Item, Programme
from formcheck.catalogue.session_plan import Row, duration_s
from formcheck.catalogue.sources import spell_out
from formcheck.wording import low_to_high

_NOTES: dict[Origin, str] = {
    "built_in": "",
    "own": " (your own)",
    "replaces_built_in": " (your own, replaces the built-in)",
}


def exercises_text(exercises: Sequence[Exercise], folder: str | Path | None = None) -> str:
    """List id, name and views by group, in columns; groups are sorted, exercises in the given order."""
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


def exercises_document(exercises: Sequence[Exercise], folder: str | Path | None = None) -> list[dict[str, Any]]:
    """Convert the definitions to JSON data, with mode, status and `origin`; an open edge of a band is null."""
    known = origins(folder)
    return [
        json.loads(e.model_dump_json(by_alias=True)) | {"kind": e.mode, "status": e.status, "origin": known[e.id]}
        for e in exercises
    ]


def programmes_text(programmes: Sequence[Programme]) -> str:
    """List programmes: id, name, sessions a week and minutes."""
    rows = [("id", "name", "a week", "minutes")]
    rows += [(p.id, p.name, low_to_high(*p.sessions_a_week), rounded_minutes(p.duration_s)) for p in programmes]
    return _table(rows)


def programmes_document(programmes: Sequence[Programme]) -> list[dict[str, Any]]:
    """Convert programmes to JSON data, with their estimated time."""
    return [_head(p) | {"duration_s": p.duration_s} for p in programmes]


def session_text(programme: Programme, rows: Sequence[Row]) -> str:
    """Write a session as a table by parts, and below it the reasons for what is hidden or capped."""
    lines = [("exercise", "dose", "rest", "minutes", "")]
    for part, members in groupby(rows, key=lambda row: row.part):
        lines.append((part.upper(), "", "", "", ""))
        lines += [(f"  {row.exercise.name}", *_cells(row)) for row in members]
    minutes = rounded_minutes(duration_s(rows))
    head = f"{programme.name}: {often(programme)}, about {minutes} minutes\n{programme.description}"
    return "\n\n".join(filter(None, (head, _table(lines), "\n".join(_reasons(rows)))))


def _cells(row: Row) -> tuple[str, str, str, str]:
    if row.hidden:
        return "-", "-", "0", "hidden"
    rest = f"{row.item.rest_s:g} s" if row.item.rest_s else ""
    extra = ", ".join(filter(None, (row.item.tempo, row.item.load, "capped" if row.notes else "")))
    return item_dose(row.item), rest, rounded_minutes(row.item.duration_s), extra


def _reasons(rows: Sequence[Row]) -> list[str]:
    """List each reason once, with its exercises."""
    named: dict[str, list[str]] = {}
    for row in rows:
        for reason in [f"Hidden. {row.hidden}"] if row.hidden else [f"Capped. {note}" for note in row.notes]:
            named.setdefault(reason, []).append(row.exercise.name)
    return [f"{reason}\n  {', '.join(names)}" for reason, names in named.items()]


def session_document(programme: Programme, rows: Sequence[Row]) -> dict[str, Any]:
    """Convert a session to JSON data: the programme, and a row for each exercise with dose, time and reasons."""
    return {"programme": _head(programme), "duration_s": duration_s(rows), "items": [_entry(row) for row in rows]}


def _head(programme: Programme) -> dict[str, Any]:
    kept = programme.model_dump(include={"id", "name", "description", "sessions_a_week", "minutes"})
    return kept | {"source": spell_out(programme.source)}


def _entry(row: Row) -> dict[str, Any]:
    return row.item.model_dump() | {
        "part": row.part,
        "name": row.exercise.name,
        "kind": row.exercise.mode,
        "source": spell_out(row.item.source),
        "duration_s": 0.0 if row.hidden else row.item.duration_s,
        "hidden": row.hidden or None,
        "capped": list(row.notes),
    }


def item_dose(item: Item) -> str:
    """Write the dose of an item as therapists do: ``3 x 10 each side``, ``2 x 30 s``; empty if it has none."""
    if item.repetitions is None and item.seconds is None:
        return ""
    amount = f"{item.repetitions}" if item.repetitions is not None else _time(item.seconds or 0.0)
    return f"{item.sets} x {amount}{' each side' if item.sides == 'each' else ''}"


def _time(seconds: float) -> str:
    return f"{seconds / 60:g} min" if seconds >= 120 and seconds % 60 == 0 else f"{seconds:g} s"


def rounded_minutes(seconds: float) -> str:
    """Write an estimated time in minutes, rounded to half minutes below ten and to whole ones above."""
    return f"{round(seconds / 30) / 2:g}" if seconds < 600 else f"{round(seconds / 60)}"


def often(programme: Programme) -> str:
    """Return how often a week: ``2 to 3 times a week``."""
    return f"{low_to_high(*programme.sessions_a_week)} times a week"


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)
