"""Observations of one person over time go in; where they may be now, and whether they exercise, come out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.people.person import Person, middle
from formcheck.pose.skeleton import LEFT, RIGHT, pixels_per_metre
from formcheck.records import Pose

ABSENT_S = 5.0
"""A person who was not seen for longer than this may be anywhere."""

SLACK_M = 0.5
"""How far a person may move between two frames, with the error of the landmarks."""

SPEED_M_S = 2.5
"""How fast a person may walk elsewhere."""

IDLE_M = 0.04
"""Standard deviation of heights up to which a person stands still."""

_RATE_HZ = 4.0
_PERIODS_S = (1.2, 8.0)
# Hips, shoulders and ankles that go up and down by this much (standard deviation) belong to an exercise: a squat moves
# them by 0.2 m, a walk by 0.05, standing, by landmark noise, by 0.01.
_EXERCISE_M = 0.12
# Natural logarithms of a change in size: at most, and for each metre by which a person 3 to 4 m away may have come
# nearer.
_LARGER = 0.7
_LARGER_BY_M = 0.3
# Root mean square of the difference in colour, 0..1. Mean colours of trunk and thighs of one person differ by up to 0.2
# between standing and squatting: they only decide between two candidates.
_OTHER_COLOUR = 0.4
_UNKNOWN_COLOUR = 0.1
_COLOUR_WEIGHT = 2.0
_FAR = 1.0
_LEARNING = 0.1


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person is: mid-hip in pixels, pixels per metre, and how far they may have moved from there."""

    t_s: float
    place: complex
    scale: float
    reach_m: float = 0.0

    @classmethod
    def of(cls, pose: Pose) -> Spot:
        """Return the spot of a pose, which must be found."""
        return cls(pose.t_s, complex(*middle(pose, "hip")), pixels_per_metre(pose))

    def at_time(self, t_s: float) -> Spot:
        """Return the same place with the reach that another moment leaves."""
        return replace(self, reach_m=SLACK_M + SPEED_M_S * abs(t_s - self.t_s))

    def distance_m(self, other: Spot) -> float:
        """Distance in metres at this one's scale."""
        return abs(self.place - other.place) / self.scale


@dataclass(eq=False)
class Track:
    """One person over time: colours, as learnt so far, and observations with their times in seconds."""

    colours: NDArray[np.float64]
    samples: list[tuple[float, Person]] = field(default_factory=list)

    def add(self, t_s: float, person: Person) -> None:
        """Add an observation; the colours are learnt slowly."""
        known = np.where(np.isfinite(self.colours), self.colours, person.colours)
        step = np.where(np.isfinite(person.colours), person.colours, known) - known
        self.colours = known + _LEARNING * step
        self.samples.append((t_s, person))

    def nearest(self, t_s: float) -> tuple[float, Person]:
        """Return the observation nearest in time."""
        return min(self.samples, key=lambda sample: abs(sample[0] - t_s))

    def colour_difference(self, person: Person) -> float:
        """Root mean square difference in colour, 0..1; a middling value where no colour is known."""
        off = self.colours - person.colours
        seen = off[np.isfinite(off)]
        return float(np.sqrt((seen**2).mean())) if seen.size else _UNKNOWN_COLOUR

    def cost(self, person: Person, at: Spot | None) -> float:
        """Return how unlikely it is that an observation is of the same person; infinite where it is impossible.

        `at` is where the person is expected; None after a cut, which leaves size and colour to compare.
        """
        last = self.samples[-1][1]
        colour, size = self.colour_difference(person), abs(math.log(person.scale / (at.scale if at else last.scale)))
        if at is None:
            return _FAR + _COLOUR_WEIGHT * colour + size
        apart = abs(person.place - at.place) / person.scale / at.reach_m
        if apart > 1.0 or size > min(_LARGER, _LARGER_BY_M * at.reach_m) or colour > _OTHER_COLOUR:
            return math.inf
        return apart + _COLOUR_WEIGHT * colour + size

    def expected(self, t_s: float) -> Spot | None:
        """Return where the person should be at a moment; None when they were away for long."""
        seen_s, person = self.samples[-1]
        return Spot(seen_s, person.place, person.scale).at_time(t_s) if t_s - seen_s < ABSENT_S else None

    def since(self, t_s: float) -> list[tuple[float, Person]]:
        """Return the observations from a moment on."""
        return [sample for sample in self.samples if sample[0] >= t_s]


def exercise_score(samples: Sequence[tuple[float, Person]]) -> float:
    """Measure how much a person goes up and down, and how regularly.

    Returns
    -------
    float
        0..1: 0 for standing or walking, half for one large movement, 1 for a set.
    """
    moved = heights(samples)
    height_m = amplitude(moved)
    if height_m < IDLE_M:
        return 0.0
    return min(1.0, height_m / _EXERCISE_M) * (1.0 + _periodicity([t for t, _ in samples], _main_component(moved))) / 2


def heights(samples: Sequence[tuple[float, Person]]) -> NDArray[np.float64]:
    """Return heights above the hips in metres, minus their means: both ankles and the shoulders; arms may wave."""
    rows = []
    for _, person in samples:
        y = {
            joint: [person.pose.landmarks[side[joint], 1] for side in (LEFT, RIGHT)] for joint in ("ankle", "shoulder")
        }
        rows.append([(v - person.place.imag) / person.scale for v in (*y["ankle"], sum(y["shoulder"]) / 2)])
    found = np.array(rows).reshape(-1, 3)
    return found - found.mean(axis=0) if len(found) else found


def _main_component(moved: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project the heights on the direction in which they vary most."""
    _, _, directions = np.linalg.svd(moved, full_matrices=False)
    return np.asarray(moved @ directions[0])


def amplitude(moved: NDArray[np.float64]) -> float:
    """Return the standard deviation of `heights` in metres, along their main direction."""
    return float(_main_component(moved).std()) if len(moved) > 2 else 0.0


def _periodicity(times: Sequence[float], values: NDArray[np.float64]) -> float:
    """Return the highest autocorrelation at the lag of a repetition, after it was first negative; 0..1."""
    even = np.arange(times[0], times[-1], 1.0 / _RATE_HZ)
    if len(even) < 2 * round(_PERIODS_S[0] * _RATE_HZ):
        return 0.0
    signal = np.interp(even, times, values)
    signal = signal - signal.mean()
    power = float(signal @ signal)
    lags = range(round(_PERIODS_S[0] * _RATE_HZ), min(round(_PERIODS_S[1] * _RATE_HZ), len(signal) // 2) + 1)
    correlation = [float(signal[lag:] @ signal[:-lag]) / power * len(signal) / (len(signal) - lag) for lag in lags]
    first_negative = next((i for i, value in enumerate(correlation) if value < 0), len(correlation))
    return float(np.clip(max(correlation[first_negative:], default=0.0), 0.0, 1.0))
