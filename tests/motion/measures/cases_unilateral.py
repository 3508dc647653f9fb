"""Known values for `formcheck.motion.measures.unilateral`."""

from __future__ import annotations

import math
from collections.abc import Callable

from formcheck.motion.body import SIDES
from tests.motion.measures.cases import (
    AROUND,
    INWARD,
    KNEES_IN,
    KNEES_OUT,
    Case,
    bent,
    cosine,
    near_hand,
    one_bent,
    sine,
)
from tests.support.figures import FEMUR, HIPS, LEG, OUT, TIBIA, TRUNK, Joints, point, standing

FRONT = (0.0,)
_FOOT = ("ankle", "heel", "toe")


def lifted(up: float) -> Callable[[], Joints]:
    """The left foot off the floor."""

    def make() -> Joints:
        joints = standing()
        return joints | {f"left_{name}": joints[f"left_{name}"] + point(0.0, 0.0, up) for name in _FOOT}

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


BACK, UP = TIBIA * sine(70), TIBIA * (1 - cosine(70))
FOOT_MARKS = ("heel", "toe")

CASES: list[Case] = [
    Case("ankle_lift_3d", one_bent(70), UP / LEG, "left", AROUND),
    Case("ankle_lift_3d", one_bent(70), -UP / LEG, "right", AROUND),
    Case("foot_lifted", one_bent(70), UP / LEG, "left", AROUND),
    Case("foot_lifted", one_bent(70), 0.0, "right", AROUND),
    Case("hips_lowered", one_bent(70), UP / LEG, "left", (0.0, 90.0, 180.0)),
    Case("hips_lowered", one_bent(70), 0.0, "right", (0.0, 90.0, 180.0)),
    Case("foot_reach", one_bent(70), math.hypot(BACK, HIPS) / LEG, None, AROUND),
    Case("foot_reach", standing, HIPS / LEG, None, AROUND),
    Case("pelvis_from_foot", one_bent(70), math.hypot(BACK, HIPS / 2) / LEG, "left", AROUND),
    Case("pelvis_from_foot", one_bent(70), HIPS / 2 / LEG, "right", AROUND),
    Case("free_foot_height", lifted(0.2), 0.2 / LEG, "left", (0.0, 90.0, 180.0), FOOT_MARKS),
    Case("free_foot_height", lifted(0.2), -0.2 / LEG, "right", hide=FOOT_MARKS),
    Case("knee_medial_to_toe", KNEES_IN, INWARD / FEMUR, "left", FRONT, ("knee", "toe")),
    Case("knee_medial_to_toe", KNEES_OUT, -INWARD / FEMUR, "right", FRONT, ("knee", "toe")),
    Case("hand_beside_shoulder", hands_out(0.3), 0.3 / TRUNK, "left", FRONT, ("wrist", "shoulder")),
    Case("hand_beside_shoulder", hands_out(-0.1), -0.1 / TRUNK, "right", FRONT, ("wrist", "shoulder")),
    Case("hand_to_shoulder", near_hand("shoulder", 0.2), 0.2 / TRUNK, "right", hide=("wrist", "shoulder")),
    Case("hand_to_thigh", hand_beside_thigh(0.1), 0.1 / TIBIA, "left", hide=("wrist", "hip", "knee", "ankle")),
    Case("hand_to_thigh", near_hand("hip", 0.1), 0.1 / TIBIA, "right", hide=("wrist",)),
    Case("knee_share_of_hinge", bent(100, 30, 40), 100 / 110, "left", hide=("shoulder", "hip", "knee", "ankle")),
    Case("knee_share_of_hinge", bent(20, 0, 60), 20 / 80, "right"),
    Case("trunk_to_leg_angle", bent(0, 0, 60), 120.0, "left", hide=("shoulder", "hip", "ankle")),
    Case("trunk_to_leg_angle", standing, 180.0, "right"),
]
