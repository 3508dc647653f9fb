"""Two sets in step by the phase of the repetition."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from formcheck.desk.pairing import in_step
from formcheck.records import Repetition, Report
from tests.support.judged import HOLD, good


def later_and_slower(repetition: Repetition) -> Repetition:
    """The same repetition 3 s later in the clip, its way down twice as long."""
    start_s, down_s = repetition.start_s + 3.0, 2 * (repetition.peak_s - repetition.start_s)
    peak_s = start_s + down_s
    return replace(repetition, start_s=start_s, peak_s=peak_s, end_s=peak_s + repetition.end_s - repetition.peak_s)


@pytest.fixture
def ours() -> Report:
    return replace(good().report, repetitions=good().report.repetitions[:1])


def test_start_turning_point_and_end_meet(ours: Report) -> None:
    theirs = replace(ours, repetitions=tuple(map(later_and_slower, ours.repetitions)))
    pairs = in_step(ours, theirs)
    (one,), (other,) = ours.repetitions, theirs.repetitions
    assert pairs == [(one.start_s, other.start_s), (one.peak_s, other.peak_s), (one.end_s, other.end_s)]


def test_a_later_repetition_may_be_the_first_of_a_pair() -> None:
    report = good().report
    first, second = report.repetitions
    assert in_step(report, report, 1, 2) == [
        (first.start_s, second.start_s), (first.peak_s, second.peak_s), (first.end_s, second.end_s)
    ]  # fmt: skip
    assert in_step(report, report, 1, 3) == []


def test_times_always_increase_where_repetitions_overlap(ours: Report) -> None:
    (one,) = ours.repetitions
    overlapping = replace(one, start_s=one.start_s + 0.1, peak_s=one.peak_s + 0.1, end_s=one.end_s + 0.1)
    pairs = in_step(replace(ours, repetitions=(one, overlapping)), replace(ours, repetitions=(one, overlapping)))
    assert pairs == sorted(set(pairs))
    assert all(a < b for (a, _), (b, _) in pairwise(pairs))


def test_holds_are_paired_by_their_ends(ours: Report) -> None:
    held = replace(ours, repetitions=(), holds=(HOLD,))
    assert in_step(held, held)[-1] == (HOLD.end_s, HOLD.end_s)
