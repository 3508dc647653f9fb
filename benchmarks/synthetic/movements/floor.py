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
        "hips_low": Fault("body_line_sag", rest={"shin_deg": 97.0, "lean_deg": 65.0}, enlarged=True),
        "hips_high": Fault("body_line_pike", rest={"shin_deg": 62.0, "lean_deg": 116.0}),
        "elbows_ahead": Fault("elbow_under_shoulder", rest={"arms.flexion_deg": 40.0, "lean_deg": 88.0}),
        "head_up": Fault("neck_neutral", rest={"head_deg": -62.0}, enlarged=True),
        "knees_bent": Fault(
            "knees_straight", rest={"knee_deg": 58.0, "shin_deg": 115.0, "legs.toe_out_deg": 0.0}, enlarged=True
        ),
        "short": Fault("hold_time", beat=replace(_HELD, hold_s=7.0)),
    },
)  # fmt: skip

SIDE_PLANK = Movement(
    "side_plank",
    "side_plank",
    rest={
        "carry": "pelvis", "height": 0.44, "roll_deg": 72.0, "legs.planted": False, "legs.knee_deg": 2.0,
        "left_arm.abduction_deg": 72.0, "left_arm.elbow_deg": 88.0, "left_arm.flexion_deg": 0.0,
        "right_arm.abduction_deg": -6.0, "right_arm.elbow_deg": 4.0, "left.abduction_deg": -2.0,
    },
    keys={},
    views=("front",),
    prop="mat",
    beat=_HELD,
    faults={
        "hips_sag": Fault("body_line", "front", rest={"height": 0.26, "roll_deg": 85.0, "side_lean_deg": -22.0}),
        "elbow_far": Fault("elbow_under_shoulder", "front", rest={"left_arm.abduction_deg": 115.0}),
        "rolled": Fault("no_roll", "front", rest={"twist_deg": 57.0, "roll_deg": 84.0}),
        "sinking": Fault("hip_drop_drift", "front", rest={"side_lean_deg": -24.0}, pulse_hz=1.0 / 12.0),
    },
)  # fmt: skip

_SUPINE: Changes = {
    "carry": "shoulders", "height": 0.14, "lean_deg": -92.0, "head_deg": -40.0,
    "arms.flexion_deg": 82.0, "arms.abduction_deg": 6.0, "arms.elbow_deg": 6.0,
}  # fmt: skip

_TABLE_TOP: Changes = {
    **_SUPINE, "legs.planted": False, "legs.hip_deg": 88.0, "legs.knee_deg": 88.0, "arms.flexion_deg": 178.0,
}  # fmt: skip
_REACHED: Changes = {"left.hip_deg": 14.0, "left.knee_deg": 6.0}
_DEAD_BUG_BEAT = Beat(2.4, 0.3, 2.2, 0.6)

DEAD_BUG = Movement(
    "dead_bug",
    "dead_bug",
    rest=_TABLE_TOP,
    keys={1.0: {**_REACHED, "right_arm.flexion_deg": 262.0}},
    lead="alternate",
    views=("side",),
    prop="mat",
    beat=_DEAD_BUG_BEAT,
    faults={
        "same_side": Fault(
            "opposite_limbs", keys={1.0: {"left_arm.flexion_deg": 262.0, "right_arm.flexion_deg": 178.0}}
        ),
        "short": Fault("leg_reach", keys={1.0: {"left.hip_deg": 60.0, "left.knee_deg": 60.0}}),
        "other_leg_sinks": Fault(
            "hold_leg_90",
            rest={"right.hip_deg": 48.0, "right.knee_deg": 50.0},
            keys={1.0: {"right.hip_deg": 48.0, "right.knee_deg": 50.0}},
        ),
        "back_lifts": Fault("trunk_still", keys={1.0: {"lean_deg": -112.0, "left.hip_deg": -6.0}}),
        "fast": Fault("slow", beat=replace(_DEAD_BUG_BEAT, down_s=0.5, up_s=0.6)),
    },
)

_ON_KNEES: Changes = {
    "carry": "pelvis", "height": 0.60, "lean_deg": 86.0, "head_deg": 35.0,
    "legs.planted": False, "legs.ankle_deg": -84.0, "legs.hip_deg": 88.0,
    "legs.knee_deg": 90.0, "arms.flexion_deg": 4.0, "arms.elbow_deg": 4.0,
}  # fmt: skip

_OUT: Changes = {"left.hip_deg": 4.0, "left.knee_deg": 6.0, "right_arm.flexion_deg": 88.0}
_BIRD_DOG_BEAT = Beat(1.6, 6.0, 1.4, 0.8)

BIRD_DOG = Movement(
    "bird_dog",
    "bird_dog",
    rest=_ON_KNEES,
    keys={1.0: _OUT},
    lead="alternate",
    views=("side",),
    prop="mat",
    beat=_BIRD_DOG_BEAT,
    faults={
        "leg_high": Fault("leg_level", keys={1.0: {"left.hip_deg": -32.0}}),
        "leg_low": Fault("leg_level", keys={1.0: {"left.hip_deg": 38.0}}),
        "arm_low": Fault("arm_level", keys={1.0: {"right_arm.flexion_deg": 40.0}}, leads="l"),
        "same_side": Fault("opposite_limbs", keys={1.0: {"left_arm.flexion_deg": 88.0, "right_arm.flexion_deg": 4.0}}),
        "back_tips": Fault("trunk_level", keys={1.0: {"lean_deg": 106.0}}),
        "knee_bent": Fault("knee_straight", keys={1.0: {"left.knee_deg": 50.0}}),
        "short": Fault("hold_time", beat=replace(_BIRD_DOG_BEAT, hold_s=0.8)),
    },
)

MOVEMENTS = (PLANK, SIDE_PLANK, DEAD_BUG, BIRD_DOG)
