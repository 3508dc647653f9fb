"""Samples of one movement go in; where it began, its peak and when it was over come out, as soon as it is."""

from __future__ import annotations

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
# Film that begins within a movement: its first moments, and how far below the assumed rest the true one then is.
_FIRST_S = 0.3
_DEEPER_SHARE = 0.20


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
        self.is_cut = False

    @property
    def start_s(self) -> float:
        """Last moment at rest before the rise."""
        return self._edge_before(int(np.argmax(self._values)))

    def lost(self, reason: LostReason) -> LostCycle:
        """Return what was seen of it, to be discarded."""
        top = int(np.argmax(self._values))
        return LostCycle(start_s=self.start_s, peak_s=self._times[top], end_s=self._times[-1], reason=reason)

    @property
    def excursion(self) -> float:
        """Height of the peak so far above the rest."""
        return max(self._values) - self._rest

    @property
    def ways(self) -> tuple[float, float]:
        """Height of the peak above the lowest value before it, and above the lowest after it."""
        top = int(np.argmax(self._values))
        peak = self._values[top]
        return peak - min(self._values[: top + 1]), peak - min(self._values[top:])

    def began_unseen(self, film_begins_s: float) -> bool:
        """Whether the film begins on the way, after the rest or the peak that this movement begins from."""
        top = int(np.argmax(self._values))
        peak, low = self._values[top], min(self._values[top:])
        if self._from_peak:
            first = [v for t, v in zip(self._times, self._values, strict=True) if t <= film_begins_s + _FIRST_S / 2]
            return bool(first) and max(first) - first[-1] > _DEEPER_SHARE * (peak - low)
        return self.start_s - film_begins_s < _FIRST_S and self._rest - low > _DEEPER_SHARE * (peak - low)

    def push(self, t_s: float, value: float) -> Cycle | None:
        """Take a sample; return the cycle once it is over."""
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
        still = t_s - self._times[top + low] > patience_s or self._is_still(t_s, excursion, patience_s)
        return self._cycle(top) if rising or still else None

    def ending(self) -> Cycle | None:
        """Return the cycle if it is nearly complete where the film ends."""
        excursion = max(self._values) - self._rest
        stays = self._is_still(self._times[-1], excursion, _SETTLE_S)
        cycle = self._cycle_if_returned(_HALF_SHARE if stays else _RETURN_SHARE)
        return None if cycle is None else replace(cycle, to_rest=stays)

    def turned(self) -> Cycle | None:
        """Return the cycle as far as it is known, once the way back has begun."""
        return self._cycle_if_returned(_TURN_SHARE)

    def _cycle_if_returned(self, share: float) -> Cycle | None:
        top = int(np.argmax(self._values))
        low = min(self._values[top:])
        undone = (self._values[top] - low) / max(self._values[top] - self._rest, 1e-9)
        return self._cycle(top) if undone >= share else None

    def _is_still(self, t_s: float, excursion: float, for_s: float) -> bool:
        first = next(i for i, t in enumerate(self._times) if t >= t_s - for_s)
        recent = self._values[first:]
        return len(recent) > 2 and first > 0 and max(recent) - min(recent) < EDGE_SHARE / 2 * excursion

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
        values = self._values[: top + 1]
        edge = self._rest + EDGE_SHARE * (values[-1] - self._rest)
        at_rest = [i for i, v in enumerate(values) if v <= edge]
        return self._times[at_rest[-1]] if at_rest and not self._from_peak else self._times[0]

    def _middle_of_peak(self, values: NDArray[np.float64], top: int, excursion: float) -> float:
        """Middle of the time within 2 % of the peak: noise alone makes an extreme on a flat top."""
        near = values >= values[top] - 0.02 * excursion
        first = last = top
        while first > 0 and near[first - 1]:
            first -= 1
        while last < len(near) - 1 and near[last + 1]:
            last += 1
        return (self._times[first] + self._times[last]) / 2
