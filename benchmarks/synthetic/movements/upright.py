"""Standing exercises that the catalogue will name."""

from __future__ import annotations

from benchmarks.synthetic.movement import Changes, Fault, Movement
from benchmarks.synthetic.movements.lunges import ON_HIPS
from benchmarks.synthetic.tempo import Beat

_SLOW = Beat(2.4, 0.3, 1.4, 0.8)
_LIFTED: Changes = {
    "carry": "left", "right.planted": False, "right.hip_deg": 20.0, "right.knee_deg": 70.0, "right.ankle_deg": -10.0,
    "aside": 0.06,
}  # fmt: skip

SINGLE_LEG_SQUAT = Movement(
    "single_leg_squat",
    "single_leg_squat",
    rest=_LIFTED,
    keys={1.0: {
        "knee_deg": 68.0, "shin_deg": 26.0, "lean_deg": 28.0, "right.hip_deg": 25.0, "right.knee_deg": 108.0,
        "arms.flexion_deg": 55.0,
    }},
    lead="alternate",
    beat=_SLOW,
    faults={
        "knee_in": Fault("knee_valgus", "front", keys={1.0: {"left.knee_in_deg": 55.0}}),
        "knee_inside_foot": Fault("knee_medial_to_toe", "front", keys={1.0: {"left.knee_in_deg": 60.0}}),
        "hip_drops": Fault("pelvic_drop", "front", keys={1.0: {"left_hip_down_deg": -24.0}}),
        "leaning": Fault("trunk_lean_lateral", "front", keys={1.0: {"side_lean_deg": 26.0}}),
        "shallow": Fault("depth", keys={1.0: {"knee_deg": 43.0, "shin_deg": 16.0, "lean_deg": 16.0}}),
        "knee_ahead": Fault("knee_behind_toe", keys={1.0: {"shin_deg": 48.0, "knee_deg": 84.0, "lean_deg": 16.0}}),
        "wobbling": Fault(
            "wobble", "front",
            keys={
                0.3: {"left.knee_in_deg": 60.0}, 0.5: {"left.knee_in_deg": -60.0}, 0.75: {"left.knee_in_deg": 60.0},
                1.0: {"left.knee_in_deg": -50.0},
            },
        ),
        "touching": Fault(
            "touch_down", keys={1.0: {"right.hip_deg": 28.0, "right.knee_deg": 70.0, "right.ankle_deg": 10.0}}
        ),
        "arms_out": Fault("arms", "front", keys={1.0: {"arms.abduction_deg": 80.0, "arms.flexion_deg": 0.0}}),
        "fast": Fault("tempo", down_s=0.5),
    },
)  # fmt: skip

STEP_DOWN = Movement(
    "step_down",
    "step_down",
    rest={
        **_LIFTED, **ON_HIPS, "right.hip_deg": 22.0, "right.knee_deg": 8.0, "left.lift": 0.22, "right.ankle_deg": 0.0,
    },
    keys={1.0: {
        "knee_deg": 72.0, "shin_deg": 30.0, "lean_deg": 20.0, "right.hip_deg": 37.0, "right.knee_deg": 6.0,
        "right.ankle_deg": 6.0,
    }},
    prop="step",
    lead="alternate",
    beat=_SLOW,
    faults={
        "knee_in": Fault("knee_valgus", "front", keys={1.0: {"left.knee_in_deg": 60.0}}),
        "hip_drops": Fault("pelvic_drop", "front", keys={1.0: {"left_hip_down_deg": -24.0}}),
        "leaning": Fault("trunk_lean_lateral", "front", keys={1.0: {"side_lean_deg": 26.0}}),
        "dropped": Fault("controlled_touch", down_s=0.3),
        "fast": Fault("slow", down_s=0.5),
        "hands_off": Fault(
            "arms", "front", keys={1.0: {"arms.abduction_deg": 70.0, "arms.elbow_deg": 10.0, "arms.flexion_deg": 0.0}}
        ),
        "knee_ahead": Fault("knee_forward", keys={1.0: {"shin_deg": 56.0, "knee_deg": 84.0, "lean_deg": 8.0}}),
    },
)  # fmt: skip

MOVEMENTS = (SINGLE_LEG_SQUAT, STEP_DOWN)
