"""Measures of somebody on the floor, seen across the body. Errors are own estimates (P) where nothing else is said."""

from __future__ import annotations

import math

from formcheck.motion.body import SIDES, Body
from formcheck.motion.geometry import ratio, turn_deg
from formcheck.motion.registry import MEASURES
from formcheck.records import Side, ViewLabel

_FLOOR: tuple[ViewLabel, ...] = ("floor_side",)
# The label follows by up to a second: who drops into a plank and is up again is still seen as standing.
_DROPPED: tuple[ViewLabel, ...] = ("floor_side", "side")


@MEASURES.measure("deg", error=3.0, views=_DROPPED, joints=("shoulder", "hip", "ankle"))
def body_line(body: Body, side: Side) -> float:
    """Bend at the hip of the line from shoulder to ankle in a plank: 0 straight, positive with the hip above the line.

    The line is long, so the error is that of the trunk's lean. The evidence calls 12 degrees high and 10 degrees low
    fine (practice pages V74g; numbers P).
    """
    shoulder, hip, ankle = (body.at(joint, side) for joint in ("shoulder", "hip", "ankle"))
    headwards = math.copysign(1.0, (shoulder - ankle).real)
    return -headwards * turn_deg(hip - ankle, shoulder - hip)


@MEASURES.measure("ratio", error=0.1, views=_FLOOR, joints=("elbow", "shoulder"))
def elbow_beside_shoulder(body: Body, side: Side) -> float:
    """Distance along the floor from elbow to shoulder, in upper arm lengths: 0 with the elbow under the shoulder."""
    arm = body.at("shoulder", side) - body.at("elbow", side)
    return ratio(abs(arm.real), abs(arm))


@MEASURES.measure("ratio", error=0.1)
def shoulder_over_elbow(body: Body, side: Side) -> float:
    """Height of the shoulder above the elbow, in upper arm lengths: about 1 propped on it, 0 lying. For gates."""
    arm = body.at("shoulder", side) - body.at("elbow", side)
    return ratio(arm.imag, abs(arm))


@MEASURES.measure("deg", error=12.5, views=_FLOOR, joints=("hip",))
def bridge_line(body: Body, side: Side) -> float:
    """Bend at the hip from shoulder to knee on the back: 0 in one line, negative with hips below it, positive above."""
    shoulder, hip, knee = (body.at(joint, side) for joint in ("shoulder", "hip", "knee"))
    headwards = math.copysign(1.0, (shoulder - knee).real)
    return -headwards * turn_deg(hip - knee, shoulder - hip)


@MEASURES.measure("deg", error=12.0)
def hip_opening(body: Body) -> float:
    """Angle at the hip between trunk and thigh, from the 3-D landmarks, mean of the sides: 180 straight. It counts."""
    return sum(180.0 - hip_flexion_3d(body, side) for side in SIDES) / 2


@MEASURES.measure("deg", error=12.0)
def hip_flexion_3d(body: Body, side: Side) -> float:
    """Hip flexion from shoulder, hip and knee of the 3-D landmarks: 0 straight. It counts; for gates."""
    trunk = body.world("hip", side) - body.world("shoulder", side)
    thigh = body.world("knee", side) - body.world("hip", side)
    size = math.sqrt(float(trunk @ trunk) * float(thigh @ thigh))
    return math.degrees(math.acos(max(-1.0, min(1.0, float(trunk @ thigh) / size)))) if size > 0 else math.nan
