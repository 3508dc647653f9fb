"""A frame and a pose go in; the person's place, size and colours come out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.skeleton import LEFT, RIGHT, pixels_per_metre
from formcheck.records import Frame, Pose

TRUNK = ("shoulder", "hip")
_JOINTS = (*TRUNK, "knee")
_SAME_PLACE_M = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """One person in one frame.

    Attributes
    ----------
    pose : Pose
        The landmarks.
    place : complex
        Mid-hip in pixels, y down.
    scale : float
        Pixels per metre.
    colours : ndarray of float, shape (6,)
        Mean RGB of trunk and of thighs, 0..1; NaN where outside the frame.
    is_whole : bool
        Whether hips and knees are in the frame; a close-up of a face shows neither.
    """

    pose: Pose
    place: complex
    scale: float
    colours: NDArray[np.float64]
    is_whole: bool

    @classmethod
    def of(cls, frame: Frame, pose: Pose) -> Person:
        """Describe the person with this pose in this frame; the pose must be found."""
        x, y = middle(pose, "hip")
        return cls(pose, complex(x, y), pixels_per_metre(pose), _colours(frame.image, pose), _is_whole(pose))


def middle(pose: Pose, joint: str) -> NDArray[np.float64]:
    """Return the point between a left and a right landmark, x and y in pixels, y down."""
    return np.asarray((pose.landmarks[LEFT[joint], :2] + pose.landmarks[RIGHT[joint], :2]) / 2)


def is_same_place(pose: Pose, other: Pose) -> bool:
    """Whether two poses of one frame are of the same person: their shoulders and hips are in the same place."""
    apart = [float(np.hypot(*(middle(pose, joint) - middle(other, joint)))) for joint in TRUNK]
    return max(apart) < _SAME_PLACE_M * max(pixels_per_metre(pose), pixels_per_metre(other))


def _is_whole(pose: Pose) -> bool:
    points = np.array([middle(pose, joint) for joint in ("hip", "knee")])
    return bool(((points >= 0) & (points <= (pose.width_px, pose.height_px))).all())


def _colours(image: NDArray[np.uint8], pose: Pose) -> NDArray[np.float64]:
    """Return mean colours between shoulders and hips, and along the upper halves of the thighs."""
    down, across = np.meshgrid(np.linspace(0.2, 0.8, 5), (0.3, 0.5, 0.7))
    at = {(joint, i): pose.landmarks[side[joint], :2] for i, side in enumerate((LEFT, RIGHT)) for joint in _JOINTS}
    upper, lower = (at[j, 0] + across.reshape(-1, 1) * (at[j, 1] - at[j, 0]) for j in _JOINTS[:2])
    trunk = upper + down.reshape(-1, 1) * (lower - upper)
    thighs = [at["hip", i] + share * (at["knee", i] - at["hip", i]) for i in (0, 1) for share in (0.2, 0.35, 0.5)]
    return np.concatenate([_mean_colour(image, trunk), _mean_colour(image, np.array(thighs))])


def _mean_colour(image: NDArray[np.uint8], points: NDArray[np.float64]) -> NDArray[np.float64]:
    height, width = image.shape[:2]
    column, row = points[:, 0].astype(int), points[:, 1].astype(int)
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    if not inside.any():
        return np.full(3, np.nan)
    return np.asarray(image[row[inside], column[inside]].mean(axis=0) / 255.0, dtype=np.float64)
