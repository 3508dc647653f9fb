"""Bend of a knee, and where it is against the foot, in the sagittal and in the frontal plane."""

from __future__ import annotations

import math

from formcheck.motion.body import SIDES, Body, other
from formcheck.motion.geometry import angle_deg, ratio, turn_deg
from formcheck.motion.geometry3d import flexion_3d
from formcheck.motion.measures.registry import FLOOR, FRONT, FRONTAL, SAGITTAL, SIDE, measure
from formcheck.records import Side

_LEG = ("hip", "knee", "ankle")
# Below this share of its standing length a segment points at the camera, and its angle in the image means nothing.
_LEAST_SHARE = 0.6
# Half a knee's thickness in shin lengths (the project's own estimate).
_KNEE_RADIUS = 0.12


# --- Bend.


@measure("deg", error=12.5, error_from="literature", views=SAGITTAL, joints=("knee",))
def knee_flexion(body: Body, side: Side) -> float:
    """Knee flexion: 0 straight, growing as the knee bends.

    The error is that of one repetition of real people filmed from the side, 1.96 times 6.4 degrees (V48). On rendered
    bodies it is within 6 degrees for the near leg and within 12 for the far one.
    """
    return _bend_in_image(body, side)


@measure("deg", error=5.0, error_from="rendered", views=FRONTAL, joints=("knee",))
def knee_bend_frontal(body: Body, side: Side) -> float:
    """Bend between thigh and shin as seen from the front: 0 straight. For a leg stretched out to the side."""
    return _bend_in_image(body, side)


def _bend_in_image(body: Body, side: Side) -> float:
    return 180.0 - angle_deg(body.at("hip", side), body.at("knee", side), body.at("ankle", side))


@measure("deg", error=20.0, views=(*FRONTAL, *FLOOR), joints=("knee",), half_seen=True)
def knee_bend_in_depth(body: Body, side: Side) -> float:
    """Knee flexion along the line of sight, from the 3-D landmarks: 0 straight.

    The error is that of a knee bent by 80 to 110 degrees in rendered lunges from the front (heavy model, 95 %: 18
    degrees on the bodies that numbers may be fitted on, 21 on others). A knee that is bent by less than 35 degrees
    reads 19 to 33 whatever it is, so that a straight one cannot be told: a check of it needs an error of 28.
    """
    return flexion_3d(body, _LEG, side) if body.sees(*_LEG, sides=(side,)) else math.nan


@measure("deg", error=12.0)
def knee_flexion_3d(body: Body, side: Side) -> float:
    """Knee flexion from the 3-D landmarks: 0 straight. For gates and for finding the working leg, never for grading."""
    return flexion_3d(body, _LEG, side)


@measure("deg", error=12.0)
def both_knees_bent(body: Body) -> float:
    """Mean flexion of the two knees, from the 3-D landmarks: 0 straight."""
    return sum(flexion_3d(body, _LEG, side) for side in SIDES) / 2


@measure("deg", error=12.0)
def knee_bend_difference(body: Body) -> float:
    """Difference between the flexions of the two knees, 3-D landmarks: near 0 in a squat, large in a side lunge."""
    return abs(knee_flexion_3d(body, "left") - knee_flexion_3d(body, "right"))


@measure("deg", error=12.0)
def knees_seen_to_differ(body: Body) -> float:
    """Difference between the flexions of the two knees, 3-D landmarks; unknown where plates may hide a whole leg."""
    return math.nan if body.may_hide_a_leg else knee_bend_difference(body)


@measure("ratio", error=0.05)
def legs_reach(body: Body) -> float:
    """Distance from hip to ankle in leg lengths, from the 3-D landmarks, mean of the sides: 1 with straight knees."""
    return sum(ratio(body.world_length("hip", "ankle", side), body.world_legs[side]) for side in SIDES) / 2


# --- Place, from the side.


