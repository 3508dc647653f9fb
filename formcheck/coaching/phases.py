"""A repetition in the recorded series goes in; the rows of its phases and the values in them come out."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.checks import Limb, Phase
from formcheck.motion.body import other
from formcheck.motion.cleaning.continuity import HIDDEN_S
from formcheck.motion.measures import MEASURES
from formcheck.motion.reading_error import ReadingError
from formcheck.motion.reducers import median_of
from formcheck.motion.second_look import SecondLook
from formcheck.motion.segmenting.cycle import EDGE_SHARE, Cycle
from formcheck.motion.series import Column, Series
from formcheck.records import RepetitionSide, Side, ViewLabel

HIP_DROP = Column("hip_drop")
"""How far the hips are below their standing height; recorded for every exercise, because a lift begins by it."""

# Half the width of a window around one point of a repetition: a median over 100-150 ms.
_POINT_S = 0.075
# How far the start and the rest reach beyond the repetition.
_BEFORE_S, _REST_S = 0.5, 1.0
# Shares of the excursion: at rest, at the beginning of the way back, and around the peak.
_REST_SHARE, _EARLY_SHARE, _DEEP_SHARE = 0.2, 0.3, 0.1
# The swing before a jump, and the bending after it (the project's own estimate).
_APPROACH_S, _LANDING_S = 1.0, 0.5
# Where the signal was seen in less than half of the frames, what was not may be anything.
_SEEN_HALF = 0.5
# How long settling into a hold, and leaving it, takes.
_SETTLING_S = 0.5
# Hip heights that differ by less than the error of the measure count as the same.
_SAME_DROP = MEASURES[HIP_DROP.measure].error
# Three errors: where the hips come down less, over straight knees, they have no measurable lowest moment.
_LEAST_DROP = 3 * _SAME_DROP


def sides_of(limb: Limb, lead: Side | None, near: Side | None) -> list[Side | None]:
    """Resolve a definition's limb to sides of the body.

    Parameters
    ----------
    limb : str
        As exercise files name it.
    lead : {"left", "right"} or None
        The working side.
    near : {"left", "right"} or None
        The side turned to the camera.

    Returns
    -------
    list of {"left", "right"} or None
        ``[None]`` for a measure without sides; empty if the side that is meant is not known.
    """
    match limb:
        case "whole":
            return [None]
        case "each" | "both":
            return ["left", "right"]
        case "near":
            return [near] if near else []
        case "lead":
            return [lead] if lead else []
        case "trail":
            return [other(lead)] if lead else []


ErrorOf = Callable[[Column, float], ReadingError | None]


LookAt = Callable[[float, int], SecondLook | None]


def _unknown_error(_: Column, __: float) -> None:
    """For windows without access to single frames."""


def _no_look(_: float, __: int) -> None:
    """For windows without access to single frames."""


@dataclass(frozen=True, kw_only=True)
class RepetitionWindow:
    """One repetition or hold in the series.

    Attributes
    ----------
    series : Series
        All values so far.
    cycle : Cycle
        Where the repetition is in them.
    signal : Column
        The signal that counted it.
    side : {"left", "right", "both"}
        The working side.
    near : {"left", "right"} or None
        The side turned to the camera.
    view : str
        The label that held for most of it.
    frame_s : float
        Time between frames in seconds.
    shot_s : tuple of float
        Start and end, in seconds, of the shot around it; the end is exclusive. Nothing outside it is used for
        comparison, because the calibration differs there.
    is_turned : bool
        Whether the landmarks were turned into the plane of a side view, because the camera is known.
    error_of : callable
        ``error_of(column, t_s)``: the error of a reading, None if it is not known.
    is_guessed : bool
        Whether the signal was read from landmarks out of the picture, so that no phase is known.
    look_at : callable
        ``look_at(t_s, times)``: the frame as it was read, and that number of further looks; None if its pose is no
        longer kept.
    """

    series: Series
    cycle: Cycle
    signal: Column
    side: RepetitionSide
    near: Side | None
    view: ViewLabel
    frame_s: float
    shot_s: tuple[float, float] = (-math.inf, math.inf)
    is_turned: bool = False
    error_of: ErrorOf = _unknown_error
    is_guessed: bool = False
    look_at: LookAt = _no_look

    def without_looks(self) -> RepetitionWindow:
        """Return the same window without second looks, for a first judgement that must be quick."""
        return replace(self, look_at=lambda t_s, _: self.look_at(t_s, 0))

    def is_seen_from(self, views: Collection[ViewLabel]) -> bool:
        """Whether it was seen in one of some views, or obliquely and turned into the plane of a side view."""
        return self.view in views or (self.view == "oblique" and self.is_turned and "side" in views)

    def sides(self, limb: Limb) -> list[Side | None]:
        """Resolve a definition's limb to sides; empty if the side that is meant is not known."""
        return sides_of(limb, None if self.side == "both" else self.side, self.near)

    def rows(self, phase: Phase) -> slice:
        """Rows of a phase in the series; never empty if the repetition has rows at all."""
        start_s, end_s = _BOUNDS[phase](self)
        return self.series.within(max(start_s, self.shot_s[0]), end_s, before_s=self.shot_s[1])

    @property
    def _point_s(self) -> float:
        return max(_POINT_S, 0.6 * self.frame_s)

    def _around(self, t_s: float) -> tuple[float, float]:
        return t_s - self._point_s, t_s + self._point_s

    def times(self, phase: Phase) -> NDArray[np.float64]:
        """Times of a phase in seconds, shape (n,)."""
        return self.series.times_s[self.rows(phase)]

    def values(self, column: Column, phase: Phase) -> NDArray[np.float64]:
        """Values of a column in a phase, shape (n,)."""
        return self.series.values(column, self.rows(phase))

    def median(self, column: Column, phase: Phase) -> float:
        """Median of a column in a phase; NaN where it was not seen."""
        return median_of_seen(self.values(column, phase))

    def longest_unseen_s(self) -> float:
        """Longest time in seconds within the repetition between two frames that show its signal."""
        times = self.times("throughout")[np.isfinite(self.values(self.signal, "throughout"))]
        return float(np.diff(times, prepend=self.cycle.start_s, append=self.cycle.end_s).max())

    def is_hidden(self) -> bool:
        """Whether the signal was hidden for so long that anything may have been done meanwhile."""
        seen = np.isfinite(self.values(self.signal, "throughout"))
        return bool(seen.mean() < _SEEN_HALF) and not self._shows_its_ways()

    def _shows_its_ways(self) -> bool:
        """Whether a single stretch of at most `HIDDEN_S` is hidden, with half of the way seen on either side of it.

        That is a repetition whose lowest moment a plate may hide. For a lift the way down does not count.
        """
        times, values = self.times("throughout"), self.values(self.signal, "throughout")
        times, values = times[np.isfinite(values)], values[np.isfinite(values)]
        if times.size < 2 or self.longest_unseen_s() > HIDDEN_S:
            return False
        gap = int(np.argmax(np.diff(times))) + 1
        ways = [values[:gap], values[gap:]] if self.cycle.from_rest else [values[gap:]]
        return min(float(way.max()) for way in ways) >= self.cycle.peak - self.cycle.excursion / 2

    def is_cut(self, phase: Phase) -> bool:
        """Whether a cut, or the end of the film, leaves the phase incomplete."""
        return self.cycle.is_cut or (phase == "top" and not self.cycle.to_rest)

    def at_rest(self) -> NDArray[np.bool_]:
        """Rows beside the repetition in which the person was at rest, as a mask of shape (n,)."""
        times, signal = self.series.times_s, self.series.column(self.signal)
        start, end = self.cycle.start_s, self.cycle.end_s
        beside = ((times >= start - _REST_S) & (times <= start)) | ((times >= end) & (times <= self.cycle.closed_s))
        level = min(self.cycle.rest, self.cycle.peak - self.cycle.returned * self.cycle.excursion)
        beside &= (times >= self.shot_s[0]) & (times < self.shot_s[1])
        return np.asarray(beside & (signal <= level + _REST_SHARE * self.cycle.excursion))

    def rest_value(self, column: Column) -> float:
        """Median of a column while at rest beside the repetition; NaN where it was not seen."""
        return median_of_seen(self.series.values(column, np.flatnonzero(self.at_rest())))

    def rest_moment(self, column: Column) -> float:
        """Time in seconds of the value at rest that is nearest to `rest_value`, which must have been seen."""
        rows = np.flatnonzero(self.at_rest())
        rows = rows[np.isfinite(self.series.values(column, rows))]
        away = np.abs(self.series.values(column, rows) - self.rest_value(column))
        return float(self.series.times_s[rows[int(np.argmin(away))]])

    def _deep(self) -> tuple[float, float]:
        """First and last moment within a tenth of the excursion from the peak."""
        rows = self.series.within(self.cycle.start_s, self.cycle.end_s)
        high = self.cycle.peak - _DEEP_SHARE * self.cycle.excursion
        times = self.series.times_s[rows][self.series.column(self.signal)[rows] >= high]
        return (float(times[0]), float(times[-1])) if times.size else (self.cycle.peak_s, self.cycle.peak_s)

    def _touchdown_s(self) -> float:
        """First moment back at the floor, in the raw signal: smoothing blurs a landing."""
        rows = self.series.within(self.cycle.peak_s, self.cycle.end_s)
        floor = self.cycle.peak - (self.cycle.returned - EDGE_SHARE) * self.cycle.excursion
        down = np.flatnonzero(self.series.column(self.signal)[rows] <= floor)
        return float(self.series.times_s[rows][down[0]]) if down.size else self.cycle.end_s

    def _without_ends(self) -> tuple[float, float]:
        """A hold from settled to leaving; all of it where it is short."""
        start, end = self.cycle.start_s + _SETTLING_S, self.cycle.end_s - _SETTLING_S
        return (start, end) if end - start > _SETTLING_S else (self.cycle.start_s, self.cycle.end_s)

    def _lowest_hips_s(self) -> float:
        """Last moment of the lowest hips, where a lift begins; if the hips shoot up, the trunk tips after it.

        On the way down the trunk tips too, with the hips possibly as low already.
        """
        rows = self.series.within(self.cycle.start_s, self.cycle.peak_s)
        drop = np.nan_to_num(self.series.column(HIP_DROP)[rows], nan=-math.inf)
        if not drop.size or drop.max() < _LEAST_DROP:
            return self.cycle.peak_s
        return float(self.series.times_s[rows][np.flatnonzero(drop >= drop.max() - _SAME_DROP)[-1]])

    def _early_end_s(self) -> float:
        rows = self.series.within(self.cycle.peak_s, self.cycle.end_s)
        low = self.cycle.peak - _EARLY_SHARE * self.cycle.excursion
        below = np.flatnonzero(self.series.column(self.signal)[rows] < low)
        return float(self.series.times_s[rows][below[0]]) if below.size else self.cycle.end_s


