"""Which side did the work in a repetition: named rules, each from the values around its peak."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Protocol

from formcheck.motion.body import SIDES
from formcheck.records import RepetitionSide, Side


class Values(Protocol):
    """Median of a sided measure in a phase of the repetition, around the peak where nothing else is said."""

    def __call__(self, measure: str, side: Side, phase: str = "bottom") -> float:
        """Read it; NaN where it was not seen."""
        ...


def both(_: Values) -> RepetitionSide:
    """Both legs work alike."""
    return "both"


def counted(_: Values) -> RepetitionSide:
    """The side whose own signal was counted; the engine knows it."""
    return "both"


def foot_ahead(values: Values) -> RepetitionSide:
    """The leg whose foot is in front leads a lunge."""
    return _larger(values, "ankle_ahead")


def knee_bent_more(values: Values) -> RepetitionSide:
    """The leg whose knee bends more leads a side lunge."""
    return _larger(values, "knee_flexion_3d")


def foot_lower(values: Values) -> RepetitionSide:
    """The leg that stands leads an exercise on one leg."""
    return _larger(values, "foot_below_hip")


def foot_lower_going_down(values: Values) -> RepetitionSide:
    """The leg that stands on the way there leads, where both carry the way back."""
    return _larger(values, "foot_below_hip", "descent")


def foot_higher(values: Values) -> RepetitionSide:
    """The leg that is lifted leads."""
    side = _larger(values, "foot_below_hip")
    return side if side == "both" else SIDES[1 - SIDES.index(side)]


def hip_higher(values: Values) -> RepetitionSide:
    """The upper leg of somebody who lies on the side leads."""
    return _larger(values, "hip_above_other")


def moved_towards(values: Values) -> RepetitionSide:
    """The side that somebody went to in a step leads."""
    start, end = (values("place_aside", "left", phase) for phase in ("start", "top"))
    if not (math.isfinite(start) and math.isfinite(end)):
        return "both"
    return "left" if end > start else "right"


def _larger(values: Values, measure: str, phase: str = "bottom") -> RepetitionSide:
    left, right = (values(measure, side, phase) for side in SIDES)
    if not (math.isfinite(left) and math.isfinite(right)):
        return "both"
    return "left" if left > right else "right"


RULES: Mapping[str, Callable[[Values], RepetitionSide]] = {
    rule.__name__: rule
    for rule in (
        both,
        counted,
        foot_ahead,
        foot_lower,
        foot_lower_going_down,
        foot_higher,
        knee_bent_more,
        hip_higher,
        moved_towards,
    )
}

COUNTED = counted.__name__

RULE_MEASURES: Mapping[str, tuple[str, ...]] = {
    "both": (),
    "counted": (),
    "foot_ahead": ("ankle_ahead",),
    "foot_lower": ("foot_below_hip",),
    "foot_lower_going_down": ("foot_below_hip",),
    "foot_higher": ("foot_below_hip",),
    "knee_bent_more": ("knee_flexion_3d",),
    "hip_higher": ("hip_above_other",),
    "moved_towards": ("place_aside",),
}
"""What each rule reads."""
