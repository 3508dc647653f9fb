"""What the bodies wear, cut out of the base mesh: fields in its own axes say where a garment is.

The base mesh is in decimetres, y up, z forward and x to the figure's left, before any target is applied.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, vstack

from benchmarks.synthetic.figure.basemesh import Mesh, Quads
from benchmarks.synthetic.figure.body import PARTS, Array

Field = Callable[[Mesh], Array]

# In the base mesh's decimetres: how far skin goes on under a hem, and where the garments end.
RIM = 0.45
COLLAR, WAIST, ANKLE_CUT, SOLE_CUT = 5.6, 1.4, -7.4, -7.93
NECK_RADIUS, NECK_TOP = 0.8, 6.1
IRIS_RADIUS, BROW_RADIUS = 0.06, 0.03
LIPS_UP, LIPS_DOWN = 0.075, 0.085
BUN_MIDDLE, BUN_RADIUS = (0.0, 7.75, -0.75), 0.6
TRAGUS, MOUTH_CORNER, BROW = 12077, 7159, (7006, 6996, 6986)
"""Vertices of the left side; the brow runs over three."""

HAIRLINE = ((-0.2, 0.05, 0.2, 0.75, 0.9, 1.3), (6.5, 6.55, 7.5, 7.5, 7.75, 8.0))
"""Depths and heights of the hairline."""

WALL_M, SOLE_EDGE_M = 0.055, 0.006
"""Up to where a shoe's wall is drawn down to the floor, and how far its sole stands out."""

_ARM = ("shoulder", "elbow", "wrist")


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
        placed: Array = self.source @ surface + outward * self.inflate_m[:, None]
        placed[self.shoe] = _shod(placed[self.shoe], outward[self.shoe])
        return placed


@dataclass(frozen=True)
class _Piece:
    source: csr_array
    quads: Quads
    part: NDArray[np.uint8]
    inflate_m: Array


def layers(base: Mesh) -> Layers:
    """Cut everything that can be worn out of the unshaped base mesh."""
    fields = {name: garment.field(base) for name, garment in GARMENTS.items()}
    pieces = {"skin": _skin(base), "eyes": _eyes(base)}
    pieces |= {name: _sewn(base, garment, fields[name]) for name, garment in GARMENTS.items()}
    all_pieces = list(pieces.values())
    starts = np.cumsum([0, *(piece.source.shape[0] for piece in all_pieces)])
    shoe = [np.full(piece.source.shape[0], name in ("uppers", "soles")) for name, piece in pieces.items()]
    return Layers(
        source=csr_array(vstack([piece.source for piece in all_pieces])),
        quads=np.vstack([piece.quads + start for piece, start in zip(all_pieces, starts, strict=False)]),
        part=np.concatenate([piece.part for piece in all_pieces]),
        inflate_m=np.concatenate([piece.inflate_m for piece in all_pieces]),
        shoe=np.concatenate(shoe),
        worn={
            outfit: np.concatenate([_shown(name, piece, wears, fields) for name, piece in pieces.items()])
            for outfit, wears in OUTFITS.items()
        },
    )


def _shown(name: str, piece: _Piece, wears: tuple[str, ...], fields: Mapping[str, Array]) -> NDArray[np.bool_]:
    """Faces of a piece that an outfit shows: not those deep under what is worn over it."""
    if name in GARMENTS and name not in wears:
        return np.zeros(len(piece.quads), dtype=bool)
    over = wears[: wears.index(name)] if name in wears else wears if name == "skin" else ()
    shown = np.ones(len(piece.quads), dtype=bool)
    for garment in over:
        shown &= ~((piece.source @ fields[garment])[piece.quads] > RIM).all(axis=1)
    return shown


def _skin(base: Mesh) -> _Piece:
    quads = base.groups["body"]
    middle = base.vertices[quads].mean(axis=1)
    part = np.full(len(quads), PARTS.index("skin"), np.uint8)
    part[_lips(base, middle)] = PARTS.index("lips")
    part[_brows(base, middle)] = PARTS.index("brows")
    return _whole(base, quads, part)


def _eyes(base: Mesh) -> _Piece:
    quads = np.vstack([base.groups[f"helper-{s}-eye"] for s in "lr"])
    return _whole(base, quads, np.where(_iris(base, quads), PARTS.index("iris"), PARTS.index("eyes")).astype(np.uint8))


