"""Movements that were not counted: none of them vanishes, and each says why."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from formcheck.coaching.attempts import apart, attempt_of
from formcheck.motion.segmenting.cycle import LostCycle
from formcheck.motion.segmenting.small import stands_out
from formcheck.records import Attempt, AttemptReason, Report
from formcheck.wording import ATTEMPT_REASONS
from tests.support.figures import FRONT, SIDE, Camera, Move, SetTiming, Shake, film
from tests.support.judged import good
from tests.support.moves import idle, lunge, squat, walk_by
from tests.support.running import FPS, GOOD, ONE, TWO, longer, report_of
from tests.support.sets import Rep, Uneven, marching, shifting, turning, waving


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
        pytest.param("forward_lunge", squat(), "feet side by side: a squat", marks=pytest.mark.slow),
    ],
)
def test_what_a_gate_turns_away_says_what_it_is_and_is_no_attempt_at_the_exercise(
    exercise: str, move: Move, message: str
) -> None:
    report = report_of(exercise, film(move, TWO, fps=FPS))
    assert reasons(report) == [("gate", message)] * 2
    assert (report.summary.repetitions, report.summary.attempts) == (0, 0)
    assert all(TWO.before_s - 0.5 < found.start_s < found.peak_s < found.end_s for found in report.attempts)


@pytest.mark.slow
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


@pytest.mark.parametrize(("knee_deg", "shin_deg"), [(45.0, 14.0), pytest.param(40.0, 12.0, marks=pytest.mark.slow)])
@pytest.mark.parametrize("camera", [SIDE, *longer(FRONT)])
def test_squats_that_are_too_small_to_count_say_so(knee_deg: float, shin_deg: float, camera: Camera) -> None:
    move = squat(thigh_deg=90.0 + shin_deg - knee_deg, shin_deg=shin_deg, lean_deg=8.0)
    report = report_of("squat", film(move, TWO, camera, fps=FPS))
    assert reasons(report) == [("too_small", ATTEMPT_REASONS["too_small"])] * 2
    assert (report.summary.repetitions, report.summary.attempts) == (0, 2)


def test_a_small_one_among_whole_ones_is_an_attempt() -> None:
    depths = [1.0, 0.2, 1.0]
    timing = Uneven([Rep(depth=depth) for depth in depths])
    report = report_of("squat", film(squat(), timing, fps=FPS))
    assert [reason for reason, _ in reasons(report)] == ["too_small"]
    assert report.summary.repetitions == 2


@pytest.mark.parametrize("exercise", ["squat", *longer("forward_lunge", "deadlift", "side_lunge")])
@pytest.mark.parametrize("move", [idle, walk_by(0.6, -1.5), *longer(marching, waving, shifting, turning)])
@pytest.mark.parametrize("camera", [SIDE, *longer(FRONT)])
def test_who_stands_about_attempts_nothing(exercise: str, move: Move, camera: Camera) -> None:
    poses = film(move, SetTiming(0, before_s=5.0), camera, fps=FPS, shake=Shake(1.0, 0.008, 5))
    assert [attempt for attempt in report_of(exercise, poses).attempts if attempt.reason == "too_small"] == []


def test_noise_is_no_small_movement() -> None:
    wave = 0.06 * np.sin(np.linspace(0.0, np.pi, 30)) ** 2
    shake = np.random.default_rng(1).normal(0.0, 0.02, 30)
    assert stands_out(0.06, wave)
    assert not stands_out(0.06, wave + shake)


@pytest.mark.parametrize("fps", [10.0, *longer(30.0)])
@pytest.mark.parametrize("start_s", [0.9, *longer(1.9, 0.4, 1.4, 2.4, 2.9, 3.4)])
def test_somebody_in_the_way_for_a_second_hides_nothing_in_silence(start_s: float, fps: float) -> None:
    """Wherever the second falls, a repetition that does not count is an attempt, or the note says what was hidden."""
    timing = SetTiming(4, 0.7, 0.1, 0.6, 0.5, 1.0)
    begin_s = start_s + 1.5
    poses = film(squat(), timing, fps=fps)
    hidden = [SIDE.nobody(p.t_s) if begin_s <= p.t_s < begin_s + 1.0 else p for p in poses]
    report = report_of("squat", hidden)
    noted = sum("was lost from view" in warning for warning in report.warnings)
    assert report.summary.attempts + noted >= 4
    assert report.summary.repetitions >= 2
