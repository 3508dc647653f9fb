"""Left and right legs told apart again where the pose model exchanged them.

From the side the legs pass each other twice a stride, and the model then often goes on with the wrong one, for some
frames or for a whole step. When they pass is seen whatever they are called, and from one passing to the next the same
leg is ahead, then the other one. While they pass, the foot that swings is higher than the one on the floor.
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
"""What belongs to a leg and is exchanged with it."""

# Shares of a step: how far apart passings are at least, and how long before and after one the legs are close.
_APART, _PASSING_SHARE = 0.6, 0.2


def relabel_legs(run: Run) -> Series:
    """Give the series of a run with the legs named in turn.

    Parameters
    ----------
    run : Run
        Seen from the side.

    Returns
    -------
    Series
        Another one of the same columns. Which leg is the left one is what the pose model said in most of each stretch.
    """
    series = run.series
    exchanged = np.zeros(len(series), dtype=bool)
    for part in run.parts:
        exchanged[part] = _exchanged(run, part)
    rows = series.rows.copy()
    for name in LEG_COLUMNS:
        left, right = (series.columns.index(Column(name, side)) for side in SIDES)
        rows[exchanged, left], rows[exchanged, right] = rows[exchanged, right], rows[exchanged, left]
    renamed = Series(series.columns)
    for t_s, row in zip(series.times_s, rows, strict=True):
        renamed.append(float(t_s), row.tolist())
    return renamed


def _exchanged(run: Run, part: slice) -> NDArray[np.bool_]:
    times, before = run.series.times_s[part], run.left_before[part]
    passings = np.array(_passings(run, part))
    if not passings.size:
        return np.zeros(times.size, dtype=bool)
    nearest = np.abs(times[:, None] - passings).argmin(axis=1)
    passes = np.abs(times - passings[nearest]) < _PASSING_SHARE * run.rhythm.step_s
    # While they pass, the leg that swings is the one that will be ahead; its foot is the higher one.
    left, right = (run.series.column(Column("sole_level", side))[part] for side in SIDES)
    seen = np.where(passes, (left - right) / run.leg, before)
    turns = np.where(passes, nearest + 1, np.searchsorted(passings, times))
    # 1 where the left leg should be ahead, if it was so at first.
    wanted = np.where(turns % 2 == 0, 1.0, -1.0)
    agreed = float(np.nansum(seen * wanted))
    return np.asarray(seen * wanted * (1.0 if agreed >= 0 else -1.0) < 0)


def _passings(run: Run, part: slice) -> list[float]:
    """Times at which the feet passed each other; one that was not seen is put half way."""
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
