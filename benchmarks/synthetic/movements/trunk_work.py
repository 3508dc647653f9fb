"""Drawings of exercises for the trunk."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.synthetic.movement import Changes, Fault, Movement
from benchmarks.synthetic.tempo import Beat

_FOREARMS: Changes = {
    "knee_deg": 3.0, "legs.heel_deg": 74.0, "legs.out": -0.02, "shin_deg": 84.0, "lean_deg": 86.0, "head_deg": 30.0,
    "arms.flexion_deg": 3.0, "arms.elbow_deg": 86.0, "arms.abduction_deg": 2.0, "arms.rotation_deg": 8.0,
}  # fmt: skip
_LIFTED: Changes = {
    "carry": "right", "left.planted": False, "left.hip_deg": -17.0, "left.knee_deg": 3.0, "left.ankle_deg": -20.0,
}  # fmt: skip

_SAGGING: Changes = {"shin_deg": 93.0, "lean_deg": 72.0}

PLANK_LEG_LIFT = Movement(
    "plank_leg_lift",
    "plank_leg_lift",
    rest={**_FOREARMS, "legs.hip_deg": 1.0, "legs.knee_deg": 3.0},
    keys={1.0: _LIFTED},
    lead="alternate",
    views=("side",),
    prop="mat",
    beat=Beat(1.2, 0.8, 1.2, 0.8),
    faults={
        "hips_low": Fault(
            "body_line_sag",
            rest={**_SAGGING, "legs.hip_deg": -21.0},
            keys={1.0: {**_SAGGING, "left.hip_deg": -37.0}},
        ),
        "too_high": Fault("lift_height", keys={1.0: {"left.hip_deg": -46.0}}),
        "knee_bent": Fault("leg_straight", keys={1.0: {"left.knee_deg": 60.0}}),
    },
)

_HANDS: Changes = {
    **_FOREARMS, "shin_deg": 74.0, "lean_deg": 74.0, "head_deg": 35.0, "arms.flexion_deg": 3.0, "arms.elbow_deg": 4.0,
}  # fmt: skip
_DRIVEN: Changes = {
    "carry": "right", "left.planted": False, "left.hip_deg": 102.0, "left.knee_deg": 105.0, "left.ankle_deg": -10.0,
}  # fmt: skip

_HANGING: Changes = {"shin_deg": 86.0, "lean_deg": 63.0}
_PIKED: Changes = {"shin_deg": 60.0, "lean_deg": 102.0}
_REACHING: Changes = {"arms.flexion_deg": 34.0}

MOUNTAIN_CLIMBER = Movement(
    "mountain_climber",
    "mountain_climber",
    rest=_HANDS,
    keys={1.0: _DRIVEN},
    lead="alternate",
    views=("side",),
    prop="mat",
    beat=Beat(0.35, 0.06, 0.35, 0.06),
    faults={
        "hips_low": Fault("hips_level", rest=_HANGING, keys={1.0: _HANGING}),
        "hips_high": Fault("hips_level", rest=_PIKED, keys={1.0: _PIKED}),
        "low_knee": Fault("knee_drive", keys={1.0: {"left.hip_deg": 55.0, "left.knee_deg": 80.0}}),
        "hands_ahead": Fault("shoulders_over_hands", rest=_REACHING, keys={1.0: _REACHING}),
    },
)

_ON_BACK: Changes = {
    "carry": "shoulders", "height": 0.14, "lean_deg": -92.0, "head_deg": -40.0, "legs.planted": False,
    "arms.flexion_deg": 82.0, "arms.abduction_deg": 6.0, "arms.elbow_deg": 6.0,
}  # fmt: skip
_RAISE_BEAT = Beat(1.6, 0.3, 2.6, 0.8)

LEG_RAISE = Movement(
    "leg_raise",
    "leg_raise",
    rest={**_ON_BACK, "legs.hip_deg": 8.0, "legs.knee_deg": 5.0},
    keys={1.0: {"legs.hip_deg": 86.0, "legs.knee_deg": 8.0}},
    views=("side",),
    prop="mat",
    beat=_RAISE_BEAT,
    faults={
        "knees_bent": Fault("knees_straight", rest={"legs.knee_deg": 50.0}, keys={1.0: {"legs.knee_deg": 58.0}}),
        "low": Fault("range", keys={1.0: {"legs.hip_deg": 46.0}}),
        "dropped": Fault("slow_lower", beat=replace(_RAISE_BEAT, up_s=0.6)),
        "back_lifts": Fault("low_back", rest={"lean_deg": -102.0}, keys={1.0: {"lean_deg": -92.0}}),
    },
)

_CRUNCHED: Changes = {
    "lean_deg": -66.0, "left.hip_deg": 108.0, "left.knee_deg": 115.0, "right.hip_deg": 28.0, "right.knee_deg": 8.0,
    "twist_deg": 40.0, "right_arm.flexion_deg": 100.0, "right_arm.abduction_deg": -20.0,
    "left_arm.flexion_deg": 210.0, "left_arm.abduction_deg": 60.0,
}  # fmt: skip

BICYCLE_CRUNCH = Movement(
    "bicycle_crunch",
    "bicycle_crunch",
    rest={
        **_ON_BACK, "lean_deg": -78.0, "legs.hip_deg": 62.0, "legs.knee_deg": 60.0, "arms.flexion_deg": 180.0,
        "arms.abduction_deg": 50.0, "arms.elbow_deg": 130.0,
    },
    keys={1.0: _CRUNCHED},
    lead="alternate",
    views=("side",),
    prop="mat",
    beat=Beat(0.6, 0.1, 0.6, 0.1),
    faults={
        "same_side": Fault(
            "opposite",
            keys={1.0: {
                "twist_deg": -40.0, "left_arm.flexion_deg": 100.0, "left_arm.abduction_deg": -20.0,
                "right_arm.flexion_deg": 210.0, "right_arm.abduction_deg": 60.0,
            }},
        ),
        "other_leg_bent": Fault("leg_extension", keys={1.0: {"right.hip_deg": 55.0, "right.knee_deg": 75.0}}),
        "fast": Fault("slow", beat=Beat(0.22, 0.04, 0.22, 0.04), stretch=(1.0,) * 8),
    },
)  # fmt: skip

_PALLOF_BEAT = Beat(1.0, 2.6, 1.0, 0.8)

PALLOF_PRESS = Movement(
    "pallof_press",
    "pallof_press",
    rest={
        "legs.out": 0.08, "arms.flexion_deg": 12.0, "arms.abduction_deg": 12.0, "arms.elbow_deg": 125.0,
        "arms.rotation_deg": 42.0,
    },
    keys={1.0: {"arms.flexion_deg": 84.0, "arms.abduction_deg": -14.0, "arms.elbow_deg": 5.0}},
    views=("front",),
    beat=_PALLOF_BEAT,
    faults={
        "turned": Fault("no_rotation", "front", keys={1.0: {
            "twist_deg": 50.0, "left_arm.abduction_deg": 22.0, "right_arm.abduction_deg": -48.0,
        }}),
        "short": Fault("arms_out", "front", keys={1.0: {
            "arms.flexion_deg": 48.0, "arms.elbow_deg": 75.0, "arms.abduction_deg": 0.0,
        }}),
        "leaning": Fault("trunk_tall", "front", rest={"side_lean_deg": 16.0}, keys={1.0: {"side_lean_deg": 16.0}}),
        "no_pause": Fault("hold", "front", beat=replace(_PALLOF_BEAT, hold_s=0.2)),
    },
)  # fmt: skip

_SEATED: Changes = {
    "carry": "pelvis", "height": 0.12, "lean_deg": -42.0, "head_deg": 10.0, "legs.planted": False,
    "legs.hip_deg": 88.0, "legs.knee_deg": 80.0, "arms.flexion_deg": 50.0, "arms.abduction_deg": -6.0,
    "arms.elbow_deg": 45.0, "arms.rotation_deg": 20.0,
}  # fmt: skip
_TURNED: Changes = {
    "twist_deg": 48.0, "left_arm.abduction_deg": 60.0, "right_arm.abduction_deg": -45.0, "left_arm.rotation_deg": 0.0,
    "right_arm.rotation_deg": 40.0,
}  # fmt: skip

RUSSIAN_TWIST = Movement(
    "russian_twist",
    "russian_twist",
    rest=_SEATED,
    keys={1.0: _TURNED},
    lead="alternate",
    views=("front", "side"),
    prop="mat",
    beat=Beat(0.7, 0.2, 0.7, 0.1),
    faults={
        "small": Fault("range", "front", keys={1.0: {
            "twist_deg": 30.0, "left_arm.abduction_deg": 8.0, "right_arm.abduction_deg": -12.0,
        }}),
        "too_far_back": Fault("trunk_lean", rest={"lean_deg": -78.0}, keys={1.0: {"lean_deg": -78.0}}),
        "arms_only": Fault("turn_chest", "front", keys={1.0: {"twist_deg": 0.0}}),
    },
)  # fmt: skip

_HANDS_DOWN: Changes = {
    "carry": "both", "knee_deg": 105.0, "shin_deg": 40.0, "legs.heel_deg": 35.0, "lean_deg": 82.0, "head_deg": 20.0,
    "arms.flexion_deg": 12.0, "arms.elbow_deg": 4.0,
}  # fmt: skip
_PLANK: Changes = {**_HANDS, "legs.forward": -1.25}
_UPRIGHT: Changes = {"knee_deg": 12.0, "shin_deg": 6.0, "lean_deg": 6.0}

BURPEE = Movement(
    "burpee",
    "burpee",
    rest={},
    keys={0.45: _HANDS_DOWN, 1.0: _PLANK},
    back={
        1.0: _PLANK,
        0.45: _HANDS_DOWN,
        0.2: _UPRIGHT,
        0.1: {"knee_deg": 4.0, "legs.lift": 0.16, "legs.heel_deg": 30.0, "arms.flexion_deg": 150.0},
        0.04: {"knee_deg": 52.0, "shin_deg": 22.0, "lean_deg": 20.0},
        0.0: {},
    },
    views=("side",),
    beat=Beat(1.2, 0.6, 1.8, 0.5),
    faults={
        "no_plank": Fault(
            "sequence", keys={1.0: {**_HANDS_DOWN, "shin_deg": 46.0, "knee_deg": 110.0, "lean_deg": 88.0}}
        ),
        "sagging": Fault("plank_line", keys={1.0: {"lean_deg": 50.0, "shin_deg": 84.0}}),
    },
)

MOVEMENTS: tuple[Movement, ...] = (
    PLANK_LEG_LIFT, MOUNTAIN_CLIMBER, LEG_RAISE, BICYCLE_CRUNCH, PALLOF_PRESS, RUSSIAN_TWIST, BURPEE,
)  # fmt: skip
