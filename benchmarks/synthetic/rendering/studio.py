"""Draws meshes as a camera would see them in a lit room, on whatever OpenGL there is, with no screen."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any

import cv2
import moderngl
import numpy as np
from numpy.typing import NDArray

from benchmarks.synthetic.rendering.camera import Camera
from benchmarks.synthetic.rendering.look import Look
from benchmarks.synthetic.rendering.mesh import FloatArray, Mesh
from benchmarks.synthetic.rendering.shaders import DEPTH_FRAGMENT, DEPTH_VERTEX, LIT_FRAGMENT, LIT_VERTEX
from benchmarks.synthetic.rendering.surface import TEXTURE_UNIT, Surface

__all__ = ["Mesh", "Studio"]

OVERSAMPLING = 1.5
"""Pixels drawn for each of the picture's, across and down: without a graphics card far cheaper than multisampling."""
SHADOW_TEXELS = 768
SHADOW_HALF_M = 2.4
CONTACT_TEXELS = 128
CONTACT_M = 5.0
CONTACT_FADES_OVER_M = 0.12
CONTACT_BLUR_M = 0.07
# Of a mesh with many vertices about so many tell where it is; a margin makes up for the others and for soft shadows.
_ENOUGH, _MARGIN_PX, _NEAREST_M = 1000, 10.0, 0.3
UNITS = {"shadow_map": 0, "contact_map": 1, "surface": TEXTURE_UNIT}


