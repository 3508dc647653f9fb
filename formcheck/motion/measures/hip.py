"""Angle at a hip between the trunk and the thigh or the whole leg, standing, on the floor and in space."""

from __future__ import annotations

import math

from formcheck.motion.body import Body, once, other
from formcheck.motion.geometry import UP, angle_deg, ratio, turn_deg
from formcheck.motion.geometry3d import across_3d, bend_3d, flexion_3d, length
from formcheck.motion.measures.knee import knee_flexion
from formcheck.motion.measures.registry import FLOOR, FRONTAL, SAGITTAL, SIDE, measure
from formcheck.records import Side, ViewLabel

# The view's label lags by up to a second: a person who drops into a plank and is up again still counts as standing.
_DROPPED: tuple[ViewLabel, ...] = ("floor_side", "side")
# Below this the hip hardly bends, and a share of its bend means nothing.
_LEAST_HIP_DEG = 30.0


# --- Standing.


@measure("deg", error=5.0, error_from="rendered", views=SAGITTAL, joints=("hip",))
def hip_flexion(body: Body, side: Side) -> float:
    """Hip flexion, from shoulder, hip and knee: 0 straight; it includes bending of the spine."""
    return 180.0 - angle_deg(body.at("shoulder", side), body.at("hip", side), body.at("knee", side))


@measure("deg", error=5.0, error_from="rendered", views=SIDE, joints=("hip", "knee"))
def hip_extension(body: Body, side: Side) -> float:
    """How far the thigh is behind the line of the trunk: 0 in line, negative with the hip bent.

    The sign is what `hip_flexion` lacks, whose error it has. A trunk that tips forward subtracts as much as the thigh
    seems to gain.
    """
    if body.forward == 0:
        return math.nan
    trunk = body.at("hip", side) - body.at("shoulder", side)
    return -body.forward * turn_deg(trunk, body.at("knee", side) - body.at("hip", side))


@measure("deg", error=10.0, error_from="literature", views=FRONTAL, joints=("hip", "ankle"))
def hip_abduction(body: Body, side: Side) -> float:
    """Angle of the leg out to the side, from the pelvis' own downward to the line from hip to ankle: 0 hanging.

    The error is that of the pelvis' obliquity (V40) with a little of the leg's.
    """
    hip, free = body.at("hip", side), body.at("hip", other(side))
    outward = hip - free
    if not abs(outward) > 0:
        return math.nan
    down = outward * UP if (outward * UP).imag < 0 else -outward * UP
    away = math.copysign(1.0, (outward / down).imag)
    return away * turn_deg(down, body.at("ankle", side) - hip)


@measure("deg", error=6.0, views=SIDE, joints=("hip",))
def trunk_to_leg_angle(body: Body, side: Side) -> float:
    """Angle at the hip between shoulder and ankle: 180 with trunk and leg in one line. The error is that of the hip."""
    return angle_deg(body.at("shoulder", side), body.at("hip", side), body.at("ankle", side))


@measure("deg", error=12.5, error_from="literature", views=SAGITTAL, joints=("hip", "knee"))
def extension_deficit(body: Body, side: Side) -> float:
    """Flexion left in hip or knee, the larger of the two: 0 with both straight. The error is that of the knee."""
    knee, hip = knee_flexion(body, side), hip_flexion(body, side)
    return max(knee, hip) if math.isfinite(knee) and math.isfinite(hip) else math.nan


@measure("ratio", error=0.18, views=SIDE, joints=("hip", "knee"))
def knee_share_of_hinge(body: Body, side: Side) -> float:
    """Knee flexion over hip flexion, both about the axis across the body: 0 a pure hinge, about 1 a squat.

    The error is that of the knee over a hip bent by 70 degrees.
    """
    hip = hip_flexion(body, side)
    return ratio(knee_flexion(body, side), hip) if hip >= _LEAST_HIP_DEG else math.nan


# --- On the floor.


@measure("deg", error=3.0, error_from="rendered", views=_DROPPED, joints=("shoulder", "hip", "ankle"))
def body_line(body: Body, side: Side) -> float:
    """Bend at the hip of the line from shoulder to ankle in a plank: 0 straight, positive with the hip above the line.

    The line is long, so the error is that of the trunk's lean. Up to 12 degrees high and 10 degrees low are fine
    (practice pages V74g; the numbers are the project's own estimate).
    """
    return _above_line(*(body.at(joint, side) for joint in ("shoulder", "hip", "ankle")))


@measure("deg", error=3.0, error_from="rendered", views=FLOOR, joints=("shoulder", "hip", "ankle"))
def middle_line(body: Body) -> float:
    """Bend at the hips of the body's middle line, lying on the side: negative with the hips below it.

    Shoulders are wider apart than feet that lie on each other, so that the lower side reads too high and the upper one
    too low by about 5 degrees each; the middle does not. The error is that of `body_line`.
    """
    return _above_line(*(body.mid(joint) for joint in ("shoulder", "hip", "ankle")))


