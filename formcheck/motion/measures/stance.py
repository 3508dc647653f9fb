"""Place of the feet and knees against one another and against the pelvis.

Ten measures give the distance between the two feet or how far they are parted. They differ on purpose:

==================== ============== ================== =================== ==========================================
measure              read from      direction          in units of         where it differs
==================== ============== ================== =================== ==========================================
stance_width         image, frontal across the frame   shoulder widths     graded
foot_gap             image, frontal across the frame   hip widths          graded; the shoulders may turn or be hidden
foot_split           image, side    along the floor    standing leg length graded
feet_parted          image, floor   any                shin lengths        graded; scaled by the trunk
ankles_across        3-D            along the hip line leg lengths         no sign; both ankles must be visible
feet_apart           3-D            to the left        leg lengths         signed: negative with the legs crossed
stride               3-D            fore and aft       leg lengths         both ankles must be visible
step_apart           3-D            fore and aft       leg lengths         continues where one leg hides the other
foot_reach           3-D            along the floor    leg lengths         a hidden leg's place is used
foot_ahead_of_other  3-D            fore and aft       leg lengths         of one side; 0 for the foot behind
==================== ============== ================== =================== ==========================================
"""

from __future__ import annotations

import math

from formcheck.motion.body import SIDES, Body, other
from formcheck.motion.geometry import ratio
from formcheck.motion.geometry3d import facing_3d, leftward_3d, norm, trunk_m
from formcheck.motion.measures.registry import FLOOR, FRONTAL, SIDE, measure
from formcheck.records import Side

# --- Feet apart, in the image.


@measure("ratio", error=0.08, error_from="rendered", views=FRONTAL, joints=("ankle",))
def stance_width(body: Body) -> float:
    """Distance between the ankles in shoulder widths."""
    return ratio(across(body, "ankle"), across(body, "shoulder"))


@measure("ratio", error=0.15, error_from="rendered", views=FRONTAL, joints=("ankle",))
def foot_gap(body: Body) -> float:
    """Distance between the ankles in hip widths, between the hips' landmarks.

    The error is that of `stance_width`, over hips that are about half as wide as shoulders.
    """
    return ratio(across(body, "ankle"), _hip_width_px(body))


@measure("ratio", error=0.05, error_from="rendered", views=SIDE, joints=("ankle",), needs_standing=True)
def foot_split(body: Body) -> float:
    """Distance between the ankles along the floor, in standing leg lengths."""
    return ratio(across(body, "ankle"), body.lengths.leg)


@measure("ratio", error=0.1, views=FLOOR, joints=("ankle",))
def feet_parted(body: Body) -> float:
    """Distance between the ankles in the image, in shin lengths; the shin is scaled as in `knees_parted`."""
    return _parted(body, "ankle", ("knee", "ankle"))


def across(body: Body, joint: str) -> float:
    """Horizontal distance in pixels between the left and the right of a joint."""
    return abs((body.at(joint, "left") - body.at(joint, "right")).real)


def _hip_width_px(body: Body) -> float:
    return abs(body.at("hip", "left") - body.at("hip", "right"))


def _parted(body: Body, joint: str, segment: tuple[str, str]) -> float:
    px_per_m = ratio(abs(body.mid("shoulder") - body.mid("hip")), trunk_m(body))
    length_m = sum(body.world_length(*segment, side) for side in SIDES) / 2
    return ratio(abs(body.at(joint, "left") - body.at(joint, "right")), px_per_m * length_m)


# --- Feet apart, in space. For counting and gates.


@measure("ratio", error=0.1)
def ankles_across(body: Body) -> float:
    """Distance between the ankles along the line of the hips, in leg lengths, from the 3-D landmarks.

    0.2 standing, 0.3 to 0.7 in squats, 0.8 to 1.3 in side lunges.
    """
    hips = body.world("hip", "left") - body.world("hip", "right")
    hips = hips * [1.0, 0.0, 1.0]
    size = norm(hips)
    if not (size > 0 and body.sees("ankle")):
        return math.nan
    apart = abs(float(hips @ (body.world("ankle", "left") - body.world("ankle", "right")))) / size
    return ratio(apart, max(body.world_legs.values()))


@measure("ratio", error=0.1)
def feet_apart(body: Body) -> float:
    """Sideways distance between the ankles, in leg lengths, from the 3-D landmarks; negative with the legs crossed."""
    between = body.world("ankle", "left") - body.world("ankle", "right")
    return ratio(float(leftward_3d(body) @ between), max(body.world_legs.values()))


@measure("ratio", error=0.1)
def stride(body: Body) -> float:
    """Distance between the ankles along the way the person faces, in leg lengths, from the 3-D landmarks."""
    return step_apart(body) if body.sees("ankle") else math.nan


@measure("ratio", error=0.1)
def step_apart(body: Body) -> float:
    """Distance between the ankles along the way the person faces, in leg lengths, 3-D, also where a leg is hidden.

    Unlike `stride` it continues where one leg passes behind the other: there it is about 0, as a hidden leg reads.
    """
    return abs(ankle_ahead(body, "left") - ankle_ahead(body, "right"))


