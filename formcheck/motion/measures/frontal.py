"""Measures of a front view. Errors as in `formcheck.motion.measures.sagittal`.

A person who faces the camera has the left side at the picture's right; `medial` turns that into one sign for both.
"""

from __future__ import annotations

import math

from formcheck.motion.body import Body, other
from formcheck.motion.geometry import angle_deg, ratio, turn_deg
from formcheck.motion.measures.registry import measure
from formcheck.records import Side, ViewLabel

_FRONT: tuple[ViewLabel, ...] = ("front",)
_FRONT_OR_REAR: tuple[ViewLabel, ...] = ("front", "rear")
# Below this share of its standing length a segment points at the camera, and its angle in the picture says nothing.
_LEAST_SHARE = 0.6


def medial(body: Body, side: Side) -> float:
    """Sign of the picture's x direction from this side's hip towards the midline."""
    across = (body.at("hip", other(side), guess=True) - body.at("hip", side, guess=True)).real
    return math.copysign(1.0, across) if across != 0 else math.nan


def _thigh(body: Body, side: Side) -> complex:
    return body.at("knee", side) - body.at("hip", side)


@measure("deg", error=5.0, views=_FRONT_OR_REAR, joints=("knee",), needs_standing=True)
def frontal_knee_projection(body: Body, side: Side) -> float:
    """Frontal plane projection angle: 0 with hip, knee and ankle in line, positive with the knee inside (valgus)."""
    thigh, shank = _thigh(body, side), body.at("ankle", side) - body.at("knee", side)
    femur, tibia = body.lengths.femur, body.lengths.leg - body.lengths.femur
    if not (abs(thigh) >= _LEAST_SHARE * femur and abs(shank) >= _LEAST_SHARE * tibia):
        return math.nan
    return medial(body, side) * turn_deg(thigh, shank) * -1.0


@measure("ratio", error=0.07, views=_FRONT_OR_REAR, joints=("knee",))
def knee_separation(body: Body) -> float:
    """Distance between the knees over the distance between the ankles; below 1 the knees are inside the feet."""
    knees = abs((body.at("knee", "left") - body.at("knee", "right")).real)
    return ratio(knees, abs((body.at("ankle", "left") - body.at("ankle", "right")).real))


@measure("ratio", error=0.1, views=_FRONT_OR_REAR, joints=("knee",), needs_standing=True)
def knee_medial_to_ankle(body: Body, side: Side) -> float:
    """Knee inside of the ankle, towards the midline, in standing thigh lengths; negative outside."""
    return medial(body, side) * ratio((body.at("knee", side) - body.at("ankle", side)).real, body.lengths.femur)


@measure("ratio", error=0.05, views=_FRONT, joints=("knee",), needs_standing=True)
def knee_beside_toe(body: Body, side: Side) -> float:
    """Sideways distance of the knee from the tip of the foot, in standing thigh lengths."""
    return ratio(abs((body.at("knee", side) - body.at("toe", side)).real), body.lengths.femur)


@measure("ratio", error=0.05, views=_FRONT_OR_REAR, joints=("hip",))
def lateral_shift(body: Body) -> float:
    """Mid-hip beside the middle of the ankles, in hip widths."""
    width = abs(body.at("hip", "left") - body.at("hip", "right"))
    return ratio(abs((body.mid("hip") - body.mid("ankle")).real), width)


@measure("ratio", error=0.08, views=_FRONT_OR_REAR, joints=("ankle",))
def stance_width(body: Body) -> float:
    """Distance between the ankles in shoulder widths."""
    return _width(body, "ankle")


@measure("ratio", error=0.23, views=_FRONT_OR_REAR, joints=("wrist",))
def grip_width(body: Body) -> float:
    """Distance between the wrists in shoulder widths."""
    return _width(body, "wrist")


def _width(body: Body, joint: str) -> float:
    shoulders = abs((body.at("shoulder", "left") - body.at("shoulder", "right")).real)
    return ratio(abs((body.at(joint, "left") - body.at(joint, "right")).real), shoulders)


@measure("deg", error=9.5, views=_FRONT_OR_REAR, joints=("hip",))
def pelvic_drop(body: Body, side: Side) -> float:
    """Pelvic obliquity while standing on this side: positive when the other side's hip is lower."""
    stance, free = body.at("hip", side), body.at("hip", other(side))
    across = abs((stance - free).real)
    return math.degrees(math.atan2((stance - free).imag, across)) if across > 0 else math.nan


@measure("deg", error=3.0, views=_FRONT_OR_REAR, joints=("shoulder",))
def lateral_trunk_lean(body: Body, side: Side) -> float:
    """Sideways lean of the trunk: positive towards this side."""
    trunk = body.mid("shoulder") - body.mid("hip")
    if not abs(trunk) > 0:
        return math.nan
    return -medial(body, side) * math.degrees(math.atan2(trunk.real, trunk.imag))


@measure("deg", error=5.0, views=_FRONT_OR_REAR, joints=("knee",))
def knee_bend_frontal(body: Body, side: Side) -> float:
    """Bend between thigh and shin as seen from the front: 0 straight. For a leg stretched out to the side."""
    return 180.0 - angle_deg(body.at("hip", side), body.at("knee", side), body.at("ankle", side))


@measure("deg", error=12.0, views=("front", "oblique", "rear"), joints=("hip", "knee"), needs_standing=True)
def thigh_elevation_foreshortened(body: Body, side: Side) -> float:
    """Angle of the thigh above the horizontal, from the height of the hip above the knee in standing thigh lengths.

    Heights do not change with the side one looks from.
    """
    height = ratio((body.at("hip", side) - body.at("knee", side)).imag, body.lengths.femur)
    return math.degrees(math.asin(max(-1.0, min(1.0, height)))) if math.isfinite(height) else math.nan


@measure("deg", error=10.0, views=_FRONT, joints=("shoulder", "hip"), needs_standing=True)
def trunk_lean_foreshortened(body: Body) -> float:
    """Lean of the trunk towards the camera, from its height in standing trunk lengths; 0 upright, no sign.

    A lean towards the camera also brings the shoulders nearer, which hides some of it: at 3 m, 60 degrees read as 53
    (geometry).
    """
    height = ratio((body.mid("shoulder") - body.mid("hip")).imag, body.lengths.trunk)
    return math.degrees(math.acos(max(-1.0, min(1.0, height)))) if math.isfinite(height) else math.nan


@measure("ratio", error=0.07, views=_FRONT_OR_REAR, joints=("hip",), needs_standing=True)
def pelvis_height(body: Body) -> float:
    """Height of mid-hip above the lower ankle, in standing leg lengths; read against standing."""
    floor = min(body.at("ankle", "left").imag, body.at("ankle", "right").imag)
    return ratio(body.mid("hip").imag - floor, body.lengths.leg)
