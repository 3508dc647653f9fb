"""A mesh on the renderer's side: what is sent once, what is sent when it moves, and how it is drawn."""

from __future__ import annotations

from typing import Any

import moderngl
import numpy as np
from numpy.typing import NDArray

from benchmarks.synthetic.rendering.mesh import FloatArray, IntArray, Mesh, Normals

_COARSE_M = 0.025
TEXTURE_UNIT = 2


class Surface:
    """Buffers and vertex arrays of one mesh.

    Parameters
    ----------
    gl : moderngl.Context
    depth_program, lit_program : moderngl.Program
        What draws its depth, and what draws it.
    mesh : Mesh
    """

    def __init__(self, gl: Any, depth_program: Any, lit_program: Any, mesh: Mesh) -> None:
        self.mesh = mesh
        self._program = lit_program
        self._normals = Normals(mesh.faces, len(mesh.vertices))
        self._source, indices, colours = _corners(mesh)
        self._moving = gl.buffer(reserve=len(self._source) * 24)
        self._send(mesh)
        uv = np.zeros((len(self._source), 2)) if mesh.uv is None else mesh.uv[self._source]
        colour = gl.buffer(np.ascontiguousarray(np.clip(colours, 0, 1) * 255, np.uint8).tobytes())
        where = gl.buffer(uv.astype(np.float32).tobytes())
        index = gl.buffer(indices.astype(np.int32).tobytes())
        coarse = gl.buffer(_coarse(mesh.vertices[self._source], indices).astype(np.int32).tobytes())
        self._lit = gl.vertex_array(
            lit_program,
            [
                (self._moving, "3f 3f", "in_position", "in_normal"),
                (colour, "3f1", "in_colour"),
                (where, "2f", "in_uv"),
            ],
            index,
        )
        self._depth = gl.vertex_array(depth_program, [(self._moving, "3f 12x", "in_position")], coarse)
        self._texture = None if mesh.texture is None else _texture(gl, mesh.texture)
        self._owned = [self._lit, self._depth, self._moving, colour, where, index, coarse]

    def shows(self, mesh: Mesh) -> bool:
        """Whether a mesh differs from this one by its vertices at most."""
        same = ("faces", "colours", "texture", "uv", "shine", "casts_shadow", "seen_from_inside_only")
        return all(getattr(self.mesh, name) is getattr(mesh, name) for name in same)

    def move(self, mesh: Mesh) -> None:
        """Take the place of a mesh that this one `shows`."""
        if mesh.vertices is not self.mesh.vertices:
            self._send(mesh)
        self.mesh = mesh

    def _send(self, mesh: Mesh) -> None:
        vertices = mesh.vertices.astype(np.float32)
        both = np.hstack([vertices, self._normals.at(vertices)])
        self._moving.write(both[self._source].tobytes())

    def draw_depth(self) -> None:
        """Draw how far off it is, in less detail."""
        self._depth.render()

    def draw(self) -> None:
        """Draw it lit."""
        self._program["shine"] = self.mesh.shine
        self._program["textured"] = self._texture is not None
        if self._texture is not None:
            self._texture.use(TEXTURE_UNIT)
        self._lit.render()

    def release(self) -> None:
        """Give back what it was drawn from."""
        for item in [*self._owned, *([self._texture] if self._texture else [])]:
            item.release()


def _corners(mesh: Mesh) -> tuple[IntArray, IntArray, FloatArray]:
    """Split vertices where colours meet: the vertex that each came from, faces' indices of them, their colours."""
    if len(mesh.colours) != len(mesh.faces):
        return np.arange(len(mesh.vertices)), mesh.faces.ravel(), mesh.colours
    palette, colour_of_face = np.unique(mesh.colours, axis=0, return_inverse=True)
    key = mesh.faces * len(palette) + colour_of_face.reshape(-1, 1)
    pairs, indices = np.unique(key, return_inverse=True)
    return pairs // len(palette), indices.ravel(), palette[pairs % len(palette)]


def _coarse(points: FloatArray, indices: IntArray) -> IntArray:
    """Make do with one vertex for each small cell of space: a shadow's blurred edge shows no more."""
    cells = np.floor((points - points.min(axis=0)) / _COARSE_M).astype(np.int64)
    _, first, cell = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    faces = first[cell.ravel()][indices].reshape(-1, 3)
    flat = (faces[:, 0] == faces[:, 1]) | (faces[:, 1] == faces[:, 2]) | (faces[:, 2] == faces[:, 0])
    return np.asarray(faces[~flat].ravel())


def _texture(gl: Any, image: NDArray[np.uint8]) -> Any:
    """Send an image, with smaller copies of itself for what is far off."""
    if image.shape[2] == 3:
        image = np.dstack([image, np.zeros(image.shape[:2], np.uint8)])
    texture = gl.texture((image.shape[1], image.shape[0]), 4, np.ascontiguousarray(image).tobytes())
    texture.build_mipmaps()
    texture.filter = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR)
    return texture
