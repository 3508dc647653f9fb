"""Numbers of a set, also where some steps were not seen."""

from __future__ import annotations

import pytest

from formcheck.catalogue.set_measures import Outcome, hop_distance_asymmetry, rate_per_min, step_time_asymmetry
from formcheck.records import Repetition, Side, Tempo

LEFT_S, RIGHT_S = 0.44, 0.36


def step(index: int, side: Side, peak_s: float, aside: float = 0.0) -> Repetition:
    measures: dict[str, float | None] = {"hip_aside_left": aside, "hip_aside_right": -aside}
    return Repetition(
        index=index,
        side=side,
        start_s=peak_s - 0.1,
        peak_s=peak_s,
        end_s=peak_s + 0.1,
        complete=True,
        in_form=True,
        tempo=Tempo(None, None, None),
        measures=measures,
        findings=(),
    )


def steps(count: int, unseen: set[int]) -> Outcome:
    """Left and right in turn; the way to a left step takes longer."""
    peaks = [(i // 2) * (LEFT_S + RIGHT_S) + (i % 2) * RIGHT_S for i in range(count)]
    sides: tuple[Side, Side] = ("left", "right")
    return Outcome(repetitions=[step(i, sides[i % 2], peak) for i, peak in enumerate(peaks) if i not in unseen])


@pytest.mark.parametrize("unseen", [set(), {4}, {4, 5, 6, 7}, {3, 10, 15}])
def test_steps_that_were_not_seen_change_neither_pace_nor_rhythm(unseen: set[int]) -> None:
    done = steps(20, unseen)
    assert rate_per_min(done) == pytest.approx(120.0 / (LEFT_S + RIGHT_S))
    assert step_time_asymmetry(done) == pytest.approx(200.0 * (LEFT_S - RIGHT_S) / (LEFT_S + RIGHT_S))


def test_a_few_steps_have_no_pace() -> None:
    assert rate_per_min(steps(3, set())) is None
    assert step_time_asymmetry(steps(3, set())) is None


def test_hops_that_drift_to_one_side_are_not_equal() -> None:
    places = [0.5, -0.5, 0.6, -0.4, 0.7, -0.3]
    sides: tuple[Side, Side] = ("left", "right")
    done = Outcome(repetitions=[step(i, sides[i % 2], float(i), place) for i, place in enumerate(places)])
    assert hop_distance_asymmetry(done) == pytest.approx(200.0 * 0.1 / 2.1)
    assert hop_distance_asymmetry(Outcome(repetitions=done.repetitions[:2])) is None
