"""Known angles and lengths for every measure: what the figure was built with is what must be read."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from formcheck.motion.body import SIDES
from formcheck.records import Side
from tests.support.figures import (
    ANKLE_HEIGHT,
    FEMUR,
    FOOT,
    HIPS,
    LEG,
    SHOULDERS,
    SOLE,
    TIBIA,
    TRUNK,
    UPPER_ARM,
    Foot,
    Joints,
    both,
    build,
    point,
    standing,
    tilted,
)
from tests.support.moves import LATERAL, legs, rounding

COS_30, COS_70 = (math.cos(math.radians(angle)) for angle in (30.0, 70.0))
AROUND = (0.0, 40.0, 90.0, -140.0)


@dataclass(frozen=True)
class Case:
    """A measure read from a figure.

    `hide` names joints (of the side that is read, or of both) without which nothing may be read.
    """

    measure: str
    joints: Callable[[], Joints]
    expected: float
    side: Side | None = None
    azimuths: tuple[float, ...] = (90.0,)
    hide: tuple[str, ...] = ()
    curvature: float = math.nan
    within: float = 0.01

    def __str__(self) -> str:
        return f"{self.measure}={self.expected:.4g}"


def bent(knee: float = 100.0, shin: float = 30.0, lean: float = 40.0, heel: float = 0.0) -> Callable[[], Joints]:
    def make() -> Joints:
        feet = both(LATERAL, heel_deg=heel)
        ankle = feet["left"].points()["ankle"] * [1.0, 0.0, 1.0]
        return build(ankle + legs(knee, shin), feet, lean_deg=lean, hands="forward")

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
BODY = ("shoulder", "hip")
LEGS = ("hip", "knee", "ankle")

SAGITTAL = [
    Case("knee_flexion", bent(100), 100.0, "left", hide=LEGS),
    Case("knee_flexion", bent(8, 4), 8.0, "right", hide=LEGS),
    Case("hip_flexion", bent(100, 30, 40), 110.0, "left", hide=("shoulder", "hip", "knee")),
    Case("extension_deficit", bent(100, 30, 40), 110.0, "right", hide=("shoulder", *LEGS)),
    Case("extension_deficit", bent(30, 20, -5), 30.0, "left", hide=("shoulder", *LEGS)),
    Case("trunk_lean", bent(lean=40), 40.0),
    Case("trunk_lean", bent(10, 5, -12), -12.0),
    Case("shin_lean", bent(shin=30), 30.0, "left", hide=("knee", "ankle")),
    Case("shin_lean", bent(80, -6), -6.0, "right", hide=("knee", "ankle")),
    Case("trunk_shin_difference", bent(shin=30, lean=40), 10.0, "right", hide=("knee", "ankle")),
    Case("thigh_elevation", bent(100, 30), 20.0, "left", hide=("hip", "knee")),
    Case("thigh_elevation", bent(135, 35), -10.0, "right", hide=("hip", "knee")),
    Case("body_line", plank(0.0, head_right=True), 0.0, "left", hide=("shoulder", "hip", "ankle")),
    Case("body_line", plank(0.1, head_right=True), PIKE, "left", hide=("shoulder", "hip", "ankle")),
    Case("body_line", plank(0.1, head_right=False), PIKE, "right", hide=("shoulder", "hip", "ankle")),
    Case("body_line", plank(-0.1, head_right=True), -PIKE, "right", hide=("shoulder", "hip", "ankle")),
    Case("knee_past_toe", bent(shin=30), (TIBIA / 2 - 0.18) / TIBIA, "left", hide=("knee", "toe", "ankle")),
    Case("knee_past_ankle", bent(shin=30), 0.5, "right", hide=("knee", "ankle")),
    Case("knee_past_ankle", bent(80, -6), -sine(6), "right", hide=("knee", "ankle")),
    Case("heel_rise", bent(heel=0), 1 / 7, "left", hide=("heel", "ankle", "toe")),
    Case("heel_rise", bent(heel=25), sine(25) + cosine(25) / 7, "left", hide=("heel", "ankle", "toe")),
    Case("heel_over_toe", bent(heel=25), sine(25), "right", hide=("heel", "toe")),
    Case("foot_split", split(0.3, 0.1), 0.4 / LEG, hide=("ankle",)),
    Case("knee_clearance", bent(0, 0), (ANKLE_HEIGHT - SOLE + TIBIA) / TIBIA - 0.12, "left", hide=("knee", "toe")),
    Case("hand_past_midfoot", hanging(0.06, 0.4), 0.06 / FOOT, "left", hide=("wrist", "heel", "toe")),
    Case("hand_past_midfoot", hanging(-0.06, 0.4), -0.06 / FOOT, "right", hide=("wrist", "heel", "toe")),
    Case("elbow_flexion", arm_bent(40), 40.0, "left", hide=("shoulder", "elbow", "wrist")),
    Case("neck_flexion", ear_at(25), 25.0, "right", hide=("ear", "shoulder", "hip")),
    Case("trunk_chord", moved({"shoulder": (0.0, 0.0, -0.05)}), 0.9, "left", hide=BODY),
    Case("hand_to_hip", near_hand("hip", 0.2), 0.2 / TRUNK, "right", hide=("wrist", "hip")),
    Case("back_curvature", bent(), -0.3, curvature=-0.3),
    Case("back_curvature", bent(), 0.0, curvature=0.0),
    Case("thigh_behind", bent(100, 30), -70.0, "left", hide=("hip", "knee")),
    Case("thigh_behind", bent(8, 20), 12.0, "right", hide=("hip", "knee")),
    Case("foot_pitch", bent(heel=25), -25.0, "left", hide=("heel", "toe")),
    Case("head_ahead", ear_at(30), 0.1 / TRUNK, "left", hide=("ear", "shoulder")),
]

_FRONT, _REAR = (0.0,), (0.0, 180.0)
FRONTAL = [
    Case("frontal_knee_projection", KNEES_IN, KINK, "left", _REAR, LEGS),
    Case("frontal_knee_projection", KNEES_OUT, -KINK, "right", _REAR, LEGS),
    Case("knee_separation", KNEES_IN, (HIPS - 2 * INWARD) / HIPS, None, _REAR, ("knee", "ankle")),
    Case("knee_medial_to_ankle", KNEES_IN, INWARD / FEMUR, "right", _REAR, ("knee", "ankle")),
    Case("knee_medial_to_ankle", KNEES_OUT, -INWARD / FEMUR, "left", _REAR, ("knee", "ankle")),
    Case("knee_beside_toe", KNEES_OUT, INWARD / FEMUR, "left", _FRONT, ("knee", "toe")),
    Case("lateral_shift", split(0.0, 0.0, 0.05), 0.25, None, _REAR, ("hip", "ankle")),
    Case("stance_width", lambda: standing(0.45), 0.45 / SHOULDERS, None, _REAR, ("ankle", "shoulder")),
    Case("grip_width", hanging(0.0, 0.5), 0.5 / SHOULDERS, None, _REAR, ("wrist", "shoulder")),
    Case("pelvic_drop", lambda: standing(left_hip_down_deg=10.0), 10.0, "right", _REAR, ("hip",)),
    Case("pelvic_drop", lambda: standing(left_hip_down_deg=10.0), -10.0, "left", _REAR, ("hip",)),
    Case("lateral_trunk_lean", lambda: standing(side_lean_deg=15.0), 15.0, "left", _REAR, BODY),
    Case("lateral_trunk_lean", lambda: standing(side_lean_deg=15.0), -15.0, "right", _REAR, BODY),
    Case("knee_bend_frontal", KNEES_OUT, KINK, "right", _REAR, LEGS),
    Case("thigh_elevation_foreshortened", bent(100, 30), 20.0, "left", (0.0, 45.0, 180.0), ("hip", "knee")),
    Case("trunk_lean_foreshortened", bent(lean=40), 40.0, None, _FRONT, BODY),
    Case("pelvis_height", bent(100, 30), LOW_HIPS / LEG, None, _REAR, ("hip", "ankle")),
    Case("heel_rise_frontal", bent(heel=30), (sine(30) + cosine(30) / 7) / sine(30), "left", _FRONT, ("heel", "toe")),
    Case("knee_projection", KNEES_IN, KINK, "right", _REAR, LEGS),
    Case("knee_projection", KNEES_OUT, -KINK, "left", _REAR, LEGS),
    Case("foot_from_midline", lambda: standing(0.3), 0.15 / HIPS, "left", _REAR, ("ankle", "heel")),
    Case("hand_from_midline", moved({"wrist": (0.0, -0.25, 0.0)}), -0.07 / SHOULDERS, "right", _FRONT, ("wrist",)),
]

FEET = ("ankle",)
SIGNALS = [
    Case("hip_drop", bent(100, 30), 1 - LOW_HIPS / LEG, None, AROUND),
    Case("hip_drop", bent(0, 0), 0.0, None, AROUND),
    Case("trunk_inclination", bent(lean=40), 40.0, None, AROUND),
    Case("trunk_inclination", lambda: standing(side_lean_deg=15.0), 0.0, None, AROUND),
    Case("ankle_ahead", split(0.3, 0.1), 0.3 / LEG, "left", AROUND),
    Case("ankle_ahead", split(0.3, 0.1), -0.1 / LEG, "right", AROUND),
    Case("stride", split(0.3, 0.1), 0.4 / LEG, None, AROUND, FEET),
    Case("foot_below_hip", bent(100, 30), (TIBIA * COS_30 + FEMUR * COS_70) / LEG, "left", AROUND),
    Case("pelvis_shift", split(0.0, 0.0, 0.1), 0.1 / LEG, None, AROUND, FEET),
    Case("hand_to_foot", near_hand("ankle", 0.2), 0.2 / LEG, "right", AROUND, FEET),
    Case("elbow_flexion_3d", arm_bent(40), 40.0, "left", AROUND),
    Case("ankles_across", lambda: standing(0.9), 0.9 / LEG, None, AROUND, FEET),
    Case("ankles_across", split(0.3, 0.1), HIPS / LEG, None, AROUND, FEET),
    Case("knee_bend_difference", one_bent(70), 70.0, None, AROUND),
    Case("knee_flexion_3d", bent(100, 30), 100.0, "right", AROUND),
]

CASES = [*SAGITTAL, *FRONTAL, *SIGNALS]


def outline(case: Case) -> np.ndarray[tuple[int], np.dtype[np.float64]] | None:
    return None if math.isnan(case.curvature) else rounding(case.curvature)
