"""Measures of the foot and ankle. Errors are own estimates (P) where nothing else is said.

The pose model knows two points of the sole, heel and tip, and both are among its weakest. What is graded is graded from
the side; from the front a foot is too short in the picture. Nothing here was held against real footage.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.body import SIDES, Body
from formcheck.motion.geometry import angle_deg, ratio
from formcheck.motion.registry import MEASURES
from formcheck.records import Side, ViewLabel

_SIDE: tuple[ViewLabel, ...] = ("side",)
_SAGITTAL: tuple[ViewLabel, ...] = ("side", "floor_side")


@MEASURES.measure("ratio", error=0.1)
def heels_lift(body: Body) -> float:
    """Height of the heels above the tips of the feet in foot lengths, from the 3-D landmarks, mean of the sides.

    Only its change says something: flat feet read from 0.3 to 0.5 in real clips.
    """
    return sum(_lift(body, side) for side in SIDES) / 2


@MEASURES.measure("ratio", error=0.1)
def stance_heel_lift(body: Body) -> float:
    """Height of the standing foot's heel above its tip in foot lengths, from the 3-D landmarks: about 0 flat."""
    return _lift(body, _standing_on(body))


@MEASURES.measure("ratio", error=0.1)
def stance_heel_sink(body: Body) -> float:
    """How far the standing foot's heel is below its tip, in foot lengths, from the 3-D landmarks; it counts drops."""
    return -stance_heel_lift(body)


def _lift(body: Body, side: Side) -> float:
    # Feet that are hidden or cut off are made up.
    if not math.isfinite(body.at("toe", side).real):
        return math.nan
    up = body.world("toe", side)[1] - body.world("heel", side)[1]
    return ratio(float(up), body.world_length("heel", "toe", side))


def _standing_on(body: Body) -> Side:
    return max(SIDES, key=lambda side: float(body.world("ankle", side)[1]))


@MEASURES.measure("ratio", error=0.1, views=_SIDE, joints=("heel",))
def stance_heel_height(body: Body) -> float:
    """Height of the standing foot's heel above its tip in foot lengths: about 0 flat; the foot with the lower ankle."""
    side = min(SIDES, key=lambda s: body.at("ankle", s, guess=True).imag)
    heel, toe = body.at("heel", side), body.at("toe", side)
    return ratio((heel - toe).imag, abs(toe - heel))


@MEASURES.measure("deg", error=8.0, views=_SIDE, joints=("heel", "toe"))
def foot_pitch(body: Body, side: Side) -> float:
    """Angle of the foot against the floor: 0 flat, positive with the heel below the tip, negative on tiptoe."""
    foot = body.at("toe", side) - body.at("heel", side)
    return math.degrees(math.asin(foot.imag / abs(foot))) if abs(foot) > 0 else math.nan


@MEASURES.measure("deg", error=6.0, views=_SAGITTAL, joints=("ankle", "toe"))
def ankle_dorsiflexion(body: Body, side: Side) -> float:
    """Angle of the foot towards the shin: 0 at a right angle, positive with the toes drawn up; read its change."""
    knee, ankle, heel, toe = (body.at(joint, side) for joint in ("knee", "ankle", "heel", "toe"))
    return 90.0 - angle_deg(knee, ankle, ankle + toe - heel)


@MEASURES.measure("deg", error=12.0)
def dorsiflexion_3d(body: Body, side: Side) -> float:
    """Angle of the foot towards the shin from the 3-D landmarks: 0 at a right angle, positive drawn up. It counts."""
    if not math.isfinite(body.at("toe", side).real):
        return math.nan
    shin = body.world("knee", side) - body.world("ankle", side)
    return 90.0 - _between_deg(shin, body.world("toe", side) - body.world("heel", side))


def _between_deg(u: NDArray[np.float64], v: NDArray[np.float64]) -> float:
    size = math.sqrt(float(u @ u) * float(v @ v))
    return math.degrees(math.acos(max(-1.0, min(1.0, float(u @ v) / size)))) if size > 0 else math.nan


@MEASURES.measure("ratio", error=0.04, views=("rear",), joints=("heel",))
def heel_height_difference(body: Body) -> float:
    """How much higher one heel is than the other as seen from behind, in shin lengths: about 0 flat or even."""
    shins = [abs(body.at("knee", side) - body.at("ankle", side)) for side in SIDES]
    return ratio(abs((body.at("heel", "left") - body.at("heel", "right")).imag), sum(shins) / 2)


@MEASURES.measure("ratio", error=0.1, views=_SIDE, joints=("toe",))
def toe_height_difference(body: Body) -> float:
    """How much higher one foot's tip is than the other's, in shin lengths: about 0 with both feet on one level."""
    shins = [abs(body.at("knee", side) - body.at("ankle", side)) for side in SIDES]
    return ratio(abs((body.at("toe", "left") - body.at("toe", "right")).imag), sum(shins) / 2)


@MEASURES.measure("ratio", error=0.03, views=_SIDE, joints=("hip", "ankle"))
def hip_ahead(body: Body, side: Side) -> float:
    """Hip ahead of its own ankle, in lengths of that leg in the picture; read its change, or its spread for stillness.

    The error is that of a change: twice a hip landmark's jitter of about a centimetre.
    """
    hip, knee, ankle = (body.at(joint, side) for joint in ("hip", "knee", "ankle"))
    if body.forward == 0:
        return math.nan
    return body.forward * ratio((hip - ankle).real, abs(hip - knee) + abs(knee - ankle))
