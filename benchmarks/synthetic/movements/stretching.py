"""Balance on one leg, and stretches, for a left lead: the leg that stands in balance, else the one stretched."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.synthetic.movement import Changes, Fault, Movement
from benchmarks.synthetic.tempo import Beat

_HELD = Beat(0.0, 32.0, 0.0, 0.0)
_SHORT = Fault("hold_time", beat=replace(_HELD, hold_s=9.0))
_SHORT_FRONTAL = replace(_SHORT, view="front")

_LIFTED: Changes = {
    "carry": "left", "right.planted": False, "right.hip_deg": 20.0, "right.knee_deg": 70.0, "right.ankle_deg": -10.0,
    "aside": 0.06,
}  # fmt: skip

SINGLE_LEG_STANCE = Movement(
    "single_leg_stance",
    "single_leg_stand",
    rest=_LIFTED,
    keys={},
    views=("front",),
    beat=_HELD,
    faults={
        "short": replace(_SHORT_FRONTAL, beat=replace(_HELD, hold_s=6.0)),
        "foot_low": Fault(
            "foot_clear", "front", rest={"right.hip_deg": 23.0, "right.knee_deg": 36.0, "right.ankle_deg": 0.0}
        ),
        "pelvis_drops": Fault("pelvic_drop", "front", rest={"left_hip_down_deg": -24.0}),
        "leaning": Fault("trunk_lean", "front", rest={"side_lean_deg": 18.0}),
        "swaying": Fault("sway", "front", rest={"aside": 0.18}, pulse_hz=0.4),
    },
)  # fmt: skip

BOSU_STANCE = replace(
    SINGLE_LEG_STANCE,
    id="bosu_single_leg_stand",
    exercise="bosu_single_leg_stand",
    faults={
        **SINGLE_LEG_STANCE.faults,
        "swaying": Fault("sway", "front", rest={"aside": 0.34}, pulse_hz=0.4),
    },
)

HIP_FLEXOR = Movement(
    "hip_flexor_lunge_stretch",
    "hip_flexor_lunge_stretch",
    rest={
        "carry": "pelvis", "height": 0.55, "lean_deg": 1.0, "left.planted": False, "left.hip_deg": -17.0,
        "left.knee_deg": 73.0, "left.ankle_deg": -60.0, "right.forward": 0.45,
    },
    keys={},
    views=("side",),
    beat=_HELD,
    faults={
        "short": _SHORT,
        "hips_back": Fault("rear_hip_extension", rest={"left.hip_deg": 8.0, "left.knee_deg": 98.0}),
        "leaning": Fault("trunk_upright", rest={"lean_deg": 32.0, "left.hip_deg": 15.0}),
        "foot_near": Fault(
            "front_knee",
            rest={
                "right.forward": 0.12, "height": 0.45, "right.heel_deg": 20.0, "left.hip_deg": -39.0,
                "left.knee_deg": 51.0,
            },
        ),
        "bouncing": Fault("no_bounce", rest={"ahead": 0.13}, pulse_hz=1.0),
    },
)  # fmt: skip

_SUPINE: Changes = {
    "carry": "shoulders", "height": 0.14, "lean_deg": -92.0, "head_deg": -40.0,
    "arms.flexion_deg": 82.0, "arms.abduction_deg": 6.0, "arms.elbow_deg": 6.0, "legs.planted": False,
}  # fmt: skip

SUPINE_LEG_RAISE = Movement(
    "supine_leg_raise_stretch",
    "supine_leg_raise_stretch",
    rest={**_SUPINE, "left.hip_deg": 68.0, "left.knee_deg": 4.0, "right.hip_deg": 48.0, "right.knee_deg": 92.0},
    keys={},
    views=("side",),
    prop="mat",
    beat=_HELD,
    faults={
        "short": _SHORT,
        "knee_bent": Fault("knee_straight", rest={"left.hip_deg": 90.0, "left.knee_deg": 52.0}),
        "other_straight": Fault("other_knee_bent", rest={"right.hip_deg": 3.0, "right.knee_deg": 6.0}),
    },
)

HAMSTRING_STANDING = Movement(
    "hamstring_stretch_standing",
    "hamstring_stretch_standing",
    rest={"knee_deg": 5.0, "shin_deg": -4.0, "lean_deg": 82.0, "arms.flexion_deg": 8.0, "arms.elbow_deg": 5.0},
    keys={},
    views=("side",),
    beat=_HELD,
    faults={
        "short": _SHORT,
        "knees_bent": Fault("knee_straight", rest={"knee_deg": 48.0, "shin_deg": 14.0}),
        "bouncing": Fault("no_bounce", rest={"lean_deg": 60.0}, pulse_hz=1.0),
    },
)

HAMSTRING_SEATED = Movement(
    "hamstring_stretch_seated",
    "hamstring_stretch_seated",
    rest={
        "carry": "pelvis", "height": 0.13, "lean_deg": 32.0, "legs.planted": False, "legs.hip_deg": 121.0,
        "legs.knee_deg": 4.0, "arms.flexion_deg": 60.0, "arms.elbow_deg": 10.0,
    },
    keys={},
    views=("side",),
    prop="mat",
    beat=_HELD,
    faults={
        "short": _SHORT,
        "knees_bent": Fault("knee_straight", rest={"legs.hip_deg": 146.0, "legs.knee_deg": 52.0}),
    },
)  # fmt: skip

QUAD = Movement(
    "quad_stretch",
    "quad_stretch",
    rest={
        "carry": "right", "left.planted": False, "left.hip_deg": -3.0, "left.knee_deg": 134.0,
        "left.abduction_deg": -6.0,
        "left.ankle_deg": -30.0, "right.out": -0.03, "aside": -0.03,
        "left_arm.flexion_deg": -35.0, "left_arm.elbow_deg": 15.0,
    },
    keys={},
    beat=_HELD,
    faults={
        "short": _SHORT,
        "heel_far": Fault("heel_to_buttock", rest={"left.knee_deg": 88.0}),
        "knee_ahead": Fault("thigh_vertical", rest={"left.hip_deg": 42.0}),
        "bent_over": Fault("trunk_upright", rest={"lean_deg": 26.0, "left.hip_deg": 20.0}),
        "knees_apart": Fault("knees_together", "front", rest={"left.abduction_deg": 20.0}),
    },
)  # fmt: skip

WALL_CALF = Movement(
    "wall_calf_stretch",
    "wall_calf_stretch",
    rest={
        "carry": "pelvis", "height": 1.0, "lean_deg": 16.0, "left.forward": -0.45, "legs.toe_out_deg": 2.0,
        "right.forward": 0.12, "arms.flexion_deg": 85.0, "arms.elbow_deg": 15.0,
    },
    keys={},
    views=("side",),
    beat=_HELD,
    faults={
        "short": _SHORT,
        "heel_up": Fault("heel_down", rest={"left.heel_deg": 38.0, "height": 1.1, "ahead": 0.06}),
        "knee_bent": Fault("knee_straight", rest={"height": 0.84}),
        "upright": Fault("lean", rest={"height": 1.1, "ahead": -0.29, "right.forward": -0.15}, enlarged=True),
    },
)  # fmt: skip

FIGURE_FOUR = Movement(
    "figure_four_stretch",
    "figure_four_stretch",
    rest={
        "carry": "pelvis", "height": 0.55, "lean_deg": 5.0, "legs.planted": False,
        "right.hip_deg": 85.0, "right.knee_deg": 85.0,
        "left.hip_deg": 102.0, "left.abduction_deg": 31.0, "left.rotation_deg": 81.0, "left.knee_deg": 119.0,
    },
    keys={},
    views=("front",),
    beat=_HELD,
    faults={
        "short": _SHORT_FRONTAL,
        "ankle_short": Fault("posture", "front", rest={"left.knee_deg": 84.0, "left.rotation_deg": 62.0}),
    },
)  # fmt: skip

PIRIFORMIS = Movement(
    "piriformis_stretch",
    "piriformis_stretch",
    rest={
        **_SUPINE, "right.hip_deg": 105.0, "right.knee_deg": 95.0,
        "left.hip_deg": 113.0, "left.abduction_deg": 31.0, "left.rotation_deg": 87.0, "left.knee_deg": 112.0,
    },
    keys={},
    views=("side",),
    prop="mat",
    beat=_HELD,
    faults={
        "short": _SHORT,
        "not_pulled": Fault(
            "posture",
            rest={
                "right.hip_deg": 62.0, "left.hip_deg": 89.0, "left.abduction_deg": 27.0, "left.rotation_deg": 66.0,
                "left.knee_deg": 118.0,
            },
        ),
    },
)  # fmt: skip

MOVEMENTS = (
    SINGLE_LEG_STANCE, BOSU_STANCE, HIP_FLEXOR, SUPINE_LEG_RAISE, HAMSTRING_STANDING, HAMSTRING_SEATED, QUAD, WALL_CALF,
    FIGURE_FOUR, PIRIFORMIS,
)  # fmt: skip
