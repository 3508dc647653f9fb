"""Place of the hands, by the wrists: against the trunk, the midline, the legs and the feet."""

from __future__ import annotations

import math

from formcheck.motion.body import SIDES, Body, other
from formcheck.motion.geometry import ratio
from formcheck.motion.geometry3d import length, shoulder_width_m, trunk_m
from formcheck.motion.measures.registry import FRONT, FRONTAL, SIDE, measure
from formcheck.motion.measures.stance import across
from formcheck.pose.skeleton import pixels_per_metre
from formcheck.records import Side

# --- Both hands.


@measure("ratio", error=0.23, error_from="rendered", views=FRONTAL, joints=("wrist",))
def grip_width(body: Body) -> float:
    """Distance between the wrists in shoulder widths."""
    return ratio(across(body, "wrist"), across(body, "shoulder"))


@measure("ratio", error=0.3)
def hands_apart(body: Body) -> float:
    """Distance between the hands in shoulder widths, from the 3-D landmarks: about 0 clasped. For gates."""
    return ratio(length(body.world("wrist", "left") - body.world("wrist", "right")), shoulder_width_m(body))


@measure("ratio", error=0.15)
def press_out(body: Body) -> float:
    """Distance of the hands from the middle of the shoulders, in arm lengths, from the 3-D landmarks. For counting."""
    arm = sum(body.world_length("shoulder", "elbow", s) + body.world_length("elbow", "wrist", s) for s in SIDES) / 2
    return ratio(length(body.world_mid("wrist") - body.world_mid("shoulder")), arm)


@measure("ratio", error=0.15)
def hands_below_shoulders(body: Body) -> float:
    """Hands below the shoulders in trunk lengths, from the 3-D landmarks: 0 level, 1 at the hips. For gates.

    The mean of the hands that are seen; unknown where both are hidden.
    """
    hands = body.shows("wrist")
    below = [float(body.world("wrist", side)[1] - body.world_mid("shoulder")[1]) for side in hands]
    return ratio(sum(below) / len(below), trunk_m(body)) if below else math.nan


@measure("ratio", error=0.1, views=FRONT, joints=("wrist",))
def hands_beside_chest(body: Body) -> float:
    """Sideways distance of the hands' middle from the shoulders' middle, in shoulder widths: 0 straight ahead."""
    width = abs(body.at("shoulder", "left") - body.at("shoulder", "right"))
    return ratio(abs((body.mid("wrist") - body.mid("shoulder")).real), width)


@measure("ratio", error=0.15)
def hands_to_side(body: Body, side: Side) -> float:
    """How far the hands are beside the middle of the hips towards this side, in shoulder widths; 0 on the other side.

    From the 3-D landmarks, along the line of the hips. For counting turns to each side.
    """
    outwards = body.world("hip", side) - body.world("hip", other(side))
    away = float(outwards @ (body.world_mid("wrist") - body.world_mid("hip"))) / length(outwards)
    share = ratio(away, shoulder_width_m(body))
    return max(0.0, share) if math.isfinite(share) else math.nan


@measure("ratio", error=0.1, views=FRONT, joints=("wrist",))
def hands_beside_hips(body: Body, side: Side) -> float:
    """How far the hands are beside the middle of the hips towards this side in the image, in shoulder widths.

    The width is that of the 3-D landmarks: the shoulders turn with the hands and get narrower in the image.
    """
    outwards = math.copysign(1.0, (body.at("hip", side) - body.at("hip", other(side))).real)
    away = outwards * (body.mid("wrist") - body.mid("hip")).real
    return ratio(away, shoulder_width_m(body) * pixels_per_metre(body.pose))


# --- One hand against the trunk.


@measure("ratio", error=0.11, error_from="rendered", views=("side", "front"), joints=("wrist",))
def hand_to_hip(body: Body, side: Side) -> float:
    """Distance from wrist to hip, in trunk lengths."""
    trunk = abs(body.mid("shoulder", guess=True) - body.mid("hip", guess=True))
    return ratio(abs(body.at("wrist", side) - body.at("hip", side)), trunk)


@measure("ratio", error=0.11, views=SIDE, joints=("wrist",))
def hand_to_shoulder(body: Body, side: Side) -> float:
    """Distance from wrist to shoulder, in trunk lengths: small with a weight held at the chest.

    The error is that of `hand_to_hip`.
    """
    trunk = abs(body.at("shoulder", side) - body.at("hip", side))
    return ratio(abs(body.at("wrist", side) - body.at("shoulder", side)), trunk)


@measure("ratio", error=0.11, views=FRONT, joints=("wrist",))
def hand_beside_shoulder(body: Body, side: Side) -> float:
    """Wrist outside of its shoulder, in trunk lengths; negative towards the midline.

    The error is that of `hand_to_hip`.
    """
    trunk = abs(body.mid("shoulder") - body.mid("hip"))
    return -body.medial(side) * ratio((body.at("wrist", side) - body.at("shoulder", side)).real, trunk)


@measure("ratio", error=0.1, views=FRONT, joints=("wrist",))
def hand_from_midline(body: Body, side: Side) -> float:
    """Wrist outside of mid-shoulder, in shoulder widths: negative where the hand crosses the midline."""
    width = abs(body.at("shoulder", "left") - body.at("shoulder", "right"))
    return -body.medial(side) * ratio((body.at("wrist", side) - body.mid("shoulder")).real, width)


# --- One hand against a leg or a foot.


@measure("ratio", error=0.08, views=("side", "front"), joints=("wrist",))
def hand_to_thigh(body: Body, side: Side) -> float:
    """Distance from the wrist to the line from hip to knee, in shin lengths: near 0 with hands propped there.

    In a wall sit the thigh points at a camera in front, while the shin shows its whole length from there too.
    """
    hip, knee, wrist = (body.at(joint, side) for joint in ("hip", "knee", "wrist"))
    thigh = knee - hip
    if not abs(thigh) > 0:
        return math.nan
    along = ((wrist - hip) * thigh.conjugate()).real / abs(thigh) ** 2
    return ratio(abs(wrist - hip - min(max(along, 0.0), 1.0) * thigh), abs(knee - body.at("ankle", side)))


@measure("ratio", error=0.09, error_from="rendered", views=SIDE, joints=("wrist",))
def hand_past_midfoot(body: Body, side: Side) -> float:
    """Wrist ahead of the middle of the foot, in foot lengths; the wrist stands in for the bar."""
    if body.forward == 0:
        return math.nan
    heel, toe = body.at("heel", side), body.at("toe", side)
    return body.forward * ratio((body.at("wrist", side) - (heel + toe) / 2).real, abs(toe - heel))


@measure("ratio", error=0.1)
def hand_to_foot(body: Body, side: Side) -> float:
    """Distance from wrist to ankle in leg lengths, from the 3-D landmarks; small while tying a shoe."""
    if not body.sees("ankle"):
        return math.nan
    return ratio(body.world_length("wrist", "ankle", side), body.world_legs[side])
