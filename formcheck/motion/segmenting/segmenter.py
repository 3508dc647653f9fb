"""Samples of a signal go in; its cycles from rest to a peak and back come out, with hysteresis.

The signal rises with the movement (hip drop, trunk inclination). Both thresholds are relative to the person's own rest
and range: a cycle opens when the signal has risen far enough above its recent rest, and closes when most of that rise
is undone. Anything in between, a pause at the bottom or a bounce, changes nothing.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import replace
from statistics import median
from typing import Literal

from formcheck.motion.cleaning.continuity import GAP_S, HIDDEN_S
from formcheck.motion.segmenting.cycle import EDGE_SHARE, Cycle, LostCycle, LostReason, OpenCycle

_REST_MEMORY_S = 4.0
_REST_PERCENTILE = 20
# A cycle opens at this share of the usual excursion, so that a shift of weight after deep squats does not open one.
_OPEN_SHARE = 0.35
_USUAL_OF = 5
# Across a cut the cycle continues if the signal jumps by less than this share of the excursion.
_CONTINUES_SHARE = 0.20
# Of film that begins within a movement: where more than half of the way to the peak is missed, it is no whole
# repetition; where more than a fifth is, it is not judged.
_HALF, _FIFTH = 0.5, 0.2
# A lift whose highest moment since the last one is no later than this after its end was not put down in between.
_PAUSE_S = 0.3
_GRAVITY_M_S2 = 9.81
# From hip to ankle of a small adult: a longer leg takes longer to fall by the same share.
_SHORT_LEG_M = 0.70


def faster_than_falling(cycle: Cycle) -> bool:
    """Detect hips that came down and stopped faster than a body can: landmarks jumped, the person did not move.

    The way down accelerates no faster than by falling, and is braked by at most three times the body's weight (the
    project's own estimate; landings of jumps reach more). The shortest time for a way d is then 1.5 times the root of
    d / (0.75 g).

    Parameters
    ----------
    cycle : Cycle
        Of `hip_drop`, in leg lengths.
    """
    fallen_m = (1.0 - EDGE_SHARE) * cycle.excursion * _SHORT_LEG_M
    return cycle.from_rest and cycle.peak_s - cycle.start_s < 1.5 * math.sqrt(fallen_m / (0.75 * _GRAVITY_M_S2))


class Segmenter:
    """Segments a smoothed signal into cycles, one sample at a time.

    Parameters
    ----------
    min_excursion : float
        Least excursion of a cycle, in the signal's unit.
    begins_at : {"rest", "peak"}
        Whether the way to the peak must have been seen. A deadlift begins at its peak, with the bar on the floor.
    max_duration_s : float
        A longer movement is discarded: the person sits, or ties a shoe.
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
        self._now_s = -math.inf
        self._begins: tuple[float, float] | None = None
        self._is_cut = False
        self._hidden_until_s = -math.inf
        self._ended_s = -math.inf
        # Why the signal begins where it does, and whether the movement in which it begins is listed already.
        self._begins_by: LostReason = "cut"
        self._is_listed = False
        self.lost: list[LostCycle] = []
        """Movements that were discarded, for the caller to read and clear."""

    @property
    def is_open(self) -> bool:
        """Whether a cycle is under way."""
        return self._open is not None

    @property
    def active_since_s(self) -> float | None:
        """When the cycle under way left rest; None without one."""
        return self._open.start_s if self._open else None

    def push(self, t_s: float, value: float) -> Cycle | None:
        """Take a sample; return the cycle that it completes, if any. NaN samples are left out."""
        self._now_s = t_s
        if not math.isfinite(value):
            return None
        ended = self._end_if_interrupted(t_s, value)
        self._last = (t_s, value)
        self._begins = self._begins or (t_s, value)
        self._history.append((t_s, value))
        if self._open is None:
            self._forget(t_s)
            self._open = self._opening(value)
            if self._open is not None and self._open.start_s < self._hidden_until_s:
                self._open.is_cut = True
            return ended
        cycle = self._open.push(t_s, value)
        if cycle is not None:
            return self._close(self._open, cycle)
        if t_s - self._open.start_s > self._max_s:
            self._lose(self._open, "too_long")
            self._restart("too_long", is_listed=True)
        return None

    def count(self, cycle: Cycle) -> None:
        """Learn the usual excursion from a counted cycle; rejected ones say nothing about it."""
        if not cycle.is_cut:
            self._usual.append(cycle.excursion)

    def cut(self) -> None:
        """Note that the film was cut after the last sample."""
        self._is_cut = True

    def _end_if_interrupted(self, t_s: float, value: float) -> Cycle | None:
        """Close the cycle if the signal does not continue across a gap or cut; return it if it was nearly complete."""
        cut, self._is_cut = self._is_cut, False
        excursion = max(self._min, *self._usual, self._open.excursion if self._open is not None else 0.0)
        jumps = not abs(value - self._last[1]) <= _CONTINUES_SHARE * excursion
        is_gap = t_s - self._last[0] > GAP_S
        if (is_gap and (cut or not self._is_one_movement(t_s, value))) or (cut and jumps):
            is_hidden, under_way = is_gap and math.isfinite(self._last[0]), self._open
            cycle = self.finish()
            goes_on = under_way is not None and cycle is None and under_way.turned() is None
            self._restart("hidden" if is_hidden else "cut", is_listed=goes_on)
            return cycle
        if is_gap:
            self._hidden_until_s = t_s
        if self._open is not None and (cut or is_gap):
            self._open.is_cut = True
        return None

    def _is_one_movement(self, t_s: float, value: float) -> bool:
        """Whether what was hidden is part of one movement: not the end of one and the beginning of the next."""
        if t_s - self._last[0] > HIDDEN_S:
            return False
        if self._open is None or self._open.turned() is None:
            return True
        return self._open.ending() is None and value < self._last[1]

    def provisional(self) -> Cycle | None:
        """Return the cycle under way as far as it is known, once the way back has begun."""
        return self._open.turned() if self._open is not None else None

    def finish(self) -> Cycle | None:
        """Close the open cycle and return it if it was nearly complete; one that was cut in two is lost."""
        if self._open is None:
            return None
        cycle = self._open.ending()
        if cycle is not None:
            return self._close(self._open, cycle)
        self._lose(self._open, "hidden" if self._now_s - self._last[0] > GAP_S else "cut")
        return None

    def _lose(self, opened: OpenCycle, reason: LostReason) -> None:
        self.lost.append(opened.lost(reason))
        self._open = None

    def _threshold(self) -> float:
        if not self._usual:
            return self._min
        return max(self._min, _OPEN_SHARE * median(self._usual))

    def _opening(self, value: float) -> OpenCycle | None:
        values, threshold = [v for _, v in self._history], self._threshold()
        lowest, highest = min(values), max(values)
        if value - lowest < threshold and highest - value < threshold:
            return None
        # A landmark that jumps while the person stands must not pass for a deeper rest.
        rest = _percentile(sorted(values), _REST_PERCENTILE)
        if value - rest >= threshold:
            return OpenCycle(self._since_rest(rest, value), rest)
        if highest - value < threshold:
            return None
        # A bar on the floor is lifted without a way down before it, and film may begin on that way: open on the way
        # back.
        opened = OpenCycle(list(self._history), value, from_peak=True)
        begins_here = self._history[0] == self._begins
        if self._begins_at == "peak" and self._goes_on():
            return None
        if self._begins_at == "peak" or (begins_here and self._is_enough(opened)):
            return opened
        if begins_here and not self._is_listed:
            self._is_listed = True
            self._lose(opened, self._begins_by)
        return None

    def _goes_on(self) -> bool:
        """Whether the signal only goes on falling since the last cycle: a lift that paused half way."""
        top_s = max(self._history, key=lambda sample: sample[1])[0]
        return self._history[0][0] == self._ended_s and top_s - self._ended_s < _PAUSE_S

    def _is_enough(self, opened: OpenCycle) -> bool:
        """Whether a cycle that began before the film shows at least half of the way to its peak."""
        return opened.unseen() <= _HALF

    def _since_rest(self, rest: float, value: float) -> list[tuple[float, float]]:
        """Return the history from the last moment at rest; anything before that is not part of this cycle."""
        samples = list(self._history)
        at_rest = [i for i, (_, v) in enumerate(samples) if v <= rest + EDGE_SHARE * (value - rest)]
        return samples[at_rest[-1] if at_rest else 0 :]

    def _forget(self, t_s: float) -> None:
        while self._history[0][0] < t_s - _REST_MEMORY_S:
            self._history.popleft()

    def _close(self, opened: OpenCycle, cycle: Cycle) -> Cycle | None:
        """Continue after a cycle; one that had begun before the film is marked as cut, or discarded."""
        self._open = None
        self._ended_s = cycle.end_s
        self._history = deque(sample for sample in self._history if sample[0] >= cycle.end_s)
        missed = self._missed(opened, cycle)
        if missed > _HALF:
            self._lose(opened, self._begins_by)
            return None
        unseen = self._begins_at == "rest" and not cycle.from_rest
        return replace(cycle, is_cut=True) if unseen or missed > _FIFTH else cycle

    def _missed(self, opened: OpenCycle, cycle: Cycle) -> float:
        """Share of the way that counts, there or in a lift away from the peak, that was over when the film began."""
        if self._begins_at == "rest" and not cycle.from_rest:
            return opened.unseen()
        if self._begins_at == "peak" and cycle.from_rest:
            return 0.0
        return opened.missed(self._begins) if self._begins else 0.0

    def _restart(self, begins_by: LostReason, *, is_listed: bool) -> None:
        """Begin anew; `is_listed` says that a movement that goes on here is counted or listed already."""
        self._begins_by, self._is_listed = begins_by, is_listed
        self._open = self._begins = None
        self._history.clear()


def _percentile(ordered: list[float], percent: float) -> float:
    """Interpolate between neighbours as NumPy does, in a fraction of its time for so few values."""
    place = (len(ordered) - 1) * percent / 100.0
    below = math.floor(place)
    low, high, part = ordered[below], ordered[min(below + 1, len(ordered) - 1)], place - below
    return low + (high - low) * part if part < 0.5 else high - (high - low) * (1.0 - part)
