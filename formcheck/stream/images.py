"""Single pictures out of a clip."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

_WIDTH_PX = 480
_GRAIN = 8


def picture_at(clip: Path, t_s: float) -> NDArray[np.uint8] | None:
    """Take the picture that a clip shows at a time.

    Parameters
    ----------
    clip : Path
        A clip that formcheck wrote: upright, with times from 0.
    t_s : float
        Presentation time in seconds.

    Returns
    -------
    ndarray of uint8, shape (height, width, 3), or None
        RGB, at most 480 pixels wide; None for a clip without frames.
    """
    with av.open(str(clip)) as container:
        container.seek(max(0, round(t_s * av.time_base)))
        shown = None
        for frame in container.decode(video=0):
            if shown is not None and (frame.time or 0.0) > t_s + 1e-3:
                break
            shown = frame
        if shown is None:
            return None
        width_px = min(_WIDTH_PX, shown.width)
        height_px = round(shown.height * width_px / shown.width)
        return rgb(shown.reformat(width=width_px, height=height_px))


def rgb(frame: av.VideoFrame) -> NDArray[np.uint8]:
    """Convert a decoded frame to an array of shape (height, width, 3), C-contiguous."""
    return np.ascontiguousarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)


def brightness(image: NDArray[np.uint8]) -> float:
    """Mean of a picture's green channel, 0 (black) to 1 (white), read on every eighth row and column."""
    return float(image[::_GRAIN, ::_GRAIN, 1].mean()) / 255
