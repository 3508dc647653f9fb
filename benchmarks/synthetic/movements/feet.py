"""Drawings for `formcheck.motion.feet` and what reads it."""

from __future__ import annotations

from benchmarks.synthetic.movement import Movement

CALF_RAISE = Movement("calf_raise", "", rest={}, keys={1.0: {"legs.heel_deg": 38.0, "knee_deg": 2.0, "shin_deg": 2.0}})

MOVEMENTS = (CALF_RAISE,)
