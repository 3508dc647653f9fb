"""Which side did the work in a repetition: named rules, each from the values around its peak."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from formcheck.motion.body import SIDES
from formcheck.records import RepetitionSide, Side

Values = Callable[[str, Side], float]
"""Median of a sided measure around the peak."""


def both(_: Values) -> RepetitionSide:
    """Both legs work alike."""
    return "both"


def foot_ahead(values: Values) -> RepetitionSide:
    """The leg whose foot is in front leads a lunge."""
    return _larger(values, "ankle_ahead")


def knee_bent_more(values: Values) -> RepetitionSide:
    """The leg whose knee bends more leads a side lunge."""
    return _larger(values, "knee_flexion_3d")


def _larger(values: Values, measure: str) -> RepetitionSide:
    left, right = (values(measure, side) for side in SIDES)
    if not (math.isfinite(left) and math.isfinite(right)):
        return "both"
    return "left" if left > right else "right"


RULES: Mapping[str, Callable[[Values], RepetitionSide]] = {
    rule.__name__: rule for rule in (both, foot_ahead, knee_bent_more)
}

RULE_MEASURES: Mapping[str, tuple[str, ...]] = {
    "both": (),
    "foot_ahead": ("ankle_ahead",),
    "knee_bent_more": ("knee_flexion_3d",),
}
"""What each rule reads."""
