"""Measures of a side view, in the plane of the picture.

Errors are 95 % limits on rendered bodies with known joints (``make accuracy``, the bodies that were fitted on), and no
less than what evidence 6.2 gives for real ones; a docstring says where one is from elsewhere.
"""

from __future__ import annotations

import math

from formcheck.motion.body import Body, other
from formcheck.motion.geometry import angle_deg, lean_deg, ratio
from formcheck.motion.measures.registry import measure
from formcheck.records import Side, ViewLabel

_SIDE: tuple[ViewLabel, ...] = ("side",)
# Angles between three joints are the same for who lies as for who stands, seen across the body.
_SAGITTAL: tuple[ViewLabel, ...] = ("side", "floor_side")
# Mean of the heel's way up and the ankle's, which is three quarters of it.
_RISE_SHARE = 0.875
# Half a knee's thickness in shin lengths (own estimate).
_KNEE_RADIUS = 0.12
# Foot length over the ankle's distance from the heel, as the landmarks of standing people in a side view have it (P).
_FOOT_PER_ANKLE = 1.2


@measure("deg", error=12.5, views=_SAGITTAL, joints=("knee",))
def knee_flexion(body: Body, side: Side) -> float:
    """Knee flexion: 0 straight, growing as the knee bends.

    The error is that of one repetition of real people from the side, 1.96 times 6.4 degrees (V48); rendered bodies
    read within 6 degrees on the near side, and within 12 on the far one.
    """
    return 180.0 - angle_deg(body.at("hip", side), body.at("knee", side), body.at("ankle", side))


@measure("deg", error=5.0, views=_SAGITTAL, joints=("hip",))
def hip_flexion(body: Body, side: Side) -> float:
    """Hip flexion from shoulder, hip and knee: 0 straight; it includes bending of the spine."""
    return 180.0 - angle_deg(body.at("shoulder", side), body.at("hip", side), body.at("knee", side))


@measure("deg", error=12.5, views=_SAGITTAL, joints=("hip", "knee"))
def extension_deficit(body: Body, side: Side) -> float:
    """What hip or knee lacks to be straight, the larger of the two. The error is that of the knee."""
    knee, hip = knee_flexion(body, side), hip_flexion(body, side)
    return max(knee, hip) if math.isfinite(knee) and math.isfinite(hip) else math.nan


@measure("deg", error=5.0, views=_SAGITTAL, joints=("shoulder", "hip"))
def trunk_lean(body: Body) -> float:
    """Lean of the line from hip to shoulder of the side turned to the camera: 0 upright, positive forward.

    The far shoulder is seen past the chest and read too far back: the middle of both leaned 2 degrees less than the
    truth on held-out rendered bodies where the near side was right.
    """
    if body.forward == 0:
        return math.nan
    near: Side = "right" if body.forward > 0 else "left"
    return lean_deg(body.at("shoulder", near, guess=True) - body.at("hip", near, guess=True), body.forward)


@measure("deg", error=5.0, views=_SAGITTAL, joints=("knee", "ankle"))
def shin_lean(body: Body, side: Side) -> float:
    """Lean of the shin: 0 vertical, positive with the knee ahead of the ankle."""
    if body.forward == 0:
        return math.nan
    return lean_deg(body.at("knee", side) - body.at("ankle", side), body.forward)


@measure("deg", error=6.0, views=_SIDE, joints=("shoulder", "hip"))
def trunk_shin_difference(body: Body, side: Side) -> float:
    """How much further the trunk leans than the shin; 0 when parallel."""
    return trunk_lean(body) - shin_lean(body, side)


@measure("deg", error=5.0, views=_SIDE, joints=("hip", "knee"))
def thigh_elevation(body: Body, side: Side) -> float:
    """Angle of the thigh above the horizontal: 0 parallel to the floor, positive with the hip above the knee."""
    thigh = body.at("hip", side) - body.at("knee", side)
    return math.degrees(math.asin(thigh.imag / abs(thigh))) if abs(thigh) > 0 else math.nan


@measure("ratio", error=0.08, views=("side", "oblique"), joints=("knee", "toe"))
def knee_past_toe(body: Body, side: Side) -> float:
    """Knee ahead of the tip of the foot, in shin lengths; negative behind it."""
    return _ahead(body, body.at("knee", side) - body.at("toe", side), side)


@measure("ratio", error=0.075, views=_SIDE, joints=("knee", "ankle"))
def knee_past_ankle(body: Body, side: Side) -> float:
    """Knee ahead of the ankle, in shin lengths: the sine of the shin's lean."""
    return _ahead(body, body.at("knee", side) - body.at("ankle", side), side)


