from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.video.timing import Timeline, Timing


def placed(raws_s: list[float | None], step_s: float = 0.1) -> tuple[list[float], int]:
    stamps_s = sorted({raw for raw in raws_s if raw is not None})
    timeline = Timeline(Timing(stamps_s=stamps_s, step_s=step_s, fps=1 / step_s, duration_s=1.0, missing_s=0.0))
    return [timeline.place(raw) for raw in raws_s], timeline.repaired


@pytest.mark.parametrize(
    ("raws_s", "expected_s", "repaired"),
    [
        ([0, 0.1, 0.25], [0, 0.1, 0.25], 0),
        ([7, 7.1, 7.25], [0, 0.1, 0.25], 0),
        ([-0.2, 0, 0.1], [0, 0.2, 0.3], 0),
        ([None, None, None], [0, 0.1, 0.2], 3),
        ([0, 0, 0], [0, 0.1, 0.2], 2),
        # A single bad time leaves the good ones after it as they are.
        ([0, 0.1, 0.1, 0.2, 0.3], [0, 0.1, 0.15, 0.2, 0.3], 1),
        ([0, 0.1, None, 0.3, 0.4], [0, 0.1, 0.2, 0.3, 0.4], 1),
        ([0, 0.2, 0.1, 0.3], [0, 0.2, 0.25, 0.3], 1),
        # Half the stamps: the step of the rate fills in.
        ([0, 0, 0.2, 0.2, 0.4], [0, 0.1, 0.2, 0.3, 0.4], 2),
        # A clock that was set anew meanwhile, years ahead, goes on counting too.
        ([0, 0.1, 1e9, 1e9 + 0.1, 1e9 + 0.3], [0, 0.1, 0.2, 0.3, 0.5], 1),
        # A clock that starts again, as in joined clips, goes on counting.
        ([0, 5, 5.1, 0, 0.1, 0.3], [0, 5, 5.1, 5.2, 5.3, 5.5], 1),
    ],
)
def test_times_are_repaired(raws_s: list[float | None], expected_s: list[float], repaired: int) -> None:
    times_s, count = placed(raws_s)
    assert times_s == pytest.approx(expected_s)
    assert count == repaired
    assert all(late > early for early, late in itertools.pairwise(times_s))


def test_stamps_that_repeat_for_seconds_stay_before_those_that_follow() -> None:
    raws_s = [i / 10 for i in range(10)] + [0.9] * 30 + [i / 10 for i in range(40, 80)]
    times_s, _ = placed(list(raws_s))
    assert times_s[40:] == pytest.approx(raws_s[40:])
    assert all(late > early for early, late in itertools.pairwise(times_s))


def test_falling_stamps_become_steps() -> None:
    times_s, repaired = placed([5 - i / 10 for i in range(40)])
    assert times_s == pytest.approx([i / 10 for i in range(40)])
    assert repaired == 39


RAWS = st.lists(
    st.none() | st.floats(-2.0, 60.0) | st.floats(-1e15, 1e15) | st.sampled_from([0.0, 1 / 30, 2**62 / 9e4])
)


@given(RAWS, st.sampled_from([1 / 2000, 1 / 30, 1.0, 3600.0]))
def test_whatever_a_file_states_times_begin_at_zero_and_increase(raws_s: list[float | None], step_s: float) -> None:
    times_s, repaired = placed(raws_s, step_s)
    assert times_s[:1] in ([], [0.0])
    assert all(0.4e-3 < late - early < 3601.0 for early, late in itertools.pairwise(times_s))
    assert 0 <= repaired <= len(raws_s)


@given(st.lists(st.floats(1 / 1000, 100.0), min_size=1, max_size=50), st.floats(-1e6, 1e6))
def test_good_times_stay_as_they_are(gaps_s: list[float], first_s: float) -> None:
    raws_s = list(itertools.accumulate(gaps_s, initial=first_s))
    times_s, repaired = placed(list(raws_s))
    assert times_s == pytest.approx([raw_s - raws_s[0] for raw_s in raws_s], abs=1e-6)
    assert repaired == 0
