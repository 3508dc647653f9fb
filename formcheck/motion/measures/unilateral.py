"""Measures of exercises on one leg, lunges and hinges. Errors are own estimates (P) where nothing else is said.

Those without a view come from the 3-D landmarks and serve counting and gates.
"""

from __future__ import annotations

import math

from formcheck.motion.body import Body, other
from formcheck.motion.geometry import angle_deg, ratio
from formcheck.motion.measures.frontal import medial
from formcheck.motion.measures.registry import measure
from formcheck.motion.measures.sagittal import hip_flexion, knee_flexion
from formcheck.motion.measures.stretching import ankle_lift_3d
from formcheck.records import Side, ViewLabel

_SIDE: tuple[ViewLabel, ...] = ("side",)
_FRONT: tuple[ViewLabel, ...] = ("front",)
_UPRIGHT: tuple[ViewLabel, ...] = ("side", "front", "rear")
_FOOT = ("heel", "toe")
# Below this the hip hardly bends, and a share of its bend says nothing.
_LEAST_HIP_DEG = 30.0


@measure("ratio", error=0.1)
def foot_lifted(body: Body, side: Side) -> float:
    """How much higher this ankle is than the other, in leg lengths, from the 3-D landmarks: 0 for the lower one.

    It counts quick kicks of either leg, where the bend of a far knee is read too small: 77 degrees of 130.
    """
    above = ankle_lift_3d(body, side)
    return max(0.0, above) if math.isfinite(above) else math.nan


@measure("ratio", error=0.1)
def foot_reach(body: Body) -> float:
    """Distance between the ankles along the floor, in any direction, in leg lengths, from the 3-D landmarks."""
    apart = body.world("ankle", "left") - body.world("ankle", "right")
    return ratio(math.hypot(apart[0], apart[2]), max(body.world_legs.values()))


@measure("ratio", error=0.1)
def pelvis_from_foot(body: Body, side: Side) -> float:
    """Distance along the floor from mid-hip to this ankle, in leg lengths, from the 3-D landmarks: small above it."""
    offset = body.world_mid("hip") - body.world("ankle", side)
    return ratio(math.hypot(offset[0], offset[2]), body.world_legs[side])


@measure("ratio", error=0.05, needs_standing=True)
def hips_lowered(body: Body, side: Side) -> float:
    """How far mid-hip has come down towards this ankle in the picture, in standing leg lengths: 0 standing on it.

    It counts what one leg lowers: heights are seen as well from the front as from the side, where the knee of a
    rendered step down that bent by 70 degrees bent by 8 in space. A leg that hangs or reaches down straight stays near
    0; a foot that reaches towards a camera in front reads lower by up to 0.06.
    """
    height = body.mid("hip", guess=True) - body.at("ankle", side, guess=True)
    return 1.0 - ratio(height.imag, body.lengths.leg)


@measure("ratio", error=0.04, views=_UPRIGHT, joints=("ankle",), needs_standing=True)
def free_foot_height(body: Body, side: Side) -> float:
    """Lowest point of this foot above that of the other one, in standing leg lengths: 0 with both on the floor.

    From the front a foot that is nearer to the camera reads lower: 0.2 leg lengths nearer by 0.02 at 3 m (geometry).
    """
    height = _sole(body, side) - _sole(body, other(side))
    return ratio(height, body.lengths.leg)


def _sole(body: Body, side: Side) -> float:
    heights = [body.at(joint, side).imag for joint in _FOOT]
    return min(heights) if all(map(math.isfinite, heights)) else math.nan


@measure("ratio", error=0.05, views=_FRONT, joints=("knee",), needs_standing=True)
def knee_medial_to_toe(body: Body, side: Side) -> float:
    """Knee inside of the tip of the foot, towards the midline, in standing thigh lengths; negative outside."""
    return medial(body, side) * ratio((body.at("knee", side) - body.at("toe", side)).real, body.lengths.femur)


@measure("ratio", error=0.11, views=_FRONT, joints=("wrist",))
def hand_beside_shoulder(body: Body, side: Side) -> float:
    """Wrist outside of its shoulder, in trunk lengths; negative towards the midline. The error is that of the hand."""
    trunk = abs(body.mid("shoulder") - body.mid("hip"))
    return -medial(body, side) * ratio((body.at("wrist", side) - body.at("shoulder", side)).real, trunk)


@measure("ratio", error=0.11, views=_SIDE, joints=("wrist",))
def hand_to_shoulder(body: Body, side: Side) -> float:
    """Distance from wrist to shoulder, in trunk lengths: small with a weight held at the chest. Error of the hand."""
    trunk = abs(body.at("shoulder", side) - body.at("hip", side))
    return ratio(abs(body.at("wrist", side) - body.at("shoulder", side)), trunk)


@measure("ratio", error=0.08, views=("side", "front"), joints=("wrist",))
def hand_to_thigh(body: Body, side: Side) -> float:
    """Distance from the wrist to the line from hip to knee, in shin lengths: near 0 with hands propped there.

    Sitting on a wall the thigh points at a camera in front, while the shin shows its whole length from there too.
    """
    hip, knee, wrist = (body.at(joint, side) for joint in ("hip", "knee", "wrist"))
    thigh = knee - hip
    if not abs(thigh) > 0:
        return math.nan
    along = ((wrist - hip) * thigh.conjugate()).real / abs(thigh) ** 2
    return ratio(abs(wrist - hip - min(max(along, 0.0), 1.0) * thigh), abs(knee - body.at("ankle", side)))


@measure("ratio", error=0.18, views=_SIDE, joints=("hip", "knee"))
def knee_share_of_hinge(body: Body, side: Side) -> float:
    """Knee flexion over hip flexion, both about the axis across the body: 0 a pure hinge, about 1 a squat.

    The error is that of the knee over a hip bent by 70 degrees.
    """
    hip = hip_flexion(body, side)
    return ratio(knee_flexion(body, side), hip) if hip >= _LEAST_HIP_DEG else math.nan


@measure("deg", error=6.0, views=_SIDE, joints=("hip",))
def trunk_to_leg_angle(body: Body, side: Side) -> float:
    """Angle at the hip between shoulder and ankle: 180 with trunk and leg in one line. The error is that of the hip."""
    return angle_deg(body.at("shoulder", side), body.at("hip", side), body.at("ankle", side))
