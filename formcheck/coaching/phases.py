"""What was seen of one repetition: the windows of its phases and the values of its measures in them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.checks import SPEED_S, SWING_S
from formcheck.motion.body import other
from formcheck.motion.segmenting.cycle import EDGE_SHARE, Cycle
from formcheck.motion.series import Column, Series
from formcheck.records import RepetitionSide, Side, ViewLabel

# The point of a phase is read as the median over 100-150 ms (evidence 3.6).
_POINT_S = 0.075
HIP_DROP = Column("hip_drop")
"""Height of the hips, which tells where a lift begins; always recorded."""
_BEFORE_S = 0.5
_REST_S = 1.0
# At rest means within this share of the excursion.
_REST_SHARE = 0.2
_EARLY_SHARE = 0.3
_DEEP_SHARE = 0.1
# The swing before a jump, and the bending after it (P).
_APPROACH_S, _LANDING_S = 1.0, 0.5
_SETTLED_S = 0.5
# A peak is what is held for a moment, not what one frame shows.
_HIGH, _LOW = 90.0, 10.0
_NEAR_LOWEST = 0.02
# The measure's error: heights of the hips that differ by less are the same height.
_SAME_DROP = 0.05
# Three errors: hips that come down less, over straight knees, have no lowest moment that can be told.
_LEAST_DROP = 3 * _SAME_DROP


def sides_of(limb: str, lead: Side | None, near: Side | None) -> list[Side | None]:
    """Tell which sides a definition's limb means where one side leads and one is near; none where that is not known."""
    named: Mapping[str, list[Side | None]] = {
        "whole": [None],
        "each": ["left", "right"],
        "both": ["left", "right"],
        "near": [near] if near else [],
        "lead": [lead] if lead else [],
        "trail": [other(lead)] if lead else [],
    }
    return named[limb]


@dataclass(frozen=True)
class RepetitionWindow:
    """One repetition in the series.

    Attributes
    ----------
    series : Series
        All values so far.
    span : Cycle
        Where the repetition lies in them.
    signal : Column
        The signal that counted it.
    side : {"left", "right", "both"}
        The working side.
    near : {"left", "right"} or None
        The side turned to the camera.
    view : str
        The label that held for most of it.
    frame_s : float
        Time between frames.
    shot_s : tuple of float
        From when until when one calibration held: what lies beyond, in another shot, is not compared with.
    """

    series: Series
    span: Cycle
    signal: Column
    side: RepetitionSide
    near: Side | None
    view: ViewLabel
    frame_s: float
    shot_s: tuple[float, float] = (-math.inf, math.inf)

    def sides(self, limb: str) -> list[Side | None]:
        """Tell which sides a definition's limb means here; none where that is not known."""
        return sides_of(limb, None if self.side == "both" else self.side, self.near)

    def window(self, phase: str) -> slice:
        """Rows of a phase; never empty where the repetition has rows at all."""
        span, point = self.span, max(_POINT_S, 0.6 * self.frame_s)
        bounds = {
            "start": (span.start_s - _BEFORE_S, span.start_s + point),
            "descent": (span.start_s, span.peak_s),
            "bottom": (span.peak_s - point, span.peak_s + point),
            "deep": self._deep(),
            "lift_off": (self._lowest_hips(), self._early_end()),
            "early_ascent": (span.peak_s, self._early_end()),
            "ascent": (span.peak_s, span.end_s),
            "top": (span.end_s - point, max(span.closed_s, span.end_s + point)),
            "throughout": (span.start_s, span.end_s),
            "approach": (span.start_s - _APPROACH_S, span.start_s),
            "contact": (self._touchdown() - point, self._touchdown() + point),
            "landing": (self._touchdown(), self._touchdown() + _LANDING_S),
            "arrival": (self._deep()[0], self._deep()[0] + _LANDING_S),
            "hold": self._without_ends(),
        }
        return self._within(*bounds[phase])

    def _within(self, start_s: float, end_s: float) -> slice:
        first, beyond = self.shot_s
        return self.series.within(max(start_s, first), min(end_s, math.nextafter(beyond, -math.inf) - 2e-9))

    def is_cut(self, phase: str) -> bool:
        """Whether a cut, or the end of the film, leaves the phase incomplete."""
        return self.span.is_cut or (phase == "top" and not self.span.to_rest)

    def _deep(self) -> tuple[float, float]:
        """First and last moment within a tenth of the excursion from the peak."""
        rows = self.series.within(self.span.start_s, self.span.end_s)
        high = self.span.peak - _DEEP_SHARE * self.span.excursion
        times = self.series.times_s[rows][self.series.column(self.signal)[rows] >= high]
        return (float(times[0]), float(times[-1])) if times.size else (self.span.peak_s, self.span.peak_s)

    def _touchdown(self) -> float:
        """First moment back at the floor, in the signal as it was read: smoothing blurs a landing."""
        rows = self.series.within(self.span.peak_s, self.span.end_s)
        floor = self.span.peak - (self.span.returned - EDGE_SHARE) * self.span.excursion
        down = np.flatnonzero(self.series.column(self.signal)[rows] <= floor)
        return float(self.series.times_s[rows][down[0]]) if down.size else self.span.end_s

    def _without_ends(self) -> tuple[float, float]:
        """From when somebody has settled in a hold until they leave it; all of it where it is short."""
        start, end = self.span.start_s + _SETTLED_S, self.span.end_s - _SETTLED_S
        return (start, end) if end - start > _SETTLED_S else (self.span.start_s, self.span.end_s)

    def _lowest_hips(self) -> float:
        """Last moment of the lowest hips, where a lift begins: a trunk that tips as the hips shoot up comes after it.

        On the way down the trunk tips too, over hips that may be as low already.
        """
        rows = self.series.within(self.span.start_s, self.span.peak_s)
        drop = np.nan_to_num(self.series.column(HIP_DROP)[rows], nan=-math.inf)
        if not drop.size or drop.max() < _LEAST_DROP:
            return self.span.peak_s
        return float(self.series.times_s[rows][np.flatnonzero(drop >= drop.max() - _SAME_DROP)[-1]])

    def _early_end(self) -> float:
        rows = self.series.within(self.span.peak_s, self.span.end_s)
        low = self.span.peak - _EARLY_SHARE * self.span.excursion
        below = np.flatnonzero(self.series.column(self.signal)[rows] < low)
        return float(self.series.times_s[rows][below[0]]) if below.size else self.span.end_s

    def at_rest(self) -> NDArray[np.bool_]:
        """Rows next to the repetition in which the person was at rest."""
        times, signal = self.series.times_s, self.series.column(self.signal)
        start, end = self.span.start_s, self.span.end_s
        beside = ((times >= start - _REST_S) & (times <= start)) | ((times >= end) & (times <= self.span.closed_s))
        level = min(self.span.rest, self.span.peak - self.span.returned * self.span.excursion)
        beside &= (times >= self.shot_s[0]) & (times < self.shot_s[1])
        return np.asarray(beside & (signal <= level + _REST_SHARE * self.span.excursion))

    def values(self, column: Column, phase: str) -> NDArray[np.float64]:
        """Values of a column in a phase."""
        return self.series.column(column)[self.window(phase)]

    def rest_value(self, column: Column) -> float:
        """Median of a column while at rest beside the repetition; NaN where it was not seen."""
        at_rest = self.series.column(column)[self.at_rest()]
        seen = at_rest[np.isfinite(at_rest)]
        return float(np.median(seen)) if seen.size else math.nan

    def times(self, phase: str) -> NDArray[np.float64]:
        """Times of a phase."""
        return self.series.times_s[self.window(phase)]


