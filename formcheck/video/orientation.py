"""The display matrix of a file: how a stored picture must be turned to stand upright."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from av.sidedata.sidedata import SideData
from av.video.frame import VideoFrame
from numpy.typing import NDArray

_TURNS = {
    90: cv2.ROTATE_90_COUNTERCLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_CLOCKWISE,
}


@dataclass(frozen=True, slots=True)
class Orientation:
    """Mirror left and right first, then turn.

    Attributes
    ----------
    turn_deg : int
        Counter-clockwise: 0, 90, 180 or 270.
    mirrored : bool
        Whether left and right are swapped before the turn. Some front cameras store this, and sides depend on it.
    """

    turn_deg: int
    mirrored: bool

    def apply(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Make a stored picture of shape (height, width, 3) upright and C-contiguous."""
        if self.mirrored:
            image = np.asarray(cv2.flip(image, 1), dtype=np.uint8)
        if self.turn_deg:
            # Three times as fast as copying numpy's turned view.
            image = np.asarray(cv2.rotate(image, _TURNS[self.turn_deg]), dtype=np.uint8)
        # Decoders pad rows; a picture with padding is misread by whoever takes its memory as it is.
        return np.ascontiguousarray(image)


def orientation_of(frame: VideoFrame) -> Orientation:
    """Read the display matrix that the file gave to a frame; without one, the picture is upright as it is.

    `VideoFrame.rotation` would do for turns alone, but says 180 degrees for a mirrored picture.
    """
    matrix = frame.side_data.get("DISPLAYMATRIX")
    if not isinstance(matrix, SideData):
        return Orientation(0, mirrored=False)
    # Nine numbers in rows of three; the third column and row hold the projection and the shift.
    a, b, _, c, d = (int(n) for n in np.frombuffer(bytes(matrix), dtype=np.int32)[:5])
    mirrored = a * d - b * c < 0
    if mirrored:
        a, b = -a, -b
    return Orientation(round(math.degrees(math.atan2(-b, a)) / 90) % 4 * 90, mirrored)
