"""Measures of the foot and ankle. Errors are own estimates (P) where nothing else is said.

The pose model knows two points of the sole, heel and tip, and both are among its weakest. What is graded is graded from
the side; from the front a foot is too short in the picture. There was no real footage of these exercises to hold this
against.
"""

from __future__ import annotations

import math

from formcheck.motion.body import SIDES, Body
from formcheck.motion.geometry import angle_deg, ratio
from formcheck.motion.measures.registry import measure
from formcheck.motion.measures.signals import ankle_ahead
from formcheck.records import Side, ViewLabel

_SIDE: tuple[ViewLabel, ...] = ("side",)
_SAGITTAL: tuple[ViewLabel, ...] = ("side", "floor_side")


@measure("ratio", error=0.08)
def heels_lift(body: Body) -> float:
    """Height of heel and ankle above the tip of the foot in shin lengths, mean of the feet that are seen. It counts.

    From the side the far foot is hidden behind the near one for most of a calf raise. The 3-D landmarks do not show
    heels: of a rendered raise that the picture read from 0.07 to 0.48 foot lengths, they read 0.18 to 0.26. It is the
    shin that divides, because a foot that points at the camera is short.
    """
    lifts = [_rise(body, side) for side in _seen(body)]
    return sum(lifts) / len(lifts) if lifts else math.nan


@measure("ratio", error=0.08)
def stance_heel_lift(body: Body) -> float:
    """Height of heel and ankle above the tip of the standing foot, in shin lengths: the foot with the lower ankle.

    The standing foot is the lower one, seen or not: a free foot must not be taken for it where the knee of a far
    standing leg is hidden. Rendered raises of 0.23 read 0.16 to 0.20 from the side and 0.05 to 0.10 from the front,
    where the foot points at the camera, with a jitter of 0.007 and 0.003.
    """
    lower = min(SIDES, key=lambda side: body.at("ankle", side, guess=True).imag)
    return _rise(body, lower)


@measure("ratio", error=0.08)
def stance_heel_sink(body: Body) -> float:
    """How far heel and ankle of the standing foot are below its tip, in shin lengths: rises as a heel drops."""
    return -stance_heel_lift(body)


def _seen(body: Body) -> list[Side]:
    """Sides whose foot is seen."""
    return [side for side in SIDES if math.isfinite(_rise(body, side))]


def _rise(body: Body, side: Side) -> float:
    ankle, heel, toe = (body.at(joint, side) for joint in ("ankle", "heel", "toe"))
    # The knee gives no more than the shin's length, for which a guess will do.
    return ratio(((heel + ankle) / 2 - toe).imag, abs(body.at("knee", side, guess=True) - ankle))


@measure("ratio", error=0.1)
def step_apart(body: Body) -> float:
    """Distance between the ankles along the way the person faces, in leg lengths, from the 3-D landmarks. It counts.

    Unlike `stride` it goes on where one leg passes behind the other: there it is about 0, and a hidden leg reads so.
    """
    return abs(ankle_ahead(body, "left") - ankle_ahead(body, "right"))


@measure("ratio", error=0.1, views=_SIDE, joints=("heel",))
def stance_heel_height(body: Body) -> float:
    """Height of the standing foot's heel above its tip in foot lengths: about 0 flat; the foot with the lower ankle."""
    side = min(SIDES, key=lambda s: body.at("ankle", s, guess=True).imag)
    heel, toe = body.at("heel", side), body.at("toe", side)
    return ratio((heel - toe).imag, abs(toe - heel))


@measure("deg", error=6.0, views=_SAGITTAL, joints=("ankle", "toe"))
def ankle_dorsiflexion(body: Body, side: Side) -> float:
    """Angle of the foot towards the shin: 0 at a right angle, positive with the toes drawn up; read its change."""
    knee, ankle, heel, toe = (body.at(joint, side) for joint in ("knee", "ankle", "heel", "toe"))
    return 90.0 - angle_deg(knee, ankle, ankle + toe - heel)


@measure("ratio", error=0.04, views=("rear",), joints=("heel",))
def heel_height_difference(body: Body) -> float:
    """How much higher one heel is than the other as seen from behind, in shin lengths: about 0 flat or even."""
    shins = [abs(body.at("knee", side) - body.at("ankle", side)) for side in SIDES]
    return ratio(abs((body.at("heel", "left") - body.at("heel", "right")).imag), sum(shins) / 2)


@measure("ratio", error=0.1, views=_SIDE, joints=("toe",))
def toe_height_difference(body: Body) -> float:
    """How much higher one foot's tip is than the other's, in shin lengths: about 0 with both feet on one level."""
    shins = [abs(body.at("knee", side) - body.at("ankle", side)) for side in SIDES]
    return ratio(abs((body.at("toe", "left") - body.at("toe", "right")).imag), sum(shins) / 2)


@measure("ratio", error=0.03, views=_SIDE, joints=("hip", "ankle"))
def hip_ahead(body: Body, side: Side) -> float:
    """Hip ahead of its own ankle, in lengths of that leg in the picture; read its change, or its spread for stillness.

    The error is that of a change: twice a hip landmark's jitter of about a centimetre.
    """
    hip, knee, ankle = (body.at(joint, side) for joint in ("hip", "knee", "ankle"))
    if body.forward == 0:
        return math.nan
    return body.forward * ratio((hip - ankle).real, abs(hip - knee) + abs(knee - ankle))
