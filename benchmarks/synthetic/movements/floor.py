"""On the floor: prone, supine, on the side and on hands and knees."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.synthetic.movement import Changes, Fault, Movement
from benchmarks.synthetic.tempo import Beat

_TOES: Changes = {"knee_deg": 3.0, "legs.heel_deg": 74.0, "legs.out": -0.02}

_HELD = Beat(0.0, 32.0, 0.0, 0.0)

PLANK = Movement(
    "plank",
    "front_plank",
    rest={
        **_TOES, "shin_deg": 84.0, "lean_deg": 86.0, "head_deg": 30.0,
        "arms.flexion_deg": 3.0, "arms.elbow_deg": 86.0, "arms.abduction_deg": 2.0, "arms.rotation_deg": 8.0,
    },
    keys={},
    views=("side",),
    prop="mat",
    beat=_HELD,
    faults={
        "hips_low": Fault("body_line_sag", rest={"shin_deg": 93.0, "lean_deg": 72.0}),
        "hips_high": Fault("body_line_pike", rest={"shin_deg": 62.0, "lean_deg": 116.0}),
        "elbows_ahead": Fault("elbow_under_shoulder", rest={"arms.flexion_deg": 40.0, "lean_deg": 88.0}),
        "head_up": Fault("neck_neutral", rest={"head_deg": -30.0}),
        "knees_bent": Fault("knees_straight", rest={"knee_deg": 40.0, "shin_deg": 106.0}),
        "short": Fault("hold_time", beat=replace(_HELD, hold_s=7.0)),
    },
)  # fmt: skip

SIDE_PLANK = Movement(
    "side_plank",
    "",
    rest={
        "carry": "pelvis", "height": 0.44, "roll_deg": 72.0, "legs.planted": False, "legs.knee_deg": 2.0,
        "left_arm.abduction_deg": 72.0, "left_arm.elbow_deg": 88.0, "left_arm.flexion_deg": 0.0,
        "right_arm.abduction_deg": -6.0, "right_arm.elbow_deg": 4.0, "left.abduction_deg": -2.0,
    },
    keys={},
    views=("front",),
    prop="mat",
)  # fmt: skip

_SUPINE: Changes = {
    "carry": "shoulders", "height": 0.14, "lean_deg": -92.0, "head_deg": -40.0,
    "arms.flexion_deg": 82.0, "arms.abduction_deg": 6.0, "arms.elbow_deg": 6.0,
}  # fmt: skip

DEAD_BUG = Movement(
    "supine_leg_lowering",
    "",
    rest={**_SUPINE, "legs.planted": False, "legs.hip_deg": 88.0, "legs.knee_deg": 88.0},
    keys={1.0: {"left.hip_deg": 12.0, "left.knee_deg": 6.0}},
    lead="alternate",
    views=("side",),
    prop="mat",
)

_ON_KNEES: Changes = {
    "carry": "pelvis", "height": 0.60, "lean_deg": 86.0, "head_deg": 35.0,
    "legs.planted": False, "legs.ankle_deg": -84.0, "legs.hip_deg": 88.0,
    "legs.knee_deg": 90.0, "arms.flexion_deg": 4.0, "arms.elbow_deg": 4.0,
}  # fmt: skip

BIRD_DOG = Movement(
    "bird_dog",
    "",
    rest=_ON_KNEES,
    keys={1.0: {"left.hip_deg": 4.0, "left.knee_deg": 6.0, "right_arm.flexion_deg": 88.0}},
    lead="alternate",
    views=("side",),
    prop="mat",
)

MOVEMENTS = (PLANK, SIDE_PLANK, DEAD_BUG, BIRD_DOG)
