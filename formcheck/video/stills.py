"""A clip and a time go in; the frame that it shows at that time comes out."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

_WIDTH_PX = 480


def frame_at(clip: Path, t_s: float) -> NDArray[np.uint8] | None:
    """Read the frame that a clip shows at a time.

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
        small = shown.reformat(width=width_px, height=height_px)
        return np.ascontiguousarray(small.to_ndarray(format="rgb24"), dtype=np.uint8)
