"""A programme and a person -> the session: what to do in which dose, what is hidden or capped, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import exercises
from formcheck.catalogue.programme import Item, PartKind, Programme, load_programme, programme_files
from formcheck.catalogue.safety import SafetyProfile, caps, hidden_because


@dataclass(frozen=True, slots=True, kw_only=True)
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
        Why it is left out; empty if it is not.
    notes : tuple of str
        What limits it.
    """

    part: PartKind
    item: Item
    exercise: Exercise
    hidden: str = ""
    notes: tuple[str, ...] = ()


def arrange(programme: Programme, catalogue: Mapping[str, Exercise], person: SafetyProfile | None = None) -> list[Row]:
    """Lay out a session for a person.

    Parameters
    ----------
    programme : Programme
        Names only exercises of `catalogue`; see `load_programme`.
    catalogue : mapping of str to Exercise
        The exercises by id.
    person : SafetyProfile, optional
        Flags, and what was unlocked; by default nothing is flagged and jumps are locked.
    """
    who = person if person is not None else SafetyProfile()
    return [
        Row(
            part=part.kind,
            item=item,
            exercise=catalogue[item.exercise],
            hidden=hidden_because(catalogue[item.exercise], who),
            notes=tuple(cap.says for cap in caps(item.exercise, who)),
        )
        for part in programme.part
        for item in part.item
    ]


def duration_s(rows: Sequence[Row]) -> float:
    """Estimate the time of everything that is not hidden, in seconds."""
    return sum(row.item.duration_s for row in rows if not row.hidden)


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
    """Load all programmes, sorted by id, without checking them against a catalogue; see `programme_files`."""
    return [load_programme(programme_id, folder=folder) for programme_id in programme_files(folder)]
