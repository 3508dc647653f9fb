"""A sample and a height go in; the same clip at that height, or played several times over, comes out."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from formcheck.video.reader import VideoReader
from formcheck.video.writer import VideoWriter


def resized(source: Path, height_px: int, folder: Path, *, times: int = 1) -> Path:
    """Write a clip at another height, its frames played over and over.

    Parameters
    ----------
    source : Path
        The clip.
    height_px : int
        Height of the new one; the width keeps the proportions.
    folder : Path
        Where to write it.
    times : int
        How often it is played.

    Returns
    -------
    Path
        H.264 in MP4.
    """
    path = folder / f"{source.stem}_{height_px}_{times}.mp4"
    with VideoReader(source) as reader:
        info = reader.info
        width_px = 2 * round(info.width_px * height_px / info.height_px / 2)
    frame_s, begins_s = 1.0 / info.fps, 0.0
    with VideoWriter(path, width_px, height_px, info.fps) as writer:
        for _ in range(times):
            last_s = 0.0
            with VideoReader(source) as reader:
                for frame in reader:
                    image = cv2.resize(frame.image, (width_px, height_px), interpolation=cv2.INTER_CUBIC)
                    last_s = begins_s + frame.t_s
                    writer.write(np.asarray(image, dtype=np.uint8), last_s)
            begins_s = last_s + frame_s
    return path
