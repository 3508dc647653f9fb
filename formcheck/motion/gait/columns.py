"""The columns that a run is read from."""

from __future__ import annotations

from typing import Final

from formcheck.motion.body import SIDES, Body
from formcheck.motion.measures import MEASURES
from formcheck.motion.measures.registry import Registry
from formcheck.motion.measures.running import SIGNALS
from formcheck.motion.series import Column

FRAME_MEASURES: Final = (
    "trunk_lean", "knee_flexion", "shin_lean", "thigh_behind", "foot_pitch", "head_ahead",
    "pelvic_drop", "lateral_trunk_lean", "knee_projection", "foot_from_midline", "hand_from_midline",
)  # fmt: skip
"""Measures of `formcheck.motion.measures` that the measures of a run are made of."""


def _columns(registry: Registry, names: tuple[str, ...]) -> list[Column]:
    return [Column(n, side) for n in names for side in (SIDES if registry[n].sided else (None,))]


COLUMNS: Final = (*_columns(SIGNALS, tuple(SIGNALS)), *_columns(MEASURES, FRAME_MEASURES))


def read(column: Column, body: Body) -> float:
    """Read a column of `COLUMNS` from a body."""
    registry = SIGNALS if column.measure in SIGNALS else MEASURES
    return registry[column.measure].read(body, column.side)
