"""The distance between the feet over time goes in; the time of a step, to a fraction of a frame, comes out.

The distance, whichever foot is ahead, repeats with every step. It has no drift, and an identity switch of the legs,
which happens where they pass each other, does not change it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

RUNNING_SPM = (130.0, 220.0)
"""Steps per minute at which people run (project's own estimate; V34 to V36: 150 to 200); else time is stretched."""

_GRID_HZ = 100.0
# From a runner in slow motion to faster than anyone runs.
_STEP_S = (0.2, 2.4)
_LEAST_STRETCH_S = 1.0
_LONGEST_GAP_S = 0.3
# The first peak at least this high, as a share of the highest, is one step; a limp makes every second one higher.
_FIRST_SHARE = 0.6
_LEAST_PEAK = 0.3


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The rhythm of a clip.

    Attributes
    ----------
    step_s : float
        Time from a contact to the next one of the other foot; NaN where nothing repeats.
    strength : float
        Autocorrelation one step later: 1 where all steps are alike, 0 where nothing repeats.
    """

    step_s: float
    strength: float

    @property
    def cadence_spm(self) -> float:
        """Steps per minute, of both feet."""
        return 60.0 / self.step_s


def stretches(times_s: Array, seen: NDArray[np.bool_]) -> list[slice]:
    """List the stretches of at least a second in which the person was seen without a gap of more than 0.3 s."""
    rows = np.flatnonzero(seen)
    if not rows.size:
        return []
    parts = np.split(rows, np.flatnonzero(np.diff(times_s[rows]) > _LONGEST_GAP_S) + 1)
    found = [slice(int(part[0]), int(part[-1]) + 1) for part in parts]
    return [part for part in found if times_s[part.stop - 1] - times_s[part.start] >= _LEAST_STRETCH_S]


def evenly(times_s: Array, values: Array) -> Array:
    """Sample values a hundred times per second, interpolating linearly over missing ones."""
    finite = np.isfinite(values)
    grid = np.arange(times_s[0], times_s[-1], 1.0 / _GRID_HZ)
    return np.interp(grid, times_s[finite], values[finite]) if finite.any() else np.zeros_like(grid)


def rhythm(parts: Iterable[tuple[Array, Array]]) -> Rhythm:
    """Find the time of a step by autocorrelation, with its peaks placed between the samples.

    Parameters
    ----------
    parts : iterable of (times_s, apart)
        Times in seconds and the distance between the feet, whichever is ahead or higher, of each uninterrupted stretch.

    Returns
    -------
    Rhythm
        From the furthest step that still resembles the first, so that the error of a peak's place is divided by many
        steps. Sines sampled 25 times per second over 6 s come within 0.5 steps per minute (see the tests).
    """
    correlation = _autocorrelation([evenly(times_s, apart) for times_s, apart in parts])
    first = _first_peak(correlation)
    if first is None:
        return Rhythm(math.nan, 0.0)
    lag, count = _between(correlation, first), 1
    while (further := _peak_near(correlation, lag / count * (count + 1), lag / count)) is not None:
        lag, count = _between(correlation, further), count + 1
    return Rhythm(lag / count / _GRID_HZ, float(correlation[first]))


def _autocorrelation(signals: Sequence[Array]) -> Array:
    """Autocorrelation of the signals by lag in samples, 1 at no lag; up to half of the longest."""
    longest = max((signal.size for signal in signals), default=0)
    total, energy = np.zeros(longest // 2 + 1), np.full(longest // 2 + 1, 1e-12)
    for signal in signals:
        x = signal - signal.mean()
        for lag in range(min(x.size // 2 + 1, total.size)):
            early, late = x[: x.size - lag], x[lag:]
            total[lag] += early @ late
            energy[lag] += math.sqrt(float(early @ early) * float(late @ late))
    return np.asarray(total / energy)


def _first_peak(correlation: Array) -> int | None:
    low, high = (round(edge_s * _GRID_HZ) for edge_s in _STEP_S)
    inner = correlation[1:-1]
    peaks = np.flatnonzero((inner > correlation[:-2]) & (inner >= correlation[2:])) + 1
    peaks = peaks[(peaks >= low) & (peaks <= high) & (correlation[peaks] >= _LEAST_PEAK)]
    if not peaks.size:
        return None
    return int(peaks[correlation[peaks] >= _FIRST_SHARE * correlation[peaks].max()][0])


def _peak_near(correlation: Array, lag: float, step: float) -> int | None:
    start, stop = math.ceil(lag - step / 4), math.floor(lag + step / 4) + 1
    if stop >= correlation.size:
        return None
    found = start + int(np.argmax(correlation[start:stop]))
    is_peak = start < found < stop - 1 and correlation[found] >= _LEAST_PEAK
    return found if is_peak else None


def _between(correlation: Array, peak: int) -> float:
    """Return the place of a peak between the samples: the top of the parabola through three of them."""
    before, top, after = correlation[peak - 1 : peak + 2]
    bend = before - 2 * top + after
    return peak + (float(0.5 * (before - after) / bend) if bend < 0 else 0.0)


def in_step(parts: Iterable[tuple[Array, Array, Array]], step_s: float) -> float:
    """Compare the phases of two signals at the frequency of the steps.

    Parameters
    ----------
    parts : iterable of (times_s, first, second)
        The two signals in each uninterrupted stretch.
    step_s : float
        Time of a step.

    Returns
    -------
    float
        Cosine of the phase between them: 1 in phase, -1 in antiphase; NaN where neither swings.
    """
    total = 0j
    for times_s, first, second in parts:
        a, b = (_swing(evenly(times_s, values), step_s) for values in (first, second))
        total += a * b.conjugate()
    return total.real / abs(total) if abs(total) > 0 else math.nan


def _swing(x: Array, step_s: float) -> complex:
    """Return amplitude and phase of what repeats with every step, with a linear drift removed."""
    n = np.arange(x.size)
    x = x - np.polyval(np.polyfit(n, x, 1), n)
    return complex((x * np.hanning(x.size)) @ np.exp(-2j * np.pi * n / (_GRID_HZ * step_s)))
