"""From a stream of poses to the camera that they were seen by, learnt while the person stands."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.body import SIDES, Body
from formcheck.motion.cleaning.camera import Camera, camera_of
from formcheck.motion.cleaning.view import ViewState
from formcheck.motion.geometry3d import flexion_3d
from formcheck.motion.measures.pelvis import hip_drop
from formcheck.motion.measures.trunk import trunk_inclination
from formcheck.pose.skeleton import LEFT, RIGHT, mirror
from formcheck.records import Pose

_MEMORY_S: Final = 15.0
"""The person may turn or the camera move: older poses say nothing of now (project's own estimate)."""
_STRAIGHTEST = 24
"""Of those poses, so many with the straightest legs and hips count: 0.8 s at 30 frames per second."""
_LEAST_SAMPLES = 3
_UPRIGHT_DROP, _UPRIGHT_TRUNK_DEG = 0.2, 40.0
"""Hips and trunk of a standing person, also as a low camera shows them, which adds up to 20 degrees of lean."""
_CHANGED_RAD: Final = math.radians(2.0)
"""Angles of the camera that differ by less are the same: they are known to 3 degrees."""
_LABELS = ("side", "oblique")


@dataclass(frozen=True, slots=True, eq=False)
class _Standing:
    """A standing person who faces the picture's right, and how far hips and knees bend in degrees."""

    pose: Pose
    bend_deg: float


class CameraTracker:
    """Learn the camera from a person who stands, and keep it up to date.

    `camera` is what holds now; None until the person was seen standing from the side or obliquely.
    """

    def __init__(self) -> None:
        self.camera: Camera | None = None
        self._standing: deque[_Standing] = deque()
        self._shoulders: deque[tuple[float, NDArray[np.float64]]] = deque()
        self._next_at = _LEAST_SAMPLES
        self._learnt = 0

    def push(self, pose: Pose, view: ViewState) -> bool:
        """Consume a pose; return whether the camera is another one than before by more than its error."""
        if not pose.found or view.label not in _LABELS or view.forward == 0:
            return False
        facing_right = pose if view.forward > 0 else mirror(pose)
        across = facing_right.world[LEFT["shoulder"], :3] - facing_right.world[RIGHT["shoulder"], :3]
        self._shoulders.append((pose.t_s, across))
        while self._shoulders[0][0] < pose.t_s - _MEMORY_S:
            self._shoulders.popleft()
        body = Body(facing_right, 1.0)
        if not (hip_drop(body) < _UPRIGHT_DROP and abs(trunk_inclination(body)) < _UPRIGHT_TRUNK_DEG):
            return False
        self._standing.append(_Standing(facing_right, _bend_deg(body)))
        while self._standing[0].pose.t_s < pose.t_s - _MEMORY_S:
            self._standing.popleft()
        self._learnt += 1
        return self._estimate() if self._learnt >= self._next_at else False

    def _estimate(self) -> bool:
        # Soon good enough, and steady after that.
        self._next_at = self._learnt + max(_LEAST_SAMPLES, min(self._learnt // 2, 15))
        straightest = sorted(self._standing, key=lambda standing: standing.bend_deg)[:_STRAIGHTEST]
        shoulders = np.mean([across for _, across in self._shoulders], axis=0)
        before, camera = self.camera, camera_of([s.pose for s in straightest], shoulders)
        if camera is None or (before is not None and not _differs(before, camera)):
            return False
        self.camera = camera
        return True


def _bend_deg(body: Body) -> float:
    joints = (("hip", "knee", "ankle"), ("shoulder", "hip", "knee"))
    return sum(flexion_3d(body, three, side) for three in joints for side in SIDES)


def _differs(a: Camera, b: Camera) -> bool:
    return a.can_turn != b.can_turn or bool(np.abs(a.angles_rad - b.angles_rad).max() > _CHANGED_RAD)
