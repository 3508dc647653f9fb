"""Left and right legs told apart again where the pose model exchanged them.

From the side the legs pass each other twice a stride, and the model then often goes on with the wrong one for some
frames. Of all ways to exchange the two legs frame by frame, the one is taken in which they move on most evenly.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.body import SIDES
from formcheck.motion.series import Column, Series

Array = NDArray[np.float64]

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

_ANGLES = ("thigh_behind", "shin_lean")
# What an exchanged frame costs, in squared leg lengths of uneven movement: enough to keep the model's own naming where
# the legs lie on each other.
_COST_OF_EXCHANGE = 0.005
# Beyond this a landmark jumped, and how far says no more.
_MOST_UNEVEN = 0.3


def untangled(series: Series, leg: float) -> Series:
    """Give the series with the legs named as they move.

    Parameters
    ----------
    series : Series
        With the columns of `formcheck.motion.gait.signals`, from the side.
    leg : float
        Length of the leg in picture heights.

    Returns
    -------
    Series
        Another one of the same columns.
    """
    exchanged = _exchanges(_places(series, leg))
    rows = series.rows.copy()
    for name in LEG_COLUMNS:
        left, right = (series.columns.index(Column(name, side)) for side in SIDES)
        rows[np.ix_(exchanged, [left, right])] = rows[np.ix_(exchanged, [right, left])]
    renamed = Series(series.columns)
    for t_s, row in zip(series.times_s, rows, strict=True):
        renamed.append(float(t_s), row.tolist())
    return renamed


def _places(series: Series, leg: float) -> Array:
    """Where each leg is, shape (n, 2, 4), all in leg lengths; straight lines over what was not seen."""
    places = np.zeros((len(series), 2, 2 + len(_ANGLES)))
    for i, side in enumerate(SIDES):
        values = [series.column(Column(name, side)) / leg for name in ("foot_ahead", "sole_level")]
        # Half a leg's length at the end of which knee or ankle is.
        values += [np.radians(series.column(Column(name, side))) / 2 for name in _ANGLES]
        for j, value in enumerate(values):
            finite = np.isfinite(value)
            if finite.any():
                places[:, i, j] = np.interp(series.times_s, series.times_s[finite], value[finite])
    return places


def _exchanges(places: Array) -> NDArray[np.bool_]:
    """Choose which frames to exchange, by dynamic programming over the pairs of one frame and the next."""
    n = len(places)
    if n < 3:
        return np.zeros(n, dtype=bool)
    # named[s][k]: the legs of frame k, exchanged where s is 1.
    named = np.stack([places, places[:, ::-1]])
    costs = np.array([[0.0, _COST_OF_EXCHANGE], [_COST_OF_EXCHANGE, 2 * _COST_OF_EXCHANGE]])
    came = np.zeros((n, 2, 2), dtype=np.intp)
    for k in range(2, n):
        step = np.full((2, 2, 2), math.inf)
        for first, second, third in np.ndindex(2, 2, 2):
            bend = named[third, k] - 2 * named[second, k - 1] + named[first, k - 2]
            uneven = float(np.minimum(bend**2, _MOST_UNEVEN).sum())
            step[first, second, third] = costs[first, second] + uneven + third * _COST_OF_EXCHANGE
        came[k], costs = step.argmin(axis=0), step.min(axis=0)
    second, third = np.unravel_index(int(costs.argmin()), costs.shape)
    chosen = [int(third), int(second)]
    for k in range(n - 1, 1, -1):
        chosen.append(int(came[k, chosen[-1], chosen[-2]]))
    return np.array(chosen[::-1], dtype=bool)
