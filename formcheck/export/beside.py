"""Joins two annotated clips side by side into one, in step by pairs of moments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.errors import UsageError
from formcheck.records import Frame
from formcheck.video.reader import VideoReader
from formcheck.video.writer import VideoWriter

_MOST_HEIGHT_PX: Final = 1080
_GAP_PX: Final = 8
# A frame has its time but for rounding.
_SAME_FRAME_S: Final = 1e-3

Image = NDArray[np.uint8]


def write_beside(
    ours: Path, theirs: Path, pairs: Sequence[tuple[float, float]], target: Path, *, is_mirrored: bool = False
) -> None:
    """Write both clips side by side, from the first pair of moments to the last, as high as the first one.

    The first clip keeps its times; from the second one the frame that belongs to the moment is shown, with time running
    evenly between two pairs.

    Parameters
    ----------
    ours, theirs : Path
        Annotated clips.
    pairs : sequence of pair of float
        Times in seconds, those of the first clip strictly increasing; see `formcheck.desk.pairing`.
    target : Path
        The clip to write, an MP4.
    is_mirrored : bool
        Whether the second clip is shown mirrored.

    Raises
    ------
    UsageError
        If there are fewer than two pairs.
    UnreadableVideoError
        If one of the clips cannot be read.
    OutputError
        If the clip cannot be written; none is left behind.
    """
    if len(pairs) < 2:
        msg = "One of the two sets has no repetition with that number. Choose another repetition."
        raise UsageError(msg)
    own_s, their_s = np.array(pairs).T
    with VideoReader(ours) as first, _Following(theirs) as following:
        height_px = min(first.info.height_px, _MOST_HEIGHT_PX) // 2 * 2
        widths_px = [_width(one, height_px) for one in (first, following.reader)]
        size_px = (sum(widths_px) + _GAP_PX, height_px)
        with VideoWriter(target, *size_px, first.info.fps) as writer:
            for frame in _between(first, own_s[0], own_s[-1]):
                other = following.at(float(np.interp(frame.t_s, own_s, their_s)))
                if is_mirrored:
                    other = np.fliplr(other)
                images = [
                    _scaled(image, width, height_px)
                    for image, width in zip((frame.image, other), widths_px, strict=True)
                ]
                gap = np.zeros((height_px, _GAP_PX, 3), np.uint8)
                writer.write(np.hstack([images[0], gap, images[1]]), frame.t_s - float(own_s[0]))


class _Following:
    """Gives the frame of a clip at times that mostly increase; to go back, the clip is read again from its start."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _begin(self) -> None:
        self._stack.close()
        self.reader = self._stack.enter_context(VideoReader(self._path))
        self._frames = iter(self.reader)
        self._shown = next(self._frames)
        self._next: Frame | None = next(self._frames, None)

    def at(self, t_s: float) -> Image:
        if t_s < self._shown.t_s - _SAME_FRAME_S:
            self._begin()
        while self._next is not None and self._next.t_s <= t_s + _SAME_FRAME_S:
            self._shown, self._next = self._next, next(self._frames, None)
        return self._shown.image


def _between(frames: Iterable[Frame], start_s: float, end_s: float) -> Iterator[Frame]:
    for frame in frames:
        if frame.t_s > end_s + _SAME_FRAME_S:
            return
        if frame.t_s >= start_s - _SAME_FRAME_S:
            yield frame


def _width(reader: VideoReader, height_px: int) -> int:
    return round(reader.info.width_px * height_px / reader.info.height_px / 2) * 2


def _scaled(image: Image, width_px: int, height_px: int) -> Image:
    if image.shape[:2] == (height_px, width_px):
        return image
    how = cv2.INTER_AREA if height_px < image.shape[0] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, (width_px, height_px), interpolation=how), np.uint8)
