"""Numbers of a whole set, from its repetitions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from formcheck.records import Repetition

SetMeasure = Callable[[Sequence[Repetition]], float]


def longest_run_on_one_side(repetitions: Sequence[Repetition]) -> float:
    """Most repetitions in a row on the same side."""
    return float(max((len(list(run)) for _, run in groupby(r.side for r in repetitions)), default=0))


def unequal_sides(repetitions: Sequence[Repetition]) -> float:
    """Repetitions that one side has more than the other."""
    sides = [r.side for r in repetitions]
    return float(abs(sides.count("left") - sides.count("right")))


def fewest_on_a_side(repetitions: Sequence[Repetition]) -> float:
    """Complete repetitions of the side that has fewer."""
    sides = [r.side for r in repetitions if r.complete]
    return float(min(sides.count("left"), sides.count("right")))


SET_MEASURES: Mapping[str, SetMeasure] = {
    function.__name__: function for function in (longest_run_on_one_side, unequal_sides, fewest_on_a_side)
}
