"""Place of hips and feet in the frame: for flight, for what moves across the frame, and for the rhythm of a run.

The middle of a level camera's frame is at the camera's own height, however near the person is. Nobody knows where the
floor is, so a height means nothing by itself: its rise above what it was a moment before is a flight. Errors: a foot
that moves fast is blurred by some pixels in a leg of 200.

The signals of a run are in frame heights and never graded. `formcheck.motion.gait` divides them by one leg length for
the whole clip: a length read again in each frame would shake the height of the hips more than they move.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.body import SIDES, Body, other
from formcheck.motion.geometry import ratio
from formcheck.motion.measures.foot import sole_px
from formcheck.motion.measures.registry import measure
from formcheck.records import Side, ViewLabel

_ACROSS: tuple[ViewLabel, ...] = ("side", "front")
_OTHER_SIDE_SHARE = 0.5
_MARGIN = 0.05
"""Of the picture's width or height, beyond its edges."""


# --- Height above the camera.


@measure("ratio", error=0.04, views=_ACROSS, joints=("toe",), needs_standing=True)
def sole_height(body: Body) -> float:
    """Height of the lower foot above the camera, in standing leg lengths: it rises when both feet are in the air.

    Walking or lifting one leg leaves it where it is. Against the floor, an error of 0.04 is 3.5 cm.
    """
    return _above_camera(body, min(sole_px(body, side) for side in SIDES))


@measure("ratio", error=0.05, needs_standing=True)
def hip_height(body: Body) -> float:
    """Height of mid-hip above the camera, in standing leg lengths. For gates: in a jump the hips rise too."""
    return _above_camera(body, body.mid("hip", guess=True).imag)


def _above_camera(body: Body, height_px: float) -> float:
    """Height above the middle of the frame in standing leg lengths; NaN below its edge, where nothing is seen."""
    above_px = height_px + body.pose.height_px / 2
    return ratio(above_px, body.lengths.leg) if above_px >= -body.pose.height_px / 2 else math.nan


# --- Beside the middle of the frame.


@measure("ratio", error=0.1)
def place_aside(body: Body, side: Side) -> float:
    """Place of mid-hip beside the middle of the frame, towards this side of the body, in trunk lengths."""
    trunk = abs(body.mid("shoulder", guess=True) - body.mid("hip", guess=True))
    towards = (body.at("hip", side, guess=True) - body.at("hip", other(side), guess=True)).real
    return math.copysign(1.0, towards) * ratio(1.0, trunk) * (body.mid("hip", guess=True).real - body.pose.width_px / 2)


@measure("ratio", error=0.1, needs_standing=True)
def hip_aside(body: Body, side: Side) -> float:
    """Place of mid-hip towards this side, from the middle of the frame, in standing leg lengths. For counting hops.

    Beyond the middle, on the other side, it counts by half: a person who stands in the middle after the last hop of a
    set has then come back most of the way, and that hop is counted too. NaN beyond 45 degrees from facing the camera or
    turning the back to it: there aside is towards the camera.
    """
    across = body.world("shoulder", "left") - body.world("shoulder", "right")
    across = across + body.world("hip", "left") - body.world("hip", "right")
    if not abs(across[0]) > abs(across[2]):
        return math.nan
    towards = math.copysign(1.0, across[0]) * (1.0 if side == "left" else -1.0)
    aside = towards * ratio(body.mid("hip", guess=True).real - body.pose.width_px / 2, body.lengths.leg)
    return aside if aside > 0 else aside * _OTHER_SIDE_SHARE


@measure("count", error=1.0)
def legs_in_picture(body: Body) -> float:
    """How many of the two hips and two knees are within the picture, seen or hidden: 4 for all. For gates.

    Beyond an edge the pose model invents the legs, at times with a high visibility. A twentieth of the picture is
    allowed for, because joint centres and views that are turned move points a little.
    """
    width, height = body.pose.width_px, body.pose.height_px
    points = [body.at(joint, side, guess=True) for joint in ("hip", "knee") for side in SIDES]
    if not all(math.isfinite(p.real) for p in points):
        return math.nan
    x, y = np.array([p.real for p in points]) / width, np.array([-p.imag for p in points]) / height
    inside = (np.abs(x - 0.5) <= 0.5 + _MARGIN) & (np.abs(y - 0.5) <= 0.5 + _MARGIN)
    return float(inside.sum())


# --- Signals of a run.


@measure("count", error=1.0, role="gait")
def facing(body: Body) -> float:
    """Direction of the person's front in the frame: +1 to the right, -1 to the left, 0 to the camera or away."""
    return body.forward


@measure("ratio", error=0.01, role="gait")
def hip_level(body: Body) -> float:
    """Height of mid-hip above the frame's lower edge, in frame heights."""
    return 1.0 + _frame_heights(body, body.mid("hip", guess=True).imag)


@measure("ratio", error=0.01, role="gait")
def sole_level(body: Body, side: Side) -> float:
    """Height of the lower of heel and toe above the frame's lower edge, in frame heights."""
    heel, toe = body.at("heel", side).imag, body.at("toe", side).imag
    return 1.0 + _frame_heights(body, min(heel, toe)) if math.isfinite(heel) and math.isfinite(toe) else math.nan


@measure("ratio", error=0.02, role="gait")
def leg_reach(body: Body, side: Side) -> float:
    """Length of thigh and shin as they are seen, in frame heights."""
    hip, knee, ankle = (body.at(joint, side) for joint in ("hip", "knee", "ankle"))
    return _frame_heights(body, abs(hip - knee) + abs(knee - ankle))


@measure("ratio", error=0.01, role="gait")
def foot_ahead(body: Body, side: Side) -> float:
    """Ankle ahead of mid-hip, in frame heights; unknown where the person faces the camera or away."""
    if body.forward == 0:
        return math.nan
    return _frame_heights(body, body.forward * (body.at("ankle", side) - body.mid("hip", guess=True)).real)


def _frame_heights(body: Body, length_px: float) -> float:
    return length_px / body.pose.height_px
