"""Lean and turn of the trunk, or of the body as a whole, and the head above the trunk."""

from __future__ import annotations

import math

from formcheck.motion.body import Body, other
from formcheck.motion.geometry import angle_deg, lean_deg, ratio
from formcheck.motion.geometry3d import across_3d, facing_3d, norm, shoulder_width_m
from formcheck.motion.measures.leg import shin_lean
from formcheck.motion.measures.registry import FLOOR, FRONT, FRONTAL, SAGITTAL, SIDE, measure
from formcheck.pose.skeleton import pixels_per_metre
from formcheck.records import Side

# --- Forward lean.


@measure("deg", error=5.0, error_from="rendered", views=SAGITTAL, joints=("shoulder", "hip"))
def trunk_lean(body: Body) -> float:
    """Lean of the trunk, from hip to shoulder of the side turned to the camera: 0 upright, positive forward.

    The far shoulder is seen past the chest and is read too far back: the middle of both leaned 2 degrees less than the
    truth on held-out rendered bodies where the near side was right.
    """
    if body.forward == 0:
        return math.nan
    near: Side = "right" if body.forward > 0 else "left"
    return lean_deg(body.at("shoulder", near, guess=True) - body.at("hip", near, guess=True), body.forward)


@measure("deg", error=7.0, views=SAGITTAL, joints=("shoulder", "hip"))
def middle_lean(body: Body) -> float:
    """Lean of the line from mid-hip to mid-shoulder: 0 upright, negative back; a chest that turns leaves it in place.

    The far shoulder reads 2 degrees too upright (see `trunk_lean`), which is added to that measure's error.
    """
    if body.forward == 0:
        return math.nan
    return lean_deg(body.mid("shoulder", guess=True) - body.mid("hip", guess=True), body.forward)


@measure("deg", error=25.5, error_from="rendered", views=FRONT, joints=("shoulder", "hip"), needs_standing=True)
def trunk_lean_foreshortened(body: Body) -> float:
    """Lean of the trunk towards the camera, from its height in standing trunk lengths; 0 upright, no sign.

    A lean towards the camera also brings the shoulders nearer, which hides some of it: at 3 m, 60 degrees read as 53
    (geometry). The error is that of 12 rendered repetitions of the bodies that numbers may be fitted on.
    """
    height = ratio((body.mid("shoulder") - body.mid("hip")).imag, body.lengths.trunk)
    return math.degrees(math.acos(max(-1.0, min(1.0, height)))) if math.isfinite(height) else math.nan


@measure("deg", error=6.0)
def trunk_inclination(body: Body) -> float:
    """Forward inclination of the trunk from the vertical, 3-D landmarks: 0 upright, 90 level, negative leaning back."""
    front = facing_3d(body)
    if front is None or not body.has_hips_in_frame:
        return math.nan
    trunk = body.world_mid("shoulder") - body.world_mid("hip")
    return math.degrees(math.atan2(float(front @ trunk), -float(trunk[1])))


@measure("deg", error=6.0, error_from="rendered", views=SIDE, joints=("shoulder", "hip"))
def trunk_shin_difference(body: Body, side: Side) -> float:
    """How much further the trunk leans than the shin; 0 when parallel."""
    return math.remainder(trunk_lean(body) - shin_lean(body, side), 360.0)


@measure("deg", error=8.0)
def body_inclination(body: Body) -> float:
    """Angle from the vertical of the line from the ankles to the shoulders, 3-D: 0 upright, about 75 on the hands."""
    line = body.world_mid("shoulder") - body.world_mid("ankle")
    return math.degrees(math.atan2(math.hypot(line[0], line[2]), -float(line[1])))


# --- Sideways lean and turn.


@measure("deg", error=3.0, error_from="rendered", views=FRONTAL, joints=("shoulder",))
def lateral_trunk_lean(body: Body, side: Side) -> float:
    """Sideways lean of the trunk: positive towards this side."""
    trunk = body.mid("shoulder") - body.mid("hip")
    if not abs(trunk) > 0:
        return math.nan
    return -body.medial(side) * math.degrees(math.atan2(trunk.real, trunk.imag))


@measure("ratio", error=0.1, views=("front", "floor_side"), joints=("shoulder",))
def chest_open(body: Body) -> float:
    """Width of the shoulders in the image, over the width of the 3-D landmarks: 1 square to the camera, less turned.

    It is the cosine of the turn: 0.85 is 32 degrees, 0.75 is 41. An error of 10 degrees there is one of 0.1.
    """
    shown = abs(body.at("shoulder", "left") - body.at("shoulder", "right"))
    return ratio(shown, shoulder_width_m(body) * pixels_per_metre(body.pose))


@measure("deg", error=15.0, views=FLOOR, joints=("shoulder", "hip"))
def roll_back(body: Body) -> float:
    """Roll of a person who lies on the side, 3-D landmarks: 0 with one hip above the other, 90 on the back.

    A turn away from the camera shows in the image as a cosine only; the error is that of the 3-D landmarks.
    """
    if not body.sees("hip", "shoulder"):
        return math.nan
    across = body.world("hip", "left") - body.world("hip", "right")
    across = across + body.world("shoulder", "left") - body.world("shoulder", "right")
    front = across_3d(across, body.world_mid("shoulder") - body.world_mid("hip"))
    size = norm(front)
    return math.degrees(math.asin(-float(front[1]) / size)) if size > 0 else math.nan


@measure("ratio", error=0.2)
def shoulder_below_other(body: Body, side: Side) -> float:
    """How far this shoulder is below the other, in shoulder widths, from the 3-D landmarks: 1 lying on this side."""
    down = float(body.world("shoulder", side)[1] - body.world("shoulder", other(side))[1])
    return ratio(down, shoulder_width_m(body))


# --- Head.


@measure("deg", error=8.0, views=SAGITTAL, joints=("ear", "shoulder"))
def neck_flexion(body: Body, side: Side) -> float:
    """Bend between the ear-shoulder and the shoulder-hip lines; to be compared with standing."""
    return 180.0 - angle_deg(body.at("ear", side), body.at("shoulder", side), body.at("hip", side))


@measure("ratio", error=0.08, views=SIDE, joints=("ear", "shoulder"))
def head_ahead(body: Body, side: Side) -> float:
    """Ear ahead of the shoulder, in trunk lengths (shoulder to hip)."""
    if body.forward == 0:
        return math.nan
    ear, shoulder, hip = (body.at(joint, side) for joint in ("ear", "shoulder", "hip"))
    return body.forward * ratio((ear - shoulder).real, abs(shoulder - hip))
