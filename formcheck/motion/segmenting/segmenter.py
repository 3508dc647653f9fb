"""Counting: where one signal goes from rest to a peak and back, judged against the person's own rest and range.

The signal rises with the effort (hip drop, trunk inclination). Two thresholds, both relative: a repetition opens when
the signal has risen from its own recent rest by enough, and closes when most of that rise is gone again. What lies
between them, a pause at the bottom or a bounce, changes nothing.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import replace
from typing import Literal

import numpy as np

from formcheck.motion.cleaning.continuity import GAP_S
from formcheck.motion.segmenting.cycle import EDGE_SHARE, Cycle, OpenCycle

_REST_MEMORY_S = 4.0
_REST_PERCENTILE = 20
# Opened at a share of the usual excursion, so that a shift of weight after deep squats is not taken for one.
_OPEN_SHARE = 0.35
_USUAL_OF = 5
# How far the signal may be off behind a cut to be the same repetition going on, as a share of the excursion.
_GOES_ON_SHARE = 0.20
# Where film begins on the way to the peak: how much of that way it must show for a repetition and not the end of one.
_WAY_SEEN_SHARE = 0.25
_GRAVITY_M_S2 = 9.81
# From hip to ankle of a small adult: a longer leg takes longer to fall by the same share.
_SHORT_LEG_M = 0.70


def faster_than_falling(span: Cycle) -> bool:
    """Tell hips that came down and stopped faster than a body can: landmarks jumped, nobody moved.

    The way down speeds up no faster than by falling, and ends by pushing with twice the body's weight beyond it at most
    (P; landings of jumps reach more): the least time for a way d is then 1.5 times the root of d / (0.75 g).

    Parameters
    ----------
    span : Cycle
        Of the drop of the hips, in leg lengths.
    """
    fallen_m = (1.0 - EDGE_SHARE) * span.excursion * _SHORT_LEG_M
    return span.from_rest and span.peak_s - span.start_s < 1.5 * math.sqrt(fallen_m / (0.75 * _GRAVITY_M_S2))


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
        self._open: OpenCycle | None = None
        self._last: tuple[float, float] = (-math.inf, math.nan)
        self._begins_s: float | None = None
        self._seam = False
        self.incomplete_attempts = 0
        """Attempts of which the film shows a part: lost to a gap or a cut, or to the clip's beginning or end."""

    @property
    def is_open(self) -> bool:
        """Whether an attempt is under way."""
        return self._open is not None

    @property
    def active_since_s(self) -> float | None:
        """When the attempt under way left rest."""
        return self._open.start_s if self._open else None

    def push(self, t_s: float, value: float) -> Cycle | None:
        """Take a sample; return the attempt that it completes, if any. NaN samples are left out."""
        if not math.isfinite(value):
            return None
        ended = self._join(t_s, value)
        self._last = (t_s, value)
        self._begins_s = t_s if self._begins_s is None else self._begins_s
        self._history.append((t_s, value))
        if self._open is None:
            self._forget(t_s)
            self._open = self._opening(value)
            return ended
        span = self._open.push(t_s, value)
        if span is not None:
            return self._close(self._open, span)
        if t_s - self._open.start_s > self._max_s:
            self._restart()
        return None

    def cut(self) -> None:
        """Say that the film was cut behind the last sample."""
        self._seam = True

    def _join(self, t_s: float, value: float) -> Cycle | None:
        """End what does not go on behind a gap or a cut; return the attempt that was all but over there, if any."""
        seam, self._seam = self._seam, False
        excursion = max(self._min, *self._usual, self._open.excursion if self._open is not None else 0.0)
        jumps = not abs(value - self._last[1]) <= _GOES_ON_SHARE * excursion
        if t_s - self._last[0] > GAP_S or (seam and jumps):
            span = self.finish()
            self._restart()
            return span
        if seam and self._open is not None:
            self._open.is_cut = True
        return None

    def provisional(self) -> Cycle | None:
        """Return the attempt under way once the way back has begun, as far as it is known."""
        return self._open.turned() if self._open is not None else None

    def finish(self) -> Cycle | None:
        """Close what is open if it was all but over; an attempt cut in two is not counted."""
        if self._open is None:
            return None
        span = self._open.ending()
        if span is not None:
            return self._close(self._open, span)
        self.incomplete_attempts += 1
        self._open = None
        return None

    def _threshold(self) -> float:
        if not self._usual:
            return self._min
        return max(self._min, _OPEN_SHARE * float(np.median(self._usual)))

    def _opening(self, value: float) -> OpenCycle | None:
        # A landmark that jumps while the person stands must not pass for a deeper rest.
        rest = float(np.percentile([v for _, v in self._history], _REST_PERCENTILE))
        if value - rest >= self._threshold():
            return OpenCycle(self._since_rest(rest, value), rest)
        if max(v for _, v in self._history) - value < self._threshold():
            return None
        # A bar that waits on the floor is lifted without a way down before it, and film may begin on that way: open on
        # the way back.
        attempt = OpenCycle(list(self._history), value, from_peak=True)
        film_begins = self._history[0][0] == self._begins_s
        return attempt if self._begins_at == "peak" or (film_begins and self._is_enough(attempt)) else None

    def _is_enough(self, attempt: OpenCycle) -> bool:
        """Whether an attempt that began before the film shows enough of the way to its peak, more than noise makes."""
        seen, back = attempt.ways
        return seen >= max(_WAY_SEEN_SHARE * back, 0.5 * self._min)

    def _since_rest(self, rest: float, value: float) -> list[tuple[float, float]]:
        """Keep the history from the last moment at rest: what was higher before that is no part of this attempt."""
        samples = list(self._history)
        at_rest = [i for i, (_, v) in enumerate(samples) if v <= rest + EDGE_SHARE * (value - rest)]
        return samples[at_rest[-1] if at_rest else 0 :]

    def _forget(self, t_s: float) -> None:
        while self._history[0][0] < t_s - _REST_MEMORY_S:
            self._history.popleft()

    def _close(self, attempt: OpenCycle, span: Cycle) -> Cycle | None:
        """Go on behind an attempt; one that had begun before the film is marked as cut, or is none."""
        self._open = None
        self._history = deque(sample for sample in self._history if sample[0] >= span.end_s)
        unseen = self._begins_at == "rest" and not span.from_rest
        if unseen and not self._is_enough(attempt):
            return None
        if unseen or attempt.began_unseen(self._begins_s or 0.0):
            return replace(span, is_cut=True)
        self._usual.append(span.excursion)
        return span

    def _restart(self) -> None:
        if self._open is not None:
            self.incomplete_attempts += 1
        self._open = self._begins_s = None
        self._history.clear()
