"""Measures of exercises for the trunk. Errors are own estimates (P) where nothing else is said."""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.body import SIDES, Body, other
from formcheck.motion.geometry import angle_deg, lean_deg, ratio, turn_deg
from formcheck.motion.measures.floor import bridge_line, hip_opening
from formcheck.motion.measures.registry import measure
from formcheck.motion.measures.sagittal import elbow_flexion
from formcheck.motion.measures.signals import elbow_flexion_3d
from formcheck.pose.skeleton import picture_scale
from formcheck.records import Side, ViewLabel

_FLOOR: tuple[ViewLabel, ...] = ("floor_side",)
_FRONT: tuple[ViewLabel, ...] = ("front",)
_HALF_RAISED_DEG = 135.0
"""Between an arm that stands upright from the trunk and one in line with it."""


@measure("deg", error=12.0)
def leg_extension_3d(body: Body, side: Side) -> float:
    """Angle at the hip between trunk and thigh, from the 3-D landmarks: 90 with the knee over the hip, 180 straight.

    More is behind the trunk: the peak of a leg that is lifted too high is there, not where it passes the straight line.
    """
    return 180.0 + _behind_trunk(body, side)


@measure("deg", error=12.0)
def hip_fold(body: Body) -> float:
    """Flexion of both hips together, from the 3-D landmarks: 0 lying straight, 90 with the legs upright."""
    return 180.0 - hip_opening(body)


@measure("deg", error=12.0)
def leg_lift_3d(body: Body, side: Side) -> float:
    """How much further back this thigh is than the other, from the 3-D landmarks; 0 beside or ahead. It counts."""
    lift = _behind_trunk(body, side) - _behind_trunk(body, other(side))
    return max(0.0, lift) if math.isfinite(lift) else math.nan


def _behind_trunk(body: Body, side: Side) -> float:
    """Angle of a thigh behind the line of the trunk, in the plane that parts left from right."""
    down = body.world_mid("hip") - body.world_mid("shoulder")
    across = body.world("hip", "left") - body.world("hip", "right")
    back = np.cross(across, down)
    thigh = body.world("knee", side) - body.world("hip", side)
    return math.degrees(math.atan2(float(back @ thigh) / _length(back), float(down @ thigh) / _length(down)))


