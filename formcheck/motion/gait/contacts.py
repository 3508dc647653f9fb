"""When each foot comes down and leaves, from its height alone or with its place ahead of the hips.

A foot is down while its sole is near the lowest that it was in this stance. So it is on a treadmill, passing by, and
from behind; on a slope every stance has a floor of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.signal import find_peaks

from formcheck.motion.body import SIDES, other
from formcheck.motion.gait.rhythm import Rhythm, in_step, rhythm, stretches
from formcheck.motion.series import Column, Series
from formcheck.records import Side

Array = NDArray[np.float64]

# Leg lengths above the floor of a stance, between which a landing foot's way down is drawn on to the floor.
_NEAR_FLOOR, _ABOVE_FLOOR = 0.03, 0.09
# A sole off the floor by this share of the leg for one frame alone is a landmark that jumped.
_JUMP = 0.12
_GRID_HZ = 200.0
# A stance takes 0.2 to 0.4 of a stride in running: its parts are looked for this far around its lowest moment.
_AROUND = 0.3
_LEAST_SCISSOR = 0.25
_LEAST_LIFT = 0.08


@dataclass(frozen=True, slots=True)
class Step:
    """One stance: from when to when the foot was down, and its middle."""

    side: Side
    contact_s: float
    off_s: float

    @property
    def middle_s(self) -> float:
        """Middle of the stance."""
        return (self.contact_s + self.off_s) / 2


@dataclass(frozen=True, eq=False)
class Run:
    """A clip of a runner, read: frame by frame, and the steps in it.

    Attributes
    ----------
    series : Series
        With the columns of `formcheck.motion.gait.signals`.
    """

    series: Series

    @cached_property
    def leg(self) -> float:
        """Length of the leg in picture heights: the median of both."""
        reach = [self.series.column(Column("leg_reach", side)) for side in SIDES]
        return _median(np.concatenate(reach)) if len(self.series) else math.nan

    @cached_property
    def fps(self) -> float:
        """Frames a second: the usual distance of the times."""
        return 1.0 / float(np.median(np.diff(self.series.times_s))) if len(self.series) > 1 else math.nan

    @cached_property
    def parts(self) -> list[slice]:
        """Uninterrupted stretches in which the person was seen."""
        return stretches(self.series.times_s, np.isfinite(self.series.column(Column("hip_level"))))

    @cached_property
    def is_from_side(self) -> bool:
        """Whether the feet were seen to swing past the hips, for most of the time."""
        ahead = np.isfinite(self.series.column(Column("foot_ahead", "left")))
        seen = np.isfinite(self.series.column(Column("hip_level")))
        return 2 * int(ahead.sum()) > int(seen.sum())

    @cached_property
    def rhythm(self) -> Rhythm:
        """Time of a step."""
        return rhythm((self.series.times_s[part], self._apart[part]) for part in self.parts)

    @cached_property
    def _apart(self) -> Array:
        """Distance between the feet, fore and aft or else up and down, in leg lengths."""
        name = "foot_ahead" if self.is_from_side else "sole_level"
        left, right = (self.series.column(Column(name, side)) for side in SIDES)
        return np.asarray(np.abs(left - right) / self.leg)

    @cached_property
    def is_running(self) -> bool:
        """Whether it is a run, at whatever speed it is shown.

        A runner's hips are highest in flight, with the feet furthest apart along the way, and lowest over the foot; a
        walker's are highest over the foot (own knowledge: the pendulum and the spring of Cavagna 1977). Feet hardly
        apart are neither.
        """
        if not math.isfinite(self.rhythm.step_s):
            return False
        hip, times = self.series.column(Column("hip_level")), self.series.times_s
        together = in_step(((times[p], self._apart[p], hip[p]) for p in self.parts), self.rhythm.step_s)
        finite = self._apart[np.isfinite(self._apart)]
        least = _LEAST_SCISSOR if self.is_from_side else _LEAST_LIFT
        sign = 1.0 if self.is_from_side else -1.0
        return sign * together > 0 and float(np.percentile(finite, 90)) > least

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
        times, level = self.series.times_s[part], self.series.column(Column("sole_level", side))[part] / self.leg
        finite = np.isfinite(level)
        if finite.sum() < 4:
            return []
        level = _without_jumps(level[finite])
        grid = np.arange(times[finite][0], times[finite][-1], 1.0 / _GRID_HZ)
        height = np.interp(grid, times[finite], level)
        stride = 2 * self.rhythm.step_s * _GRID_HZ
        width = max(3, round(0.12 * stride))
        smooth = np.convolve(np.pad(height, width, mode="edge"), np.hanning(width) / np.hanning(width).sum(), "same")
        lowest, _ = find_peaks(-smooth[width:-width], distance=0.7 * stride, prominence=_LEAST_LIFT / 2)
        found = (_stance(grid, height, int(at), round(_AROUND * stride)) for at in lowest)
        return [Step(side, *stance) for stance in found if stance is not None]


def _without_jumps(level: Array) -> Array:
    """Put the middle of the neighbours in the place of single values far from both."""
    level = level.copy()
    before, after = level[:-2], level[2:]
    middle = (before + after) / 2
    away = np.minimum(np.abs(level[1:-1] - before), np.abs(level[1:-1] - after)) > _JUMP
    jumped = away & (np.abs(before - after) < _JUMP)
    level[1:-1] = np.where(jumped, middle, level[1:-1])
    return level


def _stance(grid: Array, height: Array, lowest: int, around: int) -> tuple[float, float] | None:
    """Find when the foot came down and left around its lowest moment; None where the clip does not show both."""
    near = height[max(lowest - around // 2, 0) : lowest + around // 2 + 1]
    floor = float(np.percentile(near, 20))
    down = _landing(height[: lowest + 1][::-1] - floor, around)
    up = _landing(height[lowest:] - floor, around)
    if down is None or up is None:
        return None
    return float(grid[0] + (lowest - down) / _GRID_HZ), float(grid[0] + (lowest + up) / _GRID_HZ)


def _landing(above: Array, around: int) -> float | None:
    """Samples from the lowest moment to where the line through two heights of the way meets the floor."""
    high = np.flatnonzero(above[: 2 * around] > _ABOVE_FLOOR)
    if not high.size:
        return None
    low = np.flatnonzero(above[: high[0]] < _NEAR_FLOOR)
    first, last = (int(low[-1]) if low.size else 0), int(high[0])
    slope = (above[last] - above[first]) / (last - first) if last > first else math.inf
    return max(first - above[first] / slope, 0.0)


def _median(values: Array) -> float:
    finite = values[np.isfinite(values)]
    return float(np.median(finite)) if finite.size else math.nan
