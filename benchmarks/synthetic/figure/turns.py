"""Turns and directions in space: x forward, y to the left, z up."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.records import Side

Array = NDArray[np.float64]
SIDES: tuple[Side, Side] = ("left", "right")
OUT = {"left": 1.0, "right": -1.0}
FORWARD, LEFT, UP = np.eye(3)


def turn(axis: str, degrees: float) -> Array:
    """Rotation matrix about x (forward), y (left) or z (up): y leans forward, z turns to the left."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    if axis == "x":
        return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])
    if axis == "y":
        return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def about(axis: Array, degrees: float) -> Array:
    """Rotation matrix about any axis, by Rodrigues' formula."""
    x, y, z = (axis / math.sqrt(axis @ axis)).tolist()
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    t = 1.0 - c
    return np.array(
        [
            [t * x * x + c, t * x * y - s * z, t * x * z + s * y],
            [t * x * y + s * z, t * y * y + c, t * y * z - s * x],
            [t * x * z - s * y, t * y * z + s * x, t * z * z + c],
        ]
    )


def tilted(degrees: float, length: float = 1.0) -> Array:
    """Upright vector, leaning forward by so much."""
    return length * np.array([math.sin(math.radians(degrees)), 0.0, math.cos(math.radians(degrees))])


def frame(direction: Array, pole: Array) -> Array:
    """Axes of a bone: along it, at right angles to it towards the pole, and across; as columns."""
    along = direction / math.sqrt(direction @ direction)
    ahead = pole - (pole @ along) * along
    ahead = ahead / math.sqrt(ahead @ ahead)
    return np.array([along, ahead, cross(along, ahead)]).T


def cross(u: Array, v: Array) -> Array:
    """Cross product of two vectors, without the care that numpy's takes for many."""
    (a, b, c), (x, y, z) = u.tolist(), v.tolist()
    return np.array([b * z - c * y, c * x - a * z, a * y - b * x])
