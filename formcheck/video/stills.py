"""A clip and a time, or two, go in; the frame that it shows at that time, or those between, come out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame
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
        container.streams.video[0].thread_type = "AUTO"
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


def frames_between(clip: Path, start_s: float, end_s: float) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """Read the frames that a clip shows from one time to another.

    Parameters
    ----------
    clip : Path
        A clip that formcheck wrote: upright, with times from 0.
    start_s, end_s : float
        Presentation times in seconds.

    Yields
    ------
    tuple of float and ndarray of uint8, shape (height, width, 3)
        Time in seconds, from that of the frame shown at `start_s` on, and RGB.
    """
    with av.open(str(clip)) as container:
        container.streams.video[0].thread_type = "AUTO"
        container.seek(max(0, round(start_s * av.time_base)))
        before = None
        for frame in container.decode(video=0):
            t_s = frame.time or 0.0
            if t_s > end_s + 1e-3:
                break
            if t_s > start_s + 1e-3:
                if before is not None:
                    yield before.time or 0.0, _rgb(before)
                    before = None
                yield t_s, _rgb(frame)
            else:
                before = frame
        if before is not None:
            yield before.time or 0.0, _rgb(before)


def _rgb(frame: VideoFrame) -> NDArray[np.uint8]:
    return np.ascontiguousarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)
