"""The repetitions, steps and holds of a set -> numbers of the whole set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import mean, median, pstdev
from typing import Final

from formcheck.motion.body import SIDES
from formcheck.records import Attempt, Gait, Hold, Repetition
from formcheck.registry import Registry, first_line

_LEAST_STEPS = 4
"""Steps below which a rhythm cannot be read; the project's own estimate."""
_FRESH = 3
"""First repetitions that show what a person can do; the project's own estimate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was done in a set, and notes for the person.

    `excursions` are those of the counting signal, of the repetitions that began at rest and were not cut, in order;
    `reached` is that of each repetition, as far as it was seen, and `gates_met` how many gates each was seen to meet.
    `attempts` are the movements that were not counted, in the signal of each side.
    """

    repetitions: Sequence[Repetition] = ()
    holds: Sequence[Hold] = ()
    gait: Gait | None = None
    excursions: Sequence[float] = ()
    reached: Sequence[float] = ()
    gates_met: Sequence[int] = ()
    notes: tuple[str, ...] = ()
    attempts: Sequence[Attempt] = ()

    @property
    def peaks(self) -> list[Repetition]:
        """Repetitions in the order of their peaks: those of two sides overlap."""
        return sorted(self.repetitions, key=lambda r: r.peak_s)

    def __bool__(self) -> bool:
        return bool(self.repetitions or self.holds or self.gait)


Function = Callable[[Outcome], float | None]


@dataclass(frozen=True, slots=True)
class SetMeasure:
    """A number of the set; its function returns None if the set is too short for it."""

    function: Function
    unit: str

    @property
    def meaning(self) -> str:
        """First line of its docstring."""
        return first_line(self.function)


SET_MEASURES: Final = Registry[SetMeasure]("set measure")
"""All set measures, by name."""


def set_measure(unit: str) -> Callable[[Function], Function]:
    """Make a decorator that registers a function of an `Outcome` under its name."""
    return SET_MEASURES.register(lambda function: SetMeasure(function, unit))


@set_measure("count")
def longest_run_on_one_side(done: Outcome) -> float | None:
    """Most repetitions in a row on the same side."""
    return float(max((len(list(run)) for _, run in groupby(r.side for r in done.peaks)), default=0))


@set_measure("count")
def unequal_sides(done: Outcome) -> float | None:
    """Repetitions or holds that one side has more than the other."""
    sides = [r.side for r in done.repetitions] + [hold.side for hold in done.holds]
    return float(abs(sides.count("left") - sides.count("right")))


@set_measure("count")
def fewest_on_a_side(done: Outcome) -> float | None:
    """Complete repetitions of the side that has fewer."""
    sides = [r.side for r in done.repetitions if r.complete]
    return float(min(sides.count("left"), sides.count("right")))


@set_measure("ratio")
def reach_difference(done: Outcome) -> float | None:
    """How much further one foot reached than the other, in leg lengths: difference of the sides' mean reach."""
    sides = [[r.measures.get("foot_reach") for r in done.repetitions if r.side == side] for side in SIDES]
    left, right = ([reach for reach in reached if reach is not None] for reached in sides)
    return abs(mean(left) - mean(right)) if left and right else None


@set_measure("per min")
def rate_per_min(done: Outcome) -> float | None:
    """Steps or repetitions a minute, from the median time over two: neither a limp nor gaps change it."""
    peaks = [r.peak_s for r in done.peaks]
    return 120.0 / median(b - a for a, b in zip(peaks, peaks[2:], strict=False)) if len(peaks) >= _LEAST_STEPS else None


@set_measure("%")
def step_time_variation(done: Outcome) -> float | None:
    """Spread of the times between neighbouring peaks, in percent of their mean: the coefficient of variation."""
    times = [b.peak_s - a.peak_s for a, b in pairwise(done.peaks)]
    return 100.0 * pstdev(times) / mean(times) if len(times) >= _LEAST_STEPS - 1 else None


@set_measure("%")
def step_time_asymmetry(done: Outcome) -> float | None:
    """Difference of the usual times to a left and to a right step, in percent of their mean: the symmetry index (V65).

    The usual time is the median: where steps were not seen, the time to the next one is several steps long.
    """
    to = {"left": [], "right": []}  # type: dict[str, list[float]]
    for a, b in pairwise(done.peaks):
        if {a.side, b.side} == {"left", "right"}:
            to[b.side].append(b.peak_s - a.peak_s)
    if min(len(times) for times in to.values()) < _LEAST_STEPS // 2:
        return None
    return _asymmetry(median(to["left"]), median(to["right"]))


@set_measure("%")
def hop_distance_asymmetry(done: Outcome) -> float | None:
    """Difference of the hops to the left and to the right, in percent of their mean: the symmetry index (V65).

    A hop reaches from where the hips were at the landing before, on the other side of the middle of the frame, to where
    they are now.
    """
    to = {"left": [], "right": []}  # type: dict[str, list[float]]
    for a, b in pairwise(done.peaks):
        before, now = (r.measures.get(f"hip_aside_{r.side}") for r in (a, b))
        if {a.side, b.side} == {"left", "right"} and before is not None and now is not None:
            to[b.side].append(before + now)
    return _asymmetry(mean(to["left"]), mean(to["right"])) if all(to.values()) else None


def _asymmetry(left: float, right: float) -> float:
    return 200.0 * abs(left - right) / (left + right)


@set_measure("ratio")
def smallest_of_best_excursion(done: Outcome) -> float | None:
    """Excursion of the smallest repetition over that of the best of the first three: 1 where none falls behind."""
    return min(done.excursions) / max(done.excursions[:_FRESH]) if len(done.excursions) > 1 else None


@set_measure("s")
def longest_hold_s(done: Outcome) -> float | None:
    """Longest time in form of one hold."""
    return max((hold.in_form_s for hold in done.holds), default=None)
