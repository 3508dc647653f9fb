"""Movements that were not counted: none of them vanishes, and each says why."""

from __future__ import annotations

from typing import get_args

import pytest

from formcheck.coaching.attempts import apart, attempt_of
from formcheck.motion.segmenting.cycle import LostCycle
from formcheck.records import Attempt, AttemptReason, Report
from formcheck.wording import ATTEMPT_REASONS
from tests.support.figures import SIDE, Move, SetTiming, film
from tests.support.judged import good
from tests.support.moves import lunge, squat
from tests.support.running import FPS, GOOD, ONE, TWO, report_of


def attempt(start_s: float, end_s: float, peak_s: float | None = None) -> Attempt:
    middle_s = (start_s + end_s) / 2 if peak_s is None else peak_s
    return attempt_of(LostCycle(start_s=start_s, peak_s=middle_s, end_s=end_s, reason="cut"), "cut")


def reasons(report: Report) -> list[tuple[AttemptReason, str]]:
    return [(found.reason, found.message) for found in report.attempts]


def test_every_reason_has_words() -> None:
    assert set(ATTEMPT_REASONS) == set(get_args(AttemptReason))


def test_a_good_set_has_no_attempts() -> None:
    report = report_of("squat", film(GOOD["squat"], TWO, fps=FPS))
    assert (report.attempts, report.summary.attempts) == ((), 2)


@pytest.mark.parametrize(
    ("exercise", "move", "message"),
    [
        ("squat", lunge(), "one foot far ahead of the other: a lunge"),
        ("forward_lunge", squat(), "feet side by side: a squat"),
    ],
)
def test_what_a_gate_turns_away_says_what_it_is_and_is_no_attempt_at_the_exercise(
    exercise: str, move: Move, message: str
) -> None:
    report = report_of(exercise, film(move, TWO, fps=FPS))
    assert reasons(report) == [("gate", message)] * 2
    assert (report.summary.repetitions, report.summary.attempts) == (0, 0)
    assert all(TWO.before_s - 0.5 < found.start_s < found.peak_s < found.end_s for found in report.attempts)


def test_a_squat_in_which_the_person_sits_is_too_long() -> None:
    sitting = SetTiming(1, 1.0, 9.0, 1.0, 0.5, 0.5)
    report = report_of("squat", film(squat(), sitting, fps=FPS))
    assert reasons(report) == [("too_long", ATTEMPT_REASONS["too_long"])]
    assert report.summary.attempts == 1


def test_hips_that_fall_faster_than_a_body_are_a_jump_of_the_landmarks() -> None:
    report = report_of("squat", film(squat(), SetTiming(1, 0.1, 0.3, 0.8, 0.5, 1.0), fps=30.0))
    assert [reason for reason, _ in reasons(report)] == ["too_fast"]


def test_a_film_that_begins_at_the_bottom_lists_the_half_repetition() -> None:
    start_s = TWO.before_s + TWO.down_s
    poses = [pose for pose in film(GOOD["squat"], TWO, fps=FPS) if pose.t_s >= start_s]
    report = report_of("squat", poses)
    assert [reason for reason, _ in reasons(report)] == ["cut"]
    assert (report.summary.repetitions, report.summary.attempts) == (1, 2)


def test_leaving_the_picture_is_said() -> None:
    gone_s = ONE.before_s + ONE.down_s + 0.2
    poses = film(GOOD["squat"], ONE, fps=FPS)
    report = report_of("squat", [pose if pose.t_s < gone_s else SIDE.nobody(pose.t_s) for pose in poses])
    assert [reason for reason, _ in reasons(report)] == ["hidden"]


def test_the_same_movement_on_the_other_side_is_left_out() -> None:
    first = good().repetition
    during, after = attempt(first.start_s + 0.1, first.end_s - 0.1), attempt(first.end_s, first.end_s + 1.0)
    around = attempt(first.start_s - 1.0, first.end_s + 1.0)
    assert apart([after, during, around], [first]) == [after]


def test_attempts_that_overlap_are_one() -> None:
    left, right, later = attempt(1.0, 3.0), attempt(1.1, 3.1), attempt(3.1, 4.0)
    assert apart([later, right, left], []) == [left, later]