@measure("ratio", error=0.1)
def foot_reach(body: Body) -> float:
    """Distance between the ankles along the floor, in any direction, in leg lengths, from the 3-D landmarks."""
    apart = body.world("ankle", "left") - body.world("ankle", "right")
    return ratio(math.hypot(apart[0], apart[2]), max(body.world_legs.values()))


@measure("ratio", error=0.1)
def foot_ahead_of_other(body: Body, side: Side) -> float:
    """How far this ankle is ahead of the other, in leg lengths, from the 3-D landmarks: 0 for the one behind."""
    ahead = ankle_ahead(body, side) - ankle_ahead(body, other(side))
    return max(0.0, ahead) if math.isfinite(ahead) else math.nan


# --- A foot against the pelvis.


@measure("ratio", error=0.1)
def ankle_ahead(body: Body, side: Side) -> float:
    """Ankle ahead of the pelvis, along the way the person faces, in leg lengths, from the 3-D landmarks."""
    front = facing_3d(body)
    if front is None:
        return math.nan
    return ratio(float(front @ (body.world("ankle", side) - body.world_mid("hip"))), body.world_legs[side])


@measure("ratio", error=0.1)
def foot_below_hip(body: Body, side: Side) -> float:
    """Ankle below mid-hip, in leg lengths, from the 3-D landmarks: about 1 standing, less for a lifted leg."""
    return ratio(float(body.world("ankle", side)[1] - body.world_mid("hip")[1]), body.world_legs[side])


@measure("ratio", error=0.1)
def stands_on(body: Body, side: Side) -> float:
    """How much lower this foot is than the other, in leg lengths, from the 3-D landmarks. For gates."""
    if not body.sees("ankle"):
        return math.nan
    return foot_below_hip(body, side) - foot_below_hip(body, other(side))


@measure("ratio", error=0.08, views=FRONTAL, joints=("ankle", "heel"))
def foot_from_midline(body: Body, side: Side) -> float:
    """Middle of heel and ankle outside of mid-hip, in hip widths: negative where the foot crosses the midline."""
    foot = (body.at("heel", side) + body.at("ankle", side)) / 2
    return -body.medial(side) * ratio((foot - body.mid("hip")).real, _hip_width_px(body))


# --- Knees, and a foot against the other leg.


@measure("ratio", error=0.07, error_from="rendered", views=FRONTAL, joints=("knee",), half_seen=True)
def knee_separation(body: Body) -> float:
    """Distance between the knees over the distance between the ankles; below 1 the knees are inside the feet."""
    return ratio(across(body, "knee"), across(body, "ankle"))


@measure("ratio", error=0.1, views=FRONTAL, joints=("knee",))
def knee_gap(body: Body) -> float:
    """Sideways distance between the knees, in hip widths: about 1 with the thighs side by side."""
    return ratio(across(body, "knee"), _hip_width_px(body))


@measure("ratio", error=0.1, views=FLOOR, joints=("knee",))
def knees_parted(body: Body) -> float:
    """Distance between the knees in the image, in thigh lengths; the thigh is scaled by the trunk.

    Bent hips point the thighs at the camera, but not the trunk of a person who lies on the side in front of it.
    """
    return _parted(body, "knee", ("hip", "knee"))


@measure("ratio", error=0.1)
def knees_apart_3d(body: Body) -> float:
    """Distance between the knees in thigh lengths, from the 3-D landmarks."""
    apart = norm(body.world("knee", "left") - body.world("knee", "right"))
    return ratio(apart, body.world_length("hip", "knee", "left"))


@measure("ratio", error=0.1, views=FRONTAL, joints=("ankle",))
def foot_to_other_leg(body: Body, side: Side) -> float:
    """Distance of this ankle from the other leg between knee and ankle, in shin lengths, from the 3-D landmarks.

    Two shins that touch have their centres about a quarter of a shin apart.
    """
    if not math.isfinite(body.at("ankle", side).real):
        return math.nan
    free = body.world("ankle", side) - body.world("ankle", other(side))
    shin = body.world("knee", other(side)) - body.world("ankle", other(side))
    along = max(0.0, min(1.0, ratio(float(free @ shin), float(shin @ shin))))
    gap = free - along * shin
    return ratio(math.sqrt(float(gap @ gap)), math.sqrt(float(shin @ shin)))


@measure("ratio", error=0.15, views=("front", "floor_side"), joints=("ankle", "knee"))
def ankle_to_other_knee(body: Body, side: Side) -> float:
    """Distance from this ankle to the other knee in shin lengths, from the 3-D landmarks: small with the legs crossed.

    Crossed legs hide one another, so the error is three times that of a straight leg.
    """
    if not math.isfinite((body.at("ankle", side) - body.at("knee", other(side))).real):
        return math.nan
    offset = body.world("ankle", side) - body.world("knee", other(side))
    return ratio(math.sqrt(float(offset @ offset)), body.world_length("knee", "ankle", side))
