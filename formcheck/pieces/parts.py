"""Reads parts of a clip on their own, with the frame numbers and times that they have in the whole clip.

A part begins to be decoded at the last key frame before it, so that this costs the same wherever it lies.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, Self

import av
from av.video.frame import VideoFrame

from formcheck.records import Frame
from formcheck.video.opening import choose_stream, open_container
from formcheck.video.reader import VideoReader, raw_s
from formcheck.video.timing import Timing

# Containers that state the time of each frame, and from which any time can be sought. An AVI states the order of
# decoding alone, and in MPEG-TS a clock may start anew.
_SEEKABLE: Final = ("mov", "matroska")
_SAME_S: Final = 1e-6


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A clip of which parts can be read; it can be passed to another process.

    Attributes
    ----------
    path : Path
    max_side_px : int or None
    timing : Timing
    capture_fps : float or None
    mirrored : bool
        As of the `VideoReader` that it was made of.
    times_s : sequence of float
        Times of all frames, as that reader delivers them.
    """

    path: Path
    max_side_px: int | None
    timing: Timing
    capture_fps: float | None
    mirrored: bool
    times_s: Sequence[float]

    @classmethod
    def of(cls, reader: VideoReader) -> Self | None:
        """Return them for the clip of a reader; None if only reading all of it gives the same frames and times."""
        timing, kinds = reader._timing, reader._container.format.name.split(",")
        is_known = timing.is_clean and timing.stamps_s[0] == reader._begins_s
        if not is_known or not any(kind in kinds for kind in _SEEKABLE):
            return None
        times_s = [(stamp_s - timing.stamps_s[0]) / reader._slow_motion.stretch for stamp_s in timing.stamps_s]
        return cls(
            path=reader._path, max_side_px=reader._max_side_px, timing=timing, capture_fps=reader._capture_fps,
            mirrored=reader._mirrored, times_s=times_s,
        )  # fmt: skip

    def read(self, first: int, end: int, *, every: int = 1, counts_from: int = 0) -> PartReader:
        """Open a part.

        Parameters
        ----------
        first, end : int
            Number of its first frame, and of the first that does not belong to it any more.
        every : int
            Deliver the frames alone whose number can be divided by this.
        counts_from : int
            Damage before this frame is not counted: it is counted in another part.

        Raises
        ------
        UnreadableVideoError
            If the file can no longer be read.
        """
        return PartReader(self, first, end, counts_from).only(every=every)


class PartReader(VideoReader):
    """Iterate once over the frames of a part; made by `Parts.read`."""

    def __init__(self, parts: Parts, first: int, end: int, counts_from: int) -> None:
        super().__init__(parts.path, parts.max_side_px, parts.timing, parts.capture_fps, mirrored=parts.mirrored)
        self._times_s, self._counts_from = parts.times_s, max(first, counts_from)
        self._frames = self._deliver_part(first, end)

    def _deliver_part(self, first: int, end: int) -> Generator[Frame, None, None]:
        for frame in self._decoded_from(self._timing.stamps_s[first]):
            number = self._number_of(frame)
            if number is None or number < self._counts_from:
                self._damaged = 0
            if number is not None and number >= end:
                return
            if number is not None and number >= first and number % self._every == 0:
                yield Frame(number, self._times_s[number], self._upright_rgb(frame))

    def _number_of(self, frame: VideoFrame) -> int | None:
        stamps_s, stamp_s = self._timing.stamps_s, raw_s(frame)
        if stamp_s is None:
            return None
        number = bisect_left(stamps_s, stamp_s - _SAME_S)
        return number if number < len(stamps_s) and abs(stamps_s[number] - stamp_s) <= _SAME_S else None

    def _decoded_from(self, stamp_s: float) -> Iterator[VideoFrame]:
        """Decode from the last key frame before a time on; from the first frame where the file names none."""
        base = self._stream.time_base
        with suppress(av.FFmpegError):
            self._container.seek(round(stamp_s / base) if base else 0, stream=self._stream)
        decoded = self._decoded()
        begins = next(decoded, None)
        begins_s = raw_s(begins) if begins is not None else None
        if begins is None or begins_s is None or begins_s > stamp_s + _SAME_S:
            self._container.close()
            self._container = open_container(self._path)
            self._stream = choose_stream(self._container, self._path)
            self._stream.thread_type = "AUTO"
            return self._decoded()
        return chain([begins], decoded)


def all_read(reader: VideoReader, skipped: int) -> None:
    """Complete the warnings of a reader whose clip was read in parts, with the number of damaged packets in them."""
    reader._damaged += skipped
    reader._warn()
