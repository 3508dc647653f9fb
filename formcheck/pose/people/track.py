"""One person over time: where they were, in what colours, and whether they go up and down."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.people.person import Person, middle
from formcheck.pose.skeleton import LEFT, RIGHT, picture_scale
from formcheck.records import Pose

ABSENT_S = 5.0
"""Who was not seen for so long may be anywhere."""

SLACK_M = 0.5
"""How far off landmarks may be, and somebody get between two frames."""

SPEED_M_S = 2.5
"""How fast somebody gets elsewhere."""

IDLE_M = 0.04
"""Standard deviation of heights up to which somebody stands still."""

_RATE_HZ = 4.0
_PERIODS_S = (1.2, 8.0)
# Hips, shoulders and ankles that go up and down by this much (standard deviation) are at work: a squat moves them by
# 0.2 m, a walk by 0.05, landmarks of somebody who stands by 0.01.
_AT_WORK_M = 0.12
# Natural logarithms of a change in size: at most, and for each metre that somebody 3 to 4 m away may have come nearer.
_LARGER = 0.7
_LARGER_BY_M = 0.3
# Root mean square of the difference in colour, 0..1. Mean colours of trunk and thighs of one person differ by up to 0.2
# between standing and squatting: they decide between two who may be it, no more.
_OTHER_COLOUR = 0.4
_UNKNOWN_COLOUR = 0.1
_COLOUR_WEIGHT = 2.0
_FAR = 1.0
_LEARNING = 0.1


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody is: mid-hip in pixels, pixels to a metre, and within what reach."""

    t_s: float
    place: complex
    scale: float
    reach_m: float = 0.0

    @classmethod
    def of(cls, pose: Pose) -> Spot:
        """Read it from a pose; it must be found."""
        return cls(pose.t_s, complex(*middle(pose, "hip")), picture_scale(pose))

    def later(self, t_s: float) -> Spot:
        """Where they may have got to at another moment."""
        return replace(self, reach_m=SLACK_M + SPEED_M_S * abs(t_s - self.t_s))

    def apart_m(self, other: Spot) -> float:
        """Distance in metres at this one's scale."""
        return abs(self.place - other.place) / self.scale


@dataclass(eq=False)
class Track:
    """One person over time."""

    look: NDArray[np.float64]
    samples: list[tuple[float, Person]] = field(default_factory=list)

    def add(self, t_s: float, person: Person) -> None:
        """Take in that the person was seen; what they look like is learnt slowly."""
        known = np.where(np.isfinite(self.look), self.look, person.look)
        step = np.where(np.isfinite(person.look), person.look, known) - known
        self.look = known + _LEARNING * step
        self.samples.append((t_s, person))

    def near(self, t_s: float) -> tuple[float, Person]:
        """Give where the person was seen, at the moment next to this one."""
        return min(self.samples, key=lambda sample: abs(sample[0] - t_s))

    def unlike(self, person: Person) -> float:
        """Difference in colour, 0..1; a middling value where the colours cannot be seen."""
        off = self.look - person.look
        seen = off[np.isfinite(off)]
        return float(np.sqrt((seen**2).mean())) if seen.size else _UNKNOWN_COLOUR

    def cost(self, person: Person, at: Spot | None) -> float:
        """Tell how unlikely it is that this is the same person.

        `at` is where they are expected; None behind a cut, where only size and colour are left. Infinite where it
        cannot be.
        """
        last = self.samples[-1][1]
        colour, size = self.unlike(person), abs(math.log(person.scale / (at.scale if at else last.scale)))
        if at is None:
            return _FAR + _COLOUR_WEIGHT * colour + size
        apart = abs(person.place - at.place) / person.scale / at.reach_m
        if apart > 1.0 or size > min(_LARGER, _LARGER_BY_M * at.reach_m) or colour > _OTHER_COLOUR:
            return math.inf
        return apart + _COLOUR_WEIGHT * colour + size

    def expected(self, t_s: float) -> Spot | None:
        """Where the person should be at a moment; None when they were away for long."""
        seen_s, person = self.samples[-1]
        return Spot(seen_s, person.place, person.scale).later(t_s) if t_s - seen_s < ABSENT_S else None

    def since(self, t_s: float) -> list[tuple[float, Person]]:
        """Give the samples from a moment on."""
        return [sample for sample in self.samples if sample[0] >= t_s]


def rhythm(samples: Sequence[tuple[float, Person]]) -> float:
    """Tell how much somebody goes up and down, again and again.

    Returns
    -------
    float
        0..1: 0 for who stands or walks, half for one large movement, 1 for a set.
    """
    moved = heights(samples)
    height_m = amplitude(moved)
    if height_m < IDLE_M:
        return 0.0
    return min(1.0, height_m / _AT_WORK_M) * (1.0 + _periodicity([t for t, _ in samples], _main(moved))) / 2


def heights(samples: Sequence[tuple[float, Person]]) -> NDArray[np.float64]:
    """Heights in metres, less their means: both ankles and the shoulders about the hips. Arms may wave."""
    rows = []
    for _, person in samples:
        y = {
            joint: [person.pose.landmarks[side[joint], 1] for side in (LEFT, RIGHT)] for joint in ("ankle", "shoulder")
        }
        rows.append([(v - person.place.imag) / person.scale for v in (*y["ankle"], sum(y["shoulder"]) / 2)])
    found = np.array(rows).reshape(-1, 3)
    return found - found.mean(axis=0) if len(found) else found


def _main(moved: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project on the direction in which the heights vary most."""
    _, _, directions = np.linalg.svd(moved, full_matrices=False)
    return np.asarray(moved @ directions[0])


def amplitude(moved: NDArray[np.float64]) -> float:
    """Standard deviation in metres of what `heights` gives, along its main direction."""
    return float(_main(moved).std()) if len(moved) > 2 else 0.0


def _periodicity(times: Sequence[float], values: NDArray[np.float64]) -> float:
    """Highest autocorrelation at the lag of a repetition, behind the first time it is negative; 0..1."""
    even = np.arange(times[0], times[-1], 1.0 / _RATE_HZ)
    if len(even) < 2 * round(_PERIODS_S[0] * _RATE_HZ):
        return 0.0
    signal = np.interp(even, times, values)
    signal = signal - signal.mean()
    power = float(signal @ signal)
    lags = range(round(_PERIODS_S[0] * _RATE_HZ), min(round(_PERIODS_S[1] * _RATE_HZ), len(signal) // 2) + 1)
    likeness = [float(signal[lag:] @ signal[:-lag]) / power * len(signal) / (len(signal) - lag) for lag in lags]
    first_negative = next((i for i, value in enumerate(likeness) if value < 0), len(likeness))
    return float(np.clip(max(likeness[first_negative:], default=0.0), 0.0, 1.0))
