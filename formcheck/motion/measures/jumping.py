"""Measures of what leaves the floor. Heights are seen in the picture, against its middle, in standing leg lengths.

The middle of a level camera's picture is at the camera's own height, however near the person is. Nobody knows where
the floor is, so a height says nothing by itself: its rise above what it was a moment before is a flight. Errors are own
estimates (P): a foot that moves fast is blurred by some pixels in a leg of 200.
"""

from __future__ import annotations

import math

from formcheck.motion.body import SIDES, Body, other
from formcheck.motion.geometry import ratio
from formcheck.motion.measures.registry import measure
from formcheck.motion.measures.signals import foot_below_hip
from formcheck.records import Side, ViewLabel

_ACROSS: tuple[ViewLabel, ...] = ("side", "front")
_FOOT = ("heel", "toe")
_OTHER_SIDE_SHARE = 0.5


def _above_camera(body: Body, height_px: float) -> float:
    """Height above the picture's middle in standing leg lengths; NaN below its edge, where points are made up."""
    above_px = height_px + body.pose.height_px / 2
    return ratio(above_px, body.lengths.leg) if above_px >= -body.pose.height_px / 2 else math.nan


def _sole_px(body: Body, side: Side) -> float:
    """Height of the lower end of a foot, which is the toes in the air and the heel where it lands first."""
    return min(body.at(joint, side, guess=True).imag for joint in _FOOT)


@measure("ratio", error=0.04, views=_ACROSS, joints=("toe",), needs_standing=True)
def sole_height(body: Body) -> float:
    """Height of the lower foot above the camera, in standing leg lengths: it rises when both feet are in the air.

    Walking or lifting one leg leaves it where it is. Against the floor, an error of 0.04 is 3.5 cm.
    """
    return _above_camera(body, min(_sole_px(body, side) for side in SIDES))


@measure("ratio", error=0.05, needs_standing=True)
def hip_height(body: Body) -> float:
    """Height of mid-hip above the camera, in standing leg lengths. For gates: in a jump the hips rise too."""
    return _above_camera(body, body.mid("hip", guess=True).imag)


@measure("ratio", error=0.05, views=_ACROSS, joints=("ankle",), needs_standing=True)
def feet_uneven(body: Body) -> float:
    """Difference between the heights of the two feet, in standing leg lengths: 0 with both on the floor or the box."""
    left, right = (_sole_px(body, side) for side in SIDES)
    return ratio(abs(left - right), body.lengths.leg)


@measure("ratio", error=0.1, needs_standing=True)
def hip_aside(body: Body, side: Side) -> float:
    """Place of mid-hip towards this side, from the picture's middle, in standing leg lengths. It counts hops aside.

    Beyond the middle, on the other side, it counts by half: who stands in the middle after the last hop of a set has
    then come back most of the way, and that hop is counted too. Only for who faces the camera or turns the back to it,
    within 45 degrees: else aside is to and from the camera.
    """
    across = body.world("shoulder", "left") - body.world("shoulder", "right")
    across = across + body.world("hip", "left") - body.world("hip", "right")
    if not abs(across[0]) > abs(across[2]):
        return math.nan
    towards = math.copysign(1.0, across[0]) * (1.0 if side == "left" else -1.0)
    aside = towards * ratio(body.mid("hip", guess=True).real - body.pose.width_px / 2, body.lengths.leg)
    return aside if aside > 0 else aside * _OTHER_SIDE_SHARE


@measure("ratio", error=0.1)
def stands_on(body: Body, side: Side) -> float:
    """How much lower this foot is than the other, in leg lengths, from the 3-D landmarks. For gates."""
    if not math.isfinite(body.mid("ankle").real):
        return math.nan
    return foot_below_hip(body, side) - foot_below_hip(body, other(side))
