"""Two sets in step by the phase of the repetition."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from formcheck.desk.decision import Span
from formcheck.desk.pairing import beside_sample, face_apart, in_step
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


def test_a_good_sample_is_shown_again_for_each_repetition_and_stays_in_between() -> None:
    report = good().report
    first, second = report.repetitions
    sample = Span(start_s=1.0, peak_s=2.0, end_s=4.0)
    pairs = beside_sample(report, [sample])
    assert all(a < b for (a, _), (b, _) in pairwise(pairs))
    times, shown = np.array(pairs).T
    moments = [first.start_s, first.peak_s, first.end_s - 0.01, second.start_s, second.peak_s, second.end_s]
    assert np.interp(moments, times, shown) == pytest.approx([1.0, 2.0, 4.0, 1.0, 2.0, 4.0], abs=0.05)
    between_s = (first.end_s + second.start_s) / 2
    assert np.interp(between_s, times, shown) == pytest.approx(4.0, abs=0.05)
    assert beside_sample(report, [sample], 2)[0] == (second.start_s, 1.0)
    assert beside_sample(report, [sample], 3) == []


def test_of_a_sample_the_repetition_with_the_same_side_is_shown(ours: Report) -> None:
    left = Span(start_s=0.0, peak_s=1.0, end_s=2.0, side="left")
    right = Span(start_s=5.0, peak_s=6.0, end_s=7.0, side="right")
    one = replace(ours, repetitions=(replace(ours.repetitions[0], side="right"),))
    assert [theirs for _, theirs in beside_sample(one, [left, right])] == [5.0, 6.0, 7.0]
    # In a mirror the left side is seen as the right one.
    assert [theirs for _, theirs in beside_sample(one, [left, right], is_mirrored=True)] == [0.0, 1.0, 2.0]
    both = replace(ours, repetitions=(replace(ours.repetitions[0], side="both"),))
    assert beside_sample(both, [left, right], is_mirrored=True) == beside_sample(both, [left, right])


def test_only_the_left_and_the_right_of_the_picture_are_apart() -> None:
    assert face_apart("left", "right")
    assert face_apart("right", "left")
    assert not any(face_apart("left", other) for other in ("left", "camera", "away", "unknown"))
    assert not face_apart("camera", "away")