def _sewn(base: Mesh, garment: Garment, field: Array) -> _Piece:
    source, quads = _cut(base, base.groups["body" if garment.part == "hair" else "helper-tights"], field)
    depth = np.clip(source @ field / garment.rise, 0.0, 1.0) if garment.rise else np.ones(source.shape[0])
    part = np.full(len(quads), PARTS.index(garment.part), np.uint8)
    return _Piece(source, quads, part, garment.inflate_m * np.sqrt(depth))


def _whole(base: Mesh, quads: Quads, part: NDArray[np.uint8]) -> _Piece:
    used, corners = np.unique(quads, return_inverse=True)
    source = csr_array(eye_array(len(base.vertices), format="csr")[used])
    return _Piece(source, corners.reshape(quads.shape), part, np.zeros(len(used)))


def _cut(base: Mesh, quads: Quads, field: Array) -> tuple[csr_array, Quads]:
    """Keep what is on the positive side; corners beyond are drawn back along their edges to where the field is 0."""
    inside = field > 0
    quads = quads[inside[quads].any(axis=1)]
    here, beyond = _crossed(quads, inside).T
    share = field[here] / (field[here] - field[beyond])
    size = len(base.vertices)
    table = csr_array((np.r_[1 - share, share], (np.r_[beyond, beyond], np.r_[here, beyond])), shape=(size, size))
    kept = np.flatnonzero(inside)
    table = table + csr_array((np.ones(len(kept)), (kept, kept)), shape=(size, size))
    used, corners = np.unique(quads, return_inverse=True)
    rows = csr_array(table[used])
    return csr_array(rows.multiply(1 / rows.sum(axis=1)[:, None])), corners.reshape(quads.shape)


def _crossed(quads: Quads, inside: NDArray[np.bool_]) -> Quads:
    """Give each edge that leaves the positive side, from within to beyond, shape (n, 2); diagonals where none does."""
    edges = _leaving(quads, inside, ((0, 1), (1, 2), (2, 3), (3, 0)))
    diagonals = _leaving(quads, inside, ((0, 2), (1, 3)))
    return np.vstack([edges, diagonals[~np.isin(diagonals[:, 1], edges[:, 1])]])


def _leaving(quads: Quads, inside: NDArray[np.bool_], corners: tuple[tuple[int, int], ...]) -> Quads:
    pairs = np.vstack([quads[:, [i, j]] for i, j in corners])
    pairs = np.unique(np.vstack([pairs, pairs[:, ::-1]]), axis=0)
    leaving: Quads = pairs[inside[pairs[:, 0]] & ~inside[pairs[:, 1]]]
    return leaving


def _lips(base: Mesh, middle: Array) -> NDArray[np.bool_]:
    corner = base.vertices[MOUTH_CORNER]
    above = middle[:, 1] - corner[1]
    tall = np.where(above > 0, LIPS_UP, LIPS_DOWN)
    inside = (middle[:, 0] / corner[0]) ** 2 + (above / tall) ** 2 < 1
    lips: NDArray[np.bool_] = inside & (middle[:, 2] > corner[2] - 0.1)
    return lips


def _brows(base: Mesh, middle: Array) -> NDArray[np.bool_]:
    folded = _on_the_left(middle)
    near = np.zeros(len(middle), dtype=bool)
    for a, b in pairwise(base.vertices[list(BROW)]):
        along = np.clip((folded - a) @ (b - a) / ((b - a) @ (b - a)), 0.0, 1.0)
        near |= np.linalg.norm(folded - a - along[:, None] * (b - a), axis=1) < BROW_RADIUS
    return near


def _on_the_left(points: Array) -> Array:
    return np.column_stack([abs(points[:, 0]), points[:, 1:]])


def _iris(base: Mesh, quads: Quads) -> NDArray[np.bool_]:
    middle = base.vertices[quads].mean(axis=1)
    left = base.vertices[np.unique(base.groups["helper-l-eye"])]
    pupil = left[left[:, 2].argmax()]
    near = np.hypot(abs(middle[:, 0]) - pupil[0], middle[:, 1] - pupil[1]) < IRIS_RADIUS
    iris: NDArray[np.bool_] = near & (middle[:, 2] > left[:, 2].mean())
    return iris


