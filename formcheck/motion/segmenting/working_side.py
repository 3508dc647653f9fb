"""Which side did the work in a repetition: values of sided measures around its peak go in, a side comes out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from formcheck.motion.body import SIDES, other
from formcheck.records import RepetitionSide, Side
from formcheck.registry import Registry

RulePhase = Literal["start", "descent", "bottom", "top"]


class Values(Protocol):
    """Median of a sided measure in a phase of the repetition, by default around the peak."""

    def __call__(self, measure: str, side: Side, phase: RulePhase = "bottom", /) -> float:
        """Read it; NaN where it was not seen."""
        ...


RuleFunction = Callable[[Values], RepetitionSide]


@dataclass(frozen=True, slots=True)
class Rule:
    """How the working side is found.

    Attributes
    ----------
    reads : tuple of str
        The sided measures that `function` reads.
    function : callable, optional
        ``function(values)``; None if the working side is the one whose own signal was counted.
    """

    reads: tuple[str, ...]
    function: RuleFunction | None

    def side(self, values: Values, counted: Side | None) -> RepetitionSide:
        """Find the working side; `counted` is the side of the counted signal, None if the signal has no sides."""
        return self.function(values) if self.function is not None else counted or "both"


RULES: Final = Registry[Rule]("working_side rule")
"""All rules, by the names that exercise files use."""

COUNTED: Final = "counted"
"""Name of the rule for signals that are counted on each side."""
RULES.add(COUNTED, Rule((), None))


def rule(*, reads: tuple[str, ...] = ()) -> Callable[[RuleFunction], RuleFunction]:
    """Make a decorator that registers a rule under the function's name."""
    return RULES.register(lambda function: Rule(reads, function))


@rule()
def both(_: Values) -> RepetitionSide:
    """Both legs work alike."""
    return "both"


@rule(reads=("ankle_ahead",))
def foot_ahead(values: Values) -> RepetitionSide:
    """The leg whose foot is in front leads a lunge."""
    return _larger(values, "ankle_ahead")


@rule(reads=("foot_below_hip",))
def foot_lower(values: Values) -> RepetitionSide:
    """The leg that stands leads an exercise on one leg."""
    return _larger(values, "foot_below_hip")


@rule(reads=("foot_below_hip",))
def foot_lower_going_down(values: Values) -> RepetitionSide:
    """The leg that stands on the way down leads, where both carry the way back."""
    return _larger(values, "foot_below_hip", "descent")


@rule(reads=("foot_below_hip",))
def foot_higher(values: Values) -> RepetitionSide:
    """The leg that is lifted leads."""
    side = _larger(values, "foot_below_hip")
    return "both" if side == "both" else other(side)


@rule(reads=("knee_flexion_3d",))
def knee_bent_more(values: Values) -> RepetitionSide:
    """The leg whose knee bends more leads a side lunge."""
    return _larger(values, "knee_flexion_3d")


@rule(reads=("hip_above_other",))
def hip_higher(values: Values) -> RepetitionSide:
    """The upper leg of a person who lies on the side leads."""
    return _larger(values, "hip_above_other")


@rule(reads=("place_aside",))
def moved_towards(values: Values) -> RepetitionSide:
    """The side that the person moved to in a step leads."""
    start, end = values("place_aside", "left", "start"), values("place_aside", "left", "top")
    if not (math.isfinite(start) and math.isfinite(end)):
        return "both"
    return "left" if end > start else "right"


def _larger(values: Values, measure: str, phase: RulePhase = "bottom") -> RepetitionSide:
    left, right = (values(measure, side, phase) for side in SIDES)
    if not (math.isfinite(left) and math.isfinite(right)):
        return "both"
    return "left" if left > right else "right"
