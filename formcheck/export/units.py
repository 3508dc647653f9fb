"""Gives the unit by UCUM, the error and the meaning of a measure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from formcheck.catalogue.set_measures import SET_MEASURES
from formcheck.motion.body import SIDES
from formcheck.motion.gait import GAIT_MEASURES
from formcheck.motion.measures import MEASURES, Measure
from formcheck.motion.reading_error import FACTORS

UCUM: Final[Mapping[str, str]] = {
    "deg": "deg", "deg/s": "deg/s", "s": "s", "ratio": "1", "ratio/s": "/s", "count": "{count}", "%": "%",
    "per min": "/min",
}  # fmt: skip
"""Units of the records -> codes of the Unified Code for Units of Measure."""


def unit_of(column: str) -> str:
    """Return the unit of a measure by UCUM, as ``1`` for a ratio; empty for a name that is not a measure."""
    for known in (MEASURES, GAIT_MEASURES, SET_MEASURES):
        if (name := _name_in(known, column)) is not None:
            return UCUM.get(known[name].unit, known[name].unit)
    return ""


def measure_of(column: str) -> Measure | None:
    """Return the measure of a column, with or without its side."""
    name = _name_in(MEASURES, column)
    return None if name is None else MEASURES[name]


def error_of(measure: Measure) -> float:
    """Return the 95 % limit of the error of one reading, for cameras as people place them, in the measure's unit.

    A badly seen reading was judged with a larger error, which the report does not keep.
    """
    return measure.error * FACTORS.get(measure.name, 1.0)


def _name_in(known: Mapping[str, object], column: str) -> str | None:
    names = (column, *(column.removesuffix(f"_{side}") for side in SIDES))
    return next((name for name in names if name in known), None)
