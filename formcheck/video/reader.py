"""A video file in, upright RGB frames with presentation times out."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.records import Frame
from formcheck.video.high_dynamic_range import tone_map_of
from formcheck.video.opening import MOST_ASPECT, a_strip, choose_stream, no_frame, open_container
from formcheck.video.orientation import mirror_notes, orientation_of
from formcheck.video.slow_motion import SlowMotion, usual_fps
from formcheck.video.timing import Timeline, Timing, measure_timing
from formcheck.video.truncation import is_cut_off

# A demuxer that fails on every call must not keep the reader in a loop.
_MAX_FAILURES_IN_A_ROW = 200
_TRUNCATED_S = 0.5


@dataclass(frozen=True, kw_only=True)
class VideoInfo:
    """Properties of a clip that are known before its frames are read.

    Attributes
    ----------
    path : Path
        The file.
    width_px, height_px : int
        Size of the delivered frames: upright, with square pixels, after any downscaling.
    fps : float
        Frames per second, averaged over the presentation times; those of the movement if a clip is in slow motion.
    duration_s : float
        From the start of the first frame to the end of the last, of the movement too.
    rotation_deg : int
        Counter-clockwise turn that was applied to the stored frames: 0, 90, 180 or 270.
    codec : str
        Short name, for example ``"h264"``.
    """

    path: Path
    width_px: int
    height_px: int
    fps: float
    duration_s: float
    rotation_deg: int
    codec: str

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the file, computed at first use."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


class VideoReader:
    """Iterate once over the frames of a video file, tolerating damage where possible.

    Rotation metadata and non-square pixels are applied, and high dynamic range becomes the usual one. Damaged packets
    are skipped, and times that are missing, repeated or decreasing are repaired, so that times strictly increase from
    0; `warnings` reports both.

    Parameters
    ----------
    path : str or Path
        The file. Audio and cover art in it are ignored.
    max_side_px : int or None
        Longest side of the delivered frames; larger ones are scaled down. None keeps every size.
    timing : Timing, optional
        Presentation times of the file, if they were measured before.
    capture_fps : float, optional
        Frames per second at which a clip in slow motion was filmed: all times are then those of the movement.
    mirrored : bool
        Whether the clip shows left and right exchanged, as a mirror does: its frames are then mirrored back.

    Attributes
    ----------
    info : VideoInfo
        Complete as soon as the reader exists.
    warnings : list of str
        Complete when the last frame has been delivered.

    Raises
    ------
    UnreadableVideoError
        If the file is missing, is not a video, contains no frame that can be decoded, or one far too long or high.
    """

    def __init__(
        self,
        path: str | Path,
        max_side_px: int | None = 1920,
        timing: Timing | None = None,
        capture_fps: float | None = None,
        *,
        mirrored: bool = False,
    ) -> None:
        self._path, self._max_side_px, self._capture_fps = Path(path), max_side_px, capture_fps
        self._mirrored = mirrored
        self.warnings: list[str] = []
        self._every = 1
        self._damaged = 0
        self._reformatter = VideoReformatter()
        self._timing = timing if timing is not None else _timing_of(self._path)
        self._timeline = Timeline(self._timing)
        self._container = open_container(self._path)
        try:
            self._stream = choose_stream(self._container, self._path)
            self._stream.thread_type = "AUTO"
            decoded = self._decoded()
            first = next(decoded, None)
            if first is None:
                raise no_frame(self._path, self._damaged)
            self._scaled_px = _scaled_size(first, self._stream, max_side_px)
            if max(self._scaled_px) > MOST_ASPECT * min(self._scaled_px):
                raise a_strip(self._path, first.width, first.height)
        except BaseException:
            self._container.close()
            raise
        self._slow_motion = SlowMotion.of(_usual_fps(self._timing), capture_fps, self._container.metadata)
        self._orientation = orientation_of(first).mirrored_back() if mirrored else orientation_of(first)
        self._tone_map = tone_map_of(first)
        self._mirror_notes = tuple(mirror_notes(mirrored, self._container.metadata, self._stream.metadata))
        self._begins_s = raw_s(first)
        self.info = self._describe()
        self._frames = self._deliver(chain([first], decoded))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._frames.close()
        self._container.close()

    def again(self) -> VideoReader:
        """Open the same file a second time, from its first frame; its times are not measured again."""
        return VideoReader(self._path, self._max_side_px, self._timing, self._capture_fps, mirrored=self._mirrored)

    def only(self, *, every: int) -> Self:
        """Deliver the first frame, and from there each so many frames later; the others are decoded and no more."""
        self._every = every
        return self

    def __iter__(self) -> Iterator[Frame]:
        return self

    def __next__(self) -> Frame:
        return next(self._frames)

    def _describe(self) -> VideoInfo:
        width_px, height_px = self._scaled_px
        if self._orientation.turn_deg % 180:
            width_px, height_px = height_px, width_px
        codec = self._stream.codec_context.codec.canonical_name
        return VideoInfo(
            path=self._path,
            width_px=width_px,
            height_px=height_px,
            fps=self._timing.fps * self._slow_motion.stretch,
            duration_s=self._timing.duration_s / self._slow_motion.stretch,
            rotation_deg=-self._orientation.turn_deg % 360 if self._mirrored else self._orientation.turn_deg,
            codec=codec,
        )

    def _decoded(self) -> Iterator[VideoFrame]:
        """Decode packet by packet, so that a damaged packet costs no more than its own frames."""
        for packet in self._packets():
            try:
                frames = self._stream.decode(packet)
            except av.FFmpegError:
                self._damaged += 1
                continue
            for frame in frames:
                if frame.is_corrupt:
                    self._damaged += 1
                else:
                    yield frame

    @property
    def skipped(self) -> int:
        """Number of damaged packets and frames that were left out so far."""
        return self._damaged

    def _packets(self) -> Iterator[av.Packet[VideoStream]]:
        """Demux, continuing after damaged data; the last packet is empty and flushes the decoder."""
        failures = 0
        while failures < _MAX_FAILURES_IN_A_ROW:
            try:
                for packet in self._container.demux(self._stream):
                    failures = 0
                    yield packet
                return
            except av.FFmpegError:
                failures += 1
                self._damaged += 1

    def _deliver(self, decoded: Iterator[VideoFrame]) -> Generator[Frame, None, None]:
        for index, frame in enumerate(decoded):
            t_s = self._timeline.place(raw_s(frame)) / self._slow_motion.stretch
            if index % self._every == 0:
                yield Frame(index, t_s, self._upright_rgb(frame))
        self._warn()

    def _upright_rgb(self, frame: VideoFrame) -> NDArray[np.uint8]:
        width_px, height_px = self._scaled_px
        kind = "rgb24" if self._tone_map is None else "rgb48le"
        rgb = self._reformatter.reformat(frame, width_px, height_px, kind, interpolation="AREA").to_ndarray()
        image = rgb.astype(np.uint8, copy=False) if self._tone_map is None else self._tone_map(rgb)
        return self._orientation.apply(image)

    def _warn(self) -> None:
        self.warnings += [*self._slow_motion.notes(), *self._mirror_notes]
        if self._damaged:
            self.warnings.append(f"{self._damaged} damaged packets were skipped; their frames are missing.")
        if repaired := self._timeline.repaired:
            self.warnings.append(
                f"{repaired} presentation times were missing, repeated or decreasing; they were repaired."
            )
        missing_s = self._timing.missing_s
        if missing_s > _TRUNCATED_S and is_cut_off(self._path, self._container.format.name):
            self.warnings.append(
                f"The file ends {missing_s:.1f} s before the duration that it states; it was probably cut off."
            )


def raw_s(frame: VideoFrame) -> float | None:
    """Return the presentation time of a frame as the file states it, in seconds."""
    return None if frame.pts is None or frame.time_base is None else float(frame.pts * frame.time_base)


def _timing_of(path: Path) -> Timing:
    with open_container(path) as container:
        return measure_timing(container, choose_stream(container, path))


def _usual_fps(timing: Timing) -> float:
    return usual_fps(timing.stamps_s) if len(timing.stamps_s) > 1 else timing.fps


def _scaled_size(frame: VideoFrame, stream: VideoStream, max_side_px: int | None) -> tuple[int, int]:
    """Return width and height before the turn, with square pixels and within the limit."""
    width_px = frame.width * float(stream.sample_aspect_ratio or 1)
    scale = min(1.0, (max_side_px or float("inf")) / max(width_px, frame.height))
    return max(round(width_px * scale), 1), max(round(frame.height * scale), 1)
