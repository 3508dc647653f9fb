"""Samples of one movement go in; where it began, its peak and when it was over come out, as soon as it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

# Shares of the excursion. A cycle is timed between 10 and 90 % of it (docs/evidence.md, Segmentation); the others are
# the project's own estimates.
EDGE_SHARE = 0.10
# The way back is done once three quarters of the excursion are undone, and has begun once 30 % are.
_RETURN_SHARE = 0.75
_TURN_SHARE = 0.30
# After that a rise by this share begins the next cycle, and so long a stillness ends this one.
_REVERSE_SHARE = 0.12
_SETTLE_S = 0.35
# A little over half undone is enough where the next cycle begins from there by a larger rise, or where the person stays
# there longer: lunges in a split stance, after the step into it from standing.
_HALF_SHARE = 0.55
_NEW_SHARE = 0.30
_STAY_S = 0.7
# Film that begins within a movement: its first moments, and the share of the time until the peak within which the
# movement leaves what is taken for its rest.
_FIRST_S = 0.3
_SOON_SHARE = 0.25

# Pace of a cosine-shaped way where a share of it is over, over the mean pace of what is left: pi times the root of
# s (1 - s), over 1 - s in the time 1 - arccos(1 - 2 s) / pi.
_SHARES = np.linspace(0.0, 0.5, 26)
_PACES = np.pi * np.sqrt(_SHARES * (1 - _SHARES)) * (1 - np.arccos(1 - 2 * _SHARES) / np.pi) / (1 - _SHARES)


def missing(times_s: Sequence[float], values: Sequence[float]) -> float:
    """Tell from the pace at the beginning of a way which share of it is missing before.

    A way that is seen whole begins from stillness.

    Parameters
    ----------
    times_s, values : sequence of float
        Samples of the signal, whose way may be up or down.

    Returns
    -------
    float
        0 to 0.5, which is half or more, of a cosine-shaped way.
    """
    times, way = np.asarray(times_s), np.abs(np.asarray(values) - values[0])
    first = int(np.searchsorted(times, times[0] + _FIRST_S / 2))
    end = int(np.argmax(way >= (1 - EDGE_SHARE) * way.max()))
    if not 0 < first < end:
        return 0.0
    pace, mean_pace = way[first] / (times[first] - times[0]), way[end] / (times[end] - times[0])
    return float(np.interp(pace / mean_pace, _PACES, _SHARES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One segmented excursion of a signal; times in seconds.

    Attributes
    ----------
    start_s, peak_s, end_s : float
        Leaving rest, the extreme of the signal, and back at rest.
    closed_s : float
        When it was detected to be over.
    rest, peak : float
        The signal at rest before it, and at its extreme.
    returned : float
        Share of the excursion that was undone on the way back, 0..1.
    from_rest : bool
        Whether the way to the peak was seen.
    to_rest : bool
        Whether the way back was seen to its end.
    is_cut : bool
        Whether the film begins or was cut within it: it counts, but cannot be judged.
    """

    start_s: float
    peak_s: float
    end_s: float
    closed_s: float
    rest: float
    peak: float
    returned: float
    from_rest: bool = True
    to_rest: bool = True
    is_cut: bool = False

    @property
    def excursion(self) -> float:
        """Height of the peak above the rest."""
        return self.peak - self.rest


