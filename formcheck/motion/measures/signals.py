"""Signals that count repetitions. They come from the 3-D landmarks, which need no standing phase and no scale.

For grading a joint the 3-D landmarks are two to four times worse than the picture; for seeing that somebody goes down
and comes up they hold through any view, through a person who walks up to the camera, and with the feet cut off.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.body import SIDES, Body
from formcheck.motion.geometry import ratio
from formcheck.motion.measures.registry import measure
from formcheck.records import Side

Vector = NDArray[np.float64]


@measure("ratio", error=0.05)
def hip_drop(body: Body) -> float:
    """How far mid-hip has come down towards the lower ankle, in leg lengths: 0 standing, 0.5 in a parallel squat.

    Where bent thighs point at the camera the 3-D landmarks stay too tall: a squat to 0.17 read 0.05 there on a rendered
    body. The picture shows it, once the standing lengths are known; the larger of the two counts.
    """
    if not _hips_in_picture(body):
        return math.nan
    lower = max(body.world("ankle", side)[1] for side in SIDES)
    drop = 1.0 - ratio(float(lower - body.world_mid("hip")[1]), max(body.world_legs.values()))
    return max(drop, _drop_in_picture(body)) if body.forward == 0 else drop


def _drop_in_picture(body: Body) -> float:
    """Give the same from the picture; less than any drop where the feet or the standing lengths are not known."""
    height = body.mid("hip", guess=True).imag - min(body.at("ankle", side).imag for side in SIDES)
    drop = 1.0 - ratio(height, body.lengths.leg)
    return drop if math.isfinite(drop) else -math.inf


@measure("deg", error=6.0)
def trunk_inclination(body: Body) -> float:
    """Forward inclination of the trunk from the vertical: 0 upright, 90 level, negative leaning back."""
    front = facing_3d(body)
    if front is None or not _hips_in_picture(body):
        return math.nan
    trunk = body.world_mid("shoulder") - body.world_mid("hip")
    return math.degrees(math.atan2(float(front @ trunk), -float(trunk[1])))


def facing_3d(body: Body) -> Vector | None:
    """Horizontal unit vector the way the person faces, at right angles to shoulder and hip line; y points down."""
    across = body.world("hip", "left") - body.world("hip", "right")
    across = across + body.world("shoulder", "left") - body.world("shoulder", "right")
    front = np.array([across[2], 0.0, -across[0]])
    size = float(np.linalg.norm(front))
    return front / size if size > 0 else None


@measure("ratio", error=0.1)
def ankle_ahead(body: Body, side: Side) -> float:
    """Ankle ahead of the pelvis, along the way the person faces, in leg lengths, from the 3-D landmarks."""
    front = facing_3d(body)
    if front is None:
        return math.nan
    return ratio(float(front @ (body.world("ankle", side) - body.world_mid("hip"))), body.world_legs[side])


@measure("ratio", error=0.1)
def stride(body: Body) -> float:
    """Distance between the ankles along the way the person faces, in leg lengths, from the 3-D landmarks."""
    if not _feet_seen(body):
        return math.nan
    return abs(ankle_ahead(body, "left") - ankle_ahead(body, "right"))


@measure("ratio", error=0.1)
def ankles_across(body: Body) -> float:
    """Distance between the ankles along the line of the hips, in leg lengths, from the 3-D landmarks.

    0.2 standing, 0.3 to 0.7 in squats, 0.8 to 1.3 in side lunges.
    """
    across = body.world("hip", "left") - body.world("hip", "right")
    across = across * [1.0, 0.0, 1.0]
    size = float(np.linalg.norm(across))
    if not (size > 0 and _feet_seen(body)):
        return math.nan
    apart = abs(float(across @ (body.world("ankle", "left") - body.world("ankle", "right")))) / size
    return ratio(apart, max(body.world_legs.values()))


@measure("ratio", error=0.1)
def foot_below_hip(body: Body, side: Side) -> float:
    """Ankle below mid-hip, in leg lengths, from the 3-D landmarks: about 1 standing, less for a lifted leg."""
    return ratio(float(body.world("ankle", side)[1] - body.world_mid("hip")[1]), body.world_legs[side])


@measure("ratio", error=0.1)
def knee_raise(body: Body, side: Side) -> float:
    """How far a knee has come up towards its hip, in thigh lengths: 0 hanging, 1 with a level thigh, more above it."""
    below = float(body.world("knee", side)[1] - body.world("hip", side)[1])
    return 1.0 - ratio(below, body.world_length("hip", "knee", side))


@measure("ratio", error=0.1)
def pelvis_shift(body: Body) -> float:
    """Sideways distance of mid-hip from the middle of the ankles, in leg lengths, from the 3-D landmarks."""
    across = body.world("hip", "left") - body.world("hip", "right")
    size = float(np.linalg.norm(across))
    if not (size > 0 and _feet_seen(body)):
        return math.nan
    offset = abs(float(across @ (body.world_mid("ankle") - body.world_mid("hip")))) / size
    return ratio(offset, body.world_legs["left"])


@measure("ratio", error=0.1)
def hand_to_foot(body: Body, side: Side) -> float:
    """Distance from wrist to ankle in leg lengths, from the 3-D landmarks; small while tying a shoe."""
    if not _feet_seen(body):
        return math.nan
    return ratio(body.world_length("wrist", "ankle", side), body.world_legs[side])


@measure("deg", error=12.0)
def elbow_flexion_3d(body: Body, side: Side) -> float:
    """Elbow flexion from the 3-D landmarks: 0 straight. For gates, never for grading."""
    return flexion_3d(body, ("shoulder", "elbow", "wrist"), side)


@measure("deg", error=12.0)
def knee_flexion_3d(body: Body, side: Side) -> float:
    """Knee flexion from the 3-D landmarks: 0 straight. For gates and for telling the working leg, never for grading."""
    return flexion_3d(body, ("hip", "knee", "ankle"), side)


@measure("deg", error=12.0)
def knee_bend_difference(body: Body) -> float:
    """How much more one knee bends than the other, from the 3-D landmarks: near 0 in a squat, large in a side lunge."""
    return abs(knee_flexion_3d(body, "left") - knee_flexion_3d(body, "right"))


def flexion_3d(body: Body, joints: tuple[str, str, str], side: Side) -> float:
    """Angle by which the second segment between three joints departs from the first, from the 3-D landmarks."""
    first, vertex, last = (body.world(joint, side) for joint in joints)
    return bend_3d(vertex - first, last - vertex)


def bend_3d(u: Vector, v: Vector) -> float:
    """Angle between two directions in space in degrees; NaN where one has no length."""
    size = float(np.linalg.norm(u) * np.linalg.norm(v))
    return math.degrees(math.acos(max(-1.0, min(1.0, float(u @ v) / size)))) if size > 0 else math.nan


def _hips_in_picture(body: Body) -> bool:
    """Landmarks outside of the picture are made up; with the hips gone, all of the body is."""
    hip = body.mid("hip", guess=True)
    return 0 <= hip.real <= body.pose.width_px and 0 <= -hip.imag <= body.pose.height_px


def _feet_seen(body: Body) -> bool:
    """Feet that are cut off or hidden are made up, in space as in the picture."""
    return math.isfinite(body.mid("ankle").real)
