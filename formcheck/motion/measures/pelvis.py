"""Place of the pelvis against the feet or the shoulders, and its tilt."""

from __future__ import annotations

import math

from formcheck.motion.body import SIDES, Body, other
from formcheck.motion.geometry import ratio
from formcheck.motion.geometry3d import norm, trunk_m
from formcheck.motion.measures.registry import FLOOR, FRONTAL, SIDE, measure
from formcheck.records import Side

# --- Height.


@measure("ratio", error=0.05)
def hip_drop(body: Body) -> float:
    """How far mid-hip has come down towards the lower ankle, in leg lengths: 0 standing, 0.5 in a parallel squat.

    From the 3-D landmarks, which need no standing phase and follow a person who walks up to the camera. Where bent
    thighs point at the camera they stay too tall: a squat to 0.17 read 0.05 there on a rendered body. The image shows
    it, once the standing lengths are known; the larger of the two counts.
    """
    if not body.has_hips_in_frame:
        return math.nan
    lower = max(body.world("ankle", side)[1] for side in SIDES)
    drop = 1.0 - ratio(float(lower - body.world_mid("hip")[1]), max(body.world_legs.values()))
    return max(drop, _drop_in_image(body)) if body.forward == 0 else drop


def _drop_in_image(body: Body) -> float:
    """Return the same from the image; less than any drop where the lower foot or the standing lengths are unknown.

    The upper foot will not do where the lower one is below the picture: hips stand low above the foot behind.
    """
    lower = min(SIDES, key=lambda side: body.at("ankle", side, guess=True).imag)
    height = body.mid("hip", guess=True).imag - body.at("ankle", lower).imag
    drop = 1.0 - ratio(height, body.lengths.leg)
    return drop if math.isfinite(drop) else -math.inf


@measure("ratio", error=0.05, needs_standing=True)
def hips_lowered(body: Body, side: Side) -> float:
    """How far mid-hip has come down towards this ankle in the image, in standing leg lengths: 0 standing on it.

    For counting what one leg lowers: heights show from the front as well as from the side, where the knee of a rendered
    step down that bent by 70 degrees bent by 8 in space. A leg that hangs or reaches down straight stays near 0; a foot
    that reaches towards a camera in front reads lower by up to 0.06.
    """
    height = body.mid("hip", guess=True) - body.at("ankle", side, guess=True)
    return 1.0 - ratio(height.imag, body.lengths.leg)


@measure("ratio", error=0.07, error_from="rendered", views=FRONTAL, joints=("hip",), needs_standing=True)
def pelvis_height(body: Body) -> float:
    """Height of mid-hip above the lower ankle, in standing leg lengths; to be compared with standing."""
    floor = min(body.at("ankle", "left").imag, body.at("ankle", "right").imag)
    return ratio(body.mid("hip").imag - floor, body.lengths.leg)


@measure("ratio", error=0.04, views=FLOOR, joints=("hip",))
def hip_above_shoulder(body: Body, side: Side) -> float:
    """Height of the hip above the shoulder in trunk lengths, on the back; read as a change while the legs come down."""
    trunk = body.at("hip", side) - body.at("shoulder", side)
    return ratio(trunk.imag, abs(trunk))


@measure("ratio", error=0.1)
def hips_over_shoulders(body: Body) -> float:
    """Height of mid-hip above mid-shoulder, in trunk lengths, from the 3-D landmarks: rises in any bridge."""
    return ratio(float(body.world_mid("shoulder")[1] - body.world_mid("hip")[1]), trunk_m(body))


# --- Tilt.


@measure("deg", error=9.5, error_from="rendered", views=FRONTAL, joints=("hip",))
def pelvic_drop(body: Body, side: Side) -> float:
    """Pelvic obliquity while standing on this side: positive when the other side's hip is lower."""
    stance, free = body.at("hip", side), body.at("hip", other(side))
    across = abs((stance - free).real)
    return math.degrees(math.atan2((stance - free).imag, across)) if across > 0 else math.nan


@measure("ratio", error=0.2)
def hip_above_other(body: Body, side: Side) -> float:
    """Height of a hip above the other one, in hip widths, from the 3-D landmarks: 1 for the upper one on the side."""
    up = body.world("hip", other(side)) - body.world("hip", side)
    return ratio(float(up[1]), norm(up))


# --- Place along the floor.


@measure("ratio", error=0.03, views=SIDE, joints=("hip", "ankle"))
def hip_ahead(body: Body, side: Side) -> float:
    """Hip ahead of its own ankle, in lengths of that leg in the image; read as a change, or its spread as stillness.

    The error is that of a change: twice a hip landmark's jitter of about a centimetre.
    """
    hip, knee, ankle = (body.at(joint, side) for joint in ("hip", "knee", "ankle"))
    if body.forward == 0:
        return math.nan
    return body.forward * ratio((hip - ankle).real, abs(hip - knee) + abs(knee - ankle))


@measure("ratio", error=0.05, error_from="rendered", views=FRONTAL, joints=("hip",), half_seen=True)
def lateral_shift(body: Body) -> float:
    """Sideways distance of mid-hip from the middle of the ankles, in hip widths, in the image."""
    width = abs(body.at("hip", "left") - body.at("hip", "right"))
    return ratio(abs((body.mid("hip") - body.mid("ankle")).real), width)


@measure("ratio", error=0.1)
def pelvis_shift(body: Body) -> float:
    """Sideways distance of mid-hip from the middle of the ankles, in leg lengths, from the 3-D landmarks."""
    across = body.world("hip", "left") - body.world("hip", "right")
    size = norm(across)
    if not (size > 0 and body.sees("ankle")):
        return math.nan
    offset = abs(float(across @ (body.world_mid("ankle") - body.world_mid("hip")))) / size
    return ratio(offset, body.world_legs["left"])


@measure("ratio", error=0.1, views=FRONTAL, joints=("hip",))
def hips_beside_foot(body: Body, side: Side) -> float:
    """Mid-hip beside the ankle of this side in hip widths, positive towards the other side; its spread is sway."""
    across = body.at("hip", other(side)) - body.at("hip", side)
    return math.copysign(1.0, across.real) * ratio((body.mid("hip") - body.at("ankle", side)).real, abs(across))


@measure("ratio", error=0.1)
def pelvis_from_foot(body: Body, side: Side) -> float:
    """Distance along the floor from mid-hip to this ankle, in leg lengths, from the 3-D landmarks: small above it."""
    offset = body.world_mid("hip") - body.world("ankle", side)
    return ratio(math.hypot(offset[0], offset[2]), body.world_legs[side])
