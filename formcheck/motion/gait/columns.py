"""The columns of frame measures that a run is read from."""

from __future__ import annotations

from typing import Final

from formcheck.motion.measures import MEASURES
from formcheck.motion.measures.registry import columns_of_measure

GRADED: Final = (
    "trunk_lean", "knee_flexion", "shin_lean", "thigh_behind", "foot_pitch", "head_ahead",
    "pelvic_drop", "lateral_trunk_lean", "knee_projection", "foot_from_midline", "hand_from_midline",
)  # fmt: skip
"""Measures that the measures of a run are made of."""

SIGNALS: Final = tuple(name for name, measure in MEASURES.items() if measure.role == "gait")
"""Measures for the rhythm and the contacts alone."""

COLUMNS: Final = tuple(column for name in (*SIGNALS, *GRADED) for column in columns_of_measure(name))
