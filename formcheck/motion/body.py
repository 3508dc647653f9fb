"""One person at one moment, as the measures see it: named points, what may be trusted, and where the front is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.geometry import NAN_POINT, midpoint
from formcheck.pose.skeleton import index
from formcheck.records import Pose, Side

VISIBLE = 0.6
"""Least visibility of a landmark that may be graded (evidence 3.6)."""

_OUTSIDE = 0.02
"""How far beyond the picture's edge, in picture sizes, a landmark may lie before it counts as a guess."""

SIDES: tuple[Side, Side] = ("left", "right")
_LEG = (("hip", "knee"), ("knee", "ankle"))


def other(side: Side) -> Side:
    """Return the opposite side."""
    return SIDES[1 - SIDES.index(side)]


@dataclass(frozen=True, slots=True)
class Lengths:
    """Segment lengths in pixels while standing, NaN until known.

    They normalise what foreshortening hides: in a front view the thigh of a squat points at the camera.
    """

    leg: float = math.nan
    femur: float = math.nan
    trunk: float = math.nan


@dataclass(frozen=True)
class Body:
    """A pose with names.

    Parameters
    ----------
    pose : Pose
        What the camera gave; a frame without a person makes every point NaN.
    forward : float
        +1 when the person faces +x in the picture, -1 when -x, 0 when that is not known or not so (front view).
    lengths : Lengths
        Standing lengths, for measures that need them.
    """

    pose: Pose
    forward: float = 0.0
    lengths: Lengths = Lengths()

    @cached_property
    def _points(self) -> list[complex]:
        # Plain numbers in a list: a measure reads a few of them, and an array costs more to index than to compute with.
        points: list[complex] = (self.pose.landmarks[:, 0] - 1j * self.pose.landmarks[:, 1]).tolist()
        return points

    @cached_property
    def _trusted(self) -> list[bool]:
        x, y, seen = self.pose.landmarks[:, 0], self.pose.landmarks[:, 1], self.pose.landmarks[:, 3]
        margin_x, margin_y = _OUTSIDE * self.pose.width_px, _OUTSIDE * self.pose.height_px
        inside_x = (x >= -margin_x) & (x <= self.pose.width_px + margin_x)
        inside_y = (y >= -margin_y) & (y <= self.pose.height_px + margin_y)
        trusted: list[bool] = ((seen >= VISIBLE) & inside_x & inside_y).tolist()
        return trusted

    def _point(self, i: int, *, guess: bool) -> complex:
        return self._points[i] if guess or self._trusted[i] else NAN_POINT

    def at(self, joint: str, side: Side, *, guess: bool = False) -> complex:
        """Give a landmark in pixels, y up; NaN where it is not trusted, unless a guess will do."""
        return self._point(index(joint, side), guess=guess)

    def mid(self, joint: str, *, guess: bool = False) -> complex:
        """Give the point half way between a left and a right landmark."""
        return midpoint(self.at(joint, "left", guess=guess), self.at(joint, "right", guess=guess))

    def world(self, joint: str, side: Side) -> NDArray[np.float64]:
        """Give a 3-D landmark in metres: x to the picture's right, y down, z away from the camera."""
        return self.pose.world[index(joint, side), :3]

    @cached_property
    def world_legs(self) -> dict[Side, float]:
        """Lengths of the legs in metres: thigh and shank of the 3-D landmarks."""
        return {side: sum(self.world_length(a, b, side) for a, b in _LEG) for side in SIDES}

    def world_length(self, joint: str, to: str, side: Side) -> float:
        """Give the distance between two 3-D landmarks of a side in metres."""
        x, y, z = (self.world(joint, side) - self.world(to, side)).tolist()
        return math.hypot(x, y, z)

    def world_mid(self, joint: str) -> NDArray[np.float64]:
        """Give the 3-D point half way between a left and a right landmark."""
        return (self.world(joint, "left") + self.world(joint, "right")) / 2
