"""Whether what is seen now goes on from what was seen before, or something else was put in its place.

A cut of the film is told by whoever saw the pictures (`Pose.shot`). A zoom within few frames, a camera that was moved,
or another person show in the landmarks alone; a gap shows in the times.
"""

from __future__ import annotations

import math
from statistics import median

import numpy as np

from formcheck.pose.skeleton import LEFT, RIGHT
from formcheck.records import Pose

GAP_S = 0.75
"""Longest time without the person that is bridged, in seconds: about the half of a quick repetition."""

# Natural logarithm of the change in size. On real clips the size jumped by up to 0.10 between frames, and by 0.15 to
# 1.2 at zooms and cuts; who walks towards a near camera grows by a factor of e a second.
_SCALE_JUMP = 0.15
_SCALE_RATE = 1.0
# Of the hips, in metres: up to 0.10 between frames of real sets; the rate is that of a sprint.
_PLACE_JUMP_M = 0.25
_PLACE_RATE_M_S = 4.0
_HIPS = [LEFT["hip"], RIGHT["hip"]]
_LIMBS = [side[joint] for side in (LEFT, RIGHT) for joint in ("shoulder", "knee", "ankle")]


class Continuity:
    """Tell the first pose of each stretch that can be measured with one calibration."""

    def __init__(self) -> None:
        self._shot = 0
        self._last: tuple[float, float, complex] | None = None

    def push(self, pose: Pose) -> bool:
        """Take the next pose and tell whether what was learnt before it no longer holds; never for the first."""
        here = _where(pose) if pose.found else None
        broken = pose.shot != self._shot or (here is not None and self._jumped(here))
        self._shot = pose.shot
        if pose.found:
            self._last = here
        elif broken:
            self._last = None
        return broken

    def _jumped(self, here: tuple[float, float, complex]) -> bool:
        if self._last is None:
            return False
        (t_s, scale, place), (before_s, before_scale, before_place) = here, self._last
        passed_s = t_s - before_s
        grown = abs(math.log(scale / before_scale)) if scale > 0 and before_scale > 0 else 0.0
        moved_m = abs(place - before_place) / scale if scale > 0 else 0.0
        return (
            passed_s > GAP_S
            or grown > _SCALE_JUMP + _SCALE_RATE * passed_s
            or moved_m > _PLACE_JUMP_M + _PLACE_RATE_M_S * passed_s
        )


def _where(pose: Pose) -> tuple[float, float, complex]:
    x, y = pose.landmarks[_HIPS, :2].mean(axis=0).tolist()
    return pose.t_s, _scale(pose), complex(x, y)


def _scale(pose: Pose) -> float:
    """Pixels to a metre as most joints have it: one that lies must not pass for a zoom."""
    picture, space = (
        np.hypot(*(points[_LIMBS, :2] - points[_HIPS, :2].mean(axis=0)).T) for points in (pose.landmarks, pose.world)
    )
    return float(median((picture / np.maximum(space, 1e-6)).tolist()))
