"""The camera that a synthetic figure is seen through: an ideal perspective camera, its principal point in the middle.

The world is in metres, right-handed: x forward, y left, z up as the figure sees it in its rest pose, floor at z = 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
NEAR_M = 0.1
FAR_M = 30.0


@dataclass(frozen=True)
class Camera:
    """Stands somewhere about the figure and looks at a target.

    Parameters
    ----------
    azimuth_deg : float
        Where it stands: 0 in front of the figure, looking at its face; 90 at the figure's right-hand side, so that the
        figure faces the picture's right; 180 behind it; 270 at its left-hand side, so that it faces the picture's left.
    height_m : float
        Of the lens above the floor.
    distance_m : float
        From the lens to the target along the floor, above 0.
    fov_deg : float
        Angle that the picture's height takes in, above 0 and below 180.
    width_px, height_px : int
        Size of the picture; a portrait is higher than wide.
    target_m : tuple of float
        The point in the middle of the picture.
    roll_deg : float
        Turn about the line of sight: positive when the camera's top leans to its right, so that the picture's content
        leans to the left.

    Raises
    ------
    ValueError
        If the distance, the field of view or the size is not possible.
    """

    azimuth_deg: float
    height_m: float
    distance_m: float
    fov_deg: float
    width_px: int
    height_px: int
    target_m: tuple[float, float, float] = (0.0, 0.0, 0.9)
    roll_deg: float = 0.0

    def __post_init__(self) -> None:
        if not (self.distance_m > 0 and 0 < self.fov_deg < 180 and min(self.width_px, self.height_px) > 0):
            message = f"a camera needs a distance and a size above 0 and a fov_deg between 0 and 180, not {self}"
            raise ValueError(message)

    @property
    def focal_px(self) -> float:
        """Focal length in pixels, the same across and down."""
        return float(self.height_px / 2 / np.tan(np.radians(self.fov_deg) / 2))

    @property
    def position_m(self) -> FloatArray:
        """Where the lens is, shape (3,)."""
        azimuth = np.radians(self.azimuth_deg)
        x, y, _ = self.target_m
        return np.array(
            [x + self.distance_m * np.cos(azimuth), y - self.distance_m * np.sin(azimuth), self.height_m], np.float64
        )

    @cached_property
    def _axes(self) -> FloatArray:
        """Directions to the picture's right, to its top, and back from the target to the lens: rows of a rotation."""
        back = self.position_m - np.asarray(self.target_m)
        back /= np.linalg.norm(back)
        right = np.cross([0.0, 0.0, 1.0], back)
        right /= np.linalg.norm(right)
        up, c, s = np.cross(back, right), np.cos(np.radians(self.roll_deg)), np.sin(np.radians(self.roll_deg))
        return np.stack([c * right - s * up, c * up + s * right, back])

    @property
    def pitch_deg(self) -> float:
        """How far the camera looks up, negative down."""
        return float(np.degrees(np.arcsin(-self._axes[2, 2])))

    def _seen(self, points: FloatArray) -> FloatArray:
        """Points (..., 3) in the camera's frame: right, up, back."""
        return (np.asarray(points, np.float64) - self.position_m) @ self._axes.T

    def project(self, points: FloatArray) -> FloatArray:
        """Find where points fall in the picture.

        Parameters
        ----------
        points : array of shape (..., 3)
            In metres; they must lie in front of the lens.

        Returns
        -------
        array of shape (..., 2)
            Pixels, x to the right and y down from the upper left corner of the picture (not the middle of its first
            pixel, which is at 0.5, 0.5). They may lie outside the picture.
        """
        seen = self._seen(points)
        scale = self.focal_px / -seen[..., 2:]
        middle = np.array([self.width_px / 2, self.height_px / 2])
        return np.asarray(middle + seen[..., :2] * scale * [1.0, -1.0], np.float64)

    def depth(self, points: FloatArray) -> FloatArray:
        """Distance of points (..., 3) along the line of sight, in metres, shape (...); negative behind the lens."""
        return np.asarray(-self._seen(points)[..., 2], np.float64)

    def matrices(self) -> tuple[FloatArray, FloatArray]:
        """Give the view and the projection, each (4, 4), for column vectors, as OpenGL's clip space has them (y up)."""
        view = np.eye(4)
        view[:3, :3] = self._axes
        view[:3, 3] = -self._axes @ self.position_m
        projection = np.zeros((4, 4))
        projection[0, 0] = 2 * self.focal_px / self.width_px
        projection[1, 1] = 2 * self.focal_px / self.height_px
        projection[2, 2:] = np.array([FAR_M + NEAR_M, 2 * FAR_M * NEAR_M]) / (NEAR_M - FAR_M)
        projection[3, 2] = -1.0
        return view, projection
