"""A run goes in; the asymmetry and the variation of its step times come out, from two independent estimates.

Both use the distance between the feet and not the contacts, which are detected earlier or later on the far leg: when
the legs pass each other, and when they are furthest apart. Camera offset biases the passing times; lost landmarks bias
the times of the extremes. Only what both estimates show is reported.

Both legs take part in either moment, so a leg that lands late reads a little more than half as late: a drawn runner
with an index of 24 % reads 14 %. Contacts would show all of it, but on rendered runners from the side they read an
asymmetry of up to 21 % in even steps.
"""

from __future__ import annotations

import math
from itertools import pairwise
from statistics import mean, pstdev

import numpy as np
import scipy

from formcheck.motion.body import SIDES, other
from formcheck.motion.gait.contacts import GRID_HZ, Array, Run, on_grid, smoothed
from formcheck.records import Side

Moments = list[tuple[float, Side]]
Times = dict[Side, list[float]]
_LEAST_STEPS = 3


def asymmetry(run: Run) -> float:
    """Difference between the times of left and right steps, in percent of their mean, as far as both agree."""
    found = [_asymmetry(times) for times in _both(run)]
    same = all(value > 0 for value in found) or all(value < 0 for value in found)
    return math.nan if any(map(math.isnan, found)) else min(map(abs, found)) if same else 0.0


def variation(run: Run) -> float:
    """Spread of the times of a side's steps, in percent of their mean: the smaller of the two estimates."""
    found = [value for times in _both(run) if math.isfinite(value := _variation(times))]
    return min(found, default=math.nan)


def _asymmetry(times: Times) -> float:
    if min(map(len, times.values())) < _LEAST_STEPS:
        return math.nan
    left, right = mean(times["left"]), mean(times["right"])
    return 200.0 * (left - right) / (left + right)


def _variation(times: Times) -> float:
    if min(map(len, times.values())) < _LEAST_STEPS:
        return math.nan
    return 100.0 * math.sqrt(mean((pstdev(t) / mean(t)) ** 2 for t in times.values()))


def _both(run: Run) -> list[Times]:
    return [_times(run, furthest) for furthest in (False, True)] if math.isfinite(run.rhythm.step_s) else []


def _times(run: Run, furthest: bool) -> Times:
    """Return the times from each moment to the next of the other side, by the side that ends them."""
    times: Times = {side: [] for side in SIDES}
    for part in run.parts:
        apart = _apart(run, part)
        moments = _furthest(run, apart) if furthest else _passings(apart)
        for (before, first), (after, second) in pairwise(moments):
            if first == other(second) and 0.5 < (after - before) / GRID_HZ / run.rhythm.step_s < 1.5:
                times[second].append((after - before) / GRID_HZ)
    return times


def _apart(run: Run, part: slice) -> Array:
    """Return how far the left foot is ahead of the right one, evenly sampled, smoothed and centred."""
    times = run.series.times_s[part]
    grid = np.arange(times[0], times[-1], 1.0 / GRID_HZ)
    smooth = smoothed(on_grid(grid, times, run.left_before[part]), 2 * run.rhythm.step_s * GRID_HZ)
    # The near leg may read further ahead than the far one throughout.
    return np.asarray(smooth - (np.percentile(smooth, 95) + np.percentile(smooth, 5)) / 2)


def _passings(apart: Array) -> Moments:
    changes = np.flatnonzero(np.signbit(apart[1:]) != np.signbit(apart[:-1]))
    return [(float(i + apart[i] / (apart[i] - apart[i + 1])), "left" if apart[i + 1] > 0 else "right") for i in changes]


def _furthest(run: Run, apart: Array) -> Moments:
    least = {"distance": 1.4 * run.rhythm.step_s * GRID_HZ, "prominence": 0.25 * float(np.ptp(apart))}
    sides: tuple[tuple[Side, float], ...] = (("left", 1.0), ("right", -1.0))
    return sorted((float(i), side) for side, sign in sides for i in scipy.signal.find_peaks(sign * apart, **least)[0])
