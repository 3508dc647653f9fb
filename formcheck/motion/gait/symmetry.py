"""How alike the steps are, left to right and one to the next, from two ways to tell when a step was made.

Both look at the distance of the feet and not at a contact, which is seen later or earlier on the far leg: when the legs
pass each other, and when they are furthest apart. A camera that stands a little ahead or behind moves the passings, and
a landmark that is lost moves the furthest. What only one of the two shows is not the runner's.

Both legs have a part in either moment, so that a leg that lands late is read as little more than half as late: a drawn
runner with an index of 24 % reads 14 %. Contacts would tell all of it, but on rendered runners from the side they told
even steps uneven by up to 21 %.
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
    """Difference of the times of left and right steps, in percent of their mean, as far as both ways show it."""
    found = [_asymmetry(times) for times in _both(run)]
    same = all(value > 0 for value in found) or all(value < 0 for value in found)
    return math.nan if any(map(math.isnan, found)) else min(map(abs, found)) if same else 0.0


def variation(run: Run) -> float:
    """Spread of the times of a side's steps, in percent of their mean: the smaller of what the two ways show."""
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
    """Times from each moment to the next of the other side, by the side that ends them."""
    times: Times = {side: [] for side in SIDES}
    for part in run.parts:
        apart = _apart(run, part)
        moments = _furthest(run, apart) if furthest else _passings(apart)
        for (before, first), (after, second) in pairwise(moments):
            if first == other(second) and 0.5 < (after - before) / GRID_HZ / run.rhythm.step_s < 1.5:
                times[second].append((after - before) / GRID_HZ)
    return times


def _apart(run: Run, part: slice) -> Array:
    """How far the left foot is before the right one, evenly sampled, smooth and centred."""
    times = run.series.times_s[part]
    grid = np.arange(times[0], times[-1], 1.0 / GRID_HZ)
    smooth = smoothed(on_grid(grid, times, run.left_before[part]), 2 * run.rhythm.step_s * GRID_HZ)
    # The near leg may be seen further ahead than the far one all the time.
    return np.asarray(smooth - (np.percentile(smooth, 95) + np.percentile(smooth, 5)) / 2)


def _passings(apart: Array) -> Moments:
    changes = np.flatnonzero(np.signbit(apart[1:]) != np.signbit(apart[:-1]))
    return [(float(i + apart[i] / (apart[i] - apart[i + 1])), "left" if apart[i + 1] > 0 else "right") for i in changes]


def _furthest(run: Run, apart: Array) -> Moments:
    least = {"distance": 1.4 * run.rhythm.step_s * GRID_HZ, "prominence": 0.25 * float(np.ptp(apart))}
    sides: tuple[tuple[Side, float], ...] = (("left", 1.0), ("right", -1.0))
    return sorted((float(i), side) for side, sign in sides for i in scipy.signal.find_peaks(sign * apart, **least)[0])
