"""Heel, sole and ankle of a foot: how far the heel is up, how the foot is tilted, and how high one foot is.

The pose model knows two points of the sole, heel and tip, and both are among its weakest. What is graded is graded from
the side; from the front a foot is too short in the image. Heels and heights of feet were not compared with real footage
where a measure does not say so.
"""

from __future__ import annotations

import math

from formcheck.motion.body import SIDES, Body, other
from formcheck.motion.geometry import angle_deg, ratio
from formcheck.motion.measures.registry import FRONTAL, SAGITTAL, SIDE, measure
from formcheck.records import Side

_SOLE = ("heel", "toe")
# Mean of the ways that heel and ankle rise, of which the ankle's is three quarters of the heel's.
_RISE_SHARE = 0.875
# Foot length over the ankle's distance from the heel, as the landmarks of people standing in a side view have it (the
# project's own estimate).
_FOOT_PER_ANKLE = 1.2


# --- Heel above the tip of the same foot.


@measure("ratio", error=0.15, error_from="footage", views=SIDE, joints=("heel",))
def heel_rise(body: Body, side: Side) -> float:
    """Height of heel and ankle above the tip of the foot, in foot lengths; to be compared with the flat foot.

    A heel that lifts takes the ankle along, three quarters as far from the toes; the mean of the two counts. Error: a
    flat foot in one real lunge read up to 0.23; minus the pass band of 0.10 gives 0.13, rounded up.
    """
    return _rise_in_foot_lengths(body, side)


@measure("ratio", error=0.45, error_from="footage", views=("front", "oblique"), joints=("heel",))
def heel_rise_frontal(body: Body, side: Side) -> float:
    """Height of heel and ankle above the tip of the foot, from the front, in foot lengths; compared with the flat foot.

    The foot points at the camera. A flat foot read up to 0.47 in a real side lunge and 0.45 in rendered ones: only
    heels that lift a lot become a fault.
    """
    return _rise_in_foot_lengths(body, side)


def _rise_in_foot_lengths(body: Body, side: Side) -> float:
    heel, ankle, toe = (body.at(joint, side) for joint in ("heel", "ankle", "toe"))
    # A foot that points at the camera is too short in the image to divide by.
    foot = max(abs(toe - heel), _FOOT_PER_ANKLE * abs(ankle - heel))
    return ratio(_rise_px(body, side), _RISE_SHARE * foot)


@measure("ratio", error=0.08)
def heels_lift(body: Body) -> float:
    """Height of heel and ankle above the tip of the foot in shin lengths, mean of the visible feet. For counting.

    From the side the far foot is hidden behind the near one for most of a calf raise. The 3-D landmarks do not show
    heels: of a rendered raise that the image read from 0.07 to 0.48 foot lengths, they read 0.18 to 0.26. The shin
    divides, because a foot that points at the camera is short.
    """
    lifts = [lift for side in SIDES if math.isfinite(lift := _rise_in_shin_lengths(body, side))]
    return sum(lifts) / len(lifts) if lifts else math.nan


@measure("ratio", error=0.08)
def stance_heel_lift(body: Body) -> float:
    """Height of heel and ankle above the tip of the standing foot, in shin lengths: the foot with the lower ankle.

    The standing foot is the lower one, visible or not: a free foot must not be taken for it where the knee of a far
    standing leg is hidden. Rendered raises of 0.23 read 0.16 to 0.20 from the side and 0.05 to 0.10 from the front,
    where the foot points at the camera, with a jitter of 0.007 and 0.003.
    """
    return _rise_in_shin_lengths(body, _standing_foot(body))


@measure("ratio", error=0.08)
def stance_heel_sink(body: Body) -> float:
    """How far heel and ankle of the standing foot are below its tip, in shin lengths: rises as a heel drops."""
    return -stance_heel_lift(body)


def _standing_foot(body: Body) -> Side:
    return min(SIDES, key=lambda side: body.at("ankle", side, guess=True).imag)


def _rise_in_shin_lengths(body: Body, side: Side) -> float:
    # The knee serves for the shin's length alone, for which a guess will do.
    shin = abs(body.at("knee", side, guess=True) - body.at("ankle", side))
    return ratio(_rise_px(body, side), shin)


def _rise_px(body: Body, side: Side) -> float:
    heel, ankle, toe = (body.at(joint, side) for joint in ("heel", "ankle", "toe"))
    return ((heel + ankle) / 2 - toe).imag


@measure("ratio", error=0.24, error_from="rendered", views=SIDE, joints=("heel",))
def heel_over_toe(body: Body, side: Side) -> float:
    """Height of the heel above the tip of the foot, in foot lengths, as it is: about 0 on a flat foot."""
    heel, toe = body.at("heel", side), body.at("toe", side)
    return ratio((heel - toe).imag, abs(toe - heel))


