"""The display matrix of a file in, the turn and mirroring that make its stored frames upright out.

Only the matrix says that a picture is mirrored. Some apps mirror the pixels of a front camera instead, which no file
notes; what a phone may note is which of its cameras filmed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

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

# Apple's key for the model of the lens; the value reads like "iPhone 12 front TrueDepth camera 2.71mm f/2.2".
_LENS: Final = "com.apple.quicktime.camera.lens_model"
_MIRRORED_BACK: Final = "The clip was mirrored back, as was told: left and right are the body's own."
_BY_FRONT_CAMERA: Final = (
    "A front camera filmed this, and some apps store such clips mirrored, with left and right exchanged. If writing in "
    "the picture reads backwards, say so: --mirrored, or on the page Review a clip."
)


@dataclass(frozen=True, slots=True)
class Orientation:
    """Mirroring, then a turn, that make a stored frame upright.

    Attributes
    ----------
    turn_deg : int
        Counter-clockwise: 0, 90, 180 or 270.
    mirrored : bool
        Whether left and right are swapped before the turn. Some front cameras store this, and left and right of
        the body depend on it.
    """

    turn_deg: int
    mirrored: bool

    def apply(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return a stored image of shape (height, width, 3) upright and C-contiguous."""
        if self.mirrored:
            image = np.asarray(cv2.flip(image, 1), dtype=np.uint8)
        if self.turn_deg:
            # Three times as fast as copying a rotated view of numpy.
            image = np.asarray(cv2.rotate(image, _TURNS[self.turn_deg]), dtype=np.uint8)
        # Decoders pad rows, and MediaPipe misreads an array with padding.
        return np.ascontiguousarray(image)

    def mirrored_back(self) -> Orientation:
        """Return what makes the stored frames upright if they were mirrored: left and right swapped once more."""
        return Orientation(-self.turn_deg % 360, not self.mirrored)


def orientation_of(frame: VideoFrame) -> Orientation:
    """Read the display matrix of a decoded frame; without one, the frame is upright as stored.

    `VideoFrame.rotation` suffices for turns alone, but reports 180 degrees for a mirrored frame.
    """
    matrix = frame.side_data.get("DISPLAYMATRIX")
    if not isinstance(matrix, SideData):
        return Orientation(0, mirrored=False)
    # Nine numbers, row by row; the third column and row hold projection and translation.
    a, b, _, c, d = (int(n) for n in np.frombuffer(bytes(matrix), dtype=np.int32)[:5])
    mirrored = a * d - b * c < 0
    if mirrored:
        a, b = -a, -b
    return Orientation(round(math.degrees(math.atan2(-b, a)) / 90) % 4 * 90, mirrored)


def was_mirrored_back(warnings: Iterable[str]) -> bool:
    """Tell from the warnings of a report whether its clip was mirrored back, so that the clip itself still is not."""
    return _MIRRORED_BACK in warnings


def mirror_notes(mirrored: bool, *metadata: Mapping[str, str]) -> Iterator[str]:
    """Say that the picture was mirrored back, or that it perhaps should be.

    Parameters
    ----------
    mirrored : bool
        Whether the user says that left and right are exchanged.
    *metadata : mapping of str to str
        Of the file and of its video track.
    """
    if mirrored:
        yield _MIRRORED_BACK
    elif any("front" in tags.get(_LENS, "").lower() for tags in metadata):
        yield _BY_FRONT_CAMERA
