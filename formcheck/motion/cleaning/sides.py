"""Poses go in; poses whose left and right the model had exchanged as a whole come out with both set right.

A body that is seen from the side, and in part hidden, looks alike from the front and from the back of its depth. The
pose model then takes one for the other for some frames: the shoulders, the hips and all else change sides, and a trunk
that bends forward by 70 degrees reads as one that bends backward. No body turns around within a frame.
"""

from __future__ import annotations

import math
from dataclasses import replace

from formcheck.motion.body import Body
from formcheck.motion.cleaning.view import azimuth_deg, lies_on_the_side
from formcheck.motion.measures.trunk import trunk_inclination
from formcheck.pose.skeleton import MIRROR
from formcheck.records import Pose

# A dancer turns around in half a second; between frames the direction of the front is noisy by 40 degrees in the side
# views of people (the project's own estimate).
_TURN_DEG_S, _TURN_SLACK_DEG = 360.0, 100.0
# Exchanged, the front must be as near as this to where it was.
_SAME_DEG = 60.0
_BELIEVED_S = 1.0
"""How long the front may be on the other side before it is believed: as long as the view remembers."""
# Nobody who stands leans back as far as this: a spine extends by about 30 degrees and hips by about 20 (usual norms of
# goniometry). A trunk nearer to the level may lie, and so may whoever has the ankles less of their distance below the
# hips than this share.
_LEANS_DEG, _LEVEL_DEG, _LEGS_DOWN = 50.0, 80.0, 0.5


class Sides:
    """Compares where each pose has its front with where it was a moment before."""

    def __init__(self) -> None:
        self._front_deg = math.nan
        self._seen_s = self._since_s = self._odd_s = math.inf

    def push(self, pose: Pose) -> Pose:
        """Take the next pose; return it as it is, or with left and right exchanged."""
        if not pose.found or lies_on_the_side(pose.world):
            return pose
        front_deg = azimuth_deg(pose)
        if not math.isfinite(front_deg):
            return pose
        if self._is_reversed(pose, front_deg):
            self._odd_s = min(self._odd_s, pose.t_s)
            if self._is_front_wrong(pose):
                return replace(pose, landmarks=pose.landmarks[MIRROR], world=pose.world[MIRROR])
            self._since_s = self._odd_s
        self._front_deg, self._seen_s, self._odd_s = front_deg, pose.t_s, math.inf
        self._since_s = min(self._since_s, pose.t_s)
        return pose

    def _is_reversed(self, pose: Pose, front_deg: float) -> bool:
        """Whether the front is on the other side than before, or of a first pose where no front can be."""
        if math.isnan(self._front_deg):
            return _lean_of_who_stands(pose) < -_LEANS_DEG
        passed_s = min(pose.t_s, self._odd_s) - self._seen_s
        off_deg = abs(math.remainder(front_deg - self._front_deg, 360.0))
        return off_deg > max(180.0 - _SAME_DEG, _TURN_SLACK_DEG + _TURN_DEG_S * passed_s)

    def _is_front_wrong(self, pose: Pose) -> bool:
        """Whether a front that is suddenly on the other side is wrong.

        A trunk that leans far tells, because nobody leans far back. Else of two fronts between which nobody turns the
        one that lasted longer is right.
        """
        lean_deg = _lean_of_who_stands(pose)
        if abs(lean_deg) > _LEANS_DEG:
            return lean_deg < 0.0
        return pose.t_s - self._odd_s < min(_BELIEVED_S, self._seen_s - self._since_s)


def _lean_of_who_stands(pose: Pose) -> float:
    """Forward inclination of the trunk in degrees, where it rises over legs that stand; otherwise 0."""
    body = Body(pose)
    lean_deg, legs = trunk_inclination(body), body.world_mid("ankle") - body.world_mid("hip")
    stands = legs[1] > _LEGS_DOWN * math.hypot(*legs.tolist())  # y is down
    return lean_deg if stands and abs(lean_deg) < _LEVEL_DEG else 0.0
