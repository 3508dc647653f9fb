"""Measures of a runner: what tells the rhythm of the feet, and what is read at contact and in stance.

Nobody stands still on a treadmill first, so nothing here needs standing lengths. Errors are those of a single frame
from a fixed camera: for angles as in `measures.sagittal` and `measures.frontal`, for others own estimates.
 What counts for a finding is the error of a mean over steps: see `formcheck.motion.gait.measures`.
"""

from __future__ import annotations

import math

from formcheck.motion.body import Body
from formcheck.motion.geometry import lean_deg, ratio, turn_deg
from formcheck.motion.measures.frontal import medial
from formcheck.motion.measures.registry import measure
from formcheck.records import Side, ViewLabel

_SIDE: tuple[ViewLabel, ...] = ("side",)
_FRONT_OR_REAR: tuple[ViewLabel, ...] = ("front", "rear")

# The first five say where hips and feet are, in picture heights, for rhythm and contacts and never for grading.
# `formcheck.motion.gait` divides them by one leg length for the whole clip: a length read anew in each frame would
# shake the hips' height more than they move.


def _heights(body: Body, length_px: float) -> float:
    return length_px / body.pose.height_px


@measure("count", error=1.0, role="gait")
def facing(body: Body) -> float:
    """Direction of the person's front in the picture: +1 to the right, -1 to the left, 0 to the camera or away."""
    return body.forward


@measure("ratio", error=0.01, role="gait")
def hip_level(body: Body) -> float:
    """Height of mid-hip above the picture's lower edge, in picture heights."""
    return 1.0 + _heights(body, body.mid("hip", guess=True).imag)


@measure("ratio", error=0.01, role="gait")
def sole_level(body: Body, side: Side) -> float:
    """Height of the lower of heel and toe above the picture's lower edge, in picture heights."""
    heel, toe = body.at("heel", side).imag, body.at("toe", side).imag
    return 1.0 + _heights(body, min(heel, toe)) if math.isfinite(heel) and math.isfinite(toe) else math.nan


@measure("ratio", error=0.02, role="gait")
def leg_reach(body: Body, side: Side) -> float:
    """Length of thigh and shin as they are seen, in picture heights."""
    hip, knee, ankle = (body.at(joint, side) for joint in ("hip", "knee", "ankle"))
    return _heights(body, abs(hip - knee) + abs(knee - ankle))


@measure("ratio", error=0.01, role="gait")
def foot_ahead(body: Body, side: Side) -> float:
    """Ankle ahead of mid-hip, in picture heights; not known where the person faces the camera or away."""
    if body.forward == 0:
        return math.nan
    return _heights(body, body.forward * (body.at("ankle", side) - body.mid("hip", guess=True)).real)


@measure("deg", error=5.0, views=_SIDE, joints=("hip", "knee"))
def thigh_behind(body: Body, side: Side) -> float:
    """Angle of the thigh from the vertical: 0 hanging straight down, positive with the knee behind the hip."""
    if body.forward == 0:
        return math.nan
    return lean_deg(body.at("hip", side) - body.at("knee", side), body.forward)


@measure("deg", error=7.0, views=_SIDE, joints=("heel",))
def foot_pitch(body: Body, side: Side) -> float:
    """Angle of the line from heel to toe above the horizontal: positive with the toes up, as on landing on the heel."""
    if body.forward == 0:
        return math.nan
    foot = body.at("toe", side) - body.at("heel", side)
    return math.degrees(math.atan2(foot.imag, body.forward * foot.real)) if abs(foot) > 0 else math.nan


@measure("ratio", error=0.08, views=_SIDE, joints=("ear", "shoulder"))
def head_ahead(body: Body, side: Side) -> float:
    """Ear ahead of the shoulder, in trunk lengths (shoulder to hip)."""
    if body.forward == 0:
        return math.nan
    ear, shoulder, hip = (body.at(joint, side) for joint in ("ear", "shoulder", "hip"))
    return body.forward * ratio((ear - shoulder).real, abs(shoulder - hip))


@measure("deg", error=5.0, views=_FRONT_OR_REAR, joints=("knee",))
def knee_projection(body: Body, side: Side) -> float:
    """Frontal plane projection angle of a leg that is loaded: 0 in line, positive with the knee inside.

    The same angle as `frontal_knee_projection`, for a knee that bends little: a folded leg must be left out by the
    phase that is looked at, where no standing length is known to tell it.
    """
    thigh = body.at("knee", side) - body.at("hip", side)
    return -medial(body, side) * turn_deg(thigh, body.at("ankle", side) - body.at("knee", side))


@measure("ratio", error=0.08, views=_FRONT_OR_REAR, joints=("ankle", "heel"))
def foot_from_midline(body: Body, side: Side) -> float:
    """Middle of heel and ankle outside of mid-hip, in hip widths: negative where the foot crosses the midline."""
    foot = (body.at("heel", side) + body.at("ankle", side)) / 2
    width = abs(body.at("hip", "left") - body.at("hip", "right"))
    return -medial(body, side) * ratio((foot - body.mid("hip")).real, width)


@measure("ratio", error=0.1, views=("front",), joints=("wrist",))
def hand_from_midline(body: Body, side: Side) -> float:
    """Wrist outside of mid-shoulder, in shoulder widths: negative where the hand crosses the midline."""
    width = abs(body.at("shoulder", "left") - body.at("shoulder", "right"))
    return -medial(body, side) * ratio((body.at("wrist", side) - body.mid("shoulder")).real, width)
