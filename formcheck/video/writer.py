"""RGB frames with times in, an H.264 file that browsers play out, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

import av
import cv2
import numpy as np
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.files import output_errors, whole_file

if TYPE_CHECKING:
    from av.container.core import Chapter as ContainerChapter

# The clock of MPEG, of which every common frame rate is a whole number of ticks.
_TICKS_PER_S = 90_000
# Whoever goes to a moment decodes from the key frame before it; x264's own choice is every 250 frames. Files of real
# clips become 4 % larger, and a still is read in half of the time.
_KEY_FRAME_EVERY_S = 2.0
# Left alone, x264 takes more threads where there are more cores, and writes other bytes with each number of them.
_THREADS = 2
# Codes of H.264: the matrix for the conversion from RGB, and the primaries and transfer function of a display.
_BT601, _BT709 = 6, 1


class Chapter(NamedTuple):
    """A part of a film that players list by its title; times in seconds."""

    start_s: float
    end_s: float
    title: str


class VideoWriter:
    """Write RGB frames as H.264 in MP4, whole or not at all. Use it in a ``with`` block.

    The file appears at `path` if the block succeeds, and does not if it raises.

    Parameters
    ----------
    path : str or Path
        The file to be written, normally with the suffix ``.mp4``; missing parent folders are created.
    width_px, height_px : int
        Size of the frames. H.264 needs even sizes: an odd one gets a copy of its last column or row.
    fps_hint : float
        Approximate frames per second; it guides the encoder and changes no time.
    chapters : sequence of Chapter
        In the order of time.

    Raises
    ------
    OutputError
        On entering, writing or leaving, if the location is not writable or the disk is full. No partial file is
        left behind.
    """

    def __init__(
        self, path: str | Path, width_px: int, height_px: int, fps_hint: float, chapters: Sequence[Chapter] = ()
    ) -> None:
        self._path = Path(path)
        self._chapters = chapters
        self._shape = (height_px, width_px, 3)
        self._fps_hint = fps_hint
        self._last_ticks: int | None = None
        self._stack = ExitStack()
        self._container: OutputContainer
        self._stream: VideoStream

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            part = stack.enter_context(whole_file(self._path))
            with output_errors(self._path):
                self._container = av.open(
                    f"file:{part}", mode="w", format="mp4", container_options={"movflags": "+faststart"}
                )
            stack.push(self._finish)
            self._stream = self._add_stream()
            self._container.set_chapters([_written(number, one) for number, one in enumerate(self._chapters)])
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def write(self, image_rgb: NDArray[np.uint8], t_s: float) -> None:
        """Append one frame.

        Parameters
        ----------
        image_rgb : ndarray of uint8, shape (height_px, width_px, 3)
            RGB.
        t_s : float
            Presentation time in seconds, later than that of the frame before by at least 1/90000 s.

        Raises
        ------
        ValueError
            If the shape or the time is not as above.
        OutputError
            If the disk is full or no longer there.
        """
        if image_rgb.shape != self._shape:
            msg = f"a frame of shape {self._shape} is needed, not {image_rgb.shape}"
            raise ValueError(msg)
        frame = self._to_yuv(image_rgb)
        frame.pts = self._ticks(t_s)
        frame.time_base = Fraction(1, _TICKS_PER_S)
        with output_errors(self._path):
            self._container.mux(self._stream.encode(frame))

    def _add_stream(self) -> VideoStream:
        rate = Fraction(self._fps_hint).limit_denominator(1001)
        stream = self._container.add_stream("libx264", rate=rate, options={"preset": "veryfast", "crf": "23"})
        height_px, width_px, _ = self._shape
        stream.width, stream.height = width_px + width_px % 2, height_px + height_px % 2
        stream.pix_fmt = "yuv420p"
        # Stated in the file, since players otherwise guess the colours. The matrix is that of OpenCV's conversion.
        stream.colorspace, stream.color_primaries, stream.color_trc = _BT601, _BT709, _BT709
        stream.color_range = ColorRange.MPEG
        stream.codec_context.thread_count = _THREADS
        stream.codec_context.gop_size = max(1, round(_KEY_FRAME_EVERY_S * self._fps_hint))
        stream.codec_context.time_base = stream.time_base = Fraction(1, _TICKS_PER_S)
        return stream

    def _to_yuv(self, image_rgb: NDArray[np.uint8]) -> VideoFrame:
        height_px, width_px, _ = self._shape
        if height_px % 2 or width_px % 2:
            image_rgb = np.pad(image_rgb, ((0, height_px % 2), (0, width_px % 2), (0, 0)), mode="edge")
        # Takes a fifth of the time of libswscale, with the same colours.
        yuv = cv2.cvtColor(np.ascontiguousarray(image_rgb), cv2.COLOR_RGB2YUV_I420)
        frame = VideoFrame.from_ndarray(np.asarray(yuv, dtype=np.uint8), format="yuv420p")
        frame.colorspace, frame.color_range = _BT601, ColorRange.MPEG
        return frame

    def _ticks(self, t_s: float) -> int:
        ticks = round(t_s * _TICKS_PER_S)
        if self._last_ticks is not None and ticks <= self._last_ticks:
            msg = f"frame times must increase: {t_s} s comes after {self._last_ticks / _TICKS_PER_S} s"
            raise ValueError(msg)
        self._last_ticks = ticks
        return ticks

    def _finish(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del error, trace
        if kind is not None:
            with suppress(av.FFmpegError, OSError):
                self._container.close()
            return
        if self._last_ticks is None:
            self._container.close()
            msg = "a video needs at least one frame"
            raise ValueError(msg)
        with output_errors(self._path):
            self._container.mux(self._stream.encode(None))
            self._container.close()


def _written(number: int, chapter: Chapter) -> ContainerChapter:
    return {
        "id": number,
        "start": round(1000 * chapter.start_s),
        "end": round(1000 * chapter.end_s),
        "time_base": Fraction(1, 1000),
        "metadata": {"title": chapter.title},
    }
