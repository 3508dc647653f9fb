"""Packets of a stream in, presentation times out: measured over the whole stream, then repaired frame by frame."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

_FALLBACK_FPS = 30.0
# Phones film 960 frames a second at most. Played 32 times as slowly, which is the most that is taken, such a step is
# still longer than a tick of the annotated clip; a shorter one is a header that lies.
_LEAST_STEP_S = 1 / 2000
# No set has an hour between two frames, and no MP4 can have half a day; a longer gap is a clock that was set anew.
_MOST_GAP_S = 3600.0
_TIMELINE_RESTART_S = 1.0
# Frames that a decoder may hold back to show them later: H.264 and HEVC allow 16.
_MOST_REORDERED = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Times of a stream as its packets state them, read without decoding.

    Attributes
    ----------
    stamps_s : list of float
        All distinct presentation times, ascending; empty if the file has none.
    step_s : float
        Median time between two frames.
    fps : float
        Frames per second, averaged over the clip.
    duration_s : float
        From the start of the first frame to the end of the last.
    missing_s : float
        How much longer the header says the stream is. Headers lie: see `is_cut_off`.
    is_clean : bool
        Whether each frame has a time of its own, in `stamps_s`, and none needs a repair.
    """

    stamps_s: list[float]
    step_s: float
    fps: float
    duration_s: float
    missing_s: float
    is_clean: bool = False


class Timeline:
    """Convert raw presentation times into increasing seconds from the first frame, at least half a millisecond apart.

    Parameters
    ----------
    timing : Timing
        The times of the same stream.

    Attributes
    ----------
    repaired : int
        Number of times that were missing, repeated, decreasing, too close or too far.
    """

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self._shift_s = 0.0
        self._last_s: float | None = None
        self._last_raw_s = -math.inf
        self.repaired = 0

    def place(self, raw_s: float | None) -> float:
        """Return the time of the next frame, in seconds from the first.

        Parameters
        ----------
        raw_s : float or None
            Its presentation time in the file; None if the file states none.
        """
        if self._last_s is None:
            self._shift_s = -raw_s if raw_s is not None else 0.0
            self._last_s = 0.0
            self.repaired += raw_s is None
        elif raw_s is not None and _LEAST_STEP_S <= raw_s + self._shift_s - self._last_s <= _MOST_GAP_S:
            self._last_s = raw_s + self._shift_s
        else:
            self._last_s = self._repair(raw_s, self._last_s)
        self._last_raw_s = self._last_raw_s if raw_s is None else raw_s
        return self._last_s

    def _repair(self, raw_s: float | None, last_s: float) -> float:
        self.repaired += 1
        t_s = last_s + min(self._timing.step_s, self._room_after(last_s))
        # Compared with the stamp before, not with the repaired time: a stamp repeated for seconds is no restart.
        if raw_s is not None and (self._last_raw_s - raw_s > _TIMELINE_RESTART_S or self._is_far(raw_s, last_s)):
            self._shift_s = t_s - raw_s
        return t_s

    def _is_far(self, raw_s: float, last_s: float) -> bool:
        return raw_s + self._shift_s - last_s > _MOST_GAP_S

    def _room_after(self, last_s: float) -> float:
        """Half the time to the next known stamp, so that one bad time does not push the good ones after it."""
        stamps_s = self._timing.stamps_s
        # The tolerance of a microsecond keeps rounding errors from finding the last time itself again.
        after = bisect_right(stamps_s, last_s - self._shift_s + 1e-6)
        if after == len(stamps_s):
            return float("inf")
        return max((stamps_s[after] + self._shift_s - last_s) / 2, _LEAST_STEP_S)


def measure_timing(container: InputContainer, stream: VideoStream) -> Timing:
    """Read all packets once, without decoding. The container is exhausted afterwards.

    Headers misstate rate and duration (variable rate, truncated files); packets do not.
    """
    base = stream.time_base or Fraction(1, 1)
    stamps, last_length = _collect(container, stream)
    header_fps = float(stream.average_rate or stream.guessed_rate or _FALLBACK_FPS)
    raws_s = [None if stamp is None else float(stamp * base) for stamp in stamps]
    stamps_s = sorted({raw_s for raw_s in raws_s if raw_s is not None})
    gaps_s = np.diff(stamps_s)
    step_s = float(np.median(gaps_s)) if len(gaps_s) else float(last_length * base) or 1 / header_fps
    step_s = min(max(step_s, _LEAST_STEP_S), _MOST_GAP_S)
    stated = Timing(stamps_s=stamps_s, step_s=step_s, fps=1 / step_s, duration_s=0.0, missing_s=0.0)
    return _as_shown(stated, raws_s, float(last_length * base) or step_s, _stated_s(container, stream))


def _as_shown(stated: Timing, raws_s: Sequence[float | None], last_s: float, header_s: float) -> Timing:
    """Complete the timing with the times that the frames will get, so that none is beyond the clip's end."""
    timeline = Timeline(stated)
    back_s = _TIMELINE_RESTART_S + _MOST_REORDERED * stated.step_s
    span_s = max([timeline.place(raw_s) for raw_s in _in_order(raws_s, back_s)], default=0.0)
    # The last frame is shown for its own duration, which a header may omit.
    duration_s = span_s + last_s
    fps = (len(raws_s) - 1) / span_s if span_s > 0 else stated.fps
    missing_s, is_clean = max(header_s - duration_s, 0.0), not timeline.repaired
    return replace(stated, fps=fps, duration_s=duration_s, missing_s=missing_s, is_clean=is_clean)


def _in_order(raws_s: Sequence[float | None], back_s: float) -> Iterator[float | None]:
    """Bring stamps from the order of decoding into that of showing; one that is `back_s` back starts a new clock."""
    run: list[float] = []
    for raw_s in raws_s:
        if run and (raw_s is None or run[-1] - raw_s > back_s):
            yield from sorted(run)
            run = []
        if raw_s is None:
            yield None
        else:
            run.append(raw_s)
    yield from sorted(run)


def _stated_s(container: InputContainer, stream: VideoStream) -> float:
    """Return the duration that the header states for the video stream, or 0 if it states none."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    # The duration of the whole file says nothing about the video if sound may continue after it.
    return 0.0 if container.streams.audio else (container.duration or 0) / av.time_base


def _collect(container: InputContainer, stream: VideoStream) -> tuple[list[int | None], int]:
    """Return the timestamps of the packets that are shown, as decoded, and the duration of the one shown last."""
    length = 0
    stamps: list[int | None] = []
    latest: int | None = None
    try:
        for packet in container.demux(stream):
            if not packet.size or packet.is_discard:
                continue
            stamp = packet.pts if packet.pts is not None else packet.dts
            stamps.append(stamp)
            if stamp is not None and (latest is None or stamp > latest):
                latest, length = stamp, packet.duration or 0
    except av.FFmpegError:
        pass  # What was read so far is measured; the reader itself reports the damage.
    return stamps, length