class Studio:
    """Takes pictures of meshes. Use it in a ``with`` statement, or call `close`.

    Parameters
    ----------
    width_px, height_px : int
        Size of its pictures.

    Raises
    ------
    Exception
        If there is no EGL to draw with; ``moderngl`` has no type of its own for it.
    """

    def __init__(self, width_px: int, height_px: int) -> None:
        self._size_px = (width_px, height_px)
        drawn = (round(width_px * OVERSAMPLING), round(height_px * OVERSAMPLING))
        self._gl: Any = moderngl.create_context(standalone=True, backend="egl")  # type: ignore[arg-type]
        self._depth_program: Any = self._gl.program(DEPTH_VERTEX, DEPTH_FRAGMENT)
        self._lit_program: Any = self._gl.program(LIT_VERTEX, LIT_FRAGMENT)
        for name, unit in UNITS.items():
            self._lit_program[name] = unit
        self._canvas = self._gl.framebuffer(self._gl.renderbuffer(drawn, 4), self._gl.depth_renderbuffer(drawn))
        self._shadow_map = self._depth_map(SHADOW_TEXELS)
        self._shadow_map.compare_func = "<="
        self._shadow = self._gl.framebuffer(depth_attachment=self._shadow_map)
        self._beneath_map = self._depth_map(CONTACT_TEXELS)
        self._beneath = self._gl.framebuffer(depth_attachment=self._beneath_map)
        self._contact_map = self._gl.texture((CONTACT_TEXELS, CONTACT_TEXELS), 1)
        self._contact_map.repeat_x = self._contact_map.repeat_y = False
        self._surfaces: list[Surface] = []
        self._backdrop = np.zeros((height_px, width_px, 3), np.uint8)
        self._scene: tuple[object, ...] = ()
        self._kept: tuple[Mesh, ...] = ()

    def _depth_map(self, texels: int) -> Any:
        texture = self._gl.depth_texture((texels, texels))
        texture.repeat_x = texture.repeat_y = False
        return texture

    def __enter__(self) -> Studio:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back what the pictures were drawn with."""
        for surface in self._surfaces:
            surface.release()
        self._surfaces = []
        self._gl.release()

    def picture(
        self, meshes: Sequence[Mesh], camera: Camera, look: Look, still: Sequence[Mesh] = ()
    ) -> NDArray[np.uint8]:
        """Take a picture.

        Pass the same meshes in the same order for each picture of a clip, the moving ones made by `Mesh.moved`: what
        did not change is not sent again. What stands still is drawn whole once, and after that only where the others
        are before it or throw their shadow on it, which takes a fraction of the time.

        Parameters
        ----------
        meshes : sequence of Mesh
            What moves.
        camera : Camera
            Its size is the studio's.
        look : Look
            Gives the light; the colours are the meshes' own.
        still : sequence of Mesh
            What does not move while camera and look stay as they are.

        Returns
        -------
        array of shape (height_px, width_px, 3), uint8
            sRGB.

        Raises
        ------
        ValueError
            If the camera's picture has another size than the studio's.
        """
        if (camera.width_px, camera.height_px) != self._size_px:
            message = (
                f"the studio takes pictures of {self._size_px} px, the camera of {camera.width_px, camera.height_px}"
            )
            raise ValueError(message)
        scene = (camera, look, *(id(mesh) for mesh in still))
        if scene != self._scene:
            self._backdrop = self._drawn(still, camera, look, (0, 0, *self._size_px))
            self._scene, self._kept = scene, (*still,)
        box = _box(meshes, camera, look)
        picture = self._backdrop.copy()
        if box is not None:
            left, top, right, bottom = box
            picture[top:bottom, left:right] = self._drawn([*meshes, *still], camera, look, box)
        return picture

    def _drawn(
        self, meshes: Sequence[Mesh], camera: Camera, look: Look, box: tuple[int, int, int, int]
    ) -> NDArray[np.uint8]:
        """Draw a part of the picture: left, top, right and bottom in its pixels."""
        self._receive(meshes)
        to_light = _to_light(np.asarray(look.light.towards), camera.target_m)
        self._draw_depth(self._shadow, to_light)
        self._draw_contact(camera.target_m[:2])
        self._set_light(look, to_light, camera)
        left, top, right, bottom = box
        size = (right - left, bottom - top)
        across, down, wide, high = (round(OVERSAMPLING * length) for length in (left, top, *size))
        viewport = (across, down, wide, high)
        self._canvas.scissor = viewport
        self._draw(camera)
        pixels = np.frombuffer(self._canvas.read(viewport, components=4), np.uint8)
        drawn = pixels.reshape(high, wide, 4)[:, :, :3]
        return np.ascontiguousarray(cv2.resize(drawn, size, interpolation=cv2.INTER_AREA), np.uint8)

    def _receive(self, meshes: Sequence[Mesh]) -> None:
        """Send what is new since the last picture."""
        for surface in self._surfaces[len(meshes) :]:
            surface.release()
        del self._surfaces[len(meshes) :]
        for index, mesh in enumerate(meshes):
            if index < len(self._surfaces) and self._surfaces[index].shows(mesh):
                self._surfaces[index].move(mesh)
                continue
            surface = Surface(self._gl, self._depth_program, self._lit_program, mesh)
            if index < len(self._surfaces):
                self._surfaces[index].release()
                self._surfaces[index] = surface
            else:
                self._surfaces.append(surface)

    def _draw_depth(self, target: Any, to_clip: FloatArray) -> None:
        """Draw how far what casts a shadow is from a light."""
        target.use()
        target.clear(depth=1.0)
        self._gl.enable_only(moderngl.DEPTH_TEST)
        self._depth_program["to_clip"].write(_column_major(to_clip))
        for surface in self._surfaces:
            if surface.mesh.casts_shadow:
                surface.draw_depth()

    def _draw_contact(self, middle: tuple[float, float]) -> None:
        """Find how dark the floor is under what stands on it or close above it: a look from beneath the floor."""
        x, y = middle
        half = CONTACT_M / 2
        up = np.diag([1 / half, 1 / half, 1.0, 1.0])
        up[:3, 3] = [-x / half, -y / half, 0.0]
        up[2] = [0.0, 0.0, 2.0, -1.0]  # a height of 0 to 1 m is a depth of 0 to 1
        self._draw_depth(self._beneath, up @ _raised(0.01))
        depth = np.frombuffer(self._beneath_map.read(), np.float32).reshape(CONTACT_TEXELS, CONTACT_TEXELS)
        near = np.where(depth < 1, np.exp(-depth / CONTACT_FADES_OVER_M), 0.0).astype(np.float32)
        blurred = cv2.GaussianBlur(near, (0, 0), CONTACT_BLUR_M / CONTACT_M * CONTACT_TEXELS)
        self._contact_map.write(np.ascontiguousarray(blurred * 255, np.uint8))

    def _set_light(self, look: Look, to_light: FloatArray, camera: Camera) -> None:
        program, light = self._lit_program, look.light
        program["to_light"].write(_column_major(to_light))
        program["to_key"] = tuple(np.asarray(light.towards) / np.linalg.norm(light.towards))
        program["key_colour"] = light.key
        program["from_above"] = light.from_above
        program["from_below"] = light.from_below
        program["softness"] = light.softness_m / (2 * SHADOW_HALF_M)
        program["eye"] = tuple(camera.position_m)
        program["contact_middle"] = camera.target_m[:2]
        program["contact_size"] = CONTACT_M

    def _draw(self, camera: Camera) -> None:
        """Draw the picture at its greater size, nearest meshes first where the caller lists them last."""
        view, projection = camera.matrices()
        # Rows are read from the bottom upwards; drawn upside down they come out in the picture's order.
        upside_down = np.diag([1.0, -1.0, 1.0, 1.0])
        self._lit_program["to_clip"].write(_column_major(upside_down @ projection @ view))
        self._canvas.use()
        self._canvas.clear(0.5, 0.5, 0.5, 1.0)
        self._gl.front_face = "cw"
        self._shadow_map.use(UNITS["shadow_map"])
        self._contact_map.use(UNITS["contact_map"])
        for surface in reversed(self._surfaces):
            self._gl.enable_only(
                moderngl.DEPTH_TEST | (moderngl.CULL_FACE if surface.mesh.seen_from_inside_only else moderngl.NOTHING)
            )
            surface.draw()
        self._gl.front_face = "ccw"


def _box(meshes: Sequence[Mesh], camera: Camera, look: Look) -> tuple[int, int, int, int] | None:
    """Tell where meshes and their shadows are in the picture: left, top, right, bottom; None outside it."""
    if not meshes:
        return None
    points = np.concatenate([mesh.vertices[:: max(1, len(mesh.vertices) // _ENOUGH)] for mesh in meshes])
    towards = np.asarray(look.light.towards)
    points = np.concatenate([points, points - points[:, 2:] * towards / towards[2]])
    if camera.depth(points).min() < _NEAREST_M:
        # What reaches behind the lens projects to nowhere, and may be anywhere in the picture.
        return (0, 0, camera.width_px, camera.height_px)
    pixels = camera.project(points)
    most = [camera.width_px, camera.height_px]
    # Whole numbers of drawn pixels: even edges, as each pixel is drawn by one and a half.
    low = 2 * np.floor((pixels.min(axis=0) - _MARGIN_PX) / 2).astype(int)
    high = 2 * np.ceil((pixels.max(axis=0) + _MARGIN_PX) / 2).astype(int)
    low, high = low.clip(0, most), high.clip(0, most)
    return (int(low[0]), int(low[1]), int(high[0]), int(high[1])) if (high > low).all() else None


def _to_light(towards: FloatArray, middle: tuple[float, float, float]) -> FloatArray:
    """Give the matrix (4, 4) into the clip space of a light far away, about a point of the floor."""
    back = towards / np.linalg.norm(towards)
    right = np.cross([0.0, 0.0, 1.0], back)
    right /= np.linalg.norm(right)
    matrix = np.eye(4)
    matrix[:3, :3] = np.stack([right, np.cross(back, right), -back]) / [[SHADOW_HALF_M], [SHADOW_HALF_M], [5.0]]
    matrix[:3, 3] = -matrix[:3, :3] @ [middle[0], middle[1], 0.6]
    return matrix


def _raised(by_m: float) -> FloatArray:
    matrix = np.eye(4)
    matrix[2, 3] = by_m
    return matrix


def _column_major(matrix: FloatArray) -> bytes:
    """Lay a matrix out as OpenGL reads it."""
    return matrix.T.astype(np.float32).tobytes()