def _landing_from(t_s: float) -> tuple[float, float]:
    return t_s, t_s + _LANDING_S


_BOUNDS: Final[Mapping[Phase, Callable[[RepetitionWindow], tuple[float, float]]]] = {
    "start": lambda one: (one.cycle.start_s - _BEFORE_S, one.cycle.start_s + one._point_s),
    "descent": lambda one: (one.cycle.start_s, one.cycle.peak_s),
    "bottom": lambda one: one._around(one.cycle.peak_s),
    "deep": lambda one: one._deep(),
    "lift_off": lambda one: (one._lowest_hips_s(), one._early_end_s()),
    "early_ascent": lambda one: (one.cycle.peak_s, one._early_end_s()),
    "ascent": lambda one: (one.cycle.peak_s, one.cycle.end_s),
    "top": lambda one: (one.cycle.end_s - one._point_s, max(one.cycle.closed_s, one.cycle.end_s + one._point_s)),
    "throughout": lambda one: (one.cycle.start_s, one.cycle.end_s),
    "approach": lambda one: (one.cycle.start_s - _APPROACH_S, one.cycle.start_s),
    "contact": lambda one: one._around(one._touchdown_s()),
    "landing": lambda one: _landing_from(one._touchdown_s()),
    "arrival": lambda one: _landing_from(one._deep()[0]),
    "hold": lambda one: one._without_ends(),
}
"""When each phase of a repetition begins and ends, in seconds."""


def median_of_seen(values: NDArray[np.float64]) -> float:
    """Median of the values that were seen; NaN if none was."""
    seen = values[np.isfinite(values)]
    return median_of(seen) if seen.size else math.nan
