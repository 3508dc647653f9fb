"""A series of a runner goes in; the stances of each foot, from contact to toe-off, come out.

They are found from the foot's height alone, or with its place ahead of the hips. A foot is down while its sole is near
its lowest height in this stance. That holds on a treadmill, for a runner who passes by, and from behind; on a slope
every stance has its own floor.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import scipy  # which loads scipy.signal at its first use: that takes longer than importing all of formcheck
from numpy.typing import NDArray

from formcheck.motion.body import SIDES, other
from formcheck.motion.gait.rhythm import Rhythm, in_step, rhythm, stretches
from formcheck.motion.series import Column, Series
from formcheck.records import Side

Array = NDArray[np.float64]

# Leg lengths above the floor between which a landing foot's way down is extrapolated to the floor. A foot that is
# carried low does not reach the upper one: then this share of its height replaces it.
_ABOVE_FLOOR, _CARRIED_SHARE, _NEAR_SHARE = 0.10, 0.8, 0.4
_LEAST_CARRIED = 0.03
# A foot is on the floor once it goes back at this share of its usual speed there.
_SPEED_SHARE = 0.6
# A sole that moves by this share of the leg for one frame alone is an outlier.
_JUMP = 0.12
GRID_HZ = 200.0
# Shares of a stride: how far around the middle of a stance the floor is read, how far its ends are looked for (a
# stance takes 0.2 to 0.4 in running), and how far the stances of a foot are apart at least.
_FLOOR_SHARE, _AROUND, _APART = 0.04, 0.35, 0.7
_LEAST_SWING = 0.25
# At this share of the way from furthest ahead to furthest behind a runner's foot is certainly on the floor: it lands on
# its way back and leaves near the end of it.
_ON_FLOOR_SHARE = 0.6
_LEAST_FRAMES = 4
_LEAST_SCISSOR = 0.25
_LEAST_LIFT = 0.08


@dataclass(frozen=True, slots=True)
class Step:
    """One stance of a foot; times in seconds."""

    side: Side
    contact_s: float
    off_s: float

    @property
    def middle_s(self) -> float:
        """Middle of the stance."""
        return (self.contact_s + self.off_s) / 2


@dataclass(frozen=True, eq=False)
class Run:
    """A clip of a runner: what was read in each frame, and what follows from it.

    Attributes
    ----------
    series : Series
        With the columns of `formcheck.motion.gait.columns`.
    """

    series: Series

    @cached_property
    def leg(self) -> float:
        """Length of the leg in frame heights: the median of both."""
        reach = [self.series.column(Column("leg_reach", side)) for side in SIDES]
        return _median(np.concatenate(reach)) if len(self.series) else math.nan

    @cached_property
    def fps(self) -> float:
        """Frames per second, from the median time between frames."""
        return 1.0 / float(np.median(np.diff(self.series.times_s))) if len(self.series) > 1 else math.nan

    @cached_property
    def parts(self) -> list[slice]:
        """Uninterrupted stretches in which the person was seen."""
        return stretches(self.series.times_s, np.isfinite(self.series.column(Column("hip_level"))))

    @cached_property
    def is_from_side(self) -> bool:
        """Whether a foot was seen to swing past the hips, for most of the time."""
        ahead = [np.isfinite(self.series.column(Column("foot_ahead", side))).sum() for side in SIDES]
        seen = np.isfinite(self.series.column(Column("hip_level")))
        return 2 * int(max(ahead)) > int(seen.sum())

    @cached_property
    def rhythm(self) -> Rhythm:
        """Time of a step."""
        return rhythm((self.series.times_s[part], self._apart[part]) for part in self.parts)

    @cached_property
    def _apart(self) -> Array:
        """Distance between the feet, fore and aft or up and down, in leg lengths.

        Where from the side the other foot is hidden, as that of the far leg often is, the one that is seen stands for
        both: twice its distance from the middle of its way repeats with every step too.
        """
        apart = np.abs(self.left_before)
        return np.where(np.isfinite(apart), apart, self._swing_of_one) if self.is_from_side else np.asarray(apart)

    @cached_property
    def _swing_of_one(self) -> Array:
        """Twice the distance of the foot that is seen from the middle of its way, in leg lengths."""
        swings = [2 * np.abs(foot - _middle(foot)) for foot in self._feet]
        return np.where(np.isfinite(swings[0]), *swings)

    @cached_property
    def left_before(self) -> Array:
        """Left foot ahead of the right one, or, from the front or behind, above it, in leg lengths."""
        left, right = self._feet
        return left - right

    @cached_property
    def _feet(self) -> tuple[Array, Array]:
        """Left and right foot ahead of the hips, or, from the front or behind, above the floor, in leg lengths."""
        name = "foot_ahead" if self.is_from_side else "sole_level"
        left, right = (self.series.column(Column(name, side)) / self.leg for side in SIDES)
        return left, right

    @cached_property
    def is_running(self) -> bool:
        """Whether it is a run, at whatever speed it is shown.

        A runner's hips are highest in flight, with the feet furthest apart along the way, and lowest over the foot,
        with the other one lifted highest; a walker's are highest over the foot (pendulum and spring, Cavagna 1977,
        cited from memory). Feet that are hardly apart show neither.
        """
        if not math.isfinite(self.rhythm.step_s):
            return False
        finite = self._apart[np.isfinite(self._apart)]
        least = _LEAST_SCISSOR if self.is_from_side else _LEAST_LIFT
        against = -self._with_hips("sole_level")
        bounces = against + self._with_hips("foot_ahead") if self.is_from_side else against
        return bounces > 0 and float(np.percentile(finite, 90)) > least

    def _with_hips(self, name: str) -> float:
        """Return how the feet's distance and the hips' height vary: 1 in phase, -1 in antiphase."""
        left, right = (self.series.column(Column(name, side)) for side in SIDES)
        hip, times = self.series.column(Column("hip_level")), self.series.times_s
        return in_step(((times[p], np.abs(left - right)[p], hip[p]) for p in self.parts), self.rhythm.step_s)

    @cached_property
    def steps(self) -> list[Step]:
        """All stances that were seen whole and are followed or led by one of the other foot, in order of time."""
        if not math.isfinite(self.rhythm.step_s):
            return []
        return [step for part in self.parts for step in self._alternating(part)]

    def _alternating(self, part: slice) -> list[Step]:
        steps = sorted((s for side in SIDES for s in self._stances(part, side)), key=lambda step: step.contact_s)
        usual = self.rhythm.step_s
        paired = {
            id(step)
            for a, b in pairwise(steps)
            if a.side == other(b.side) and abs(b.contact_s - a.contact_s - usual) < 0.4 * usual
            for step in (a, b)
        }
        return [step for step in steps if id(step) in paired]

    def _stances(self, part: slice, side: Side) -> list[Step]:
        times, stride = self.series.times_s[part], 2 * self.rhythm.step_s * GRID_HZ
        names = ("sole_level", "foot_ahead") if self.is_from_side else ("sole_level",)
        values = [self.series.column(Column(name, side))[part] / self.leg for name in names]
        if any(np.isfinite(v).sum() < _LEAST_FRAMES for v in values):
            return []
        grid = np.arange(times[0], times[-1], 1.0 / GRID_HZ)
        height, *ahead = (on_grid(grid, times, value) for value in values)
        moments = _under_hips(ahead[0], stride) if ahead else _lowest(height, stride)
        found = (_stance(height, at, stride, *ahead) for at in moments)
        return [Step(side, *(float(grid[0] + at / GRID_HZ) for at in s)) for s in found if s is not None]


def _middle(way: Array) -> float:
    """Middle between the ends of a way, each reached in at least a twentieth of the frames."""
    return float(np.nanpercentile(way, (5, 95)).mean()) if np.isfinite(way).any() else math.nan


def on_grid(grid: Array, times_s: Array, values: Array) -> Array:
    """Interpolate values at other times, with single outliers replaced; 0 where none was seen, as if nothing moved."""
    finite = np.isfinite(values)
    if not finite.any():
        return np.zeros_like(grid)
    return np.interp(grid, times_s[finite], _without_outliers(values[finite]))


def _under_hips(ahead: Array, stride: float) -> list[int]:
    """Find a moment in each stance from the way of a foot from ahead of the hips to behind them."""
    smooth = smoothed(ahead, stride)
    least = _LEAST_SWING * float(np.ptp(smooth))
    found = []
    for front in scipy.signal.find_peaks(smooth, distance=_APART * stride, prominence=least)[0]:
        way = smooth[front : front + round(_APART * stride)]
        passed = way < way[0] - _ON_FLOOR_SHARE * (way[0] - way.min())
        found.append(int(front + np.argmax(passed)))
    return found


def _lowest(height: Array, stride: float) -> list[int]:
    """Find a moment in each stance from the height of the foot alone."""
    smooth = smoothed(height, stride)
    least = _LEAST_SWING * float(np.ptp(smooth))
    return [int(at) for at in scipy.signal.find_peaks(-smooth, distance=_APART * stride, prominence=least)[0]]


def smoothed(values: Array, stride: float) -> Array:
    """Smooth over an eighth of a stride."""
    width = 2 * max(1, round(stride / 16)) + 1
    window = np.hanning(width + 2)[1:-1]
    return np.convolve(np.pad(values, width // 2, mode="edge"), window / window.sum(), "valid")


def _without_outliers(level: Array) -> Array:
    """Replace single values far from both neighbours by the mean of these."""
    level = level.copy()
    before, after = level[:-2], level[2:]
    middle = (before + after) / 2
    away = np.minimum(np.abs(level[1:-1] - before), np.abs(level[1:-1] - after)) > _JUMP
    jumped = away & (np.abs(before - after) < _JUMP)
    level[1:-1] = np.where(jumped, middle, level[1:-1])
    return level


def _stance(height: Array, middle: int, stride: float, ahead: Array | None = None) -> tuple[float, float] | None:
    """Find where on the grid the foot came down and left, around a moment on the floor; None if one is missing.

    A foot is down when it is low or when it goes back with the floor, whichever comes first: on a belt that rises ahead
    a foot lands higher than it leaves.
    """
    near, around = round(_FLOOR_SHARE * stride), round(_AROUND * stride)
    floor = float(np.median(height[max(middle - near, 0) : middle + near + 1]))
    down = _landing(height[max(middle - around, 0) : middle + 1][::-1] - floor)
    up = _landing(height[middle : middle + around] - floor)
    if down is None or up is None:
        return None
    return middle - max(down, 0.0 if ahead is None else _going_back(ahead, middle, stride)), middle + up


def _landing(above: Array) -> float | None:
    """Samples from a moment on the floor to where the line through two heights of the way meets the floor."""
    upper = min(_ABOVE_FLOOR, _CARRIED_SHARE * float(above.max()))
    if upper < _LEAST_CARRIED:
        return None
    high = int(np.argmax(above > upper))
    low = np.flatnonzero(above[:high] < _NEAR_SHARE * upper)
    first = int(low[-1]) if low.size else 0
    slope = (above[high] - above[first]) / max(high - first, 1)
    return float(max(first - above[first] / slope, 0.0)) if slope > 0 else float(first)


def _going_back(ahead: Array, middle: int, stride: float) -> float:
    """Samples before the middle of a stance at which the foot began to go back as fast as on the floor."""
    near, around = round(_FLOOR_SHARE * stride), round(_AROUND * stride)
    back = -np.gradient(smoothed(ahead[max(middle - around, 0) : middle + near + 1], stride))
    slow = np.flatnonzero(back[: -near - 1] < _SPEED_SHARE * float(np.median(back[-2 * near :])))
    return float(back.size - near - 1 - slow[-1]) if slow.size else 0.0


def _median(values: Array) -> float:
    finite = values[np.isfinite(values)]
    return float(np.median(finite)) if finite.size else math.nan
