"""The base mesh that all bodies are shapes of, and its normals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.synthetic.figure.body import JOINTS, Array

Quads = NDArray[np.int64]


@dataclass(frozen=True)
class Mesh:
    """The base mesh in its own axes: vertices in dm, quads by group, weights of `JOINTS`."""

    vertices: Array
    groups: Mapping[str, Quads]
    weight: Array

    def moved(self, vertices: Array) -> Mesh:
        """Give the same mesh another shape."""
        return replace(self, vertices=vertices)

    def middle(self, group: str) -> Array:
        """Middle of a group's vertices."""
        middle: Array = self.vertices[np.unique(self.groups[group])].mean(axis=0)
        return middle

    def share(self, *joints: str) -> Array:
        """How much of each vertex moves with these joints of either side, 0..1."""
        total: Array = self.weight[:, [i for i, name in enumerate(JOINTS) if name.endswith(joints)]].sum(axis=1)
        return total


def normals(points: Array, quads: Quads) -> Array:
    """Unit normals of vertices, outward, shape (v, 3)."""
    a, b, c, d = (points[quads[:, i]] for i in range(4))
    across = np.cross(c - a, d - b)
    total = np.zeros_like(points)
    for i in range(4):
        np.add.at(total, quads[:, i], across)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return total / np.where(length > 0, length, 1.0)
