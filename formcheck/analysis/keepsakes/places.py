"""Finds where the person is in the picture over time, and the part of the picture around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.records import Pose
from formcheck.report.lettering import Image
from formcheck.report.overlay import DARK, SEEN

# Room around the landmarks: the crown of the head and the tips of hands and feet lie beyond the outermost of them.
_MARGIN: Final = 0.14
# Single frames in which a landmark jumped do not widen the part.
_TRIMMED_PERCENT: Final = 2.0


def boxes_of(poses: Iterable[Pose]) -> NDArray[np.float64]:
    """Find the box around the person in each frame that shows one.

    Returns
    -------
    ndarray of float, shape (n, 5)
        Time in seconds, left, top, right and bottom as shares of the picture.
    """
    rows = []
    for pose in poses:
        seen = pose.landmarks[pose.landmarks[:, 3] >= SEEN, :2]
        if len(seen):
            size = (pose.width_px, pose.height_px)
            rows.append((pose.t_s, *(seen.min(axis=0) / size), *(seen.max(axis=0) / size)))
    return np.array(rows, dtype=np.float64).reshape(-1, 5)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a picture in its pixels; it may reach beyond the edges, where it is dark."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(
        cls, boxes: NDArray[np.float64], between_s: tuple[float, float], size_px: tuple[int, int], aspect: float
    ) -> Part:
        """Choose the part that holds the person between two times.

        Parameters
        ----------
        boxes : ndarray of float, shape (n, 5)
            As `boxes_of` gives them.
        between_s : tuple of float
            From and until, in seconds.
        size_px : tuple of int
            Width and height of the picture.
        aspect : float
            Width over height of the part.

        Returns
        -------
        Part
            The whole picture where nobody was seen in that time.
        """
        near = boxes[(boxes[:, 0] >= between_s[0]) & (boxes[:, 0] <= between_s[1]), 1:] * np.tile(size_px, 2)
        if not len(near):
            near = np.array([[0.0, 0.0, *size_px]])
        low = np.percentile(near[:, :2], _TRIMMED_PERCENT, axis=0)
        high = np.percentile(near[:, 2:], 100.0 - _TRIMMED_PERCENT, axis=0)
        low, high = np.clip(low, 0, size_px), np.clip(high, 0, size_px)
        room = (high - low) + 2 * _MARGIN * float((high - low).max())
        width, height = max(room[0], room[1] * aspect), max(room[1], room[0] / aspect)
        left, top = (
            _inside(float(middle), float(length), size)
            for middle, length, size in zip((low + high) / 2, (width, height), size_px, strict=True)
        )
        return cls(left, top, float(width), float(height))

    def of(self, image: Image, size_px: tuple[int, int]) -> Image:
        """Cut the part out of an image, scaled to a width and height."""
        x, y = size_px[0] / self.width, size_px[1] / self.height
        move = np.array([[x, 0.0, -self.left * x], [0.0, y, -self.top * y]])
        part = cv2.warpAffine(image, move, size_px, flags=cv2.INTER_LINEAR, borderValue=DARK)
        return np.asarray(part, dtype=np.uint8)


def _inside(middle: float, length: float, size: float) -> float:
    """Return where a stretch about a middle begins, moved into the picture if it fits in there."""
    start = middle - length / 2
    return min(max(start, 0.0), size - length) if length <= size else (size - length) / 2
