"""Drawings for `formcheck.motion.stretching` and what reads it."""

from __future__ import annotations

from benchmarks.synthetic.movement import Changes, Movement

_LIFTED: Changes = {
    "carry": "left", "right.planted": False, "right.hip_deg": 20.0, "right.knee_deg": 70.0, "right.ankle_deg": -10.0,
    "aside": 0.06,
}  # fmt: skip

SINGLE_LEG_STANCE = Movement("single_leg_stance", "", rest=_LIFTED, keys={})

MOVEMENTS = (SINGLE_LEG_STANCE,)
