"""The values of a measure over a phase go in; one number, its error and the moment that shows it come out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.registry import Registry

ReducerName = Literal["median", "max", "min", "gain", "range", "drift", "spread", "peak_speed", "impact_speed"]
"""``range`` is from the 10th to the 90th percentile, ``spread`` the standard deviation, ``drift`` from the first fifth
to the last."""

Values = NDArray[np.float64]
Reduce = Callable[[Values, Values], float]

# A peak is what is held for a moment, not what one frame shows.
_HIGH, _LOW = 90.0, 10.0
# Over how long the speed of an impact is read, and that of a limb that swings: an error of 5 degrees is then one of 24
# degrees per second.
_IMPACT_S, _SWING_S = 0.10, 0.30
_NEAR_LOWEST = 0.02
# Most of a measure's error is the same in all frames and does not show in their spread (the project's own estimate).
_SPREAD_ERROR = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Reducer:
    """One way to reduce a phase to a number.

    Attributes
    ----------
    function : callable
        ``function(values, times_s)``, both of shape (n,), finite, n at least 1.
    error_factor : float
        Error of the result over the error of one value; in 1/s for a speed.
    per_second : bool
        Whether the result is a rate: in the measure's unit per second.
    shown_by : {"nearest", "highest", "lowest"}
        Which value shows the result best: the one nearest to it, or the highest or lowest of the phase.
    is_difference : bool
        Whether the result compares values with each other, so that an error that all of them share drops out.
    compared_with : {"nothing", "first", "lowest", "many"}
        What the value that shows the result is compared with; ``many`` where no two frames show it.
    """

    function: Reduce
    error_factor: float = 1.0
    per_second: bool = False
    shown_by: Literal["nearest", "highest", "lowest"] = "nearest"
    is_difference: bool = False
    compared_with: Literal["nothing", "first", "lowest", "many"] = "nothing"

    def moments(self, values: Values, times_s: Values, reduced: float) -> tuple[float, ...]:
        """Return the times in seconds of the one or two values that show the result; empty if two do not."""
        if self.compared_with == "many":
            return ()
        shown = self.moment(values, times_s, reduced)
        seen = np.flatnonzero(np.isfinite(values))
        other = {"first": seen[0], "lowest": seen[int(np.argmin(values[seen]))]}.get(self.compared_with)
        return (shown,) if other is None else (shown, float(times_s[other]))

    def moment(self, values: Values, times_s: Values, reduced: float) -> float:
        """Return the time in seconds at which to look; `values` may hold NaN, but not only that."""
        finite = np.isfinite(values)
        seen = values[finite]
        distance = {"nearest": np.abs(seen - reduced), "highest": -seen, "lowest": seen}[self.shown_by]
        return float(times_s[finite][int(np.argmin(distance))])


def median_of(values: Values) -> float:
    """Median of finite values, at least one: NumPy's own takes ten times as long for as few as a phase has."""
    ordered = sorted(values.tolist())
    middle = len(ordered) // 2
    return float(ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2)


def _gain(values: Values, _: Values) -> float:
    return float(np.percentile(values, _HIGH) - values[0])


def _impact_speed(values: Values, times_s: Values) -> float:
    """Downward speed just before the lowest value; 0 where that does not reach the floor.

    A foot that stops above the floor, or is set down gently, is slow by then; one that drops onto it is not.
    """
    lowest = int(np.argmax(values <= values.min() + _NEAR_LOWEST))
    before = (times_s >= times_s[lowest] - _IMPACT_S) & (times_s <= times_s[lowest])
    if values.min() > 0.0 or before.sum() < 2:
        return 0.0
    return max(0.0, -_slope(times_s[before] - times_s[lowest], values[before]))


def _peak_speed(values: Values, times_s: Values) -> float:
    """Fastest change in either direction of lines through `_SWING_S` of values; 0 where the phase is shorter."""
    ends = np.searchsorted(times_s, times_s + _SWING_S, side="right")
    whole = [slice(i, end) for i, end in enumerate(ends.tolist()) if times_s[end - 1] - times_s[i] > _SWING_S * 0.7]
    return max((abs(_slope(times_s[w] - times_s[w][0], values[w])) for w in whole), default=0.0)


def _slope(times_s: Values, values: Values) -> float:
    return float(np.polyfit(times_s, values, 1)[0])


def _range(values: Values, _: Values) -> float:
    low, high = np.percentile(values, [_LOW, _HIGH])
    return float(high - low)


def _drift(values: Values, _: Values) -> float:
    fifth = max(1, values.size // 5)
    return float(np.median(values[-fifth:]) - np.median(values[:fifth]))


REDUCERS: Final = Registry[Reducer]("reducer")
"""All reducers, by the names that exercise files use."""
REDUCERS.add("median", Reducer(function=lambda values, _: median_of(values)))
REDUCERS.add("max", Reducer(function=lambda values, _: float(np.percentile(values, _HIGH))))
REDUCERS.add("min", Reducer(function=lambda values, _: float(np.percentile(values, _LOW))))
REDUCERS.add("gain", Reducer(function=_gain, is_difference=True, shown_by="highest", compared_with="first"))
REDUCERS.add("range", Reducer(function=_range, is_difference=True, shown_by="highest", compared_with="lowest"))
REDUCERS.add("drift", Reducer(function=_drift, is_difference=True, compared_with="many"))
REDUCERS.add(
    "spread",
    Reducer(
        function=lambda values, _: float(np.std(values)),
        error_factor=_SPREAD_ERROR,
        is_difference=True,
        shown_by="highest",
        compared_with="many",
    ),
)
# A speed is the difference of two readings over the time between them.
REDUCERS.add(
    "peak_speed",
    Reducer(
        function=_peak_speed,
        error_factor=math.sqrt(2.0) / _SWING_S,
        is_difference=True,
        per_second=True,
        compared_with="many",
    ),
)
REDUCERS.add(
    "impact_speed",
    Reducer(
        function=_impact_speed,
        error_factor=math.sqrt(2.0) / _IMPACT_S,
        is_difference=True,
        per_second=True,
        shown_by="lowest",
        compared_with="many",
    ),
)
