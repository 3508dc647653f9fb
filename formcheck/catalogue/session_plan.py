"""A session of a programme for somebody: what to do in which dose, what is hidden or capped, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from formcheck.catalogue.dose import Range
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import exercises
from formcheck.catalogue.programme import Item, PartKind, Programme, load_programme, programme_files
from formcheck.catalogue.safety import SafetyProfile, caps, hidden_because
from formcheck.catalogue.sources import spell_out


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise of the session.

    Attributes
    ----------
    part : str
        The part of the session.
    item : Item
        The dose.
    exercise : Exercise
        What is done.
    hidden : str
        Why it is left out; empty where it is not.
    notes : tuple of str
        What limits it.
    """

    part: PartKind
    item: Item
    exercise: Exercise
    hidden: str = ""
    notes: tuple[str, ...] = ()


def arrange(programme: Programme, catalogue: Mapping[str, Exercise], person: SafetyProfile | None = None) -> list[Row]:
    """Lay out a session for somebody.

    Parameters
    ----------
    programme : Programme
        Names only exercises of `catalogue`; see `load_programme`.
    catalogue : mapping of str to Exercise
        The exercises by id.
    person : SafetyProfile, optional
        Flags, and what was unlocked; without, nothing is flagged and jumps are locked.
    """
    who = person if person is not None else SafetyProfile()
    return [
        Row(
            part.kind, item, catalogue[item.exercise], hidden_because(catalogue[item.exercise], who),
            tuple(cap.says for cap in caps(item.exercise, who)),
        )
        for part in programme.part
        for item in part.item
    ]  # fmt: skip


def duration_s(rows: Sequence[Row]) -> float:
    """Estimate the time of what is not hidden, in seconds."""
    return sum(row.item.duration_s for row in rows if not row.hidden)


def dose(item: Item) -> str:
    """Write a dose as therapists do: ``3 x 10 each side``, ``2 x 30 s``; nothing for what has none."""
    if item.repetitions is None and item.seconds is None:
        return ""
    amount = f"{item.repetitions}" if item.repetitions is not None else _time(item.seconds or 0.0)
    return f"{item.sets} x {amount}{' each side' if item.sides == 'each' else ''}"


def _time(seconds: float) -> str:
    return f"{seconds / 60:g} min" if seconds >= 120 and seconds % 60 == 0 else f"{seconds:g} s"


def minutes(seconds: float) -> str:
    """Write an estimated time in whole or half minutes: ``about`` is understood."""
    return f"{round(seconds / 30) / 2:g}" if seconds < 600 else f"{round(seconds / 60)}"


def session(
    programme_id: str,
    person: SafetyProfile | None = None,
    exercises_folder: str | Path | None = None,
    programmes_folder: str | Path | None = None,
) -> tuple[Programme, list[Row]]:
    """Load a programme and lay it out for a person; see `load_programme` and `arrange`."""
    catalogue = {exercise.id: exercise for exercise in exercises(exercises_folder)}
    programme = load_programme(programme_id, catalogue, programmes_folder)
    return programme, arrange(programme, catalogue, person)


def programmes(folder: str | Path | None = None) -> list[Programme]:
    """Load all programmes, sorted by id, without holding them to a catalogue; see `programme_files`."""
    return [load_programme(programme_id, folder=folder) for programme_id in programme_files(folder)]


def programmes_text(folder: Path | None = None) -> str:
    """List all programmes: id, name, sessions a week and minutes."""
    rows = [("id", "name", "a week", "minutes")]
    rows += [(p.id, p.name, _span(p.sessions_a_week), minutes(p.duration_s)) for p in programmes(folder)]
    return _table(rows)


def programmes_document(folder: Path | None = None) -> list[dict[str, Any]]:
    """Write all programmes as JSON can say them, with their estimated time."""
    return [_head(p) | {"duration_s": p.duration_s} for p in programmes(folder)]


def text(programme: Programme, rows: Sequence[Row]) -> str:
    """Write a session as a table by parts, and below it why something is hidden or capped."""
    lines = [("exercise", "dose", "rest", "minutes", "")]
    for part, members in groupby(rows, key=lambda row: row.part):
        lines.append((part.upper(), "", "", "", ""))
        lines += [(f"  {row.exercise.name}", *_cells(row)) for row in members]
    head = f"{programme.name}: {often(programme)}, about {minutes(duration_s(rows))} minutes\n{programme.description}"
    return "\n\n".join(filter(None, (head, _table(lines), "\n".join(_reasons(rows)))))


def _cells(row: Row) -> tuple[str, str, str, str]:
    if row.hidden:
        return "-", "-", "0", "hidden"
    rest = f"{row.item.rest_s:g} s" if row.item.rest_s else ""
    extra = ", ".join(filter(None, (row.item.tempo, row.item.load, "capped" if row.notes else "")))
    return dose(row.item), rest, minutes(row.item.duration_s), extra


def _reasons(rows: Sequence[Row]) -> list[str]:
    """Say each reason once, with the exercises that it is about."""
    named: dict[str, list[str]] = {}
    for row in rows:
        for said in [f"Hidden. {row.hidden}"] if row.hidden else [f"Capped. {note}" for note in row.notes]:
            named.setdefault(said, []).append(row.exercise.name)
    return [f"{said}\n  {', '.join(names)}" for said, names in named.items()]


def often(programme: Programme) -> str:
    """Say how often a week: ``2 to 3 times a week``."""
    return f"{_span(programme.sessions_a_week)} times a week"


def _span(span: Range) -> str:
    return f"{span.low:g}" if span.low == span.high else f"{span.low:g} to {span.high:g}"


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def document(programme: Programme, rows: Sequence[Row]) -> dict[str, Any]:
    """Write a session as JSON can say it: the programme, and a row for each exercise with dose, time and reasons."""
    return {"programme": _head(programme), "duration_s": duration_s(rows), "items": [_entry(row) for row in rows]}


def _head(programme: Programme) -> dict[str, Any]:
    said = programme.model_dump(include={"id", "name", "description", "sessions_a_week", "minutes"})
    return said | {"source": spell_out(programme.source)}


def _entry(row: Row) -> dict[str, Any]:
    return row.item.model_dump() | {
        "part": row.part,
        "name": row.exercise.name,
        "kind": row.exercise.kind,
        "source": spell_out(row.item.source),
        "duration_s": 0.0 if row.hidden else row.item.duration_s,
        "hidden": row.hidden or None,
        "capped": list(row.notes),
    }
