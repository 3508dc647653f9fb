"""What the bodies wear, cut out of the base mesh: fields in its own axes say where a garment is.

The base mesh is in decimetres, y up, z forward and x to the figure's left, before any target is applied.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, vstack

from benchmarks.synthetic.body import JOINTS, PARTS, Array

Quads = NDArray[np.int64]
Field = Callable[["Mesh"], Array]

# In the base mesh's decimetres: how far skin goes on under a hem, and where the garments end.
RIM = 0.25
COLLAR, WAIST, ANKLE_CUT = 5.9, 1.4, -7.4
IRIS_RADIUS = 0.06
HAIRLINE = ((-0.2, 0.05, 0.2, 0.75, 0.9, 1.3), (6.5, 6.55, 7.5, 7.5, 7.75, 8.0))
"""Depths and heights of the hairline."""

WALL_M, SOLE_EDGE_M = 0.04, 0.006
"""Up to where a shoe's wall is drawn down to the floor, and how far its sole stands out."""

_ARM = ("shoulder", "elbow", "wrist")


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


@dataclass(frozen=True)
class Layers:
    """All that can be worn, skin first: each vertex is a weighted mean of vertices of the base mesh, moved outward.

    Parameters
    ----------
    source : sparse array, shape (n, base vertices)
    quads : ndarray of int64, shape (f, 4)
    part : ndarray of uint8, shape (f,)
    inflate_m : ndarray, shape (n,)
        Way along the normal.
    shoe : ndarray of bool, shape (n,)
        Vertices of shoes.
    worn : mapping of outfit to ndarray of bool, shape (f,)
    """

    source: csr_array
    quads: Quads
    part: NDArray[np.uint8]
    inflate_m: Array
    shoe: NDArray[np.bool_]
    worn: Mapping[str, NDArray[np.bool_]]

    def dress(self, surface: Array, outward: Array) -> Array:
        """Place the vertices in metres over a base mesh that stands a sole above the floor."""
        outward = self.source @ outward
        placed = self.source @ surface + outward * self.inflate_m[:, None]
        placed[self.shoe] = _shod(placed[self.shoe], outward[self.shoe])
        return placed


def normals(points: Array, quads: Quads) -> Array:
    """Unit normals of vertices, outward, shape (v, 3)."""
    a, b, c, d = (points[quads[:, i]] for i in range(4))
    across = np.cross(c - a, d - b)
    total = np.zeros_like(points)
    for i in range(4):
        np.add.at(total, quads[:, i], across)
    length = np.linalg.norm(total, axis=1, keepdims=True)
    return np.divide(total, length, out=np.zeros_like(total), where=length > 0)


def layers(base: Mesh) -> Layers:
    """Cut everything that can be worn out of the unshaped base mesh."""
    tights = base.groups["helper-tights"]
    eyes = np.vstack([base.groups[f"helper-{s}-eye"] for s in "lr"])
    pieces = [_whole(base, base.groups["body"]), _whole(base, eyes)]
    parts = [np.zeros(len(pieces[0][1])), np.where(_iris(base, eyes), PARTS.index("iris"), PARTS.index("eyes"))]
    garments = {name: (garment, garment.field(base)) for name, garment in GARMENTS.items()}
    for garment, field in garments.values():
        pieces.append(_cut(base, base.groups["body"] if garment.part == "hair" else tights, field))
        parts.append(np.full(len(pieces[-1][1]), PARTS.index(garment.part)))
    starts = np.cumsum([0, *(source.shape[0] for source, _ in pieces)])
    names = ["skin", "eyes", *GARMENTS]
    piece = np.repeat(names, [len(quads) for _, quads in pieces])
    worn = {}
    for outfit, wears in OUTFITS.items():
        hidden = np.any([_inside(base, garments[name][1]) for name in wears], axis=0)
        worn[outfit] = np.isin(piece, ["eyes", *wears])
        worn[outfit][: len(hidden)] = ~hidden
    inflate = [0.0, 0.0, *(garment.inflate_m for garment in GARMENTS.values())]
    sizes = np.diff(starts)
    return Layers(
        source=csr_array(vstack([source for source, _ in pieces])),
        quads=np.vstack([quads + start for (_, quads), start in zip(pieces, starts, strict=False)]),
        part=np.concatenate(parts).astype(np.uint8),
        inflate_m=np.repeat(inflate, sizes),
        shoe=np.repeat([name == "shoes" for name in names], sizes),
        worn=worn,
    )


def _whole(base: Mesh, quads: Quads) -> tuple[csr_array, Quads]:
    used, corners = np.unique(quads, return_inverse=True)
    return csr_array(eye_array(len(base.vertices), format="csr")[used]), corners.reshape(quads.shape)


