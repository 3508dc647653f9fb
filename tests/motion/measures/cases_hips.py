"""Known values for `measures.hips`, and for what bridges and planks read of `measures.floor`."""

from __future__ import annotations

import math
from collections.abc import Callable

from formcheck.motion.body import SIDES
from tests.motion.measures.cases import AROUND, BODY, LEGS, Case, bent, cosine, moved, sine, split
from tests.support.figures import FEMUR, HIPS, LEG, OUT, TIBIA, TRUNK, Joints, lying, point, standing
from tests.support.moves import reach

RAISED = 0.1
BEND = math.degrees(math.atan(RAISED / TRUNK) + math.atan(RAISED / FEMUR))


def raised(*, left: tuple[float, float] = (0.0, 0.0), right: tuple[float, float] = (0.0, 0.0), **more: float) -> Joints:
    """Standing, with straight legs turned forward and outward from the hips by so many degrees."""
    joints = standing(**more)
    for side, (ahead, out) in zip(SIDES, (left, right), strict=True):
        across = OUT[side] * sine(out)
        along = point(sine(ahead) * cosine(out), across, -cosine(ahead) * cosine(out))
        joints[f"{side}_knee"] = joints[f"{side}_hip"] + FEMUR * along
        joints[f"{side}_ankle"] = joints[f"{side}_hip"] + LEG * along
    return joints


def bridge(up: float) -> Callable[[], Joints]:
    """On the back, straight but for the hips, so far above the line."""
    return lambda: lying(moved({"hip": (up, 0.0, 0.0)})())


def on_side(joints: Joints, back_deg: float = 0.0) -> Joints:
    """On the left side, rolled back by so much."""
    c, s = cosine(back_deg), sine(back_deg)
    turned = {name: (c * x + s * y, c * y - s * x, z) for name, (x, y, z) in joints.items()}
    return {name: point(x, z, 0.3 - y) for name, (x, y, z) in turned.items()}


def elbow_at(away: float, below: float) -> Callable[[], Joints]:
    def make() -> Joints:
        joints = standing()
        return joints | {f"{s}_elbow": joints[f"{s}_shoulder"] + point(away, 0.0, -below) for s in SIDES}

    return make


def opened() -> Joints:
    """On the left side with the right leg raised by 30 degrees."""
    return on_side(raised(right=(0.0, 30.0)))


KNEES_APART = math.hypot(HIPS + FEMUR * sine(30), FEMUR * (1 - cosine(30))) / FEMUR
FEET_APART = math.hypot(HIPS + LEG * sine(30), LEG * (1 - cosine(30))) / TIBIA
_FRONT, _REAR = (0.0,), (0.0, 180.0)
HIP = ("shoulder", "hip", "knee")

FLOOR = [
    Case("bridge_line", bridge(RAISED), BEND, "left", hide=HIP),
    Case("bridge_line", bridge(-RAISED), -BEND, "right", hide=HIP),
    Case("hip_opening", bridge(RAISED), 180.0 + BEND, None, AROUND),
    Case("hip_opening", bridge(-RAISED), 180.0 - BEND, None, AROUND),
    Case("elbow_beside_shoulder", elbow_at(0.15, 0.20), 0.6, "left", hide=("elbow", "shoulder")),
    Case("elbow_beside_shoulder", elbow_at(-0.15, 0.20), 0.6, "right", hide=("elbow", "shoulder")),
    Case("shoulder_over_elbow", elbow_at(0.15, 0.20), 0.8, "left"),
    Case("knee_raise", bent(100, 30), 1.0 - sine(20), "left", AROUND),
    Case("knee_raise", lambda: raised(left=(110.0, 0.0)), 1.0 + sine(20), "left", AROUND),
]

PICTURE = [
    Case("thigh_spread", lambda: lying(raised(left=(30.0, 0.0))), 30.0, hide=("hip", "knee")),
    Case("thigh_spread", opened, 30.0, None, _FRONT, ("hip", "knee")),
    Case("hip_abduction", lambda: raised(left=(0.0, 30.0)), 30.0, "left", _REAR, ("hip", "ankle")),
    Case("hip_abduction", lambda: raised(right=(0.0, -10.0)), -10.0, "right", _REAR, ("hip", "ankle")),
    Case("hip_extension", lambda: raised(left=(-20.0, 0.0)), 20.0, "left", hide=HIP),
    Case("hip_extension", lambda: raised(left=(-20.0, 0.0), lean_deg=15.0), 5.0, "left", hide=HIP),
    Case("knees_parted", opened, KNEES_APART, None, _FRONT, ("knee", "hip", "shoulder")),
    Case("feet_parted", opened, FEET_APART, None, _FRONT, ("ankle", "hip", "shoulder")),
    Case("foot_gap", lambda: standing(0.45), 0.45 / HIPS, None, _REAR, ("ankle", "hip")),
    Case("knee_bend_in_depth", bent(100, 30), 100.0, "left", AROUND, LEGS),
    Case("hip_bend_3d", bent(100, 30, 40), 110.0, "right", AROUND, ("hip", "knee")),
    Case("roll_back", lambda: on_side(standing()), 0.0, None, _FRONT, BODY),
    Case("roll_back", lambda: on_side(standing(), 25.0), 25.0, None, _FRONT, BODY),
]

SPACE = [
    Case("hips_over_shoulders", bridge(RAISED), RAISED / math.hypot(RAISED, TRUNK), None, AROUND),
    Case("hips_over_shoulders", standing, -1.0, None, AROUND),
    Case("ankles_uneven", lambda: raised(left=(30.0, 0.0)), 1 - cosine(30), None, AROUND),
    Case("both_knees_bent", bent(100, 30), 100.0, None, AROUND),
    Case("legs_reach", bent(100, 30), reach(100) / LEG, None, AROUND),
    Case("thigh_lift_3d", lambda: raised(left=(40.0, 0.0)), 40.0, "left", AROUND),
    Case("thigh_lift_3d", lambda: raised(left=(40.0, 0.0)), 0.0, "right", AROUND),
    Case("knees_apart_3d", opened, KNEES_APART, None, AROUND),
    Case("hip_above_other", opened, 1.0, "right", AROUND),
    Case("hip_above_other", opened, -1.0, "left", AROUND),
    Case("leg_aside", lambda: raised(left=(0.0, 30.0)), 30.0, "left", AROUND),
    Case("leg_aside", lambda: raised(left=(0.0, 30.0)), 0.0, "right", AROUND),
    Case("thigh_back", lambda: raised(left=(-20.0, 0.0)), 20.0, "left", AROUND),
    Case("feet_apart", lambda: standing(0.45), 0.45 / LEG, None, AROUND),
    Case("foot_ahead_of_other", split(0.3, 0.1), 0.4 / LEG, "left", AROUND),
    Case("foot_ahead_of_other", split(0.3, 0.1), 0.0, "right", AROUND),
    Case("place_aside", split(0.0, 0.0, 0.05), 0.05 / TRUNK, "left", _REAR),
    Case("place_aside", split(0.0, 0.0, 0.05), -0.05 / TRUNK, "right", _REAR),
]

CASES: list[Case] = [*FLOOR, *PICTURE, *SPACE]