LostReason = Literal["cut", "hidden", "too_long"]
"""Why a movement is discarded: the film begins, ends or is cut within it; the signal was lost; it takes too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostCycle:
    """A movement that left rest and was discarded; times in seconds of what was seen of it."""

    start_s: float
    peak_s: float
    end_s: float
    reason: LostReason


class OpenCycle:
    """A cycle that is not over yet.

    Parameters
    ----------
    samples : list of (float, float)
        Times and values since the last rest.
    rest : float
        The value at rest.
    from_peak : bool
        Whether it begins at its peak: the way there was not seen and need not be.
    """

    def __init__(self, samples: list[tuple[float, float]], rest: float, *, from_peak: bool = False) -> None:
        self._times = [t for t, _ in samples]
        self._values = [v for _, v in samples]
        self._rest = rest
        self._from_peak = from_peak
        self._top = int(np.argmax(self._values))
        self._low = self._top + int(np.argmin(self._values[self._top :]))
        self.is_cut = False

    @property
    def start_s(self) -> float:
        """Last moment at rest before the rise."""
        return self._edge_before(self._top)

    def lost(self, reason: LostReason) -> LostCycle:
        """Return what was seen of it, to be discarded."""
        top = self._top
        return LostCycle(start_s=self.start_s, peak_s=self._times[top], end_s=self._times[-1], reason=reason)

    @property
    def excursion(self) -> float:
        """Height of the peak so far above the rest."""
        return self._values[self._top] - self._rest

    def missed(self, film_begins: tuple[float, float]) -> float:
        """Share of the way to the peak, or away from it in a lift, that was over when the film began, 0..1.

        `film_begins` is the first sample of the film: time and value.
        """
        film_begins_s, first = film_begins
        top = self._top
        peak, low = self._values[top], min(self._values[top:])
        if self._from_peak:
            before_s = self._times[top] - film_begins_s
            return missing(self._times[top:], self._values[top:]) if before_s <= _FIRST_S / 2 else 0.0
        to_start_s, to_peak_s = self.start_s - film_begins_s, self._times[top] - film_begins_s
        begins_here = to_start_s < max(_FIRST_S, _SOON_SHARE * to_peak_s)
        return max(0.0, min(first, *self._values[: top + 1]) - low) / max(peak - low, 1e-9) if begins_here else 0.0

    def unseen(self) -> float:
        """Share of the way to the peak that is not in the samples of a movement that begins at its peak, 0..1."""
        top = self._top
        peak = self._values[top]
        return 1.0 - min(1.0, (peak - min(self._values[: top + 1])) / max(peak - min(self._values[top:]), 1e-9))

    def push(self, t_s: float, value: float) -> Cycle | None:
        """Take a sample; return the cycle once it is over."""
        self._times.append(t_s)
        self._values.append(value)
        if value > self._values[self._top]:
            self._top = self._low = len(self._values) - 1
        elif value < self._values[self._low]:
            self._low = len(self._values) - 1
        top = self._top
        peak, low = self._values[top], self._values[self._low]
        excursion = peak - min(self._rest, low)
        returned = (peak - low) / max(peak - self._rest, 1e-9)
        if returned < _HALF_SHARE:
            return None
        share, patience_s = (_REVERSE_SHARE, _SETTLE_S) if returned >= _RETURN_SHARE else (_NEW_SHARE, _STAY_S)
        rising = value - low > share * excursion
        still = t_s - self._times[self._low] > patience_s or self._is_still(t_s, excursion, patience_s)
        return self._cycle(top) if rising or still else None

    def ending(self) -> Cycle | None:
        """Return the cycle if it is nearly complete where the film ends."""
        excursion = self.excursion
        stays = self._is_still(self._times[-1], excursion, _SETTLE_S)
        if self._from_peak and not stays and self._ends_early():
            return None
        cycle = self._cycle_if_returned(_HALF_SHARE if stays else _RETURN_SHARE)
        return None if cycle is None else replace(cycle, to_rest=stays)

    def _ends_early(self) -> bool:
        """Whether the film ends so far before the end of a lift, by its pace, that it does not count."""
        top = self._top
        end_s, times, values = self._times[-1], self._times[top:], self._values[top:]
        return missing([end_s - t for t in reversed(times)], values[::-1]) > 1 - _RETURN_SHARE

    def turned(self) -> Cycle | None:
        """Return the cycle as far as it is known, once the way back has begun."""
        return self._cycle_if_returned(_TURN_SHARE)

    def _cycle_if_returned(self, share: float) -> Cycle | None:
        top, low = self._top, self._values[self._low]
        undone = (self._values[top] - low) / max(self._values[top] - self._rest, 1e-9)
        return self._cycle(top) if undone >= share else None

    def _is_still(self, t_s: float, excursion: float, for_s: float) -> bool:
        first = bisect_left(self._times, t_s - for_s)
        recent = self._values[first:]
        # After a gap nothing is known of the time within it.
        is_seen = len(recent) > 2 and first > 0 and t_s - self._times[first] > for_s / 2
        return is_seen and max(recent) - min(recent) < EDGE_SHARE / 2 * excursion

    def _cycle(self, top: int) -> Cycle:
        values = np.asarray(self._values)
        peak, after = float(values[top]), values[top:]
        low = float(after.min())
        rest = min(self._rest, low) if self._from_peak else self._rest
        end = top + int(np.argmax(after <= low + EDGE_SHARE * (peak - low)))
        undone = min(1.0, (peak - low) / max(peak - rest, 1e-9))
        return Cycle(
            start_s=self._edge_before(top),
            peak_s=self._middle_of_peak(values, top, peak - rest),
            end_s=self._times[end],
            closed_s=self._times[-1],
            rest=rest,
            peak=peak,
            returned=undone,
            from_rest=not self._from_peak,
            is_cut=self.is_cut,
        )

    def _edge_before(self, top: int) -> float:
        edge = self._rest + EDGE_SHARE * (self._values[top] - self._rest)
        at_rest = (i for i in range(top, -1, -1) if self._values[i] <= edge)
        return self._times[0 if self._from_peak else next(at_rest, 0)]

    def _middle_of_peak(self, values: NDArray[np.float64], top: int, excursion: float) -> float:
        """Middle of the time within 2 % of the peak: noise alone makes an extreme on a flat top."""
        near = values >= values[top] - 0.02 * excursion
        first = last = top
        while first > 0 and near[first - 1]:
            first -= 1
        while last < len(near) - 1 and near[last + 1]:
            last += 1
        return (self._times[first] + self._times[last]) / 2
