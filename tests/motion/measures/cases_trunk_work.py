"""Known values for `formcheck.motion.measures.trunk_work` and the hips' flexion in space."""

from __future__ import annotations

import math
from collections.abc import Callable

from formcheck.motion.body import SIDES
from tests.motion.measures.cases import AROUND, BODY, COS_70, PIKE, Case, arm_bent, bent, moved, near_hand, plank
from tests.support.figures import (
    ARM,
    FEMUR,
    FOREARM,
    SHOULDERS,
    TRUNK,
    UPPER_ARM,
    Joints,
    Point,
    lying,
    point,
    standing,
    tilted,
)

_FRONT = (0.0,)
_ASIDE = 0.18
_HANDS_ASIDE = moved({"left_wrist": (0.0, _ASIDE, 0.0), "right_wrist": (0.0, _ASIDE, 0.0)})
_TURNED = moved({"left_shoulder": (0.108, -0.036, 0.0), "right_shoulder": (-0.108, 0.036, 0.0)})


def thigh_back(degrees: float) -> Callable[[], Joints]:
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


_UP, _AHEAD, _DOWN = (tilted(degrees, UPPER_ARM) for degrees in (0.0, 90.0, 180.0))
_OVERHEAD = arms({"left": _UP, "right": _UP}, tilted(-20.0, FOREARM))
_ABOVE = math.degrees(
    math.atan2(FOREARM * math.sin(math.radians(20.0)), UPPER_ARM + FOREARM * math.cos(math.radians(20.0)))
)
_SAG = on_the_right_side(moved({"left_hip": (0.0, -0.1, 0.0), "right_hip": (0.0, -0.1, 0.0)}))
_PROPPED = point(0.6 * UPPER_ARM, 0.0, -0.8 * UPPER_ARM)
_ELBOWS_AHEAD = arms({"left": _PROPPED, "right": _PROPPED}, _AHEAD)
_SHOULDER_LOW = moved({"left_shoulder": (0.0, 0.0, -0.27)})

CASES: list[Case] = [
    Case("elbow_beside_shoulder", _ELBOWS_AHEAD, 0.6, "left", hide=("elbow", "shoulder")),
    Case("shoulder_over_elbow", _ELBOWS_AHEAD, 0.8, "right", hide=("elbow", "shoulder")),
    Case("bridge_line", on_the_back(thigh_back(15)), 15.0, "left", hide=("shoulder", "hip", "knee")),
    Case("hip_opening", bent(100, 30, 40), 70.0, None, AROUND),
    Case("knee_raise", bent(100, 30), 1.0 - COS_70, "left", AROUND),
    Case("hip_flexion_3d", bent(100, 30, 40), 110.0, "left", AROUND),
    Case("hip_flexion_3d", bent(100, 30, 40), 110.0, "right", AROUND),
    Case("leg_extension_3d", bent(100, 30, 40), 70.0, "left", AROUND),
    Case("leg_extension_3d", thigh_back(20), 200.0, "left", AROUND),
    Case("hip_fold", bent(100, 30, 40), 110.0, None, AROUND),
    Case("leg_lift_3d", thigh_back(20), 20.0, "left", AROUND),
    Case("leg_lift_3d", thigh_back(20), 0.0, "right", AROUND),
    Case("shoulder_below_other", _SHOULDER_LOW, 0.6, "left", AROUND),
    Case("shoulder_below_other", _SHOULDER_LOW, -0.6, "right", AROUND),
    Case("chest_open", lambda: standing(), 1.0, None, _FRONT, ("shoulder",)),
    Case("chest_open", _TURNED, 0.8, None, _FRONT, ("shoulder",)),
    Case("middle_line", _SAG, -PIKE, None, _FRONT, ("shoulder", "hip", "ankle")),
    Case("thigh_above_trunk", prone(thigh_back(15)), 15.0, "left", hide=("shoulder", "hip", "knee")),
    Case("thigh_above_trunk", prone(thigh_back(15), -1.0), 15.0, "left", hide=("shoulder", "hip", "knee")),
    Case("arm_above_trunk", prone(_OVERHEAD), _ABOVE, "right", hide=("wrist", "shoulder", "hip")),
    Case("arm_above_trunk", prone(_OVERHEAD, -1.0), _ABOVE, "left", hide=("wrist", "shoulder", "hip")),
    Case("opposite_arm_reach", prone(arms({"left": _UP, "right": _AHEAD}, _DOWN)), 90.0, "right"),
    Case("opposite_arm_reach", prone(arms({"left": _UP, "right": _AHEAD}, _DOWN)), -90.0, "left"),
    Case("press_out", lambda: standing(hands="forward"), 1.0, None, AROUND),
    Case("hands_below_shoulders", near_hand("hip", 0.0), 1.0, None, AROUND),
    Case("hands_apart", lambda: standing(hands="forward"), 1.0, None, AROUND),
    Case("hands_beside_chest", _HANDS_ASIDE, _ASIDE / SHOULDERS, None, _FRONT, ("wrist", "shoulder")),
    Case("elbow_bend_in_depth", arm_bent(40), 40.0, "left", (0.0, 30.0), ("elbow",)),
    Case("hands_to_side", _HANDS_ASIDE, _ASIDE / SHOULDERS, "left", AROUND),
    Case("hands_to_side", _HANDS_ASIDE, 0.0, "right", AROUND),
    Case("hands_beside_hips", _HANDS_ASIDE, _ASIDE / SHOULDERS, "left", _FRONT, ("wrist", "hip")),
    Case("hands_beside_hips", _HANDS_ASIDE, -_ASIDE / SHOULDERS, "right", _FRONT, ("wrist", "hip")),
    Case(
        "shoulder_past_wrist", arms({"left": _DOWN, "right": _DOWN}, point(0.15, 0.0, -0.2)), 0.15 / ARM, "left",
        hide=("shoulder", "elbow", "wrist"),
    ),
    Case("middle_lean", lambda: standing(lean_deg=-25.0), -25.0),
    Case("hip_above_shoulder", on_the_back(moved({"hip": (0.05, 0.0, 0.0)})), 0.0995, "left", hide=BODY),
    Case("elbow_near_knee", elbows(0.3, 0.1), 1.0 - 0.1 / TRUNK, "left", AROUND),
    Case("opposite_elbow_nearer", elbows(0.3, 0.1), 0.2 / TRUNK, "left", hide=("elbow", "knee")),
    Case("body_inclination", plank(0.0, head_right=True), 90.0, None, AROUND),
    Case("body_inclination", lambda: standing(), 0.0, None, AROUND),
]  # fmt: skip
