"""Drawings of exercises on one leg, of lunges and of hinges."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.synthetic.movement import Changes, Fault, Movement
from benchmarks.synthetic.movements.lunges import ON_HIPS
from benchmarks.synthetic.tempo import Beat

_SLOW = Beat(2.4, 0.3, 1.4, 0.8)
_HANGING: Changes = {
    "arms.flexion_deg": 6.0, "arms.abduction_deg": 4.0, "arms.elbow_deg": 4.0, "arms.rotation_deg": 0.0,
}  # fmt: skip

_BACK = 1.12
_BACKWARD: Changes = {"right.forward": -_BACK, "carry": "left"}
REVERSE_LUNGE = Movement(
    "reverse_lunge",
    "reverse_lunge",
    rest=ON_HIPS,
    keys={
        0.2: {"carry": "left", "knee_deg": 10.0, "shin_deg": 6.0, "right.forward": -0.5, "right.lift": 0.08},
        0.45: {
            "carry": "pelvis", "height": 0.83, "ahead": -0.60, "right.forward": -_BACK, "right.heel_deg": 28.0,
            "lean_deg": 4.0,
        },
        1.0: {**_BACKWARD, "knee_deg": 92.0, "shin_deg": 2.0, "right.heel_deg": 58.0, "lean_deg": 5.0},
    },
    lead="alternate",
    faults={
        "shallow": Fault("front_knee_90", keys={1.0: {"knee_deg": 38.0, "shin_deg": -8.0, "right.heel_deg": 35.0}}),
        "rear_knee_straight": Fault(
            "rear_knee_90",
            keys={
                0.45: {"right.forward": -1.2, "height": 0.8, "ahead": -0.62},
                1.0: {"right.forward": -1.5, "right.heel_deg": 30.0},
            },
        ),
        "knee_past_ankle": Fault(
            "knee_past_ankle",
            keys={
                0.45: {"right.forward": -0.8, "ahead": -0.40, "height": 0.92},
                1.0: {"right.forward": -0.8, "shin_deg": 52.0, "knee_deg": 126.0},
            },
            enlarged=True,
        ),
        "rear_heel_flat": Fault(
            "rear_heel_lifted", keys={0.45: {"right.heel_deg": 0.0}, 1.0: {"right.heel_deg": -8.0, "knee_deg": 60.0}}
        ),
        "leaning_back": Fault("trunk_upright", keys={1.0: {"lean_deg": -24.0}}),
    },
)  # fmt: skip

_SQUATTING = Fault("soft_knee", keys={1.0: {"knee_deg": 62.0, "shin_deg": 6.0, "lean_deg": 60.0}})
_HINGE_FAULTS = {
    "squatting": _SQUATTING,
    "high": Fault("hinge", keys={1.0: {"lean_deg": 32.0, "knee_deg": 7.0}}, measure="hip_flexion"),
    "knees_first": Fault(
        "hinge", keys={1.0: {"knee_deg": 84.0, "shin_deg": 22.0, "lean_deg": 48.0}}, measure="knee_share_of_hinge"
    ),
    "shins_tip": Fault("shin_vertical", keys={1.0: {"shin_deg": 22.0, "knee_deg": 46.0}}),
    "weight_away": Fault("bar_close", keys={1.0: {"arms.flexion_deg": 24.0}}, rest={"arms.flexion_deg": 24.0}),
    "head_up": Fault("neck", keys={1.0: {"head_deg": -64.0}}),
    "fast": Fault("slow_lower", down_s=0.6),
    "not_tall": Fault("lockout", rest={"lean_deg": 28.0, "knee_deg": 24.0, "shin_deg": 6.0}),
}
ROMANIAN_DEADLIFT = Movement(
    "romanian_deadlift",
    "romanian_deadlift",
    rest={"legs.out": 0.04, **_HANGING},
    keys={1.0: {
        "knee_deg": 20.0, "shin_deg": -2.0, "lean_deg": 72.0, "head_deg": 30.0, "arms.flexion_deg": -22.0,
        "arms.abduction_deg": 4.0,
    }},
    views=("side",),
    prop="barbell",
    beat=_SLOW,
    faults=_HINGE_FAULTS,
)  # fmt: skip

ECCENTRIC_DEADLIFT = replace(
    ROMANIAN_DEADLIFT,
    id="eccentric_deadlift",
    exercise="eccentric_deadlift",
    beat=Beat(4.0, 0.3, 1.4, 0.8),
    faults={"squatting": _SQUATTING, "fast": Fault("slow_lower", down_s=1.2)},
)

SINGLE_LEG_DEADLIFT = Movement(
    "single_leg_deadlift",
    "single_leg_deadlift",
    rest={
        "carry": "left", "right.planted": False, "right.hip_deg": 6.0, "right.knee_deg": 20.0, "aside": 0.06,
        **_HANGING,
    },
    keys={1.0: {
        "knee_deg": 20.0, "shin_deg": 3.0, "lean_deg": 76.0, "right.hip_deg": 4.0, "right.knee_deg": 4.0,
        "head_deg": 20.0,
    }},
    lead="alternate",
    beat=_SLOW,
    faults={
        "knee_bent": Fault("stance_soft_knee", keys={1.0: {"knee_deg": 58.0, "shin_deg": 18.0}}),
        "leg_hangs": Fault("trunk_leg_line", keys={1.0: {"right.hip_deg": 56.0}}),
        "touching": Fault("balance_touch", keys={1.0: {"right.hip_deg": 66.0, "right.knee_deg": 12.0}}),
        "upright": Fault("hinge_depth", keys={1.0: {"lean_deg": 36.0, "right.hip_deg": 0.0}}),
        "knee_in": Fault(
            "knee_valgus", "front", keys={1.0: {"left.knee_in_deg": 80.0, "knee_deg": 45.0, "shin_deg": 16.0}}
        ),
    },
)  # fmt: skip

_ANKLE_UP: Changes = {"shin_deg": 0.0, "knee_deg": 90.0}
WALL_SIT = Movement(
    "wall_sit",
    "wall_sit",
    rest={
        **_ANKLE_UP, "lean_deg": 0.0, "legs.out": 0.06, "arms.flexion_deg": 30.0, "arms.elbow_deg": 125.0,
        "arms.rotation_deg": 60.0,
    },
    keys={},
    beat=Beat(0.0, 32.0, 0.0, 0.0),
    faults={
        "high": Fault("knee_90", rest={"knee_deg": 60.0, "shin_deg": 4.0}),
        "thighs_slope": Fault("thigh_level", rest={"knee_deg": 66.0, "shin_deg": 0.0}),
        "feet_near": Fault("knee_over_ankle", rest={"shin_deg": 26.0, "knee_deg": 112.0}),
        "leaning": Fault("back_on_wall", rest={"lean_deg": 22.0}),
        "heels_up": Fault("heels_down", rest={"legs.heel_deg": 40.0}),
        "hands_on": Fault(
            "hands_off_thighs", rest={"arms.flexion_deg": 10.0, "arms.elbow_deg": 30.0, "arms.rotation_deg": 5.0}
        ),
        "knees_in": Fault("knee_valgus", "front", rest={"legs.knee_in_deg": 35.0}),
    },
)  # fmt: skip

SINGLE_LEG_REACH = Movement(
    "single_leg_reach",
    "single_leg_reach",
    rest={
        **ON_HIPS, "carry": "left", "right.planted": False, "right.hip_deg": 8.0, "right.knee_deg": 20.0, "aside": 0.06,
    },
    keys={1.0: {
        "knee_deg": 50.0, "shin_deg": 22.0, "lean_deg": 12.0, "right.hip_deg": 46.0, "right.knee_deg": 6.0,
    }},
    lead="alternate",
    beat=_SLOW,
    faults={
        "knee_in": Fault("knee_valgus", "front", keys={1.0: {"left.knee_in_deg": 65.0}}),
        "hip_drops": Fault("pelvis_level", "front", keys={1.0: {"left_hip_down_deg": -28.0}}),
        "heel_up": Fault("heel_down", keys={1.0: {"left.heel_deg": 35.0, "shin_deg": 30.0}}),
    },
)  # fmt: skip

MOVEMENTS: tuple[Movement, ...] = (
    REVERSE_LUNGE, ROMANIAN_DEADLIFT, ECCENTRIC_DEADLIFT, SINGLE_LEG_DEADLIFT, WALL_SIT, SINGLE_LEG_REACH,
)  # fmt: skip
