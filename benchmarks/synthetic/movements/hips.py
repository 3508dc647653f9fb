"""Drawings of bridges, of legs moved aside or back, and of walks against a band."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.synthetic.movement import Changes, Fault, Movement
from benchmarks.synthetic.tempo import Beat

_SUPINE: Changes = {
    "carry": "shoulders", "height": 0.14, "lean_deg": -92.0, "head_deg": -40.0,
    "arms.flexion_deg": 82.0, "arms.abduction_deg": 6.0, "arms.elbow_deg": 6.0,
}  # fmt: skip
_FEET_NEAR: Changes = {**_SUPINE, "ahead": -1.05, "legs.forward": 0.0, "legs.toe_out_deg": 4.0}
_BEAT = Beat(1.5, 2.4, 1.8, 0.8)
_STEADY = Beat(1.8, 0.4, 1.9, 0.8)

BRIDGE = Movement(
    "glute_bridge",
    "glute_bridge",
    rest=_FEET_NEAR,
    keys={1.0: {"lean_deg": -116.0}},
    views=("side",),
    prop="mat",
    beat=_BEAT,
    faults={
        "low": Fault(
            "full_extension",
            rest={"legs.forward": -0.1},
            keys={1.0: {"legs.forward": -0.1, "lean_deg": -98.0}},
            enlarged=True,
        ),
        "arched": Fault("no_overarch", keys={1.0: {"lean_deg": -140.0}}),
        "feet_far": Fault(
            "knee_angle", rest={"legs.forward": 0.42}, keys={1.0: {"legs.forward": 0.42, "lean_deg": -105.0}}
        ),
        "no_pause": Fault("hold_top", beat=replace(_BEAT, hold_s=0.0), enlarged=True),
        "dropped": Fault("slow", beat=replace(_BEAT, up_s=0.35)),
    },
)

_ONE_UP: Changes = {"right.planted": False, "right.hip_deg": 42.0, "right.knee_deg": 10.0}

SINGLE_LEG_BRIDGE = Movement(
    "single_leg_bridge",
    "single_leg_bridge",
    rest={**_FEET_NEAR, **_ONE_UP},
    keys={1.0: {"lean_deg": -116.0, "right.hip_deg": 0.0}},
    lead="alternate",
    views=("side",),
    prop="mat",
    beat=_STEADY,
    faults={
        "low": Fault("full_extension", keys={1.0: {"lean_deg": -101.0, "right.hip_deg": 30.0}}),
        "arched": Fault("no_overarch", keys={1.0: {"lean_deg": -140.0, "right.hip_deg": -45.0}}),
        "thigh_high": Fault("thigh_parallel", keys={1.0: {"right.hip_deg": 45.0}}),
        "dropped": Fault("slow", beat=replace(_STEADY, up_s=0.35)),
    },
)

HIP_LIFT = Movement(
    "hip_lift",
    "hip_lift",
    rest=_FEET_NEAR,
    keys={1.0: {"lean_deg": -116.0}},
    views=("side",),
    prop="mat",
    beat=_STEADY,
    faults={
        "low": Fault("full_extension", keys={1.0: {"lean_deg": -102.0}}),
        "dropped": Fault("slow", beat=replace(_STEADY, up_s=0.35)),
    },
)

# A free leg with its foot on the floor, as a planted one would have it.
_READY: Changes = {"left.planted": False, "left.hip_deg": -2.0, "left.knee_deg": 102.0, "left.ankle_deg": -11.0}
_MARCH = Beat(1.1, 0.2, 1.1, 0.8)

BRIDGE_MARCH = Movement(
    "bridge_march",
    "bridge_march",
    rest={**_FEET_NEAR, "lean_deg": -116.0, **_READY},
    keys={1.0: {"left.hip_deg": 95.0, "left.knee_deg": 95.0}},
    lead="alternate",
    views=("side",),
    prop="mat",
    beat=_MARCH,
    faults={
        "sagging": Fault("hips_stay_up", keys={1.0: {"lean_deg": -100.0}}),
        "low_knee": Fault("lift_height", keys={1.0: {"left.hip_deg": 50.0}}),
        "hurried": Fault("tempo", beat=Beat(0.28, 0.0, 0.28, 0.8)),
    },
)

_ON_BENCH: Changes = {**_SUPINE, "height": 0.53, "lean_deg": -58.0, "ahead": -1.07, "head_deg": -30.0}

HIP_THRUST = Movement(
    "hip_thrust",
    "hip_thrust",
    rest={**_ON_BENCH, "legs.forward": 0.0, "legs.toe_out_deg": 4.0},
    keys={1.0: {"lean_deg": -92.0}},
    views=("side",),
    beat=_STEADY,
    faults={
        "low": Fault("full_extension", keys={1.0: {"lean_deg": -74.0}}),
        "arched": Fault("no_overarch", keys={1.0: {"lean_deg": -112.0}}),
        "feet_far": Fault("shin_vertical", rest={"legs.forward": 0.3}, keys={1.0: {"legs.forward": 0.3}}),
        "head_back": Fault("chin_tuck", rest={"head_deg": -150.0}, keys={1.0: {"head_deg": -150.0}}),
    },
)

_ON_SIDE: Changes = {
    "carry": "pelvis", "height": 0.20, "roll_deg": 90.0, "legs.planted": False, "legs.knee_deg": 4.0,
    "left_arm.abduction_deg": 176.0, "left_arm.elbow_deg": 12.0, "right_arm.abduction_deg": 4.0,
}  # fmt: skip

# The angles turn the upper leg about the line from its hip to its ankle, which stays on the other one: by 45 degrees.
_CLOSED: Changes = {"right.hip_deg": 46.0, "right.abduction_deg": -16.0, "right.rotation_deg": 1.5}
_OPEN: Changes = {"right.hip_deg": 36.4, "right.abduction_deg": 14.6, "right.rotation_deg": 33.3}
_SLIGHTLY: Changes = {"right.hip_deg": 44.7, "right.abduction_deg": -7.0, "right.rotation_deg": 10.0}

CLAMSHELL = Movement(
    "clamshell",
    "clamshell",
    rest={**_ON_SIDE, "legs.hip_deg": 45.0, "legs.knee_deg": 90.0, **_CLOSED},
    keys={1.0: _OPEN},
    views=("front",),
    prop="mat",
    beat=_STEADY,
    faults={
        "small": Fault("open_range", "front", keys={1.0: _SLIGHTLY}),
        "foot_lifted": Fault(
            "feet_together", "front", keys={1.0: {"right.abduction_deg": 25.0, "right.rotation_deg": 10.0}}
        ),
        "rolled_back": Fault("pelvis_still", "front", keys={1.0: {"spin_deg": -38.0}}),
        "hips_straight": Fault(
            "hip_flexion_setup",
            "front",
            rest={"left.hip_deg": 5.0, "right.hip_deg": 5.0},
            keys={1.0: {"left.hip_deg": 5.0, "right.hip_deg": 5.0}},
        ),
        "dropped": Fault("tempo", "front", beat=replace(_STEADY, up_s=0.35)),
    },
)

SIDE_LYING = Movement(
    "side_lying_hip_abduction",
    "sidelying_hip_abduction",
    rest={**_ON_SIDE, "left.hip_deg": 12.0, "left.knee_deg": 25.0},
    keys={1.0: {"right.abduction_deg": 36.0}},
    views=("front",),
    prop="mat",
    beat=_STEADY,
    faults={
        "small": Fault("range", "front", keys={1.0: {"right.abduction_deg": 12.0}}),
        "rolled_back": Fault("pelvis_stacked", "front", keys={1.0: {"spin_deg": -38.0}}),
        "knee_bent": Fault("knee_straight", "front", keys={1.0: {"right.knee_deg": 55.0}}),
    },
)

_STANDING: Changes = {
    "carry": "right", "aside": -0.05, "left.planted": False, "left.hip_deg": 0.0, "left.knee_deg": 3.0,
}  # fmt: skip
_SWUNG = Beat(0.3, 0.0, 0.3, 0.8)

HIP_ABDUCTION = Movement(
    "standing_hip_abduction",
    "standing_hip_abduction",
    rest=_STANDING,
    keys={1.0: {"left.abduction_deg": 35.0, "side_lean_deg": -3.0}},
    lead="alternate",
    views=("front",),
    beat=_STEADY,
    faults={
        "small": Fault("range", "front", keys={1.0: {"left.abduction_deg": 12.0}}),
        "leaning": Fault("no_trunk_lean", "front", keys={1.0: {"side_lean_deg": -22.0}}),
        "hiked": Fault("no_hip_hike", "front", keys={1.0: {"left_hip_down_deg": -22.0}}),
        "knee_bent": Fault("knee_straight", "front", keys={1.0: {"left.knee_deg": 60.0}}),
        "swung": Fault("no_swing", "front", keys={1.0: {"left.abduction_deg": 52.0}}, beat=_SWUNG),
    },
)

HIP_EXTENSION = Movement(
    "standing_hip_extension",
    "standing_hip_extension",
    rest=_STANDING,
    keys={1.0: {"left.hip_deg": -17.0, "lean_deg": 3.0}},
    lead="alternate",
    views=("side",),
    beat=_STEADY,
    faults={
        "far": Fault("range", keys={1.0: {"left.hip_deg": -38.0}}),
        "tipped": Fault("no_trunk_tip", keys={1.0: {"lean_deg": 30.0}}),
        "knee_bent": Fault("knee_straight", keys={1.0: {"left.knee_deg": 60.0}}),
        "swung": Fault("slow", keys={1.0: {"left.hip_deg": -44.0}}, beat=_SWUNG),
    },
)

_LOW: Changes = {"knee_deg": 58.0, "shin_deg": 24.0, "lean_deg": 24.0, "legs.toe_out_deg": 14.0}
_UPRIGHT: Changes = {"knee_deg": 8.0, "shin_deg": 4.0, "lean_deg": 2.0}
_STEP = Beat(0.7, 0.1, 0.7, 0.5)

# From 0.1 leg lengths right of the middle to as far left of it; the other foot follows on the way back.
_WIDE: Changes = {"aside": 0.0, "left.out": 0.19, "right.out": 0.19}
_ARRIVED: Changes = {"aside": 0.1, "left.out": 0.19, "right.out": -0.01}

LATERAL_WALK = Movement(
    "lateral_band_walk",
    "lateral_band_walk",
    rest={**_LOW, "aside": -0.1, "left.out": -0.01, "right.out": 0.19},
    keys={1.0: _WIDE},
    back={0.0: _ARRIVED, 1.0: _WIDE},
    lead="alternate",
    views=("front",),
    beat=_STEP,
    faults={
        "upright": Fault("stay_low", "front", rest=_UPRIGHT, keys={1.0: _UPRIGHT}, back={0.0: _UPRIGHT}),
        "feet_meet": Fault("keep_tension", "front", rest={"left.out": -0.26}, back={0.0: {"right.out": -0.26}}),
        "knees_in": Fault(
            "knees_out", "front",
            rest={"legs.knee_in_deg": 45.0}, keys={1.0: {"legs.knee_in_deg": 45.0}},
            back={0.0: {"legs.knee_in_deg": 45.0}},
        ),
        "swaying": Fault("no_trunk_sway", "front", keys={1.0: {"side_lean_deg": 22.0}}),
        "one_way": Fault("both_ways", "front", leads="llllll"),
    },
)  # fmt: skip

_STEPPED: Changes = {"left.forward": 0.3}
_FOLLOWED: Changes = {"legs.forward": 0.3}

MONSTER_WALK = Movement(
    "monster_walk",
    "monster_walk",
    rest={**_LOW, "legs.out": 0.14},
    keys={1.0: _STEPPED},
    back={0.0: _FOLLOWED, 1.0: _STEPPED},
    lead="alternate",
    travel=0.3,
    views=("front",),
    beat=_STEP,
    faults={
        "upright": Fault("stay_low", "front", rest=_UPRIGHT, keys={1.0: _UPRIGHT}, back={0.0: _UPRIGHT}),
        "feet_near": Fault("keep_tension", "front", keys={0.5: {"legs.out": -0.1}}),
        "knees_in": Fault(
            "knees_out", "front",
            rest={"legs.knee_in_deg": 45.0}, keys={1.0: {"legs.knee_in_deg": 45.0}},
            back={0.0: {"legs.knee_in_deg": 45.0}},
        ),
        "swaying": Fault("no_trunk_sway", "front", keys={0.5: {"side_lean_deg": 24.0}, 1.0: {"side_lean_deg": 24.0}}),
    },
)  # fmt: skip

_ON_BALL: Changes = {**_SUPINE, "lean_deg": -112.0, "legs.planted": False, "legs.hip_deg": 0.0, "legs.knee_deg": 6.0}
_ROLLED = Beat(1.8, 0.4, 2.6, 0.8)

HAMSTRING_CURL = Movement(
    "hamstring_curl_ball",
    "hamstring_curl_ball",
    rest=_ON_BALL,
    keys={1.0: {"lean_deg": -124.0, "legs.knee_deg": 96.0}},
    views=("side",),
    prop="mat",
    beat=_ROLLED,
    faults={
        "sagging": Fault(
            "hips_stay_up",
            rest={"lean_deg": -96.0, "legs.hip_deg": 20.0},
            keys={1.0: {"lean_deg": -98.0, "legs.hip_deg": 55.0}},
        ),
        "short": Fault("full_curl", keys={1.0: {"lean_deg": -117.0, "legs.knee_deg": 52.0}}),
        "quick_out": Fault("slow_out", beat=replace(_ROLLED, up_s=0.6)),
    },
)

_SLID = Beat(4.0, 0.6, 2.0, 0.8)

HEEL_SLIDE = Movement(
    "eccentric_heel_slide",
    "eccentric_heel_slide",
    rest={**_FEET_NEAR, "lean_deg": -114.0},
    keys={1.0: {"lean_deg": -108.0, "legs.forward": 0.42}},
    views=("side",),
    prop="mat",
    beat=_SLID,
    faults={
        "quick": Fault("slow_out", beat=replace(_SLID, down_s=1.0)),
        "hips_down": Fault(
            "hips_stay_up", rest={"lean_deg": -92.0, "legs.forward": -0.12}, keys={1.0: {"lean_deg": -92.0}}
        ),
    },
)

MOVEMENTS = (
    BRIDGE, SINGLE_LEG_BRIDGE, BRIDGE_MARCH, HIP_THRUST, HIP_LIFT, CLAMSHELL, HIP_ABDUCTION, SIDE_LYING, HIP_EXTENSION,
    LATERAL_WALK, MONSTER_WALK, HAMSTRING_CURL, HEEL_SLIDE,
)  # fmt: skip
