"""Drawings for `formcheck.motion.unilateral` and what reads it."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.synthetic.movement import Changes, Fault, Movement
from benchmarks.synthetic.movements.lunges import ON_HIPS
from benchmarks.synthetic.tempo import Beat

_SLOW = Beat(2.4, 0.3, 1.4, 0.8)
_HANGING: Changes = {"arms.flexion_deg": 6.0, "arms.abduction_deg": 4.0, "arms.elbow_deg": 4.0, "arms.rotation_deg": 0.0}

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
)  # fmt: skip

ROMANIAN_DEADLIFT = Movement(
    "romanian_deadlift",
    "romanian_deadlift",
    rest={"legs.out": 0.04, **_HANGING},
    keys={1.0: {
        "knee_deg": 20.0, "shin_deg": -2.0, "lean_deg": 72.0, "head_deg": 30.0, "arms.flexion_deg": -4.0,
        "arms.abduction_deg": 4.0,
    }},
    views=("side",),
    prop="barbell",
    beat=_SLOW,
)  # fmt: skip

ECCENTRIC_DEADLIFT = replace(
    ROMANIAN_DEADLIFT, id="eccentric_deadlift", exercise="eccentric_deadlift", beat=Beat(4.0, 0.3, 1.4, 0.8)
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
)  # fmt: skip

MOVEMENTS: tuple[Movement, ...] = (
    REVERSE_LUNGE, ROMANIAN_DEADLIFT, ECCENTRIC_DEADLIFT, SINGLE_LEG_DEADLIFT, WALL_SIT, SINGLE_LEG_REACH,
)  # fmt: skip
