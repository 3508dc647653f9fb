"""Directions, angles and lengths from the 3-D landmarks: a body goes in, unit vectors, degrees and metres come out.

Axes as in `formcheck.records.Pose.world`: x to the right of the frame, y down, z away from the camera.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.body import Body, once
from formcheck.records import Side

Vector = NDArray[np.float64]


def norm(vector: Vector) -> float:
    """Length of a vector, 0 without one: in a fraction of the time that NumPy's own takes for three numbers."""
    return math.sqrt(vector.dot(vector))


def across_3d(u: Vector, v: Vector) -> Vector:
    """Vector at right angles to two others; the same, and for the same reason, as NumPy's cross product."""
    (a, b, c), (d, e, f) = u.tolist(), v.tolist()
    return np.array([b * f - c * e, c * d - a * f, a * e - b * d])


def bend_3d(u: Vector, v: Vector) -> float:
    """Angle between two directions in space.

    Returns
    -------
    float
        0..180 degrees; NaN where one of them has no length.
    """
    size = norm(u) * norm(v)
    return math.degrees(math.acos(max(-1.0, min(1.0, float(u @ v) / size)))) if size > 0 else math.nan


@once
def flexion_3d(body: Body, joints: tuple[str, str, str], side: Side) -> float:
    """Flexion at the second of three joints of a side.

    Returns
    -------
    float
        0..180 degrees, 0 with the three in one line; NaN where two of them coincide.
    """
    first, vertex, last = (body.world(joint, side) for joint in joints)
    return bend_3d(vertex - first, last - vertex)


@once
def facing_3d(body: Body) -> Vector | None:
    """Horizontal unit vector the way the person faces, at right angles to the shoulder and hip line.

    Returns
    -------
    ndarray of float, shape (3,), or None
        None if both lines are vertical or unknown.
    """
    across = body.world("hip", "left") - body.world("hip", "right")
    across = across + body.world("shoulder", "left") - body.world("shoulder", "right")
    front = np.array([across[2], 0.0, -across[0]])
    size = norm(front)
    return front / size if size > 0 else None


@once
def leftward_3d(body: Body) -> Vector:
    """Horizontal unit vector to the person's left, along the shoulder and hip line; NaN where there is none."""
    front = facing_3d(body)
    return np.full(3, math.nan) if front is None else np.array([-front[2], 0.0, front[0]])


def length(vector: Vector) -> float:
    """Length of a vector; NaN for a vector without one, so that nothing is divided by it."""
    return norm(vector) or math.nan


@once
def shoulder_width_m(body: Body) -> float:
    """Distance between the shoulders in metres."""
    return length(body.world("shoulder", "left") - body.world("shoulder", "right"))


@once
def trunk_m(body: Body) -> float:
    """Distance from mid-hip to mid-shoulder in metres."""
    return length(body.world_mid("shoulder") - body.world_mid("hip"))