@measure("deg", error=12.5, views=SAGITTAL, joints=("hip",))
def bridge_line(body: Body, side: Side) -> float:
    """Bend at the hip, from shoulder to knee of a person on the back: 0 in one line, negative with hips below it."""
    return _above_line(*(body.at(joint, side) for joint in ("shoulder", "hip", "knee")))


@measure("deg", error=8.0, views=FLOOR, joints=("hip", "knee"))
def thigh_above_trunk(body: Body, side: Side) -> float:
    """Angle of the thigh above the line of the trunk, face down: 0 in line, positive with the knee above it.

    The three points of `hip_flexion`, whose error is 5 degrees standing; more is allowed for a person who lies.
    """
    return -bridge_line(body, side)


def _above_line(shoulder: complex, hip: complex, end: complex) -> float:
    headwards = math.copysign(1.0, (shoulder - end).real)
    return -headwards * turn_deg(hip - end, shoulder - hip)


# --- In space.


@measure("deg", error=12.0)
def hip_flexion_3d(body: Body, side: Side) -> float:
    """Hip flexion, from shoulder, hip and knee of one side, 3-D landmarks: 0 straight. For counting and gates."""
    return flexion_3d(body, ("shoulder", "hip", "knee"), side)


@measure("deg", error=12.0)
def hip_bend_difference(body: Body) -> float:
    """Difference between the flexions of the two hips, 3-D landmarks: near 0 in a squat, about 90 in a lunge."""
    return abs(hip_flexion_3d(body, "left") - hip_flexion_3d(body, "right"))


@measure("deg", error=12.0)
def hips_seen_to_differ(body: Body) -> float:
    """Difference between the flexions of the two hips, 3-D landmarks; unknown where plates may hide a whole leg."""
    return math.nan if body.may_hide_a_leg else hip_bend_difference(body)


@measure("deg", error=12.0)
def hips_bend_more(body: Body) -> float:
    """How much more the hips are bent than the knees, 3-D landmarks, mean of the legs that are seen. For gates.

    In a movement in the sagittal plane it is the lean of the trunk minus that of the shins: near 0 in a squat, whose
    trunk is parallel to the shins, and the whole lean of the trunk in a hinge over upright shins.
    """
    legs = body.shows("knee", "ankle")
    more = [hip_flexion_3d(body, side) - flexion_3d(body, ("hip", "knee", "ankle"), side) for side in legs]
    return sum(more) / len(more) if more else math.nan


@measure("deg", error=15.0, views=FLOOR, joints=("hip",))
def hip_bend_3d(body: Body, side: Side) -> float:
    """Angle between the middle of the trunk and a thigh, from the 3-D landmarks: 0 straight.

    Unlike `hip_flexion_3d` it is graded, so hip and knee must be visible, and it takes the middle of the trunk:
    a person who lies on the side has the lower shoulder hidden.
    """
    return trunk_to_thigh(body, side) if body.sees("hip", "knee", sides=(side,)) else math.nan


@once
def trunk_to_thigh(body: Body, side: Side) -> float:
    """Angle in degrees between the middle of the trunk and a thigh, seen or not."""
    trunk = body.world_mid("hip") - body.world_mid("shoulder")
    return bend_3d(trunk, body.world("knee", side) - body.world("hip", side))


@measure("deg", error=12.0)
def hip_opening(body: Body) -> float:
    """Angle at the hip between trunk and thigh on the back, from the 3-D landmarks of both sides: 180 straight.

    It is more with the hips above the line from shoulder to knee, so that an arched bridge still rises. For counting.
    """
    shoulder, hip, knee = (body.world_mid(joint) for joint in ("shoulder", "hip", "knee"))
    line, hung = knee - shoulder, hip - shoulder
    share = ratio(float(hung @ line), float(line @ line))
    bend = bend_3d(hung, knee - hip)
    return 180.0 - math.copysign(bend, float(hung[1] - share * line[1]))


@measure("deg", error=12.0)
def hip_fold(body: Body) -> float:
    """Flexion of both hips together, from the 3-D landmarks: 0 lying straight, 90 with the legs upright."""
    return 180.0 - hip_opening(body)


@measure("deg", error=12.0)
def leg_extension_3d(body: Body, side: Side) -> float:
    """Angle at the hip between trunk and thigh, from the 3-D landmarks: 90 with the knee over the hip, 180 straight.

    It is more with the thigh behind the trunk: a leg that is lifted too high peaks there, not where it passes the
    straight line.
    """
    return 180.0 + behind_trunk(body, side)


@once
def behind_trunk(body: Body, side: Side) -> float:
    """Angle in degrees of a thigh behind the line of the trunk, in the plane that separates left from right."""
    down = body.world_mid("hip") - body.world_mid("shoulder")
    across = body.world("hip", "left") - body.world("hip", "right")
    back = across_3d(across, down)
    thigh = body.world("knee", side) - body.world("hip", side)
    return math.degrees(math.atan2(float(back @ thigh) / length(back), float(down @ thigh) / length(down)))