@measure("ratio", error=0.08, error_from="rendered", views=("side", "oblique"), joints=("knee", "toe"))
def knee_past_toe(body: Body, side: Side) -> float:
    """Knee ahead of the tip of the foot, in shin lengths; negative behind it."""
    return _ahead(body, body.at("knee", side) - body.at("toe", side), side)


@measure("ratio", error=0.075, error_from="rendered", views=SIDE, joints=("knee", "ankle"))
def knee_past_ankle(body: Body, side: Side) -> float:
    """Knee ahead of the ankle, in shin lengths: the sine of the shin's lean."""
    return _ahead(body, body.at("knee", side) - body.at("ankle", side), side)


def _ahead(body: Body, offset: complex, side: Side) -> float:
    if body.forward == 0:
        return math.nan
    return body.forward * ratio(offset.real, abs(body.at("knee", side) - body.at("ankle", side)))


@measure("ratio", error=0.05, error_from="rendered", views=SIDE, joints=("knee",))
def knee_clearance(body: Body, side: Side) -> float:
    """Height of the knee above the floor under the tip of the lower foot, in shin lengths: 0 on the floor.

    The knee's landmark is the centre of the joint, so half a knee's thickness is subtracted.
    """
    knee = body.at("knee", side)
    floor = min(body.at("toe", side).imag, body.at("toe", other(side)).imag)
    return ratio(knee.imag - floor, abs(knee - body.at("ankle", side))) - _KNEE_RADIUS


# --- Place, from the front.


@measure("deg", error=5.0, error_from="rendered", views=FRONTAL, joints=("knee",), needs_standing=True, half_seen=True)
def frontal_knee_projection(body: Body, side: Side) -> float:
    """Frontal plane projection angle: 0 with hip, knee and ankle in line, positive with the knee inside (valgus)."""
    thigh, shank = body.at("knee", side) - body.at("hip", side), body.at("ankle", side) - body.at("knee", side)
    femur, tibia = body.lengths.femur, body.lengths.leg - body.lengths.femur
    if not (abs(thigh) >= _LEAST_SHARE * femur and abs(shank) >= _LEAST_SHARE * tibia):
        return math.nan
    return _projection(body, side)


@measure("deg", error=5.0, error_from="rendered", views=FRONTAL, joints=("knee",), half_seen=True)
def knee_projection(body: Body, side: Side) -> float:
    """Frontal plane projection angle of a loaded leg: 0 in line, positive with the knee inside (valgus).

    The same angle as `frontal_knee_projection`, without its check that the leg does not point at the camera: a runner
    has no standing length to check against, so a folded leg must be left out by the phase in which this is read.
    """
    return _projection(body, side)


def _projection(body: Body, side: Side) -> float:
    thigh, shank = body.at("knee", side) - body.at("hip", side), body.at("ankle", side) - body.at("knee", side)
    return -body.medial(side) * turn_deg(thigh, shank)


@measure(
    "ratio", error=0.1, error_from="rendered", views=FRONTAL, joints=("knee",), needs_standing=True, half_seen=True
)
def knee_medial_to_ankle(body: Body, side: Side) -> float:
    """Knee inside of the ankle, towards the midline, in standing thigh lengths; negative outside."""
    return body.medial(side) * ratio((body.at("knee", side) - body.at("ankle", side)).real, body.lengths.femur)


@measure("ratio", error=0.05, views=FRONT, joints=("knee",), needs_standing=True, half_seen=True)
def knee_medial_to_toe(body: Body, side: Side) -> float:
    """Knee inside of the tip of the foot, towards the midline, in standing thigh lengths; negative outside."""
    return body.medial(side) * ratio((body.at("knee", side) - body.at("toe", side)).real, body.lengths.femur)


@measure("ratio", error=0.05, error_from="rendered", views=FRONT, joints=("knee",), needs_standing=True, half_seen=True)
def knee_beside_toe(body: Body, side: Side) -> float:
    """Sideways distance of the knee from the tip of the foot, in standing thigh lengths."""
    return ratio(abs((body.at("knee", side) - body.at("toe", side)).real), body.lengths.femur)
