"""Triangles with colours, and smooth normals for them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Mesh:
    """A surface to draw. Its arrays are kept, not copied: give a moved mesh new vertices, never write in them.

    Parameters
    ----------
    vertices : array of shape (v, 3)
        Metres, z up.
    faces : array of shape (f, 3)
        Indices of vertices, anticlockwise as seen from outside.
    colours : array of shape (f, 3) or (v, 3)
        sRGB from 0 to 1, of each face or each vertex. With as many faces as vertices they are read as the faces'.
    shine : float
        Strength of the highlight, 0 (cloth) to about 0.5 (polished metal).
    casts_shadow : bool
        Whether it darkens the floor and what lies behind it. Walls and floors do not.
    seen_from_inside_only : bool
        Leave out faces that turn their back on the camera: the walls of a room that the camera stands outside of.
    texture : array of shape (h, w, 3) or (h, w, 4), uint8, optional
        sRGB that multiplies the colours, repeated in both directions; the fourth channel says how much a texel glows of
        itself, as a window does.
    uv : array of shape (v, 2), optional
        Where in the texture each vertex lies: 0 to 1 is one repeat, v downwards.
    """

    vertices: FloatArray
    faces: IntArray
    colours: FloatArray
    shine: float = 0.0
    casts_shadow: bool = True
    seen_from_inside_only: bool = False
    texture: NDArray[np.uint8] | None = None
    uv: FloatArray | None = None

    def moved(self, vertices: FloatArray) -> Mesh:
        """Give the same surface with its vertices (v, 3) elsewhere; a studio then sends only those to the renderer."""
        return replace(self, vertices=vertices)


def joined(meshes: list[Mesh]) -> Mesh:
    """Put plain meshes (without textures) into one, with a colour for each face and the first one's other traits."""
    starts = np.cumsum([0, *(len(mesh.vertices) for mesh in meshes)])
    return replace(
        meshes[0],
        vertices=np.concatenate([mesh.vertices for mesh in meshes]),
        faces=np.concatenate([mesh.faces + start for mesh, start in zip(meshes, starts, strict=False)]),
        colours=np.concatenate([face_colours(mesh) for mesh in meshes]),
    )


def coarser(mesh: Mesh, cell_m: float) -> Mesh:
    """Leave out detail: one vertex of a colour for each small cell of space. The vertices stay, faces vanish.

    Parameters
    ----------
    mesh : Mesh
        With a colour for each face.
    cell_m : float
        Edge of a cell in metres; what is smaller than a pixel is not missed.
    """
    shade = np.zeros(len(mesh.vertices), np.int64)
    shade[mesh.faces] = np.unique(mesh.colours, axis=0, return_inverse=True)[1].reshape(-1, 1)
    cells = np.floor((mesh.vertices - mesh.vertices.min(axis=0)) / cell_m).astype(np.int64)
    _, first, cell = np.unique(np.column_stack([cells, shade]), axis=0, return_index=True, return_inverse=True)
    faces = first[cell.ravel()][mesh.faces]
    kept = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    return replace(mesh, faces=faces[kept], colours=mesh.colours[kept])


def face_colours(mesh: Mesh) -> FloatArray:
    """Colours of a mesh's faces, shape (f, 3)."""
    if len(mesh.colours) == len(mesh.faces):
        return mesh.colours
    return np.asarray(mesh.colours[mesh.faces].mean(axis=1), np.float64)


class Normals:
    """Smooth normals at the vertices of a surface that moves: faces weighted by their area.

    Parameters
    ----------
    faces : array of shape (f, 3)
    vertex_count : int
    """

    def __init__(self, faces: IntArray, vertex_count: int) -> None:
        self._faces = faces
        ones = np.ones(faces.size, np.float32)
        rows_and_columns = (faces.ravel(), np.repeat(np.arange(len(faces)), 3))
        self._sum_at_vertices = sparse.csr_array((ones, rows_and_columns), shape=(vertex_count, len(faces)))

    def at(self, vertices: NDArray[np.float32]) -> NDArray[np.float32]:
        """Unit normals (v, 3) for vertices (v, 3)."""
        first, second, third = (vertices[self._faces[:, corner]] for corner in range(3))
        one, other = second - first, third - first
        # np.cross takes three times as long.
        across = one[:, [1, 2, 0]] * other[:, [2, 0, 1]] - one[:, [2, 0, 1]] * other[:, [1, 2, 0]]
        normals = self._sum_at_vertices @ across
        lengths = np.sqrt(np.einsum("ij,ij->i", normals, normals))
        return np.asarray(normals / np.maximum(lengths, 1e-12)[:, None], np.float32)