def _ahead(body: Body, offset: complex, side: Side) -> float:
    if body.forward == 0:
        return math.nan
    return body.forward * ratio(offset.real, abs(body.at("knee", side) - body.at("ankle", side)))


@measure("ratio", error=0.15, views=_SIDE, joints=("heel",))
def heel_rise(body: Body, side: Side) -> float:
    """Height of heel and ankle above the tip of the foot, in foot lengths; read against the flat foot's value.

    A heel that lifts takes the ankle along, three quarters as far from the toes; the mean of the two counts. The
    error is what a foot that stayed flat in a real lunge read at most, less the pass band: 0.13 beyond 0.10.
    """
    return _rise(body, side)


@measure("ratio", error=0.45, views=("front", "oblique"), joints=("heel",))
def heel_rise_frontal(body: Body, side: Side) -> float:
    """Height of heel and ankle above the tip of the foot from the front, in foot lengths; read against the flat foot's.

    The foot points at the camera. A flat foot read up to 0.47 in a real side lunge and
    0.45 in rendered ones: only heels that lift a lot become a fault.
    """
    return _rise(body, side)


def _rise(body: Body, side: Side) -> float:
    heel, ankle, toe = (body.at(joint, side) for joint in ("heel", "ankle", "toe"))
    # A foot that points at the camera is too short in the picture to divide by.
    foot = max(abs(toe - heel), _FOOT_PER_ANKLE * abs(ankle - heel))
    return ratio(((heel + ankle) / 2 - toe).imag, _RISE_SHARE * foot)


@measure("ratio", error=0.24, views=_SIDE, joints=("heel",))
def heel_over_toe(body: Body, side: Side) -> float:
    """Height of the heel above the tip of the foot, in foot lengths, as it is: about 0 on a flat foot."""
    heel, toe = body.at("heel", side), body.at("toe", side)
    return ratio((heel - toe).imag, abs(toe - heel))


@measure("ratio", error=0.05, views=_SIDE, joints=("ankle",), needs_standing=True)
def foot_split(body: Body) -> float:
    """Distance between the ankles along the floor, in standing leg lengths."""
    return ratio(abs((body.at("ankle", "left") - body.at("ankle", "right")).real), body.lengths.leg)


@measure("ratio", error=0.05, views=_SIDE, joints=("knee",))
def knee_clearance(body: Body, side: Side) -> float:
    """Height of the knee above the floor under the lower foot's tip, in shin lengths: 0 on the floor.

    The knee's landmark is the joint's centre, so half a knee's thickness is taken off.
    """
    knee = body.at("knee", side)
    floor = min(body.at("toe", side).imag, body.at("toe", other(side)).imag)
    return ratio(knee.imag - floor, abs(knee - body.at("ankle", side))) - _KNEE_RADIUS


@measure("ratio", error=0.09, views=_SIDE, joints=("wrist",))
def hand_past_midfoot(body: Body, side: Side) -> float:
    """Wrist ahead of the middle of the foot, in foot lengths; the wrist stands in for the bar."""
    if body.forward == 0:
        return math.nan
    heel, toe = body.at("heel", side), body.at("toe", side)
    return body.forward * ratio((body.at("wrist", side) - (heel + toe) / 2).real, abs(toe - heel))


@measure("deg", error=9.0, views=_SAGITTAL, joints=("elbow",))
def elbow_flexion(body: Body, side: Side) -> float:
    """Elbow flexion: 0 straight, growing as the elbow bends."""
    return 180.0 - angle_deg(body.at("shoulder", side), body.at("elbow", side), body.at("wrist", side))


@measure("deg", error=8.0, views=_SAGITTAL, joints=("ear", "shoulder"))
def neck_flexion(body: Body, side: Side) -> float:
    """Bend between the ear-shoulder and the shoulder-hip lines; read against standing. Own estimate of the error."""
    return 180.0 - angle_deg(body.at("ear", side), body.at("shoulder", side), body.at("hip", side))


@measure("ratio", error=0.17, views=_SIDE, joints=("shoulder", "hip"), needs_standing=True)
def trunk_chord(body: Body, side: Side) -> float:
    """Distance from hip to shoulder in standing trunk lengths; 1 as standing, less when the back rounds a lot."""
    return ratio(abs(body.at("shoulder", side) - body.at("hip", side)), body.lengths.trunk)


@measure("ratio", error=0.11, views=("side", "front"), joints=("wrist",))
def hand_to_hip(body: Body, side: Side) -> float:
    """Distance from wrist to hip, in trunk lengths."""
    trunk = abs(body.mid("shoulder", guess=True) - body.mid("hip", guess=True))
    return ratio(abs(body.at("wrist", side) - body.at("hip", side)), trunk)
