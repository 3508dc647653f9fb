"""Poses go in; whether each continues what was seen before, or a new calibration must begin, comes out.

A cut of the film is detected in the frames (`Pose.shot`). A zoom within a few frames, a camera that was
moved, or another person shows in the landmarks alone; a gap shows in the times. Whoever is hidden for a moment, by a
plate or a rack, and is of the same size in the same place afterwards, is the same person in the same shot.
"""

from __future__ import annotations

import math
from statistics import median

import numpy as np

from formcheck.pose.skeleton import LEFT, RIGHT
from formcheck.records import Pose

GAP_S = 0.75
"""Longest time without the person that changes nothing, in seconds: about half of a quick repetition."""

HIDDEN_S = 2.0
"""Longest time that hides part of one movement, in seconds: two quick repetitions take longer than that."""

# Natural logarithm of the change in size. On real clips the size jumped by up to 0.10 between frames, and by 0.15 to
# 1.2 at zooms and cuts; a person who walks towards a near camera grows by a factor of e per second.
_SCALE_JUMP = 0.15
_SCALE_RATE = 1.0
# Of the hips, in metres: up to 0.10 between frames of real sets; the rate is that of a sprint.
_PLACE_JUMP_M = 0.25
_PLACE_RATE_M_S = 4.0
# How far the hips of one person travel unseen who stays in place: from standing to the floor.
_STAYS_M = 1.0
# A place or size to which nobody gets that fast is believed once it has lasted as long as legs that stay exchanged.
_BELIEVED_S = 0.3
_HIPS = [LEFT["hip"], RIGHT["hip"]]
_LIMBS = [side[joint] for side in (LEFT, RIGHT) for joint in ("shoulder", "knee", "ankle")]


class Continuity:
    """Detects the first pose of each shot, within which one calibration holds."""

    def __init__(self) -> None:
        self._shot = 0
        self._last: tuple[float, float, complex] | None = None
        self._odd_s = self._since_s = math.inf

    @property
    def is_doubted(self) -> bool:
        """Whether the latest pose is at a place or of a size that is not believed yet."""
        return math.isfinite(self._odd_s)

    def push(self, pose: Pose) -> bool:
        """Take the next pose; return whether what was learnt before it no longer holds (False for the first)."""
        here = _where(pose) if pose.found else None
        broken = pose.shot != self._shot or (here is not None and self._is_elsewhere(here))
        self._shot = pose.shot
        if broken:
            self._last, self._odd_s, self._since_s = None, math.inf, pose.t_s
        if here is not None and not self.is_doubted:
            self._last, self._since_s = here, min(self._since_s, pose.t_s)
        return broken

    def _is_elsewhere(self, here: tuple[float, float, complex]) -> bool:
        """Whether a place that does not continue the last one is to be believed.

        A pose that jumps and comes back was wrong. Of two places the one that lasted longer is right, and after a time
        without anybody the new one.
        """
        if self._last is None or not self._jumped(here):
            self._odd_s = math.inf
            return False
        lost_s, before_s = here[0] - self._last[0], self._last[0] - self._since_s
        self._odd_s = min(self._odd_s, here[0])
        return (
            self._odd_s - self._last[0] > GAP_S
            or lost_s > HIDDEN_S
            or here[0] - self._odd_s >= min(_BELIEVED_S, before_s)
        )

    def _jumped(self, here: tuple[float, float, complex]) -> bool:
        if self._last is None:
            return False
        (t_s, scale, place), (before_s, before_scale, before_place) = here, self._last
        passed_s = min(t_s, self._odd_s) - before_s  # once it has jumped, time makes the wrong place no more likely
        grown = abs(math.log(scale / before_scale)) if scale > 0 and before_scale > 0 else 0.0
        moved_m = abs(place - before_place) / scale if scale > 0 else 0.0
        if passed_s > GAP_S:
            return passed_s > HIDDEN_S or grown > _SCALE_JUMP or moved_m > _STAYS_M
        return grown > _SCALE_JUMP + _SCALE_RATE * passed_s or moved_m > _PLACE_JUMP_M + _PLACE_RATE_M_S * passed_s


def _where(pose: Pose) -> tuple[float, float, complex]:
    x, y = pose.landmarks[_HIPS, :2].mean(axis=0).tolist()
    return pose.t_s, _scale(pose), complex(x, y)


def _scale(pose: Pose) -> float:
    """Pixels per metre, by the median joint: an outlier must not pass for a zoom."""
    image_px, world_m = (
        np.hypot(*(points[_LIMBS, :2] - points[_HIPS, :2].mean(axis=0)).T) for points in (pose.landmarks, pose.world)
    )
    return float(median((image_px / np.maximum(world_m, 1e-6)).tolist()))