def _gain(values: NDArray[np.float64], _: NDArray[np.float64]) -> float:
    return float(np.percentile(values, _HIGH) - values[0])


def _impact_speed(values: NDArray[np.float64], times: NDArray[np.float64]) -> float:
    """Downward speed in the last moment before the lowest value; 0 where that does not reach the floor.

    Who stops above the floor, or sets down gently, is slow by then; who drops onto it is not.
    """
    lowest = int(np.argmax(values <= values.min() + _NEAR_LOWEST))
    before = (times >= times[lowest] - SPEED_S) & (times <= times[lowest])
    if values.min() > 0.0 or before.sum() < 2:
        return 0.0
    return max(0.0, -float(np.polyfit(times[before] - times[lowest], values[before], 1)[0]))


def _peak_speed(values: NDArray[np.float64], times: NDArray[np.float64]) -> float:
    """Fastest change, either way, of lines through `SWING_S` of values; 0 where there is less."""
    ends = np.searchsorted(times, times + SWING_S, side="right")
    whole = [slice(i, end) for i, end in enumerate(ends.tolist()) if times[end - 1] - times[i] > SWING_S * 0.7]
    return max((abs(float(np.polyfit(times[w] - times[w][0], values[w], 1)[0])) for w in whole), default=0.0)


def _range(values: NDArray[np.float64], _: NDArray[np.float64]) -> float:
    low, high = np.percentile(values, [_LOW, _HIGH])
    return float(high - low)


def _drift(values: NDArray[np.float64], _: NDArray[np.float64]) -> float:
    fifth = max(1, values.size // 5)
    return float(np.median(values[-fifth:]) - np.median(values[:fifth]))


Reduce = Callable[[NDArray[np.float64], NDArray[np.float64]], float]

REDUCERS: Mapping[str, Reduce] = {
    "median": lambda values, _: float(np.median(values)),
    "max": lambda values, _: float(np.percentile(values, _HIGH)),
    "min": lambda values, _: float(np.percentile(values, _LOW)),
    "gain": _gain,
    "range": _range,
    "drift": _drift,
    "spread": lambda values, _: float(np.std(values)),
    "peak_speed": _peak_speed,
    "impact_speed": _impact_speed,
}
"""How the finite values of a phase (first argument, with their times) become one number."""


def moment(
    values: NDArray[np.float64], times: NDArray[np.float64], reducer: str, reduced: float, fallback_s: float
) -> float:
    """Time to look at: where a rise ends, where something touches the floor, or where the reduced value was met."""
    finite = np.isfinite(values)
    if not finite.any():
        return fallback_s
    seen = values[finite]
    latest = {"gain": -seen, "range": -seen, "spread": -seen, "impact_speed": seen}
    telling = latest.get(reducer, np.abs(seen - reduced))
    return float(times[finite][int(np.argmin(telling))])
