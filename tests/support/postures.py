"""Figures in known postures, for measures: what each is built with is what must be read."""

from __future__ import annotations

import math
from collections.abc import Callable

from formcheck.motion.body import SIDES
from formcheck.records import Side
from tests.support.figures import (
    ANKLE_HEIGHT,
    FEMUR,
    FOOT,
    FOREARM,
    HIPS,
    LEG,
    OUT,
    TIBIA,
    TRUNK,
    UPPER_ARM,
    Camera,
    Foot,
    Joints,
    Point,
    both,
    build,
    lying,
    point,
    shifted,
    standing,
    tilted,
)
from tests.support.moves import LATERAL, ankle_to_hip

COS_30, COS_70 = (math.cos(math.radians(angle)) for angle in (30.0, 70.0))

AROUND, FRONT, REAR = (0.0, 40.0, 90.0, -140.0), (0.0,), (0.0, 180.0)
"""Directions of the camera in degrees."""
FEET, BODY, LEGS = ("ankle",), ("shoulder", "hip"), ("hip", "knee", "ankle")
FOOT_JOINTS, SOLE_JOINTS, HIP_JOINTS = ("ankle", "heel", "toe"), ("heel", "toe"), ("shoulder", "hip", "knee")


def bent(knee: float = 100.0, shin: float = 30.0, lean: float = 40.0, heel: float = 0.0) -> Callable[[], Joints]:
    def make() -> Joints:
        feet = both(LATERAL, heel_deg=heel)
        ankle = feet["left"].points()["ankle"] * [1.0, 0.0, 1.0]
        return build(ankle + ankle_to_hip(knee, shin), feet, lean_deg=lean, hands="forward")

    return make


def moved(offsets: dict[str, tuple[float, float, float]], **more: float) -> Callable[[], Joints]:
    """Standing, with some joints elsewhere; a name without a side moves both, and left is towards the outside."""

    def make() -> Joints:
        joints = standing(**more)
        for name, offset in offsets.items():
            if name in joints:
                joints[name] = joints[name] + point(*offset)
                continue
            for side, out in zip(SIDES, (1.0, -1.0), strict=True):
                joints[f"{side}_{name}"] = joints[f"{side}_{name}"] + point(*offset) * [1.0, out, 1.0]
        return joints

    return make


def arm_bent(degrees: float) -> Callable[[], Joints]:
    def make() -> Joints:
        joints = standing()
        for side in SIDES:
            joints[f"{side}_elbow"] = joints[f"{side}_shoulder"] - point(0.0, 0.0, UPPER_ARM)
            joints[f"{side}_wrist"] = joints[f"{side}_elbow"] - tilted(-degrees, 0.25)
        return joints

    return make


def one_bent(degrees: float) -> Callable[[], Joints]:
    """The left shin swung back."""

    def make() -> Joints:
        joints = standing()
        return joints | {"left_ankle": joints["left_knee"] + tilted(degrees, -TIBIA)}

    return make


def plank(hips_up: float, *, head_right: bool) -> Callable[[], Joints]:
    """Face down on the floor."""
    along = 1.0 if head_right else -1.0

    def make() -> Joints:
        upright = moved({"hip": (-hips_up, 0.0, 0.0)})()
        return {name: point(along * place[2], place[1], 0.5 - place[0]) for name, place in upright.items()}

    return make


def ear_at(degrees: float) -> Callable[[], Joints]:
    def make() -> Joints:
        joints = standing()
        return joints | {f"{side}_ear": joints[f"{side}_shoulder"] + tilted(degrees, 0.2) for side in SIDES}

    return make


def near_hand(joint: str, away: float) -> Callable[[], Joints]:
    def make() -> Joints:
        joints = standing()
        return joints | {f"{side}_wrist": joints[f"{side}_{joint}"] + point(away, 0.0, 0.0) for side in SIDES}

    return make


def split(ahead: float, behind: float, pelvis_left: float = 0.0) -> Callable[[], Joints]:
    """The left foot ahead of the hips, the right one behind."""
    feet: dict[Side, Foot] = {"left": Foot(ahead, LATERAL), "right": Foot(-behind, -LATERAL)}
    return lambda: build(point(0.0, pelvis_left, 0.75), feet)


def hanging(ahead: float, apart: float) -> Callable[[], Joints]:
    return lambda: standing(lean_deg=20.0, wrists=(0.06 + ahead, apart, 0.99))


def sine(degrees: float) -> float:
    return math.sin(math.radians(degrees))


def cosine(degrees: float) -> float:
    return math.cos(math.radians(degrees))


INWARD = 0.05

KINK = math.degrees(math.atan(INWARD / FEMUR) + math.atan(INWARD / TIBIA))

KNEES_IN = moved({"knee": (0.0, -INWARD, 0.0)})

KNEES_OUT = moved({"knee": (0.0, INWARD, 0.0)})

PIKE = math.degrees(math.atan(0.1 / TRUNK) + math.atan(0.1 / LEG))

LOW_HIPS = TIBIA * cosine(30) + FEMUR * sine(20)


def lifted(up: float) -> Callable[[], Joints]:
    """The left foot off the floor."""

    def make() -> Joints:
        joints = standing()
        return joints | {f"left_{name}": joints[f"left_{name}"] + point(0.0, 0.0, up) for name in FOOT_JOINTS}

    return make


