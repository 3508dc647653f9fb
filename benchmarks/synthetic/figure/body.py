"""Clothed bodies with their joints, marks and skinning weights, from the file that `bake` writes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import did_you_mean
from formcheck.pose.skeleton import NAMES

Array = NDArray[np.float64]

FILE = Path(__file__).with_name("bodies.npz")
SIDES = ("left", "right")
SOLE_M = 0.02
"""How far a shoe's sole lifts the foot off the floor."""

_SPINE = ("pelvis", "spine_1", "spine_2", "spine_3", "spine_4", "neck", "head")
_CHAINS = (("spine_4", "clavicle", "shoulder", "elbow", "wrist"), ("pelvis", "hip", "knee", "ankle", "ball"))
JOINTS = _SPINE + tuple(f"{side}_{joint}" for side in SIDES for _, *chain in _CHAINS for joint in chain)
"""Names of the joints in the order of `Body.joints`; bone i turns about joint i."""

PARENT: dict[str, str | None] = (
    {"pelvis": None}
    | dict(zip(_SPINE[1:], _SPINE, strict=False))
    | {f"{side}_{chain[0]}": trunk for side in SIDES for trunk, *chain in _CHAINS}
    | {f"{side}_{b}": f"{side}_{a}" for side in SIDES for _, *c in _CHAINS for a, b in pairwise(c)}
)
"""The joint that carries each joint; the pelvis is carried by none."""

_LIMB_MARKS = {
    "pinky": "wrist", "index_finger": "wrist", "thumb": "wrist", "heel": "ankle", "toe": "ball",
    "sole_heel": "ankle", "sole_ball": "ball", "sole_tip": "ball",
}  # fmt: skip
MARK_JOINT: dict[str, str] = (
    {name: "head" for name in NAMES if name.partition("_")[2] not in _LIMB_MARKS and name not in JOINTS}
    | {"head_top": "head"}
    | {f"{side}_{mark}": f"{side}_{joint}" for side in SIDES for mark, joint in _LIMB_MARKS.items()}
)
"""The joint whose bone carries each mark."""

MARKS = tuple(MARK_JOINT)
"""Names of the marks in the order of `Body.marks`."""

PARTS = ("skin", "shirt", "shorts", "shoes", "hair", "eyes", "iris", "sole", "lips", "brows")
"""What a face may show; `Body.part` indexes it. Leggings are ``shorts`` that reach further down."""


@dataclass(frozen=True, eq=False)
class Body:
    """A clothed person in the rest pose, arms held away from the body.

    Metres, right-handed (forward, left, up) as the figure sees it; the soles stand on z = 0, and the middle of the
    hips is above the origin.

    Parameters
    ----------
    name : str
        One of `names`.
    joints : ndarray of float64, shape (23, 3)
        Joint centres, as `JOINTS`.
    marks : ndarray of float64, shape (m, 3)
        Points fixed to a bone, as `MARKS`.
    vertices : ndarray of float64, shape (v, 3)
        The mesh.
    faces : ndarray of int64, shape (f, 3)
        Triangles, counter-clockwise from outside.
    part : ndarray of uint8, shape (f,)
        What each triangle shows: an index into `PARTS`.
    weight_joint : ndarray of int64, shape (v, 4)
        The bones that move each vertex: indices into `JOINTS`.
    weight : ndarray of float64, shape (v, 4)
        How much each does, 0..1, summing to 1.
    """

    name: str
    joints: Array
    marks: Array
    vertices: Array
    faces: NDArray[np.int64]
    part: NDArray[np.uint8]
    weight_joint: NDArray[np.int64]
    weight: Array

    @classmethod
    def load(cls, name: str) -> Self:
        """Read one body from the file beside this module.

        Parameters
        ----------
        name : str
            One of `names`.

        Returns
        -------
        Body
            With only the vertices that its faces use.

        Raises
        ------
        ValueError
            If there is no such body.
        """
        if name not in names():
            msg = f"unknown body {name!r}; known are {', '.join(names())}.{did_you_mean(name, names())}"
            raise ValueError(msg)
        baked = _baked()
        index = names().index(name)
        worn = baked["worn"][index]
        quads = baked["quads"][worn].astype(np.int64)
        used, corners = np.unique(quads, return_inverse=True)
        corners = corners.reshape(quads.shape)
        return cls(
            name=name,
            joints=baked["joints_m"][index],
            marks=baked["marks_m"][index],
            vertices=baked["vertices_tenth_mm"][index, used] / 1e4,
            faces=corners[:, [0, 1, 2, 0, 2, 3]].reshape(-1, 3),
            part=np.repeat(baked["part"][worn], 2),
            weight_joint=baked["weight_joint"][used].astype(np.int64),
            weight=baked["weight_255"][used] / 255.0,
        )

    def skin(self, rotations: Array, positions: Array) -> Array:
        """Move the mesh with its bones (linear blend skinning).

        Parameters
        ----------
        rotations : ndarray, shape (23, 3, 3)
            What turns each bone from the rest pose into the pose, in world axes.
        positions : ndarray, shape (23, 3)
            Where the joint centres are in the pose, in metres.

        Returns
        -------
        ndarray of float64, shape (v, 3)
            The vertices: the weighted mean of where each of their bones would carry them.
        """
        shifts = positions - np.einsum("jab,jb->ja", rotations, self.joints)
        bones = np.concatenate([rotations, shifts[:, :, None]], axis=2).reshape(len(JOINTS), 12)
        to_x, to_y, to_z = (bones.T @ self._blend).reshape(3, 4, -1)
        x, y, z = self._columns
        return np.stack([a[0] * x + a[1] * y + a[2] * z + a[3] for a in (to_x, to_y, to_z)], axis=1)

    @cached_property
    def _columns(self) -> Array:
        return np.ascontiguousarray(self.vertices.T)

    @cached_property
    def _blend(self) -> Array:
        """Weights as a table of joints by vertices: one product is faster than gathering four bones a vertex."""
        table = np.zeros((len(JOINTS), len(self.vertices)))
        np.add.at(table, (self.weight_joint, np.arange(len(self.vertices))[:, None]), self.weight)
        return table


def names() -> tuple[str, ...]:
    """List the bodies that can be loaded."""
    return tuple(str(name) for name in _baked()["names"])


@cache
def _baked() -> dict[str, NDArray[np.generic]]:
    with np.load(FILE, allow_pickle=False) as archive:
        return dict(archive)
