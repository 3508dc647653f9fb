"""Counting: where one signal goes from rest to a peak and back, judged against the person's own rest and range.

The signal rises with the effort (hip drop, trunk inclination). Two thresholds, both relative: a repetition opens when
the signal has risen from its own recent rest by enough, and closes when most of that rise is gone again. What lies
between them, a pause at the bottom or a bounce, changes nothing.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

_REST_MEMORY_S = 4.0
_REST_PERCENTILE = 20
# Shares of the excursion. Opened at a share of the usual excursion so that a shift of weight after deep squats is not
# taken for one; returned once three quarters are undone; settled where the last tenth begins (evidence 3.3: 10-90 %).
_OPEN_SHARE = 0.35
_RETURN_SHARE = 0.75
_TURN_SHARE = 0.30
# A little over half undone is enough where the next one begins from there, or where somebody stays there: lunges in a
# split stance, after the step into it from standing.
_HALF_SHARE = 0.55
_NEW_SHARE = 0.30
_STAY_S = 0.7
_EDGE_SHARE = 0.10
_REVERSE_SHARE = 0.12
_SETTLE_S = 0.35
_GAP_S = 0.75
_USUAL_OF = 5


@dataclass(frozen=True, slots=True)
class Span:
    """One segmented attempt in seconds.

    Attributes
    ----------
    start_s, peak_s, end_s : float
        Leaving rest, the extreme of the signal, and back at rest.
    closed_s : float
        When it was known to be over.
    rest, peak : float
        The signal at rest before it, and at its extreme.
    returned : float
        Share of the excursion that was undone, 0..1.
    from_rest : bool
        Whether the way to the peak was seen.
    """

    start_s: float
    peak_s: float
    end_s: float
    closed_s: float
    rest: float
    peak: float
    returned: float
    from_rest: bool = True

    @property
    def excursion(self) -> float:
        """Height of the peak above the rest."""
        return self.peak - self.rest


class Segmenter:
    """Cut a smoothed signal into attempts, one sample at a time.

    Parameters
    ----------
    min_excursion : float
        Least excursion of an attempt, in the signal's unit.
    begins_at : {"rest", "peak"}
        Whether the way to the peak must have been seen. A deadlift begins at its peak, with the bar on the floor.
    max_duration_s : float
        What takes longer is no repetition: somebody sits, or ties a shoe.
    """

    def __init__(
        self, min_excursion: float, begins_at: Literal["rest", "peak"] = "rest", max_duration_s: float = 20.0
    ) -> None:
        self._min = min_excursion
        self._max_s = max_duration_s
        self._begins_at = begins_at
        self._history: deque[tuple[float, float]] = deque()
        self._usual: deque[float] = deque(maxlen=_USUAL_OF)
        self._open: _Attempt | None = None
        self._last_s = -math.inf
        self.cut_off = 0
        """Attempts that began and were lost to a gap or to the end of the clip."""

    @property
    def is_open(self) -> bool:
        """Whether an attempt is under way."""
        return self._open is not None

    @property
    def opened_s(self) -> float | None:
        """When the attempt under way left rest."""
        return self._open.start_s if self._open else None

    def push(self, t_s: float, value: float) -> Span | None:
        """Take a sample; return the attempt that it completes, if any. NaN samples are left out."""
        if not math.isfinite(value):
            return None
        if t_s - self._last_s > _GAP_S:
            self._restart()
        self._last_s = t_s
        self._history.append((t_s, value))
        if self._open is None:
            self._forget(t_s)
            self._open = self._opening(value)
            return None
        span = self._open.push(t_s, value)
        if span is not None:
            self._close(span)
        elif t_s - self._open.start_s > self._max_s:
            self._restart()
        return span

    def provisional(self) -> Span | None:
        """Return the attempt under way once the way back has begun, as far as it is known."""
        return self._open.turned() if self._open is not None else None

    def finish(self) -> Span | None:
        """Close what is open if it was all but over; an attempt cut in two is not counted."""
        if self._open is None:
            return None
        span = self._open.ending()
        if span is None:
            self.cut_off += 1
        else:
            self._close(span)
        self._open = None
        return span

    def _threshold(self) -> float:
        if not self._usual:
            return self._min
        return max(self._min, _OPEN_SHARE * float(np.median(self._usual)))

    def _opening(self, value: float) -> _Attempt | None:
        # A landmark that jumps while the person stands must not pass for a deeper rest.
        rest = float(np.percentile([v for _, v in self._history], _REST_PERCENTILE))
        if value - rest >= self._threshold():
            return _Attempt(self._since_rest(rest, value), rest)
        # A bar that waits on the floor is lifted without a way down before it: open on the way up.
        if self._begins_at == "peak" and max(v for _, v in self._history) - value >= self._threshold():
            return _Attempt(list(self._history), value, from_peak=True)
        return None

    def _since_rest(self, rest: float, value: float) -> list[tuple[float, float]]:
        """Keep the history from the last moment at rest: what was higher before that is no part of this attempt."""
        samples = list(self._history)
        at_rest = [i for i, (_, v) in enumerate(samples) if v <= rest + _EDGE_SHARE * (value - rest)]
        return samples[at_rest[-1] if at_rest else 0 :]

    def _forget(self, t_s: float) -> None:
        while self._history[0][0] < t_s - _REST_MEMORY_S:
            self._history.popleft()

    def _close(self, span: Span) -> None:
        self._usual.append(span.excursion)
        self._open = None
        self._history = deque(sample for sample in self._history if sample[0] >= span.end_s)

    def _restart(self) -> None:
        if self._open is not None:
            self.cut_off += 1
        self._open = None
        self._history.clear()


class _Attempt:
    """One attempt under way."""

    def __init__(self, samples: list[tuple[float, float]], rest: float, *, from_peak: bool = False) -> None:
        self._times = [t for t, _ in samples]
        self._values = [v for _, v in samples]
        self._rest = rest
        self._from_peak = from_peak

    @property
    def start_s(self) -> float:
        """Last moment at rest before the rise."""
        return self._edge_before(int(np.argmax(self._values)))

    def push(self, t_s: float, value: float) -> Span | None:
        self._times.append(t_s)
        self._values.append(value)
        top = int(np.argmax(self._values))
        peak = self._values[top]
        after = np.asarray(self._values[top:])
        low = int(np.argmin(after))
        excursion = peak - min(self._rest, float(after[low]))
        returned = (peak - float(after[low])) / max(peak - self._rest, 1e-9)
        if returned < _HALF_SHARE:
            return None
        share, patience_s = (_REVERSE_SHARE, _SETTLE_S) if returned >= _RETURN_SHARE else (_NEW_SHARE, _STAY_S)
        rising = value - float(after[low]) > share * excursion
        still = t_s - self._times[top + low] > patience_s or self._flat(t_s, excursion, patience_s)
        return self._span(top) if rising or still else None

    def ending(self) -> Span | None:
        excursion = max(self._values) - self._rest
        stays = self._flat(self._times[-1], excursion, _SETTLE_S)
        return self._span_if_returned(_HALF_SHARE if stays else _RETURN_SHARE)

    def turned(self) -> Span | None:
        return self._span_if_returned(_TURN_SHARE)

    def _span_if_returned(self, share: float) -> Span | None:
        top = int(np.argmax(self._values))
        low = min(self._values[top:])
        undone = (self._values[top] - low) / max(self._values[top] - self._rest, 1e-9)
        return self._span(top) if undone >= share else None

    def _flat(self, t_s: float, excursion: float, for_s: float) -> bool:
        first = next(i for i, t in enumerate(self._times) if t >= t_s - for_s)
        recent = self._values[first:]
        return len(recent) > 2 and first > 0 and max(recent) - min(recent) < _EDGE_SHARE / 2 * excursion

    def _span(self, top: int) -> Span:
        values = np.asarray(self._values)
        peak, after = float(values[top]), values[top:]
        low = float(after.min())
        rest = min(self._rest, low) if self._from_peak else self._rest
        end = top + int(np.argmax(after <= low + _EDGE_SHARE * (peak - low)))
        undone = min(1.0, (peak - low) / max(peak - rest, 1e-9))
        return Span(
            self._edge_before(top), self._middle_of_peak(values, top, peak - rest), self._times[end],
            self._times[-1], rest, peak, undone, not self._from_peak,
        )  # fmt: skip

    def _edge_before(self, top: int) -> float:
        values = self._values[: top + 1]
        edge = self._rest + _EDGE_SHARE * (values[-1] - self._rest)
        at_rest = [i for i, v in enumerate(values) if v <= edge]
        return self._times[at_rest[-1]] if at_rest and not self._from_peak else self._times[0]

    def _middle_of_peak(self, values: NDArray[np.float64], top: int, excursion: float) -> float:
        """Middle of the time within 2 % of the peak: a flat bottom has no sharper extreme than noise makes."""
        near = values >= values[top] - 0.02 * excursion
        first = last = top
        while first > 0 and near[first - 1]:
            first -= 1
        while last < len(near) - 1 and near[last + 1]:
            last += 1
        return (self._times[first] + self._times[last]) / 2