def hand_beside_thigh(off: float) -> Callable[[], Joints]:
    """Wrists level with the middle of the thigh, ahead of it."""

    def make() -> Joints:
        joints = standing()
        middle = {side: (joints[f"{side}_hip"] + joints[f"{side}_knee"]) / 2 for side in SIDES}
        return joints | {f"{side}_wrist": middle[side] + point(off, 0.0, 0.0) for side in SIDES}

    return make


def hands_out(aside: float) -> Callable[[], Joints]:
    """Wrists beside the shoulders, and below."""

    def make() -> Joints:
        joints = standing()
        return joints | {
            f"{side}_wrist": joints[f"{side}_shoulder"] + point(0.0, OUT[side] * aside, -0.2) for side in SIDES
        }

    return make


SHIN_BACK, SHIN_UP = TIBIA * sine(70), TIBIA * (1 - cosine(70))


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


ASIDE = 0.18

HANDS_ASIDE = moved({"left_wrist": (0.0, ASIDE, 0.0), "right_wrist": (0.0, ASIDE, 0.0)})

TURNED = moved({"left_shoulder": (0.108, -0.036, 0.0), "right_shoulder": (-0.108, 0.036, 0.0)})


def thigh_turned_back(degrees: float) -> Callable[[], Joints]:
    return moved({"left_knee": (-FEMUR * math.tan(math.radians(degrees)), 0.0, 0.0)})


def prone(make: Callable[[], Joints], along: float = 1.0) -> Callable[[], Joints]:
    """Face down, the head to the right or the left."""
    return lambda: {name: point(along * (place[2] - 1.0), place[1], 0.5 - place[0]) for name, place in make().items()}


def on_the_right_side(make: Callable[[], Joints]) -> Callable[[], Joints]:
    return lambda: {name: point(place[0], place[2], 0.5 + place[1]) for name, place in make().items()}


def on_the_back(make: Callable[[], Joints]) -> Callable[[], Joints]:
    return lambda: lying(make())


def arms(upper: dict[str, Point], fore: Point) -> Callable[[], Joints]:
    """Upper arms of each side and forearms of both, as they leave the joint above."""

    def make() -> Joints:
        joints = standing()
        for side in SIDES:
            joints[f"{side}_elbow"] = joints[f"{side}_shoulder"] + upper[side]
            joints[f"{side}_wrist"] = joints[f"{side}_elbow"] + fore
        return joints

    return make


def elbows(left: float, right: float) -> Callable[[], Joints]:
    """Both elbows so far ahead of the left knee."""

    def make() -> Joints:
        joints = standing()
        knee = joints["left_knee"]
        ahead = {"left_elbow": knee + point(left, 0.0, 0.0), "right_elbow": knee + point(right, 0.0, 0.0)}
        return joints | ahead

    return make


ARM_UP, ARM_AHEAD, ARM_DOWN = (tilted(degrees, UPPER_ARM) for degrees in (0.0, 90.0, 180.0))

OVERHEAD = arms({"left": ARM_UP, "right": ARM_UP}, tilted(-20.0, FOREARM))

ABOVE = math.degrees(
    math.atan2(FOREARM * math.sin(math.radians(20.0)), UPPER_ARM + FOREARM * math.cos(math.radians(20.0)))
)

SAG = on_the_right_side(moved({"left_hip": (0.0, -0.1, 0.0), "right_hip": (0.0, -0.1, 0.0)}))

PROPPED = point(0.6 * UPPER_ARM, 0.0, -0.8 * UPPER_ARM)

ELBOWS_AHEAD = arms({"left": PROPPED, "right": PROPPED}, ARM_AHEAD)

SHOULDER_LOW = moved({"left_shoulder": (0.0, 0.0, -0.27)})


def on_right_tiptoe() -> Joints:
    """The left foot lifted, level; the right heel up by 25 degrees."""
    return build(
        point(0.0, 0.0, ANKLE_HEIGHT + LEG), {"left": Foot(0.0, LATERAL, lift=0.2), "right": Foot(0.0, -LATERAL, 25.0)}
    )


# Mean of heel and ankle: seven eighths of the heel's way up, and half of the ankle's height.
RISEN, FLAT = ((7 * sine(deg) + cosine(deg)) / 8 * FOOT / TIBIA for deg in (25, 0))


def on_right_leg() -> Joints:
    return build(
        point(0.0, 0.0, ANKLE_HEIGHT + LEG), {"left": Foot(0.0, LATERAL, lift=0.1), "right": Foot(0.0, -LATERAL)}
    )


CAMERA_HEIGHT = Camera().height_m


def jumped(by: float) -> Callable[[], Joints]:
    return lambda: shifted(standing(), point(0.0, 0.0, by))


def one_foot_up(by: float) -> Callable[[], Joints]:
    """The left foot flat and higher than the right one."""
    feet: dict[Side, Foot] = {"left": Foot(0.0, HIPS / 2, lift=by), "right": Foot(0.0, -HIPS / 2)}
    return lambda: build(point(0.0, 0.0, ANKLE_HEIGHT + LEG), feet)


def on_one_leg() -> Joints:
    """The left thigh level, its shin hanging."""
    joints = standing()
    knee = joints["left_hip"] + point(FEMUR, 0.0, 0.0)
    moved = {"left_knee": knee, "left_ankle": knee - point(0.0, 0.0, TIBIA)}
    return joints | moved
