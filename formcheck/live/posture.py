"""How somebody begins: upright, or on the floor for what is done there; and whether they keep still."""

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
"""Beyond the limits of a movement's gate, which are for its turning point, not its start (P)."""

# Who stands still sways by 1 to 2 cm, and a landmark's median over a fifth of a second strays by about one (P). Medians
# that far apart over 0.4 s mean 0.12 m/s: the hips of a squat of two seconds each way are faster for most of the way.
_WINDOW_S, _STILL_M, _MOVING_M = 0.6, 0.05, 0.08
_JOINTS = [side[joint] for side in (LEFT, RIGHT) for joint in ("shoulder", "hip", "knee", "ankle")]


def starts_well(exercise: Exercise, body: Body, view: ViewState) -> str:
    """Tell what to do to be in the posture to begin from; empty where somebody is."""
    if set(exercise.views) == {"floor_side"}:
        return _down(exercise, body, view)
    if "floor_side" in exercise.views:
        return ""
    if view.label == "floor_side":
        return "Stand up"
    trunk, drop = MEASURES[_TRUNK].read(body), MEASURES["hip_drop"].read(body)
    return "Stand upright" if abs(trunk) > UPRIGHT_TRUNK_DEG or drop > UPRIGHT_DROP else ""


def _down(exercise: Exercise, body: Body, view: ViewState) -> str:
    low, high = _trunk_limits(exercise)
    on_back, face_down = high < 0.0, low > 30.0
    trunk = MEASURES[_TRUNK].read(body)
    as_needed = not math.isfinite(trunk) or low - _SLACK_DEG <= trunk <= high + _SLACK_DEG
    if view.label == "floor_side" and as_needed:
        return ""
    if on_back:
        return "Lie down on your back"
    return "Get down, facing the floor" if face_down else "Get down on the floor"


def _trunk_limits(exercise: Exercise) -> tuple[float, float]:
    """Give the inclinations of the trunk that the exercise is done in; all of them where it does not say."""
    gates = exercise.counting.gate if exercise.counting else exercise.hold.posture if exercise.hold else ()
    found = [gate.within for gate in gates if gate.measure == _TRUNK and gate.reducer == "median"]
    return max((w.min for w in found), default=-math.inf), min((w.max for w in found), default=math.inf)


class Stillness:
    """Tell whether somebody keeps still, by shoulders, hips, knees and ankles; arms may settle."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, Points]] = deque()
        self._scale = math.nan
        self._began_at: Points = np.full(len(_JOINTS), complex(math.nan, math.nan))
        self.is_still = False

    def push(self, pose: Pose) -> bool:
        """Take the next pose; nobody is not still."""
        if not pose.found or (self._recent and pose.t_s - self._recent[-1][0] > _WINDOW_S):
            self._recent.clear()
            self.is_still = False
        if pose.found:
            self._scale = pixels_per_metre(pose)
            self._recent.append((pose.t_s, _seen(pose)))
        # One that is just older stays: where pictures are few, the others do not fill the window.
        while len(self._recent) > 1 and self._recent[1][0] <= pose.t_s - _WINDOW_S:
            self._recent.popleft()
        places = self._places()
        if places is None:
            self.is_still = False
        elif not self.is_still:
            self.is_still = self._way_m(places, places[[1, 2, 0]]) < _STILL_M
            self._began_at = places[-1]
        else:
            # Who sways far enough has moved, however slowly.
            here = np.array([*places, self._began_at])
            self.is_still = self._way_m(here, here[[1, 2, 3, 0]]) < _MOVING_M
        return self.is_still

    def _places(self) -> NDArray[np.complex128] | None:
        """Give the joints' places in three parts of the window; None before it is full."""
        if len(self._recent) < 3 or self._recent[-1][0] - self._recent[0][0] < 0.8 * _WINDOW_S:
            return None
        thirds = np.array_split(np.array([p for _, p in self._recent]), 3)
        return np.array([_middle(third) for third in thirds])

    def _way_m(self, one: NDArray[np.complex128], other: NDArray[np.complex128]) -> float:
        """Furthest way of a joint between two places; infinite where none is seen."""
        way = np.abs(one - other)
        told = way[np.isfinite(way)]
        return float(told.max()) / self._scale if told.size and self._scale > 0 else math.inf


def _seen(pose: Pose) -> Points:
    """Give the joints' places as complex numbers; a hidden joint strays while its owner stands still."""
    x, y, visibility = pose.landmarks[_JOINTS][:, [0, 1, 3]].T
    return np.where(visibility >= VISIBLE, x + 1j * y, complex(math.nan, math.nan))


def _middle(points: NDArray[np.complex128]) -> Points:
    """Median place of each joint, x and y apart."""
    return np.asarray(np.median(points.real, axis=0) + 1j * np.median(points.imag, axis=0))
