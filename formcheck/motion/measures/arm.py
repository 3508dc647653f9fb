"""Bend of an elbow, direction of an arm, and where the elbows and shoulders are against what supports them."""

from __future__ import annotations

import math

from formcheck.motion.body import SIDES, Body, other
from formcheck.motion.geometry import angle_deg, ratio, turn_deg
from formcheck.motion.geometry3d import flexion_3d, length, trunk_m
from formcheck.motion.measures.registry import FLOOR, SAGITTAL, measure
from formcheck.records import Side

_HALF_RAISED_DEG = 135.0
"""Between an arm at right angles to the trunk and one in line with it."""


# --- Bend of the elbow.


@measure("deg", error=9.0, error_from="rendered", views=SAGITTAL, joints=("elbow",))
def elbow_flexion(body: Body, side: Side) -> float:
    """Elbow flexion: 0 straight, growing as the elbow bends."""
    return 180.0 - angle_deg(body.at("shoulder", side), body.at("elbow", side), body.at("wrist", side))


@measure("deg", error=12.0)
def elbow_flexion_3d(body: Body, side: Side) -> float:
    """Elbow flexion from the 3-D landmarks: 0 straight. For gates, never for grading."""
    return flexion_3d(body, ("shoulder", "elbow", "wrist"), side)


@measure("deg", error=25.0, views=("front", "oblique"), joints=("elbow",))
def elbow_bend_in_depth(body: Body, side: Side) -> float:
    """Elbow flexion with the arm towards the camera, from the 3-D landmarks: 0 straight.

    The error is twice that of the 3-D landmarks across the image: depth is what one camera sees worst.
    """
    seen = math.isfinite(elbow_flexion(body, side))
    return elbow_flexion_3d(body, side) if seen else math.nan


# --- Direction of the arm.


@measure("deg", error=10.0, views=FLOOR, joints=("shoulder", "wrist"))
def arm_above_trunk(body: Body, side: Side) -> float:
    """Angle of the arm above the line of the trunk, face down, arm ahead: 0 in line, positive with the hand above."""
    trunk, arm = body.at("shoulder", side) - body.at("hip", side), body.at("wrist", side) - body.at("shoulder", side)
    return math.copysign(1.0, trunk.real) * turn_deg(trunk, arm)


@measure("deg", error=15.0, views=FLOOR, joints=("shoulder", "elbow"))
def opposite_arm_reach(body: Body, side: Side) -> float:
    """How much further the other side's arm is raised than this side's: positive where arm and leg are opposite.

    The difference of two angles between trunk and upper arm. From the side one arm is mostly hidden: the visible one is
    then compared with an arm that is half raised, and that difference is doubled.
    """
    own, opposite = _HALF_RAISED_DEG - _arm_raised(body, side), _arm_raised(body, other(side)) - _HALF_RAISED_DEG
    seen = [angle for angle in (own, opposite) if math.isfinite(angle)]
    return 2.0 * sum(seen) / len(seen) if seen else math.nan


def _arm_raised(body: Body, side: Side) -> float:
    return angle_deg(body.at("hip", side), body.at("shoulder", side), body.at("elbow", side))


# --- Shoulder, elbow and wrist over the floor.


@measure("ratio", error=0.1, views=FLOOR, joints=("elbow", "shoulder"))
def elbow_beside_shoulder(body: Body, side: Side) -> float:
    """Distance along the floor from elbow to shoulder, in upper arm lengths: 0 with the elbow under the shoulder."""
    arm = body.at("shoulder", side) - body.at("elbow", side)
    return ratio(abs(arm.real), abs(arm))


@measure("ratio", error=0.1)
def shoulder_over_elbow(body: Body, side: Side) -> float:
    """Height of the shoulder above the elbow, in upper arm lengths: about 1 propped on it, 0 lying. For gates."""
    arm = body.at("shoulder", side) - body.at("elbow", side)
    return ratio(arm.imag, abs(arm))


@measure("ratio", error=0.1, views=SAGITTAL, joints=("shoulder", "wrist"))
def shoulder_past_wrist(body: Body, side: Side) -> float:
    """Distance along the floor from wrist to shoulder in arm lengths: 0 with the shoulder over the hand."""
    elbow = body.at("elbow", side)
    shoulder, wrist = body.at("shoulder", side), body.at("wrist", side)
    return ratio(abs((shoulder - wrist).real), abs(shoulder - elbow) + abs(elbow - wrist))


# --- Elbows and knees.


@measure("ratio", error=0.2)
def elbow_near_knee(body: Body, side: Side) -> float:
    """How near this knee is to an elbow, in trunk lengths, 3-D landmarks: 1 touching, 0 a trunk length away or more."""
    away = [_knee_to_elbow(body, side, elbow) for elbow in SIDES]
    return max(0.0, 1.0 - min(away)) if all(map(math.isfinite, away)) else math.nan


@measure("ratio", error=0.2, views=FLOOR, joints=("elbow", "knee"))
def opposite_elbow_nearer(body: Body, side: Side) -> float:
    """How much nearer this knee is to the other side's elbow than to its own, in trunk lengths of the 3-D landmarks."""
    seen = body.sees("elbow", "knee", sides=(side,))
    return _knee_to_elbow(body, side, side) - _knee_to_elbow(body, side, other(side)) if seen else math.nan


def _knee_to_elbow(body: Body, knee: Side, elbow: Side) -> float:
    return ratio(length(body.world("knee", knee) - body.world("elbow", elbow)), trunk_m(body))