def _shod(points: Array, outward: Array) -> Array:
    """Make a shoe of a sock: a flat sole on the floor and a wall around it."""
    shod = points.copy()
    height = points[:, 2]
    lowest = height.min()
    wall = np.clip((WALL_M - height) / WALL_M, 0.0, 1.0)
    shod[:, :2] += SOLE_EDGE_M * wall[:, None] * outward[:, :2]
    shod[:, 2] = np.where(height < WALL_M, np.clip((height - lowest) / (WALL_M - lowest), 0, 1) ** 2 * WALL_M, height)
    shod[outward[:, 2] < -0.5, 2] = 0.0
    return shod


def _shirt(sleeve: float, hem: float = 0.1) -> Field:
    def field(mesh: Mesh) -> Array:
        shoulder, elbow = mesh.middle("joint-l-shoulder"), mesh.middle("joint-l-elbow")
        points = _on_the_left(mesh.vertices)
        length = np.linalg.norm(elbow - shoulder)
        along = (points - shoulder) @ (elbow - shoulder) / length
        trunk = np.minimum(points[:, 1] - hem, _below_collar(mesh))
        return np.where(mesh.share(*_ARM) > 0.5, sleeve * length - along, trunk)

    return field


def _below_collar(mesh: Mesh) -> Array:
    """Below the collar, which dips in front, or on the shoulders beside the neck."""
    x, y, z = mesh.vertices.T
    beside = np.minimum(np.hypot(x, z - mesh.middle("joint-neck")[2]) - NECK_RADIUS, NECK_TOP - y)
    below: Array = np.maximum(COLLAR - 0.3 * np.clip(z, -1, 1) - y, beside)
    return below


def _trousers(cut: float) -> Field:
    def field(mesh: Mesh) -> Array:
        height = mesh.vertices[:, 1]
        return np.where(mesh.share(*_ARM) > 0.3, -1.0, np.minimum(WAIST - height, height - cut))

    return field


def _uppers(mesh: Mesh) -> Array:
    height = mesh.vertices[:, 1]
    return np.minimum(ANKLE_CUT - height, height - SOLE_CUT)


def _soles(mesh: Mesh) -> Array:
    return SOLE_CUT - mesh.vertices[:, 1]


def _bun(mesh: Mesh) -> Array:
    return np.where(mesh.share("head") > 0.5, BUN_RADIUS - np.linalg.norm(mesh.vertices - BUN_MIDDLE, axis=1), -1.0)


def _hair(mesh: Mesh) -> Array:
    """Height above a hairline that runs from the forehead over the temple and behind the ear to the nape."""
    _, y, z = mesh.vertices.T
    line = np.interp(z, *HAIRLINE)
    return np.where(mesh.share("head") > 0.5, y - line, -1.0)


@dataclass(frozen=True)
class Garment:
    """A part's name, where it is, how far it stands off the skin, and over what depth of field it rises to that."""

    part: str
    field: Field
    inflate_m: float
    rise: float = 0.0


GARMENTS: Mapping[str, Garment] = MappingProxyType({
    "shirt": Garment("shirt", _shirt(0.55), 0.015),
    "top": Garment("shirt", _shirt(0.42), 0.014),
    "shorts": Garment("shorts", _trousers(-2.3), 0.011),
    "brief_shorts": Garment("shorts", _trousers(-1.7), 0.010),
    "leggings": Garment("shorts", _trousers(-6.9), 0.003),
    "uppers": Garment("shoes", _uppers, 0.006),
    "soles": Garment("sole", _soles, 0.006),
    "hair": Garment("hair", _hair, 0.014, rise=0.2),
    "bun": Garment("hair", _bun, 0.06, rise=BUN_RADIUS),
})  # fmt: skip

_ALWAYS = ("uppers", "soles", "hair")
OUTFITS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "shorts": ("shirt", "shorts", *_ALWAYS),
    "brief_shorts": ("top", "brief_shorts", "bun", *_ALWAYS),
    "leggings": ("top", "leggings", "bun", *_ALWAYS),
    "shirt_leggings": ("shirt", "leggings", "bun", *_ALWAYS),
})  # fmt: skip
"""What is worn together, from the outside in: a garment hides what lies under it of those named after it."""
