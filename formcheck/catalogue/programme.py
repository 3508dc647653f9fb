"""A programme file, which a therapist can write -> what to do in a session, how much and how often.

A programme is a file such as ``home.toml``; its name without the ending is its id::

    name = "At home"
    description = "Three times a week."
    source = ["S0"]
    sessions_a_week = [2, 3]
    minutes = [20, 30]

    [[part]]
    kind = "strength"

    [[part.item]]
    exercise = "walking_lunge"
    sets = 3
    repetitions = 10          # of each side where sides = "each"; or seconds = 30
    sides = "each"
    rest_s = 60
    source = ["S0"]
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal, Self, get_args

from pydantic import Field, field_validator, model_validator

from formcheck.catalogue.checks import Model
from formcheck.catalogue.dose import Count, Range
from formcheck.catalogue.exercise import Exercise, Group
from formcheck.catalogue.sources import Sourced
from formcheck.catalogue.toml.folder import files_of, no_such, validated
from formcheck.catalogue.toml.located import Located, Place, read_toml
from formcheck.errors import UnknownProgrammeError, did_you_mean

PROGRAMMES = Path(__file__).parent / "data" / "programmes"

PartKind = Literal[
    "log", "warm-up", "running drills", "plyometrics", "strength", "balance", "running", "stretching", "self-care"
]
"""Parts in the order of a session: warm-up, strength, stretching (S1).

Quick and springy exercises come before those that tire, which is the project's own rule. Logs come first, self-care
last.
"""

_WORK: Final[tuple[Group, ...]] = ("strength", "plyometrics", "calf and ankle")
"""Groups of exercises that tire: S1 warms up with mobility drills, and does strength work after that."""


class Item(Sourced):
    """One exercise of a session with its dose.

    `repetitions` and `seconds` are those of one set and, with ``sides = "each"``, of one side. `seconds` is the time of
    a hold, a timer, a drill or a run. Only a log needs neither.
    """

    exercise: str
    sets: int = Field(default=1, ge=1, le=20)
    repetitions: int | None = Field(default=None, ge=1, le=200)
    seconds: float | None = Field(default=None, gt=0, le=3600)
    sides: Literal["both", "each"] = "both"
    rest_s: float = Field(default=0.0, ge=0, le=600)
    repetition_s: float = Field(default=4.0, gt=0, le=30)
    tempo: str | None = None
    load: str | None = None

    @model_validator(mode="after")
    def _one_dose(self) -> Self:
        if self.repetitions is not None and self.seconds is not None:
            msg = "give repetitions or seconds, not both"
            raise ValueError(msg)
        return self

    @property
    def work_s(self) -> float:
        """Time of one set on one side, in seconds."""
        return self.seconds or (self.repetitions or 0) * self.repetition_s

    @property
    def duration_s(self) -> float:
        """Estimated time in seconds: sets x (work x sides + rest); the last rest leads to the next exercise."""
        return self.sets * (self.work_s * (2 if self.sides == "each" else 1) + self.rest_s)


class Part(Model):
    """A part of the session."""

    kind: PartKind
    item: tuple[Item, ...] = Field(min_length=1)


class Programme(Sourced):
    """One programme: the whole of its file, whose stem is its id."""

    id: str
    name: str
    description: str
    sessions_a_week: Count
    minutes: Count
    part: tuple[Part, ...] = Field(min_length=1)

    @field_validator("sessions_a_week")
    @classmethod
    def _a_week(cls, span: Range) -> Range:
        # Stretches and foam rolling may be daily (S0).
        if span.high > 7:
            msg = f"a week has 7 days, not {span.high:g}"
            raise ValueError(msg)
        return span

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        order = get_args(PartKind)
        kinds = [part.kind for part in self.part]
        right = sorted(set(kinds), key=order.index)
        if kinds != right:
            msg = f"each part comes once, in this order: {', '.join(right)}; found {', '.join(kinds)}"
            raise ValueError(msg)
        return self

    @property
    def items(self) -> list[Item]:
        """All exercises of the session, in order."""
        return [item for part in self.part for item in part.item]

    @property
    def duration_s(self) -> float:
        """Estimated time of the session in seconds."""
        return sum(item.duration_s for item in self.items)


def programme_files(folder: str | Path | None = None) -> dict[str, Path]:
    """List the files of all programmes by their id, sorted.

    Parameters
    ----------
    folder : str or Path, optional
        Folder of custom programmes; a file with the id of a built-in one replaces it.

    Raises
    ------
    DefinitionError
        If there is no such folder, or no programme in it.
    """
    return files_of("programme", "home.toml", PROGRAMMES, folder)


def load_programme(
    programme_id: str, catalogue: Mapping[str, Exercise] | None = None, folder: str | Path | None = None
) -> Programme:
    """Load one programme.

    Parameters
    ----------
    programme_id : str
        Its id: the stem of its file.
    catalogue : mapping of str to Exercise, optional
        The known exercises by id; given, the programme may name no others, and each dose must fit its exercise.
    folder : str or Path, optional
        Folder of custom programmes, which come before the built-in ones.

    Raises
    ------
    UnknownProgrammeError
        If there is none with that id; the nearest ids are in the message.
    DefinitionError
        If the file is not a valid programme.
    """
    known = programme_files(folder)
    if programme_id not in known:
        raise UnknownProgrammeError(no_such("programme", programme_id, known, "plan", folder))
    path = known[programme_id]
    document = Located.of(read_toml(path), path)
    programme = validated(Programme, document, "programme", programme_id)
    for place, why in mismatches(programme, catalogue) if catalogue is not None else []:
        raise document.find(place)[0].refuse(why)
    return programme


def mismatches(programme: Programme, catalogue: Mapping[str, Exercise]) -> list[tuple[Place, str]]:
    """List what does not fit the catalogue in a programme, each with its place in the file."""
    found: list[tuple[Place, str]] = []
    for part_index, part in enumerate(programme.part):
        for index, item in enumerate(part.item):
            place: Place = ("part", part_index, "item", index, "exercise")
            exercise = catalogue.get(item.exercise)
            if exercise is None:
                found.append(
                    (place, f"there is no exercise {item.exercise!r}.{did_you_mean(item.exercise, catalogue)}")
                )
            elif why := _misplaced(part.kind, exercise) or _misfit(item, exercise):
                found.append((place, why))
    return found


def _misplaced(part: PartKind, exercise: Exercise) -> str:
    """Say why an exercise does not belong in a part; empty if it does."""
    if part == "warm-up" and exercise.group in _WORK:
        return f"a warm-up must not contain {exercise.group} work: {exercise.id} belongs in a later part."
    return ""


def _misfit(item: Item, exercise: Exercise) -> str:
    """Say why a dose does not fit an exercise; empty if it does."""
    if exercise.log is not None:
        return ""
    if item.repetitions is None and item.seconds is None:
        return f"{item.exercise} needs a dose: repetitions = 10, or seconds = 30."
    if exercise.counting is None and item.seconds is None:
        return f"{item.exercise} is done for a time: give seconds, not repetitions."
    if exercise.timer is not None and (item.seconds or 0.0) > exercise.timer.cap_s:
        return f"{item.exercise} must end after {exercise.timer.cap_s:g} seconds; found {item.seconds:g}."
    return ""