def _length(vector: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    return float(np.linalg.norm(vector)) or math.nan


@measure("ratio", error=0.2)
def shoulder_below_other(body: Body, side: Side) -> float:
    """How far this shoulder is below the other, in shoulder widths, from the 3-D landmarks: 1 lying on this side."""
    down = float(body.world("shoulder", side)[1] - body.world("shoulder", other(side))[1])
    return ratio(down, _shoulder_width_m(body))


def _shoulder_width_m(body: Body) -> float:
    return _length(body.world("shoulder", "left") - body.world("shoulder", "right"))


@measure("ratio", error=0.1, views=("front", "floor_side"), joints=("shoulder",))
def chest_open(body: Body) -> float:
    """Shoulder line in the picture over the shoulder width of the 3-D landmarks: 1 square to the camera, less turned.

    It is the cosine of the turn: 0.85 is 32 degrees, 0.75 is 41. An error of 10 degrees there is one of 0.1.
    """
    shown = abs(body.at("shoulder", "left") - body.at("shoulder", "right"))
    return ratio(shown, _shoulder_width_m(body) * picture_scale(body.pose))


@measure("deg", error=3.0, views=_FLOOR, joints=("shoulder", "hip", "ankle"))
def middle_line(body: Body) -> float:
    """Bend at the hips of the body's middle line, lying on the side before the camera: negative with the hips below it.

    Shoulders are wider apart than feet that lie on each other, so that the lower side reads too high and the upper one
    too low by about 5 degrees each; the middle does not. The error is that of `body_line`.
    """
    shoulder, hip, ankle = (body.mid(joint) for joint in ("shoulder", "hip", "ankle"))
    headwards = math.copysign(1.0, (shoulder - ankle).real)
    return -headwards * turn_deg(hip - ankle, shoulder - hip)


@measure("deg", error=8.0, views=_FLOOR, joints=("hip", "knee"))
def thigh_above_trunk(body: Body, side: Side) -> float:
    """Angle of the thigh above the line of the trunk, face down: 0 in line, positive with the knee above it.

    The three points of hip flexion, whose error is 5 degrees standing; more is allowed for somebody lying.
    """
    return -bridge_line(body, side)


@measure("deg", error=10.0, views=_FLOOR, joints=("shoulder", "wrist"))
def arm_above_trunk(body: Body, side: Side) -> float:
    """Angle of the arm above the line of the trunk, face down, arm ahead: 0 in line, positive with the hand above."""
    trunk, arm = body.at("shoulder", side) - body.at("hip", side), body.at("wrist", side) - body.at("shoulder", side)
    return math.copysign(1.0, trunk.real) * turn_deg(trunk, arm)


@measure("deg", error=15.0, views=_FLOOR, joints=("shoulder", "elbow"))
def opposite_arm_reach(body: Body, side: Side) -> float:
    """How much further the other side's arm is raised than this side's: positive where arm and leg are opposite.

    The difference of two angles between trunk and upper arm. From the side one arm is mostly hidden: the one that is
    seen is then held against an arm that is half way up, and the difference taken twice.
    """
    own, opposite = _HALF_RAISED_DEG - _arm_raised(body, side), _arm_raised(body, other(side)) - _HALF_RAISED_DEG
    seen = [angle for angle in (own, opposite) if math.isfinite(angle)]
    return 2.0 * sum(seen) / len(seen) if seen else math.nan


def _arm_raised(body: Body, side: Side) -> float:
    return angle_deg(body.at("hip", side), body.at("shoulder", side), body.at("elbow", side))


@measure("ratio", error=0.15)
def press_out(body: Body) -> float:
    """Distance of the hands from the middle of the shoulders, in arm lengths, from the 3-D landmarks. It counts."""
    arm = sum(body.world_length("shoulder", "elbow", s) + body.world_length("elbow", "wrist", s) for s in SIDES) / 2
    return ratio(_length(body.world_mid("wrist") - body.world_mid("shoulder")), arm)


@measure("ratio", error=0.15)
def hands_below_shoulders(body: Body) -> float:
    """Hands below the shoulders in trunk lengths, from the 3-D landmarks: 0 level, 1 at the hips. For gates."""
    trunk = _length(body.world_mid("shoulder") - body.world_mid("hip"))
    return ratio(float(body.world_mid("wrist")[1] - body.world_mid("shoulder")[1]), trunk)


@measure("ratio", error=0.3)
def hands_apart(body: Body) -> float:
    """Distance between the hands in shoulder widths, from the 3-D landmarks: about 0 clasped. For gates."""
    return ratio(_length(body.world("wrist", "left") - body.world("wrist", "right")), _shoulder_width_m(body))


@measure("ratio", error=0.1, views=_FRONT, joints=("wrist",))
def hands_beside_chest(body: Body) -> float:
    """Sideways distance of the hands' middle from the shoulders' middle, in shoulder widths: 0 straight ahead."""
    width = abs(body.at("shoulder", "left") - body.at("shoulder", "right"))
    return ratio(abs((body.mid("wrist") - body.mid("shoulder")).real), width)


@measure("deg", error=25.0, views=("front", "oblique"), joints=("elbow",))
def elbow_bend_in_depth(body: Body, side: Side) -> float:
    """Elbow flexion with the arm towards the camera, from the 3-D landmarks: 0 straight.

    The error is twice that of the 3-D landmarks across the picture: depth is the worst that one camera sees.
    """
    seen = math.isfinite(elbow_flexion(body, side))
    return elbow_flexion_3d(body, side) if seen else math.nan


@measure("ratio", error=0.15)
def hands_to_side(body: Body, side: Side) -> float:
    """How far the hands are beside the middle of the hips towards this side, in shoulder widths; 0 on the other side.

    From the 3-D landmarks, along the line of the hips. It counts turns to each side.
    """
    outwards = body.world("hip", side) - body.world("hip", other(side))
    away = float(outwards @ (body.world_mid("wrist") - body.world_mid("hip"))) / _length(outwards)
    share = ratio(away, _shoulder_width_m(body))
    return max(0.0, share) if math.isfinite(share) else math.nan


@measure("ratio", error=0.1, views=_FRONT, joints=("wrist",))
def hands_beside_hips(body: Body, side: Side) -> float:
    """How far the hands are beside the middle of the hips towards this side in the picture, in shoulder widths.

    The width is that of the 3-D landmarks: the shoulders turn along and get narrower in the picture.
    """
    outwards = math.copysign(1.0, (body.at("hip", side) - body.at("hip", other(side))).real)
    away = outwards * (body.mid("wrist") - body.mid("hip")).real
    return ratio(away, _shoulder_width_m(body) * picture_scale(body.pose))


@measure("ratio", error=0.1, views=("side", "floor_side"), joints=("shoulder", "wrist"))
def shoulder_past_wrist(body: Body, side: Side) -> float:
    """Distance along the floor from wrist to shoulder in arm lengths: 0 with the shoulder over the hand."""
    elbow = body.at("elbow", side)
    shoulder, wrist = body.at("shoulder", side), body.at("wrist", side)
    return ratio(abs((shoulder - wrist).real), abs(shoulder - elbow) + abs(elbow - wrist))


@measure("deg", error=7.0, views=("side", "floor_side"), joints=("shoulder", "hip"))
def middle_lean(body: Body) -> float:
    """Lean of the line from mid-hip to mid-shoulder: 0 upright, negative back; a chest that turns leaves it in place.

    The far shoulder reads 2 degrees too upright (see `trunk_lean`), which is added to that measure's error.
    """
    if body.forward == 0:
        return math.nan
    return lean_deg(body.mid("shoulder", guess=True) - body.mid("hip", guess=True), body.forward)


@measure("ratio", error=0.04, views=_FLOOR, joints=("hip",))
def hip_above_shoulder(body: Body, side: Side) -> float:
    """Height of the hip above the shoulder in trunk lengths, on the back; read as a change while the legs come down."""
    trunk = body.at("hip", side) - body.at("shoulder", side)
    return ratio(trunk.imag, abs(trunk))


@measure("ratio", error=0.2)
def elbow_near_knee(body: Body, side: Side) -> float:
    """How near this knee is to an elbow, from the 3-D landmarks: 1 touching, 0 a trunk length away or more."""
    away = [_knee_to_elbow(body, side, elbow) for elbow in SIDES]
    return max(0.0, 1.0 - min(away)) if all(map(math.isfinite, away)) else math.nan


@measure("ratio", error=0.2, views=_FLOOR, joints=("elbow", "knee"))
def opposite_elbow_nearer(body: Body, side: Side) -> float:
    """How much nearer this knee is to the other side's elbow than to its own, in trunk lengths of the 3-D landmarks."""
    seen = all(math.isfinite(body.at(joint, side).real) for joint in ("elbow", "knee"))
    return _knee_to_elbow(body, side, side) - _knee_to_elbow(body, side, other(side)) if seen else math.nan


def _knee_to_elbow(body: Body, knee: Side, elbow: Side) -> float:
    trunk = _length(body.world_mid("shoulder") - body.world_mid("hip"))
    return ratio(_length(body.world("knee", knee) - body.world("elbow", elbow)), trunk)


@measure("deg", error=8.0)
def body_inclination(body: Body) -> float:
    """Angle from the vertical of the line from the ankles to the shoulders, 3-D: 0 upright, about 75 on the hands."""
    line = body.world_mid("shoulder") - body.world_mid("ankle")
    return math.degrees(math.atan2(math.hypot(line[0], line[2]), -float(line[1])))
