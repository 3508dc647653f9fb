"""The dose of an exercise or of a programme's item -> what to do live: sets, repetitions or seconds, rest and side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.programme import Item
from formcheck.records import Side

# Where the dose names no number, our own estimates: three sets of ten are what most of the articles ask for, and a
# drill of 15 to 20 m is about as many steps.
_SETS, _REPETITIONS, _STEPS, _RUN_S = 3, 10, 20, 20.0
_REST_S: Final = {"counting": 60.0, "hold": 30.0}
"""Rest in seconds where the dose gives none, our own estimate: the lower end of the 1 to 2 minutes of ACSM 2009, and
half of it after a hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPlan:
    """The target of the sets.

    Attributes
    ----------
    sets : int
        At least 1; of both sides together if each side has its own sets.
    repetitions : int or None
        Repetitions that end a set, of both sides together; None if time or the user ends it.
    seconds : float or None
        Seconds that end a set: in form for a hold, since its start for everything else.
    rest_s : float
        Seconds of rest between two sets.
    side : {"left", "right"} or None
        The side that works and faces the camera in a side view; None for both, or either.
    """

    sets: int
    repetitions: int | None = None
    seconds: float | None = None
    rest_s: float = 60.0
    side: Side | None = None


def default_plan(exercise: Exercise, side: Side | None = None) -> SetPlan:
    """Plan the dose of an exercise, from the lower end of its ranges, because beginners do not begin with the most.

    Parameters
    ----------
    exercise : Exercise
        One that a camera judges.
    side : {"left", "right"}, optional
        The side to work on; without it, the dose of each side is done on both.
    """
    dose = exercise.dose
    sides = 2 if side is None and exercise.has_sides else 1
    rest_s = _REST_S.get(exercise.mode, 60.0) if dose.rest_s is None else dose.rest_s
    sets = int(dose.sets.low) if dose.sets else (1 if exercise.gait else _SETS)
    if exercise.hold is not None:
        return SetPlan(sets=sets * sides, seconds=exercise.hold.target_s, rest_s=rest_s, side=side)
    if exercise.gait is not None:
        return SetPlan(sets=sets, seconds=_RUN_S, rest_s=rest_s, side=side)
    if dose.seconds is not None:
        return SetPlan(sets=sets, seconds=sides * dose.seconds.low, rest_s=rest_s, side=side)
    return SetPlan(sets=sets, repetitions=sides * _repetitions(exercise), rest_s=rest_s, side=side)


def _repetitions(exercise: Exercise) -> int:
    if exercise.dose.repetitions is not None:
        return int(exercise.dose.repetitions.low)
    in_steps = exercise.counting is not None and exercise.counting.counts == "steps"
    return _STEPS if in_steps else _REPETITIONS


def plan_of(item: Item, exercise: Exercise, side: Side | None = None) -> SetPlan:
    """Read the dose that a programme gives, which is that of one side if ``sides`` is ``each``."""
    sides = 2 if side is None and item.sides == "each" else 1
    if item.repetitions is not None:
        return SetPlan(sets=item.sets, repetitions=sides * item.repetitions, rest_s=item.rest_s, side=side)
    of_hold = exercise.hold is not None
    seconds = None if item.seconds is None else item.seconds * (1 if of_hold else sides)
    return SetPlan(sets=item.sets * (sides if of_hold else 1), seconds=seconds, rest_s=item.rest_s, side=side)
