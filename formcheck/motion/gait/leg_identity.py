"""A run seen from the side goes in; its series with the identity switches of the legs undone comes out.

The legs pass each other twice per stride, and the pose model then often continues with the wrong one, for some frames
or for a whole step. When they pass shows whatever their labels are, and the leg that is ahead alternates from one
passing to the next. While they pass, the swinging foot is higher than the one on the floor.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

from formcheck.motion.body import SIDES
from formcheck.motion.gait.contacts import GRID_HZ, Run, on_grid, smoothed
from formcheck.motion.series import Column, Series

LEG_COLUMNS: Final = (
    "sole_level",
    "leg_reach",
    "foot_ahead",
    "knee_flexion",
    "shin_lean",
    "thigh_behind",
    "foot_pitch",
)
"""Measures of one leg, which are exchanged together."""

# Shares of a step: the least time between passings, and how long before and after one the legs are close.
_APART, _PASSING_SHARE = 0.6, 0.2


def relabel_legs(run: Run) -> Series:
    """Relabel the legs of a run so that they alternate.

    Parameters
    ----------
    run : Run
        Seen from the side.

    Returns
    -------
    Series
        A new one with the same columns, which may be fewer than a run's. In each stretch the left leg is the one that
        the pose model mostly called so.
    """
    series = run.series
    exchanged = np.zeros(len(series), dtype=bool)
    for part in run.parts:
        exchanged[part] = _exchanged(run, part)
    rows = series.rows.copy()
    for name in LEG_COLUMNS:
        if Column(name, SIDES[0]) not in series.columns:
            continue
        left, right = (series.columns.index(Column(name, side)) for side in SIDES)
        rows[exchanged, left], rows[exchanged, right] = rows[exchanged, right], rows[exchanged, left]
    relabelled = Series(series.columns)
    for t_s, row in zip(series.times_s, rows, strict=True):
        relabelled.append(float(t_s), row.tolist())
    return relabelled


def _exchanged(run: Run, part: slice) -> NDArray[np.bool_]:
    times, before = run.series.times_s[part], run.left_before[part]
    passings = np.array(_passings(run, part))
    if not passings.size:
        return np.zeros(times.size, dtype=bool)
    nearest = np.abs(times[:, None] - passings).argmin(axis=1)
    passes = np.abs(times - passings[nearest]) < _PASSING_SHARE * run.rhythm.step_s
    # While they pass, the swinging leg, with the higher foot, is the one that will be ahead.
    left, right = (run.series.column(Column("sole_level", side))[part] for side in SIDES)
    seen = np.where(passes, (left - right) / run.leg, before)
    turns = np.where(passes, nearest + 1, np.searchsorted(passings, times))
    # 1 where the left leg should be ahead, if it was ahead at first.
    wanted = np.where(turns % 2 == 0, 1.0, -1.0)
    agreed = float(np.nansum(seen * wanted))
    return np.asarray(seen * wanted * (1.0 if agreed >= 0 else -1.0) < 0)


def _passings(run: Run, part: slice) -> list[float]:
    """Return the times at which the feet passed each other; one that was not seen is interpolated."""
    times, step_s = run.series.times_s[part], run.rhythm.step_s
    grid = np.arange(times[0], times[-1], 1.0 / GRID_HZ)
    apart = smoothed(on_grid(grid, times, np.abs(run.left_before[part])), step_s * GRID_HZ)
    least = 0.1 * float(np.ptp(apart))
    found = grid[scipy.signal.find_peaks(-apart, distance=_APART * step_s * GRID_HZ, prominence=least)[0]]
    whole: list[float] = []
    for at_s in found.tolist():
        missed = max(round((at_s - whole[-1]) / step_s) - 1, 0) if whole else 0
        whole += [whole[-1] + (i + 1) * (at_s - whole[-1]) / (missed + 1) for i in range(missed)]
        whole.append(at_s)
    return whole
