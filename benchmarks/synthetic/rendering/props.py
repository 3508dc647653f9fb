"""What is held, lain or stood on: a barbell, a mat, a step, its edge and a treadmill."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.synthetic.figure.kinematics import Placed
from benchmarks.synthetic.rendering.mesh import FloatArray, Mesh, joined
from benchmarks.synthetic.rendering.room import box

_SIDES = 20
_BAR_M, _BAR_RADIUS_M = 2.0, 0.014
# Small plates, which leave the shins in sight.
_PLATE_RADIUS_M, _PLATE_M, _PLATE_AT_M = 0.15, 0.05, 0.78
_STEEL, _RUBBER = np.array([0.72, 0.73, 0.75]), np.array([0.14, 0.14, 0.16])
_MAT_M = (2.0, 0.72, 0.012)


def props(kind: str, placed: Sequence[Placed]) -> list[Mesh]:
    """Build what a clip needs beside the figure, as it is in the first frame.

    Parameters
    ----------
    kind : {"", "barbell", "mat", "step", "edge", "treadmill"}
        With ``edge`` only the front of the feet is on a step, and the heels can sink behind it.
    placed : sequence of Placed
        The figure over the clip, which tells where the things go.
    """
    if kind == "barbell":
        return [barbell()]
    if kind == "mat":
        return [_mat(placed)]
    if kind in ("step", "edge"):
        return [_step(placed[0], heels_free=kind == "edge")]
    return _treadmill(placed[0]) if kind == "treadmill" else []


def moved(meshes: Sequence[Mesh], placed: Placed) -> list[Mesh]:
    """Bring a bar to where the hands are in another frame."""
    hands = np.array([placed.points[f"{side}_index_finger"] for side in ("left", "right")])
    return [mesh.moved(carried(_REST.vertices, *hands)) for mesh in meshes]


def carried(vertices: FloatArray, left: FloatArray, right: FloatArray) -> FloatArray:
    """Bring what was built along y about the origin to between two points, along the line through them."""
    across = (left - right) / np.linalg.norm(left - right)
    ahead = np.cross(across, [0.0, 0.0, 1.0])
    axes = np.stack([ahead / np.linalg.norm(ahead), across, np.cross(ahead, across) / np.linalg.norm(ahead)])
    return np.asarray(vertices @ axes + (left + right) / 2)


def barbell(plate_radius_m: float = _PLATE_RADIUS_M) -> Mesh:
    """Build a bar along y about the origin, with a plate on either side."""
    plates = [cylinder(side * _PLATE_AT_M, _PLATE_M, plate_radius_m, _RUBBER) for side in (-1.0, 1.0)]
    return joined([cylinder(0.0, _BAR_M, _BAR_RADIUS_M, _STEEL), *plates])


def cylinder(middle: float, length: float, radius: float, colour: FloatArray) -> Mesh:
    """Build a closed cylinder along y."""
    turn = np.linspace(0, 2 * np.pi, _SIDES, endpoint=False)
    ring = radius * np.stack([np.cos(turn), np.zeros(_SIDES), np.sin(turn)], axis=1)
    ends = [np.add(ring, [0.0, middle + shift, 0.0]) for shift in (-length / 2, length / 2)]
    caps = [*ends, np.array([[0.0, middle - length / 2, 0.0], [0.0, middle + length / 2, 0.0]])]
    i, following = np.arange(_SIDES), (np.arange(_SIDES) + 1) % _SIDES
    around = [np.stack(f, axis=1) for f in ((i, following, following + _SIDES), (i, following + _SIDES, i + _SIDES))]
    first = 2 * _SIDES
    lids = [
        np.stack([following + first, i + first, np.full(_SIDES, 2 * first)], axis=1),
        np.stack([i + first + _SIDES, following + first + _SIDES, np.full(_SIDES, 2 * first + 1)], axis=1),
    ]
    faces = np.concatenate([*around, *lids])
    return Mesh(np.concatenate([*ends, *caps]), faces, np.tile(colour, (len(faces), 1)), shine=0.3)


def _middle(placed: Sequence[Placed]) -> FloatArray:
    points = np.concatenate([pose.positions for pose in (placed[0], placed[len(placed) // 3])])
    return np.asarray((points.min(axis=0) + points.max(axis=0)) / 2)


def _mat(placed: Sequence[Placed]) -> Mesh:
    """Lay a mat under the figure, along the way it lies."""
    points = placed[0].positions
    lengthways = np.ptp(points[:, 0]) >= np.ptp(points[:, 1])
    size = np.array(_MAT_M if lengthways else (_MAT_M[1], _MAT_M[0], _MAT_M[2]))
    middle = _middle(placed) * [1.0, 1.0, 0.0]
    return box(middle - size / 2, middle + size * [0.5, 0.5, 0.0], np.array([0.25, 0.38, 0.45]))


def _step(pose: Placed, *, heels_free: bool) -> Mesh:
    """Put a step under the lower foot, wide enough for both: from the ball of the foot backwards, or forwards."""
    points = pose.points
    side = min(("left", "right"), key=lambda s: points[f"{s}_sole_ball"][2])
    ball, heel = (points[f"{side}_sole_{part}"] for part in ("ball", "heel"))
    across = [points[f"{s}_sole_ball"][1] for s in ("left", "right")]
    back, front = (ball[0] - 0.02, ball[0] + 0.35) if heels_free else (heel[0] - 0.15, ball[0] - 0.01)
    low, high = np.array([back, min(across) - 0.12, 0.0]), np.array([front, max(across) + 0.12, ball[2]])
    return box(low, high, np.array([0.55, 0.42, 0.30]))


def _treadmill(pose: Placed) -> list[Mesh]:
    """Put a treadmill about the runner: a belt between two rails, and a console on posts."""
    middle = pose.points["pelvis"] * [1.0, 1.0, 0.0]
    dark, grey = np.array([0.13, 0.13, 0.14]), np.array([0.45, 0.46, 0.48])
    parts = [
        ((-0.85, -0.26, -0.02), (0.75, 0.26, 0.002), dark),
        ((-0.85, -0.38, -0.02), (0.80, -0.26, 0.03), grey),
        ((-0.85, 0.26, -0.02), (0.80, 0.38, 0.03), grey),
        ((0.74, -0.38, 0.0), (0.80, -0.33, 1.05), grey),
        ((0.74, 0.33, 0.0), (0.80, 0.38, 1.05), grey),
        ((0.68, -0.38, 1.05), (0.84, 0.38, 1.18), dark),
    ]
    return [box(middle + np.array(low), middle + np.array(high), colour) for low, high, colour in parts]


_REST = barbell()
