"""Standing exercises that the catalogue will name."""

from __future__ import annotations

from benchmarks.synthetic.movement import Changes, Movement

_LIFTED: Changes = {
    "carry": "left", "right.planted": False, "right.hip_deg": 20.0, "right.knee_deg": 70.0, "right.ankle_deg": -10.0,
    "aside": 0.06,
}  # fmt: skip

SINGLE_LEG_STANCE = Movement("single_leg_stance", "", rest=_LIFTED, keys={})

SINGLE_LEG_SQUAT = Movement(
    "single_leg_squat",
    "",
    rest=_LIFTED,
    keys={1.0: {
        "knee_deg": 68.0, "shin_deg": 26.0, "lean_deg": 28.0, "right.hip_deg": 35.0, "right.knee_deg": 85.0,
        "arms.flexion_deg": 55.0,
    }},
)  # fmt: skip

STEP_DOWN = Movement(
    "step_down",
    "",
    rest={**_LIFTED, "right.hip_deg": 12.0, "right.knee_deg": 8.0, "left.lift": 0.22, "right.ankle_deg": 0.0},
    keys={1.0: {"knee_deg": 58.0, "shin_deg": 27.0, "lean_deg": 16.0, "right.hip_deg": 38.0, "right.knee_deg": 12.0}},
    prop="step",
)

CALF_RAISE = Movement("calf_raise", "", rest={}, keys={1.0: {"legs.heel_deg": 38.0, "knee_deg": 2.0, "shin_deg": 2.0}})

MOVEMENTS = (SINGLE_LEG_STANCE, SINGLE_LEG_SQUAT, STEP_DOWN, CALF_RAISE)
