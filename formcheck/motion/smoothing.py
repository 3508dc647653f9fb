"""Samples of a signal go in one by one; smoothed samples come out, half a window later.

A causal filter (such as One Euro) answers at once but shifts and flattens the bottom of a squat by an amount that
depends on the frame rate. A short delay buys a centred window: no shift, and the same values at 24, 30 and 60 frames
per second, from a file and from a camera.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

HALF_WINDOW_S = 0.12
_LEAST_FOR_OUTLIERS = 5
_MANY = 8
"""From so many samples on NumPy is quicker than plain numbers, and adds them up in another order."""


def smooth_at(
    times_s: NDArray[np.float64], values: NDArray[np.float64], at_s: float, half_s: float = HALF_WINDOW_S
) -> float:
    """Weighted local line through the finite values around a moment, after dropping outliers.

    Parameters
    ----------
    times_s, values : ndarray of float, shape (n,)
        The samples; NaN values are left out.
    at_s : float
        Where to read the line.
    half_s : float
        Half the width of the window in seconds.

    Returns
    -------
    float
        The smoothed value; NaN where the window holds no finite value.
    """
    inside = (np.abs(times_s - at_s) <= half_s) & np.isfinite(values)
    if np.count_nonzero(inside) < _MANY:
        return _smooth_few((times_s[inside] - at_s).tolist(), values[inside].tolist(), half_s)
    t, x = times_s[inside] - at_s, values[inside]
    weight = 1.0 - (np.abs(t) / (half_s * 1.0001)) ** 2
    # A landmark that jumps for one frame must not tilt the line.
    if x.size >= _LEAST_FOR_OUTLIERS:
        off = np.abs(x - median(x.tolist()))
        weight = np.where(off > 3.0 * 1.4826 * median(off.tolist()) + 1e-9, 0.0, weight)
    # A line through samples that jump may leave them: an angle beyond 180 degrees goes on at -180.
    return min(max(_line_at_zero(t, x, weight), float(x.min())), float(x.max()))


def _smooth_few(t: list[float], x: list[float], half_s: float) -> float:
    """Return the same from a few finite samples at times `t` around 0, which are too few for arrays to be quick."""
    if not x:
        return math.nan
    weight = [1.0 - (one / (half_s * 1.0001)) * (one / (half_s * 1.0001)) for one in t]
    if len(x) >= _LEAST_FOR_OUTLIERS:
        middle = median(x)
        off = [abs(one - middle) for one in x]
        most = 3.0 * 1.4826 * median(off) + 1e-9
        weight = [0.0 if far > most else one for far, one in zip(off, weight, strict=True)]
    total = sum_t = sum_x = variance = together = 0.0
    for w, a, b in zip(weight, t, x, strict=True):
        total, sum_t, sum_x = total + w, sum_t + w * a, sum_x + w * b
    mean_t, mean_x = sum_t / total, sum_x / total
    for w, a, b in zip(weight, t, x, strict=True):
        variance, together = variance + w * ((a - mean_t) * (a - mean_t)), together + w * (a - mean_t) * (b - mean_x)
    value = mean_x if variance < 1e-12 else mean_x - together / variance * mean_t
    return min(max(value, min(x)), max(x))


def _line_at_zero(t: NDArray[np.float64], x: NDArray[np.float64], weight: NDArray[np.float64]) -> float:
    total = weight.sum()
    mean_t, mean_x = (weight * t).sum() / total, (weight * x).sum() / total
    variance = (weight * (t - mean_t) ** 2).sum()
    if variance < 1e-12:
        return float(mean_x)
    slope = (weight * (t - mean_t) * (x - mean_x)).sum() / variance
    return float(mean_x - slope * mean_t)


class Smoother(Protocol):
    """Smooths a signal sample by sample."""

    def push(self, t_s: float, value: float) -> list[tuple[float, float]]:
        """Take a sample and return the (time, smoothed value) pairs that are now final."""
        ...

    def flush(self) -> list[tuple[float, float]]:
        """Return the remaining pairs."""
        ...


class DelayedSmoother:
    """Smooths a signal sample by sample; a value is final once its window is full, `half_s` after its time."""

    def __init__(self, half_s: float = HALF_WINDOW_S) -> None:
        self._half_s = half_s
        self._times: deque[float] = deque()
        self._values: deque[float] = deque()
        self._next = 0

    def push(self, t_s: float, value: float) -> list[tuple[float, float]]:
        """Take a sample and return the (time, smoothed value) pairs that are now final."""
        self._times.append(t_s)
        self._values.append(value)
        return self._final_until(t_s - self._half_s)

    def flush(self) -> list[tuple[float, float]]:
        """Return the remaining pairs, which the end of the signal leaves one-sided windows."""
        return self._final_until(math.inf)

    def _final_until(self, until_s: float) -> list[tuple[float, float]]:
        done = []
        while self._next < len(self._times) and self._times[self._next] <= until_s:
            done.append((self._times[self._next], self._smooth(self._times[self._next])))
            self._next += 1
            while self._times[0] < self._times[min(self._next, len(self._times) - 1)] - 2 * self._half_s:
                self._times.popleft()
                self._values.popleft()
                self._next -= 1
        return done

    def _smooth(self, at_s: float) -> float:
        near = [
            (t_s - at_s, value)
            for t_s, value in zip(self._times, self._values, strict=True)
            if abs(t_s - at_s) <= self._half_s and math.isfinite(value)
        ]
        if len(near) < _MANY:
            return _smooth_few([t for t, _ in near], [x for _, x in near], self._half_s)
        return smooth_at(np.asarray(self._times), np.asarray(self._values), at_s, self._half_s)
