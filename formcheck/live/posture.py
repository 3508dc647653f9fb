"""Poses go in; whether the person is in the starting posture, and whether they keep still, come out."""

from __future__ import annotations

import math
from collections import deque
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.exercise import Exercise
from formcheck.motion.body import VISIBLE, Body
from formcheck.motion.cleaning.proportions import UPRIGHT_DROP, UPRIGHT_TRUNK_DEG
from formcheck.motion.cleaning.view import ViewState
from formcheck.motion.measures import MEASURES
from formcheck.pose.skeleton import LEFT, RIGHT, pixels_per_metre
from formcheck.records import Pose

Points = NDArray[np.complex128]

_TRUNK = "trunk_inclination"
_SLACK_DEG: Final = 15.0
"""Beyond the limits of a movement's gate, which hold at its turning point, not its start (our own estimate)."""

# Our own estimate: a person who stands still sways by 1 to 2 cm, and the median of a landmark over 0.2 s is wrong by
# about 1 cm. 5 cm between medians that are 0.4 s apart are 0.12 m/s: slower than the hips in a two-second squat.
_WINDOW_S, _STILL_M, _MOVING_M = 0.6, 0.05, 0.08
_JOINTS = [side[joint] for side in (LEFT, RIGHT) for joint in ("shoulder", "hip", "knee", "ankle")]


def how_to_start(exercise: Exercise, body: Body, view: ViewState) -> str:
    """Name what to do to get into the starting posture, by its key in the table; empty if the person is in it."""
    if set(exercise.views) == {"floor_side"}:
        return _down(exercise, body, view)
    if "floor_side" in exercise.views:
        return ""
    if view.label == "floor_side":
        return "stand_up"
    trunk, drop = MEASURES[_TRUNK].read(body), MEASURES["hip_drop"].read(body)
    return "stand_upright" if abs(trunk) > UPRIGHT_TRUNK_DEG or drop > UPRIGHT_DROP else ""


def _down(exercise: Exercise, body: Body, view: ViewState) -> str:
    low, high = _trunk_limits(exercise)
    on_back, face_down = high < 0.0, low > 30.0
    trunk = MEASURES[_TRUNK].read(body)
    as_needed = not math.isfinite(trunk) or low - _SLACK_DEG <= trunk <= high + _SLACK_DEG
    if view.label == "floor_side" and as_needed:
        return ""
    if on_back:
        return "lie_on_back"
    return "face_the_floor" if face_down else "on_the_floor"


def _trunk_limits(exercise: Exercise) -> tuple[float, float]:
    """Limits of the trunk's inclination during the exercise in degrees; infinite where it has none."""
    gates = exercise.counting.gates if exercise.counting else exercise.hold.posture if exercise.hold else ()
    found = [gate.within for gate in gates if gate.measure == _TRUNK and gate.reducer == "median"]
    return max((w.min for w in found), default=-math.inf), min((w.max for w in found), default=math.inf)


class Stillness:
    """Detects whether a person keeps still, by shoulders, hips, knees and ankles; arms may move."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, Points]] = deque()
        self._scale = math.nan
        self._began_at: Points = np.full(len(_JOINTS), complex(math.nan, math.nan))
        self.is_still = False

    def push(self, pose: Pose) -> bool:
        """Process the next pose; without a person it is not still."""
        if not pose.found or (self._recent and pose.t_s - self._recent[-1][0] > _WINDOW_S):
            self._recent.clear()
            self.is_still = False
        if pose.found:
            self._scale = pixels_per_metre(pose)
            self._recent.append((pose.t_s, _seen(pose)))
        # One pose that is just older stays: at a low frame rate the others do not fill the window.
        while len(self._recent) > 1 and self._recent[1][0] <= pose.t_s - _WINDOW_S:
            self._recent.popleft()
        positions = self._positions()
        if positions is None:
            self.is_still = False
        elif not self.is_still:
            self.is_still = self._way_m(positions, positions[[1, 2, 0]]) < _STILL_M
            self._began_at = positions[-1]
        else:
            # A sway that goes far enough is a movement, however slow.
            here = np.array([*positions, self._began_at])
            self.is_still = self._way_m(here, here[[1, 2, 3, 0]]) < _MOVING_M
        return self.is_still

    def _positions(self) -> NDArray[np.complex128] | None:
        """Positions of the joints in three parts of the window; None before it is full."""
        if len(self._recent) < 3 or self._recent[-1][0] - self._recent[0][0] < 0.8 * _WINDOW_S:
            return None
        thirds = np.array_split(np.array([p for _, p in self._recent]), 3)
        return np.array([_middle(third) for third in thirds])

    def _way_m(self, one: NDArray[np.complex128], other: NDArray[np.complex128]) -> float:
        """Largest distance between two positions of a joint in metres; infinite where none is seen."""
        way = np.abs(one - other)
        seen = way[np.isfinite(way)]
        return float(seen.max()) / self._scale if seen.size and self._scale > 0 else math.inf


def _seen(pose: Pose) -> Points:
    """Positions of the joints as complex numbers; NaN for a hidden joint, whose landmark wanders by itself."""
    x, y, visibility = pose.landmarks[_JOINTS][:, [0, 1, 3]].T
    return np.where(visibility >= VISIBLE, x + 1j * y, complex(math.nan, math.nan))


def _middle(points: NDArray[np.complex128]) -> Points:
    """Median position of each joint, x and y separately."""
    return np.asarray(np.median(points.real, axis=0) + 1j * np.median(points.imag, axis=0))
