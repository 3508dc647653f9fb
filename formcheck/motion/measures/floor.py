"""Measures of somebody on the floor, seen across the body. Errors are own estimates (P) where nothing else is said."""

from __future__ import annotations

import math

from formcheck.motion.body import Body
from formcheck.motion.geometry import ratio, turn_deg
from formcheck.motion.measures.registry import measure
from formcheck.motion.measures.signals import bend_3d
from formcheck.records import Side, ViewLabel

_FLOOR: tuple[ViewLabel, ...] = ("floor_side",)
# The label follows by up to a second: who drops into a plank and is up again is still seen as standing.
_DROPPED: tuple[ViewLabel, ...] = ("floor_side", "side")


@measure("deg", error=3.0, views=_DROPPED, joints=("shoulder", "hip", "ankle"))
def body_line(body: Body, side: Side) -> float:
    """Bend at the hip of the line from shoulder to ankle in a plank: 0 straight, positive with the hip above the line.

    The line is long, so the error is that of the trunk's lean. The evidence calls 12 degrees high and 10 degrees low
    fine (practice pages V74g; numbers P).
    """
    shoulder, hip, ankle = (body.at(joint, side) for joint in ("shoulder", "hip", "ankle"))
    headwards = math.copysign(1.0, (shoulder - ankle).real)
    return -headwards * turn_deg(hip - ankle, shoulder - hip)


@measure("ratio", error=0.1, views=_FLOOR, joints=("elbow", "shoulder"))
def elbow_beside_shoulder(body: Body, side: Side) -> float:
    """Distance along the floor from elbow to shoulder, in upper arm lengths: 0 with the elbow under the shoulder."""
    arm = body.at("shoulder", side) - body.at("elbow", side)
    return ratio(abs(arm.real), abs(arm))


@measure("ratio", error=0.1)
def shoulder_over_elbow(body: Body, side: Side) -> float:
    """Height of the shoulder above the elbow, in upper arm lengths: about 1 propped on it, 0 lying. For gates."""
    arm = body.at("shoulder", side) - body.at("elbow", side)
    return ratio(arm.imag, abs(arm))


@measure("deg", error=12.5, views=("side", "floor_side"), joints=("hip",))
def bridge_line(body: Body, side: Side) -> float:
    """Bend at the hip from shoulder to knee on the back: 0 in one line, negative with hips below it, positive above."""
    shoulder, hip, knee = (body.at(joint, side) for joint in ("shoulder", "hip", "knee"))
    headwards = math.copysign(1.0, (shoulder - knee).real)
    return -headwards * turn_deg(hip - knee, shoulder - hip)


@measure("deg", error=12.0)
def hip_opening(body: Body) -> float:
    """Angle at the hip between trunk and thigh on the back, from the 3-D landmarks of both sides: 180 straight.

    More than that with the hips above the line from shoulder to knee, so that an arched bridge rises on. It counts.
    """
    shoulder, hip, knee = (body.world_mid(joint) for joint in ("shoulder", "hip", "knee"))
    line, hung = knee - shoulder, hip - shoulder
    share = ratio(float(hung @ line), float(line @ line))
    bend = bend_3d(hung, knee - hip)
    return 180.0 - math.copysign(bend, float(hung[1] - share * line[1]))


@measure("deg", error=12.0)
def hip_flexion_3d(body: Body, side: Side) -> float:
    """Hip flexion from shoulder, hip and knee of the 3-D landmarks: 0 straight. It counts; for gates."""
    shoulder, hip, knee = (body.world(joint, side) for joint in ("shoulder", "hip", "knee"))
    return bend_3d(hip - shoulder, knee - hip)
