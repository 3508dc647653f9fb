"""Lunges forward, walking and to the side, for a left lead."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.synthetic.movement import Changes, Fault, Keys, Movement

ON_HIPS: Changes = {
    "arms.flexion_deg": -38.0, "arms.abduction_deg": 30.0, "arms.elbow_deg": 88.0, "arms.rotation_deg": 35.0,
}  # fmt: skip
_STEP = 1.12
_LIFTED: Changes = {"carry": "right", "knee_deg": 10.0, "shin_deg": 6.0, "left.forward": 0.5, "left.lift": 0.08}
_LANDED: Changes = {
    "carry": "pelvis", "height": 0.83, "ahead": 0.52, "left.forward": _STEP, "right.heel_deg": 28.0, "lean_deg": 4.0,
}  # fmt: skip
_LOW: Changes = {
    "carry": "left", "knee_deg": 92.0, "shin_deg": 2.0, "left.forward": _STEP, "right.heel_deg": 58.0, "lean_deg": 5.0,
}  # fmt: skip
_FORWARD: Keys = {0.2: _LIFTED, 0.45: _LANDED, 1.0: _LOW}

_SAGITTAL = {
    "shallow": Fault("front_knee_90", keys={1.0: {"knee_deg": 38.0, "shin_deg": -8.0, "right.heel_deg": 35.0}}),
    "knee_past_ankle": Fault(
        "knee_past_ankle",
        keys={
            0.45: {"left.forward": 0.8, "ahead": 0.42, "height": 0.92},
            1.0: {"left.forward": 0.8, "shin_deg": 46.0, "knee_deg": 118.0},
        },
        enlarged=True,
    ),
    # An ankle bends no further over a flat foot than the shin of an almost straight leg asks for.
    "rear_heel_flat": Fault(
        "rear_heel_lifted",
        keys={
            0.45: {"right.heel_deg": 0.0, "height": 0.88},
            1.0: {"right.heel_deg": 0.0, "knee_deg": 55.0, "shin_deg": -3.0},
        },
    ),
    "trunk_forward": Fault("trunk_upright", keys={1.0: {"lean_deg": 62.0}}),
}

FORWARD_LUNGE = Movement(
    "forward_lunge",
    "forward_lunge",
    rest=ON_HIPS,
    keys=_FORWARD,
    lead="alternate",
    faults={
        **_SAGITTAL,
        "rear_knee_straight": Fault(
            "rear_knee_90",
            keys={
                0.45: {"left.forward": 1.2, "height": 0.8, "ahead": 0.55},
                1.0: {"left.forward": 1.5, "right.heel_deg": 30.0},
            },
        ),
        "front_heel_up": Fault("front_heel_down", keys={1.0: {"left.heel_deg": 40.0, "shin_deg": 8.0}}),
        "feet_stay_apart": Fault(
            "return_to_start",
            back={0.0: {
                "left.forward": 0.75, "carry": "pelvis", "height": 0.98, "ahead": 0.375, "right.heel_deg": 12.0,
            }},
        ),
        "pelvis_drops": Fault("pelvis_level", "front", keys={1.0: {"left_hip_down_deg": -26.0}}),
        "lateral_trunk": Fault("lateral_trunk", "front", keys={1.0: {"side_lean_deg": 30.0}}),
    },
)  # fmt: skip

WALKING_LUNGE = Movement(
    "walking_lunge",
    "walking_lunge",
    rest=ON_HIPS,
    keys=_FORWARD,
    back={
        1.0: _LOW,
        0.5: {
            "carry": "left", "knee_deg": 40.0, "shin_deg": 12.0, "left.forward": _STEP, "lean_deg": 6.0,
            "right.forward": 0.62, "right.lift": 0.10, "right.heel_deg": 35.0,
        },
        0.0: {"carry": "left", "left.forward": _STEP, "right.forward": _STEP},
    },
    lead="alternate",
    travel=_STEP,
    views=("side",),
    faults={
        **_SAGITTAL,
        "knee_past_ankle": Fault(
            "knee_past_ankle", keys={1.0: {"shin_deg": 48.0, "knee_deg": 118.0}}, enlarged=True
        ),
    },
)  # fmt: skip

_OUT = 0.74
SIDE_LUNGE = Movement(
    "side_lunge",
    "side_lunge",
    rest=ON_HIPS,
    keys={
        0.25: {"carry": "right", "knee_deg": 8.0, "left.out": 0.32, "left.lift": 0.06, "aside": 0.02},
        0.5: {
            "carry": "pelvis", "height": 0.99, "aside": 0.35, "left.out": _OUT, "lean_deg": 8.0,
            "left.toe_out_deg": 8.0,
        },
        1.0: {
            "carry": "pelvis", "height": 0.77, "aside": 0.69, "ahead": -0.16, "left.out": _OUT, "lean_deg": 26.0,
            "left.toe_out_deg": 8.0, "side_lean_deg": 4.0,
        },
    },
    lead="alternate",
    views=("front",),
    faults={
        "trail_knee_bent": Fault(
            "trail_leg_straight", "front",
            keys={0.5: {"aside": 0.25}, 1.0: {"aside": 0.55, "height": 0.70, "right.toe_out_deg": 60.0}},
            enlarged=True,
        ),
        "shallow": Fault(
            "lead_depth", "front",
            keys={
                0.5: {"left.out": 0.5, "aside": 0.21, "height": 1.03},
                1.0: {"left.out": 0.5, "aside": 0.42, "height": 0.97, "ahead": -0.03, "lean_deg": 10.0},
            },
        ),
        "short_step": Fault(
            "step_width", "front",
            keys={
                0.5: {"left.out": 0.36, "aside": 0.21, "height": 1.05},
                1.0: {"left.out": 0.36, "aside": 0.42, "height": 0.98, "ahead": -0.06},
            },
        ),
        "trunk_sideways": Fault("trunk", "front", keys={1.0: {"side_lean_deg": 44.0}}),
        "knee_valgus": Fault("knee_valgus", "front", keys={1.0: {"left.knee_in_deg": 48.0}}),
        "knee_outside": Fault("knee_behind_toe", "front", keys={1.0: {"left.knee_in_deg": -45.0}}),
    },
)  # fmt: skip

_OF_BALL = {
    "shallow": Fault("front_knee_90", keys={1.0: {"knee_deg": 28.0, "shin_deg": -8.0, "right.heel_deg": 32.0}}),
    "rear_knee_straight": Fault(
        "rear_knee_90",
        keys={
            0.45: {"left.forward": 1.2, "height": 0.8, "ahead": 0.55},
            1.0: {"left.forward": 1.42, "right.heel_deg": 22.0, "knee_deg": 74.0},
        },
    ),
    "knee_past_ankle": Fault(
        "knee_past_ankle",
        keys={
            0.45: {"left.forward": 0.8, "ahead": 0.42, "height": 0.92},
            1.0: {"left.forward": 0.8, "shin_deg": 46.0, "knee_deg": 118.0},
        },
    ),
    "leaning_back": Fault("trunk_upright", keys={1.0: {"lean_deg": -32.0}}),
}
BOSU_LUNGE = replace(FORWARD_LUNGE, id="bosu_lunge", exercise="bosu_lunge", views=("side",), faults=_OF_BALL)

MOVEMENTS = (BOSU_LUNGE, FORWARD_LUNGE, WALKING_LUNGE, SIDE_LUNGE)