@measure("ratio", error=0.1, views=SIDE, joints=("heel",))
def stance_heel_height(body: Body) -> float:
    """Height of the standing foot's heel above its tip in foot lengths: about 0 flat; the foot with the lower ankle."""
    return heel_over_toe(body, _standing_foot(body))


# --- Tilt.


@measure("deg", error=6.0, views=SAGITTAL, joints=("ankle", "toe"))
def ankle_dorsiflexion(body: Body, side: Side) -> float:
    """Angle of the foot towards the shin: 0 at a right angle, positive with the toes drawn up; read as a change."""
    knee, ankle, heel, toe = (body.at(joint, side) for joint in ("knee", "ankle", "heel", "toe"))
    return 90.0 - angle_deg(knee, ankle, ankle + toe - heel)


@measure("deg", error=7.0, views=SIDE, joints=("heel",))
def foot_pitch(body: Body, side: Side) -> float:
    """Angle of the line from heel to toe above the horizontal: positive with the toes up, as on landing on the heel."""
    if body.forward == 0:
        return math.nan
    foot = body.at("toe", side) - body.at("heel", side)
    return math.degrees(math.atan2(foot.imag, body.forward * foot.real)) if abs(foot) > 0 else math.nan


# --- Height against the other foot. In the image a foot that is nearer to the camera reads lower.


@measure("ratio", error=0.04, views=("side", "front", "rear"), joints=("ankle",), needs_standing=True)
def free_foot_height(body: Body, side: Side) -> float:
    """Lowest point of this foot above that of the other one, in standing leg lengths: 0 with both on the floor.

    From the front a foot 0.2 leg lengths nearer to the camera reads lower by 0.02 at 3 m (geometry).
    """
    height = _lowest_of_sole(body, side) - _lowest_of_sole(body, other(side))
    return ratio(height, body.lengths.leg)


def _lowest_of_sole(body: Body, side: Side) -> float:
    heights = [body.at(joint, side).imag for joint in _SOLE]
    return min(heights) if all(map(math.isfinite, heights)) else math.nan


@measure("ratio", error=0.05, views=("side", "front"), joints=("ankle",), needs_standing=True)
def feet_uneven(body: Body) -> float:
    """Difference between the heights of the two feet, in standing leg lengths: 0 with both on the floor or the box."""
    left, right = (sole_px(body, side) for side in SIDES)
    return ratio(abs(left - right), body.lengths.leg)


def sole_px(body: Body, side: Side) -> float:
    """Height in pixels of the lower end of a foot: of the toes in the air, of the heel where it lands first."""
    return min(body.at(joint, side, guess=True).imag for joint in _SOLE)


@measure("ratio", error=0.04, views=("rear",), joints=("heel",))
def heel_height_difference(body: Body) -> float:
    """How much higher one heel is than the other as seen from behind, in shin lengths: about 0 flat or even."""
    return _height_difference(body, "heel")


@measure("ratio", error=0.1, views=SIDE, joints=("toe",))
def toe_height_difference(body: Body) -> float:
    """How much higher one foot's tip is than the other's, in shin lengths: about 0 with both feet on one level."""
    return _height_difference(body, "toe")


def _height_difference(body: Body, joint: str) -> float:
    shins = [abs(body.at("knee", side) - body.at("ankle", side)) for side in SIDES]
    return ratio(abs((body.at(joint, "left") - body.at(joint, "right")).imag), sum(shins) / 2)


@measure("ratio", error=0.015, views=FRONTAL, joints=("ankle",))
def foot_clearance(body: Body, side: Side) -> float:
    """How much higher this ankle is than the other, in lengths of the other leg in the image, which is straight."""
    leg = abs(body.at("hip", other(side)) - body.at("ankle", other(side)))
    return ratio((body.at("ankle", side) - body.at("ankle", other(side))).imag, leg)


@measure("ratio", error=0.015, error_from="footage")
def ankle_lift_3d(body: Body, side: Side) -> float:
    """How much higher this ankle is than the other, in leg lengths, from the 3-D landmarks. For gates.

    People who stood on both feet read 0.025 at most in eight real clips, 0.035 in a ninth (medians); the error is the
    jitter about that.
    """
    up = float(body.world("ankle", other(side))[1] - body.world("ankle", side)[1])
    return ratio(up, body.world_legs[side])


@measure("ratio", error=0.1)
def foot_lifted(body: Body, side: Side) -> float:
    """How much higher this ankle is than the other, in leg lengths, from the 3-D landmarks: 0 for the lower one.

    For counting quick kicks of either leg, where the bend of a far knee reads too small: 77 degrees of 130.
    """
    above = ankle_lift_3d(body, side)
    return max(0.0, above) if math.isfinite(above) else math.nan


@measure("ratio", error=0.1)
def ankles_uneven(body: Body) -> float:
    """How much higher one ankle is than the other, in leg lengths, from the 3-D landmarks."""
    left, right = (body.world("ankle", side)[1] for side in SIDES)
    return ratio(abs(float(left - right)), max(body.world_legs.values()))
