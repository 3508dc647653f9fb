"""Direction of a thigh, a shin or a whole leg, against the vertical or against the other leg."""

from __future__ import annotations

import math

from formcheck.motion.body import SIDES, Body, other
from formcheck.motion.geometry import lean_deg, ratio, turn_deg
from formcheck.motion.geometry3d import facing_3d, leftward_3d
from formcheck.motion.measures.hip import behind_trunk, trunk_to_thigh
from formcheck.motion.measures.registry import FLOOR, SAGITTAL, SIDE, measure
from formcheck.records import Side

# --- Against the vertical.


@measure("deg", error=5.0, error_from="rendered", views=SAGITTAL, joints=("knee", "ankle"))
def shin_lean(body: Body, side: Side) -> float:
    """Lean of the shin: 0 vertical, positive with the knee ahead of the ankle."""
    if body.forward == 0:
        return math.nan
    return lean_deg(body.at("knee", side) - body.at("ankle", side), body.forward)


@measure("deg", error=5.0, error_from="rendered", views=SIDE, joints=("hip", "knee"))
def thigh_elevation(body: Body, side: Side) -> float:
    """Angle of the thigh above the horizontal: 0 parallel to the floor, positive with the hip above the knee."""
    thigh = body.at("hip", side) - body.at("knee", side)
    return math.degrees(math.asin(thigh.imag / abs(thigh))) if abs(thigh) > 0 else math.nan


@measure(
    "deg",
    error=12.0,
    error_from="rendered",
    views=("front", "oblique", "rear"),
    joints=("hip", "knee"),
    needs_standing=True,
)
def thigh_elevation_foreshortened(body: Body, side: Side) -> float:
    """Angle of the thigh above the horizontal, from the height of the hip above the knee in standing thigh lengths.

    Heights in the image do not change with the direction of the camera.
    """
    height = ratio((body.at("hip", side) - body.at("knee", side)).imag, body.lengths.femur)
    return math.degrees(math.asin(max(-1.0, min(1.0, height)))) if math.isfinite(height) else math.nan


@measure("deg", error=5.0, error_from="rendered", views=SIDE, joints=("hip", "knee"))
def thigh_behind(body: Body, side: Side) -> float:
    """Angle of the thigh from the vertical, in a side view: 0 hanging, positive with the knee behind the hip."""
    if body.forward == 0:
        return math.nan
    return lean_deg(body.at("hip", side) - body.at("knee", side), body.forward)


@measure("deg", error=8.0)
def thigh_back(body: Body, side: Side) -> float:
    """Angle of the thigh behind the vertical, from the 3-D landmarks: 0 hanging, negative ahead. For counting.

    The angle of `thigh_behind`, from any view and for a hidden leg too.
    """
    front, thigh = facing_3d(body), body.world("knee", side) - body.world("hip", side)
    return math.nan if front is None else math.degrees(math.atan2(-float(front @ thigh), float(thigh[1])))


@measure("deg", error=8.0)
def leg_aside(body: Body, side: Side) -> float:
    """Angle of the line from hip to ankle from the vertical, outward, from the 3-D landmarks: 0 hanging."""
    outward = leftward_3d(body) * (1.0 if side == "left" else -1.0)
    leg = body.world("ankle", side) - body.world("hip", side)
    return math.degrees(math.atan2(float(outward @ leg), float(leg[1])))


@measure("ratio", error=0.1)
def knee_raise(body: Body, side: Side) -> float:
    """How far a knee has come up towards its hip, in thigh lengths: 0 hanging, 1 with a level thigh, more above it."""
    below = float(body.world("knee", side)[1] - body.world("hip", side)[1])
    return 1.0 - ratio(below, body.world_length("hip", "knee", side))


# --- Against the other leg.


@measure("deg", error=8.0, error_from="rendered", views=FLOOR, joints=("hip", "knee"))
def thigh_spread(body: Body) -> float:
    """Angle between the two thighs in the image: 0 side by side.

    Each thigh reads within 5 degrees, as `hip_flexion`, so their difference within 5 times the root of 2.
    """
    left, right = (body.at("knee", side) - body.at("hip", side) for side in SIDES)
    return abs(turn_deg(left, right))


@measure("deg", error=12.0)
def leg_lift_3d(body: Body, side: Side) -> float:
    """How much further back this thigh is than the other, 3-D landmarks; 0 beside it or ahead. For counting."""
    lift = behind_trunk(body, side) - behind_trunk(body, other(side))
    return max(0.0, lift) if math.isfinite(lift) else math.nan


@measure("deg", error=15.0)
def thigh_lift_3d(body: Body, side: Side) -> float:
    """How much more this hip is bent than the other, from the 3-D landmarks: 0 for the other. For counting."""
    more = trunk_to_thigh(body, side) - trunk_to_thigh(body, other(side))
    return max(0.0, more) if math.isfinite(more) else math.nan


@measure("ratio", error=0.15)
def shins_unlike(body: Body) -> float:
    """How much less one shin rises in the image than the other, in lengths of the longer one: 0 side by side.

    For gates. In a lunge the front shin stands and the rear one lies: about 1 from the front, where the distance
    between the feet is the pose model's depth, and from the side too. A camera above the shins sees the rear one point
    up, towards the foot behind it, which makes it more; no camera is below them. The rear knee bent by 60 degrees in a
    shallow lunge leans that shin by 50: 0.35.
    """
    left, right = (body.at("knee", side) - body.at("ankle", side) for side in SIDES)
    return ratio(abs(left.imag - right.imag), max(abs(left), abs(right)))
