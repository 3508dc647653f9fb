"""Measures of hips on the floor and of legs moved aside or back. Errors are own estimates (P) where not said otherwise.

Who lies on the side before the camera bends hips and knees towards it, and who rolls back turns away from it: a picture
shows that as a cosine only. Such measures come from the 3-D landmarks, with an error that is as large as theirs.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.body import SIDES, Body, other
from formcheck.motion.geometry import UP, ratio, turn_deg
from formcheck.motion.measures.registry import measure
from formcheck.motion.measures.signals import Vector, ankle_ahead, bend_3d, facing_3d, flexion_3d
from formcheck.records import Side, ViewLabel

_FLOOR: tuple[ViewLabel, ...] = ("floor_side",)
_FRONT_OR_REAR: tuple[ViewLabel, ...] = ("front", "rear")
_LEG = ("hip", "knee", "ankle")


# --- Graded, in the picture.


@measure("deg", error=8.0, views=_FLOOR, joints=("hip", "knee"))
def thigh_spread(body: Body) -> float:
    """Angle between the two thighs in the picture: 0 side by side.

    Each thigh reads within 5 degrees (as `hip_flexion`), so their difference within 5 times the root of 2.
    """
    left, right = (body.at("knee", side) - body.at("hip", side) for side in SIDES)
    return abs(turn_deg(left, right))


@measure("deg", error=10.0, views=_FRONT_OR_REAR, joints=("hip", "ankle"))
def hip_abduction(body: Body, side: Side) -> float:
    """Angle of the line from hip to ankle away from the pelvis' own downward: 0 hanging, positive outward.

    The error is that of the pelvis' obliquity (`pelvic_drop`, V40) with a little of the leg's.
    """
    hip, free = body.at("hip", side), body.at("hip", other(side))
    outward = hip - free
    if not abs(outward) > 0:
        return math.nan
    down = outward * UP if (outward * UP).imag < 0 else -outward * UP
    away = math.copysign(1.0, (outward / down).imag)
    return away * turn_deg(down, body.at("ankle", side) - hip)


@measure("deg", error=5.0, views=("side",), joints=("hip", "knee"))
def hip_extension(body: Body, side: Side) -> float:
    """How far the thigh is behind the line of the trunk: 0 in line, negative with the hip bent.

    A trunk that tips forward takes as much off as the thigh seems to gain. The error is that of `hip_flexion`.
    """
    if body.forward == 0:
        return math.nan
    trunk = body.at("hip", side) - body.at("shoulder", side)
    return -body.forward * turn_deg(trunk, body.at("knee", side) - body.at("hip", side))


@measure("ratio", error=0.1, views=_FLOOR, joints=("knee",))
def knees_parted(body: Body) -> float:
    """Distance between the knees in the picture, in thigh lengths; the thigh is scaled by the trunk.

    Bent hips point the thighs at the camera, but not the trunk of somebody who lies on the side before it.
    """
    return _gap(body, "knee", ("hip", "knee"))


@measure("ratio", error=0.1, views=_FLOOR, joints=("ankle",))
def feet_parted(body: Body) -> float:
    """Distance between the ankles in the picture, in shin lengths; the shin is scaled as in `knees_parted`."""
    return _gap(body, "ankle", ("knee", "ankle"))


def _gap(body: Body, joint: str, segment: tuple[str, str]) -> float:
    trunk_m = float(np.linalg.norm(body.world_mid("shoulder") - body.world_mid("hip")))
    px_per_m = ratio(abs(body.mid("shoulder") - body.mid("hip")), trunk_m)
    length_m = sum(body.world_length(*segment, side) for side in SIDES) / 2
    return ratio(abs(body.at(joint, "left") - body.at(joint, "right")), px_per_m * length_m)


@measure("ratio", error=0.15, views=_FRONT_OR_REAR, joints=("ankle",))
def foot_gap(body: Body) -> float:
    """Distance between the ankles in hip widths, between the hips' landmarks.

    The error is that of `stance_width`, over hips that are about half as wide as shoulders.
    """
    hips = abs(body.at("hip", "left") - body.at("hip", "right"))
    return ratio(abs((body.at("ankle", "left") - body.at("ankle", "right")).real), hips)


# --- Graded, in space.


@measure("deg", error=20.0, views=(*_FRONT_OR_REAR, *_FLOOR), joints=("knee",))
def knee_bend_in_depth(body: Body, side: Side) -> float:
    """Knee flexion that points along the line of sight, from the 3-D landmarks: 0 straight.

    Those are two to four times as far off as the picture: the error is a good one and a half times `knee_flexion`'s.
    """
    return flexion_3d(body, _LEG, side) if _seen(body, _LEG, (side,)) else math.nan


@measure("deg", error=15.0, views=_FLOOR, joints=("hip",))
def hip_bend_3d(body: Body, side: Side) -> float:
    """Angle between trunk and thigh, from the 3-D landmarks: 0 straight."""
    return _hip_bend(body, side) if _seen(body, ("hip", "knee"), (side,)) else math.nan


def _hip_bend(body: Body, side: Side) -> float:
    trunk = body.world_mid("hip") - body.world_mid("shoulder")
    return bend_3d(trunk, body.world("knee", side) - body.world("hip", side))


def _seen(body: Body, joints: tuple[str, ...], sides: tuple[Side, ...]) -> bool:
    """Whether all of some joints were seen: what is hidden has a place in space too, made up."""
    return all(math.isfinite(body.at(joint, side).real) for joint in joints for side in sides)


@measure("deg", error=15.0, views=_FLOOR, joints=("shoulder", "hip"))
def roll_back(body: Body) -> float:
    """Roll of somebody who lies on the side, from the 3-D landmarks: 0 with one hip above the other, 90 supine."""
    if not _seen(body, ("hip", "shoulder"), SIDES):
        return math.nan
    across = body.world("hip", "left") - body.world("hip", "right")
    across = across + body.world("shoulder", "left") - body.world("shoulder", "right")
    front = np.cross(across, body.world_mid("shoulder") - body.world_mid("hip"))
    size = float(np.linalg.norm(front))
    return math.degrees(math.asin(-float(front[1]) / size)) if size > 0 else math.nan


# --- Signals and gates.


@measure("ratio", error=0.1)
def hips_over_shoulders(body: Body) -> float:
    """Height of mid-hip above mid-shoulder, in trunk lengths, from the 3-D landmarks: rises in any bridge."""
    trunk = body.world_mid("shoulder") - body.world_mid("hip")
    return ratio(float(trunk[1]), float(np.linalg.norm(trunk)))


@measure("ratio", error=0.1)
def ankles_uneven(body: Body) -> float:
    """How much higher one ankle is than the other, in leg lengths, from the 3-D landmarks."""
    left, right = (body.world("ankle", side)[1] for side in SIDES)
    return ratio(abs(float(left - right)), max(body.world_legs.values()))


@measure("deg", error=12.0)
def both_knees_bent(body: Body) -> float:
    """Mean flexion of the two knees, from the 3-D landmarks: 0 straight."""
    return sum(flexion_3d(body, _LEG, side) for side in SIDES) / 2


@measure("ratio", error=0.05)
def legs_reach(body: Body) -> float:
    """Distance from hip to ankle in leg lengths, from the 3-D landmarks, mean of the sides: 1 with straight knees."""
    return sum(ratio(body.world_length("hip", "ankle", side), body.world_legs[side]) for side in SIDES) / 2


@measure("deg", error=15.0)
def thigh_lift_3d(body: Body, side: Side) -> float:
    """How much more this hip is bent than the other, from the 3-D landmarks: 0 for the other."""
    more = _hip_bend(body, side) - _hip_bend(body, other(side))
    return max(0.0, more) if math.isfinite(more) else math.nan


@measure("ratio", error=0.1)
def knees_apart_3d(body: Body) -> float:
    """Distance between the knees in thigh lengths, from the 3-D landmarks."""
    apart = float(np.linalg.norm(body.world("knee", "left") - body.world("knee", "right")))
    return ratio(apart, body.world_length("hip", "knee", "left"))


@measure("ratio", error=0.2)
def hip_above_other(body: Body, side: Side) -> float:
    """Height of a hip above the other one, in hip widths, from the 3-D landmarks: 1 for the upper one on the side."""
    up = body.world("hip", other(side)) - body.world("hip", side)
    return ratio(float(up[1]), float(np.linalg.norm(up)))


@measure("deg", error=8.0)
def leg_aside(body: Body, side: Side) -> float:
    """Angle of the line from hip to ankle from the vertical, outward, from the 3-D landmarks: 0 hanging."""
    outward = _leftward(body) * (1.0 if side == "left" else -1.0)
    leg = body.world("ankle", side) - body.world("hip", side)
    return math.degrees(math.atan2(float(outward @ leg), float(leg[1])))


@measure("deg", error=8.0)
def thigh_back(body: Body, side: Side) -> float:
    """Angle of the thigh behind the vertical, from the 3-D landmarks: 0 hanging, negative ahead."""
    front, thigh = facing_3d(body), body.world("knee", side) - body.world("hip", side)
    return math.nan if front is None else math.degrees(math.atan2(-float(front @ thigh), float(thigh[1])))


@measure("ratio", error=0.1)
def feet_apart(body: Body) -> float:
    """Sideways distance between the ankles, in leg lengths, from the 3-D landmarks."""
    between = body.world("ankle", "left") - body.world("ankle", "right")
    return ratio(float(_leftward(body) @ between), max(body.world_legs.values()))


@measure("ratio", error=0.1)
def foot_ahead_of_other(body: Body, side: Side) -> float:
    """How far this ankle is ahead of the other, in leg lengths, from the 3-D landmarks: 0 for the one behind."""
    ahead = ankle_ahead(body, side) - ankle_ahead(body, other(side))
    return max(0.0, ahead) if math.isfinite(ahead) else math.nan


@measure("ratio", error=0.1)
def place_aside(body: Body, side: Side) -> float:
    """Place of mid-hip beside the picture's middle, towards this side of the body, in trunk lengths."""
    trunk = abs(body.mid("shoulder", guess=True) - body.mid("hip", guess=True))
    towards = (body.at("hip", side, guess=True) - body.at("hip", other(side), guess=True)).real
    return math.copysign(1.0, towards) * ratio(1.0, trunk) * (body.mid("hip", guess=True).real - body.pose.width_px / 2)


def _leftward(body: Body) -> Vector:
    """Horizontal unit vector to the person's left, along shoulder and hip line; NaN where there is none."""
    front = facing_3d(body)
    return np.full(3, math.nan) if front is None else np.array([-front[2], 0.0, front[0]])
