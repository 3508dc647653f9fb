"""Measures of stretches and of balance. Errors are own estimates (P) where nothing else is said.

Nothing here was held against real footage.
"""

from __future__ import annotations

import math

from formcheck.motion.body import Body, other
from formcheck.motion.geometry import ratio
from formcheck.motion.measures.registry import measure
from formcheck.records import Side, ViewLabel

_FRONTAL: tuple[ViewLabel, ...] = ("front", "rear")


@measure("ratio", error=0.015)
def ankle_lift_3d(body: Body, side: Side) -> float:
    """How much higher this ankle is than the other, in leg lengths, from the 3-D landmarks. For gates.

    People who stood on both feet read 0.025 at most in eight real clips, 0.035 in a ninth (medians); the error is the
    jitter about that.
    """
    up = float(body.world("ankle", other(side))[1] - body.world("ankle", side)[1])
    return ratio(up, body.world_legs[side])


@measure("ratio", error=0.015, views=_FRONTAL, joints=("ankle",))
def foot_clearance(body: Body, side: Side) -> float:
    """How much higher this ankle is than the other, in lengths of the other leg in the picture, which is straight."""
    leg = abs(body.at("hip", other(side)) - body.at("ankle", other(side)))
    return ratio((body.at("ankle", side) - body.at("ankle", other(side))).imag, leg)


@measure("ratio", error=0.1, views=_FRONTAL, joints=("hip",))
def hips_beside_foot(body: Body, side: Side) -> float:
    """Mid-hip beside the ankle of this side in hip widths, positive towards the other side; read its spread: sway."""
    across = body.at("hip", other(side)) - body.at("hip", side)
    return math.copysign(1.0, across.real) * ratio((body.mid("hip") - body.at("ankle", side)).real, abs(across))


@measure("ratio", error=0.1, views=_FRONTAL, joints=("ankle",))
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


@measure("ratio", error=0.1, views=_FRONTAL, joints=("knee",))
def knee_gap(body: Body) -> float:
    """Sideways distance between the knees, in hip widths: about 1 with the thighs side by side."""
    width = abs(body.at("hip", "left") - body.at("hip", "right"))
    return ratio(abs((body.at("knee", "left") - body.at("knee", "right")).real), width)


@measure("ratio", error=0.15, views=("front", "floor_side"), joints=("ankle", "knee"))
def ankle_to_other_knee(body: Body, side: Side) -> float:
    """Distance from this ankle to the other knee in shin lengths, from the 3-D landmarks: small with the legs crossed.

    Crossed legs hide one another, so the error is three times that of a straight leg.
    """
    if not math.isfinite((body.at("ankle", side) - body.at("knee", other(side))).real):
        return math.nan
    offset = body.world("ankle", side) - body.world("knee", other(side))
    return ratio(math.sqrt(float(offset @ offset)), body.world_length("knee", "ankle", side))
