"""What somebody means to do: sets, repetitions or seconds, rest, and the side, with the exercise's dose as default."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from formcheck.records import Side

if TYPE_CHECKING:
    from formcheck.catalogue.exercise import Exercise
    from formcheck.catalogue.programme import Item

# Where the dose is in words that name no number of these (P): three sets of ten are what most of the articles ask for,
# and a drill of 15 to 20 m is about as many steps.
_SETS, _REPETITIONS, _STEPS, _RUN_S = 3, 10, 20, 20.0
_REST_S: Final = {"counting": 60.0, "hold": 30.0}
"""Rest in seconds by kind (P): the lower end of the 1 to 2 minutes of V58, and half of it after a hold."""

_SETS_SAID = re.compile(r"(\d+)(?: to \d+)? (?:sets|times)\b")
_REPETITIONS_SAID = re.compile(r"(?:sets of|times|day,) (\d+)\b(?: to \d+\b)?(?! to| seconds| m\b)")
_SECONDS_SAID = re.compile(r"times (\d+)(?: to \d+)? seconds")


@dataclass(frozen=True, slots=True)
class SetPlan:
    """What is meant to be done.

    Attributes
    ----------
    sets : int
        How many, at least 1; those of both sides where each side has its own.
    repetitions : int or None
        After how many a set is over, those of both sides together; None where time or the person decides.
    seconds : float or None
        After how much time a set is over: in form for a hold, since its start otherwise.
    rest_s : float
        Between two sets, in seconds.
    side : {"left", "right"} or None
        The side that works and is turned to a camera beside the body; None for both, or either.
    """

    sets: int
    repetitions: int | None = None
    seconds: float | None = None
    rest_s: float = 60.0
    side: Side | None = None


def default_plan(exercise: Exercise, side: Side | None = None) -> SetPlan:
    """Read the dose of an exercise, from the lower end of its ranges: who begins does not begin with the most.

    Parameters
    ----------
    exercise : Exercise
        One that a camera judges.
    side : {"left", "right"}, optional
        The side to work on; without it, the dose of each side is done on both.
    """
    text = exercise.dose.text
    sides = 2 if side is None and _has_sides(exercise) else 1
    rest_s = _REST_S.get(exercise.kind, 60.0)
    sets = _number(_SETS_SAID, text) or (1 if exercise.gait else _SETS)
    if exercise.hold is not None:
        return SetPlan(sets * sides, None, exercise.hold.target_s, rest_s, side)
    if exercise.gait is not None:
        return SetPlan(sets, None, _RUN_S, rest_s, side)
    said, seconds = _number(_REPETITIONS_SAID, text), _number(_SECONDS_SAID, text)
    if said is None and seconds is not None:
        return SetPlan(sets, None, float(seconds), rest_s, side)
    in_steps = exercise.counting is not None and exercise.counting.counts == "steps"
    return SetPlan(sets, sides * (said or (_STEPS if in_steps else _REPETITIONS)), None, rest_s, side)


def plan_of(item: Item, exercise: Exercise, side: Side | None = None) -> SetPlan:
    """Read the dose that a programme gives, which is that of one side where ``sides`` is each."""
    sides = 2 if side is None and item.sides == "each" else 1
    if item.repetitions is not None:
        return SetPlan(item.sets, sides * item.repetitions, None, item.rest_s, side)
    of_hold = exercise.hold is not None
    seconds = None if item.seconds is None else item.seconds * (1 if of_hold else sides)
    return SetPlan(item.sets * (sides if of_hold else 1), None, seconds, item.rest_s, side)


def _has_sides(exercise: Exercise) -> bool:
    if exercise.hold is not None:
        return exercise.hold.sides == "each"
    return "each" in exercise.dose.text


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found[1]) if found else None