def _cut(base: Mesh, quads: Quads, field: Array) -> tuple[csr_array, Quads]:
    """Keep what is on the positive side; corners beyond are drawn back along their edges to where the field is 0."""
    inside = field > 0
    quads = quads[inside[quads].any(axis=1)]
    edges = np.vstack([quads[:, [i, j]] for i, j in ((0, 1), (1, 2), (2, 3), (3, 0), (0, 2), (1, 3))])
    edges = np.vstack([edges, edges[:, ::-1]])
    edges = edges[inside[edges[:, 0]] & ~inside[edges[:, 1]]]
    here, beyond = edges.T
    share = field[here] / (field[here] - field[beyond])
    matrix = _table(np.r_[beyond, beyond], np.r_[here, beyond], np.r_[1 - share, share], len(base.vertices))
    count = matrix.sum(axis=1)
    keep = eye_array(len(base.vertices), format="csr").multiply(inside[:, None])
    scaled = matrix.multiply(np.divide(1, count, out=np.zeros_like(count), where=count > 0)[:, None])
    used, corners = np.unique(quads, return_inverse=True)
    return csr_array(csr_array(keep + scaled)[used]), corners.reshape(quads.shape)


def _table(rows: Array, columns: Array, values: Array, size: int) -> csr_array:
    return csr_array((values, (rows, columns)), shape=(size, size))


def _inside(base: Mesh, field: Array) -> NDArray[np.bool_]:
    """Skin faces that a garment hides; a rim under its hem stays."""
    hidden: NDArray[np.bool_] = (field[base.groups["body"]] > RIM).all(axis=1)
    return hidden


def _iris(base: Mesh, quads: Quads) -> NDArray[np.bool_]:
    middle = base.vertices[quads].mean(axis=1)
    left = base.vertices[np.unique(base.groups["helper-l-eye"])]
    pupil = left[left[:, 2].argmax()]
    near: NDArray[np.bool_] = np.hypot(abs(middle[:, 0]) - pupil[0], middle[:, 1] - pupil[1]) < IRIS_RADIUS
    return near & (middle[:, 2] > left[:, 2].mean())


def _shod(points: Array, outward: Array) -> Array:
    """Make a shoe of a sock: a flat sole on the floor and a wall around it."""
    shod = points.copy()
    height = points[:, 2]
    lowest = height.min()
    wall = np.clip((WALL_M - height) / WALL_M, 0.0, 1.0)
    shod[:, :2] += SOLE_EDGE_M * wall[:, None] * outward[:, :2]
    shod[:, 2] = np.where(height < WALL_M, (height - lowest) / (WALL_M - lowest) * WALL_M, height)
    shod[outward[:, 2] < -0.5, 2] = 0.0
    return shod


def _shirt(sleeve: float, hem: float = -0.2) -> Field:
    def field(mesh: Mesh) -> Array:
        shoulder, elbow = mesh.middle("joint-l-shoulder"), mesh.middle("joint-l-elbow")
        points = np.abs(mesh.vertices * [1, 0, 0]) + mesh.vertices * [0, 1, 1]
        length = np.linalg.norm(elbow - shoulder)
        along = (points - shoulder) @ (elbow - shoulder) / length
        collar = COLLAR - 0.35 * np.clip(points[:, 2] / 0.9, -1, 1) - points[:, 1]
        trunk = np.minimum(points[:, 1] - hem, collar)
        return np.where(mesh.share(*_ARM) > 0.5, sleeve * length - along, trunk)

    return field


def _trousers(cut: float) -> Field:
    def field(mesh: Mesh) -> Array:
        height = mesh.vertices[:, 1]
        return np.where(mesh.share(*_ARM) > 0.3, -1.0, np.minimum(WAIST - height, height - cut))

    return field


def _shoes(mesh: Mesh) -> Array:
    return ANKLE_CUT - mesh.vertices[:, 1]


def _hair(mesh: Mesh) -> Array:
    """Height above a hairline that runs from the forehead over the temple and behind the ear to the nape."""
    x, y, z = mesh.vertices.T
    line = np.interp(z, *HAIRLINE)
    return np.where(mesh.share("head") > 0.5, y - line, -1.0)


@dataclass(frozen=True)
class Garment:
    """A part's name, where it is, and how far it stands off the skin."""

    part: str
    field: Field
    inflate_m: float


GARMENTS: Mapping[str, Garment] = MappingProxyType({
    "shirt": Garment("shirt", _shirt(0.55), 0.012),
    "top": Garment("shirt", _shirt(0.3), 0.009),
    "shorts": Garment("shorts", _trousers(-2.3), 0.008),
    "brief_shorts": Garment("shorts", _trousers(-1.7), 0.008),
    "leggings": Garment("shorts", _trousers(-6.9), 0.003),
    "shoes": Garment("shoes", _shoes, 0.004),
    "hair": Garment("hair", _hair, 0.012),
})  # fmt: skip

OUTFITS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "shorts": ("shirt", "shorts", "shoes", "hair"),
    "brief_shorts": ("top", "brief_shorts", "shoes", "hair"),
    "leggings": ("top", "leggings", "shoes", "hair"),
    "shirt_leggings": ("shirt", "leggings", "shoes", "hair"),
})  # fmt: skip
