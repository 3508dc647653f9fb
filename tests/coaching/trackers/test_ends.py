"""Films that begin or end anywhere in a set: whole repetitions count, half ones are attempts."""

from __future__ import annotations

import math

import pytest

from formcheck.records import Report
from tests.support.figures import FRONT, SIDE, Camera, SetTiming, Shake, film
from tests.support.running import GOOD, report_of

FPS = 15.0
SET = SetTiming(3, down_s=1.4, hold_s=0.2, up_s=1.6, pause_s=0.8, before_s=1.0)
CYCLE_S = SET.down_s + SET.hold_s + SET.up_s + SET.pause_s
CASES = [("squat", SIDE), ("squat", FRONT), ("forward_lunge", SIDE), ("side_lunge", FRONT), ("deadlift", SIDE)]


def moment(share: float, repetition: int = 0) -> float:
    """When so much of the way is over: 0 to 1 on the way to the peak, 1 to 2 on the way back."""
    begins_s = SET.before_s + repetition * CYCLE_S
    part = math.acos(1 - 2 * (share % 1.0)) / math.pi
    return begins_s + (part * SET.down_s if share < 1.0 else SET.down_s + SET.hold_s + part * SET.up_s)


def between(exercise: str, camera: Camera, start_s: float = 0.0, end_s: float = math.inf) -> Report:
    poses = film(GOOD[exercise], SET, camera, fps=FPS)
    return report_of(exercise, [pose for pose in poses if start_s <= pose.t_s <= end_s])


def is_judged(report: Report, index: int) -> bool:
    return any(finding.verdict != "not_judged" for finding in report.repetitions[index].findings)


@pytest.mark.parametrize("share", [0.02, 0.25])
@pytest.mark.parametrize(("exercise", "camera"), CASES)
def test_film_that_begins_early_on_the_way_there_shows_a_whole_repetition(
    exercise: str, camera: Camera, share: float
) -> None:
    report = between(exercise, camera, moment(share))
    assert report.summary.repetitions == 3
    assert is_judged(report, 0) == (share < 0.1 or exercise == "deadlift")


@pytest.mark.parametrize("share", [0.7, 0.95, 1.05, 1.3])
@pytest.mark.parametrize(("exercise", "camera"), CASES[:-1])
def test_film_that_begins_near_the_peak_or_after_it_shows_half_a_repetition(
    exercise: str, camera: Camera, share: float
) -> None:
    report = between(exercise, camera, moment(share))
    assert report.summary.repetitions == 2
    assert [attempt.reason for attempt in report.attempts] == ["cut"]


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95, 1.02])
def test_a_lift_begins_on_the_floor(share: float) -> None:
    report = between("deadlift", SIDE, moment(share))
    assert report.summary.repetitions == 3
    assert is_judged(report, 0)


def test_of_a_lift_that_is_under_way_nothing_is_judged() -> None:
    report = between("deadlift", SIDE, moment(1.35))
    assert report.summary.repetitions == 3
    assert not is_judged(report, 0)


@pytest.mark.parametrize("share", [1.7, 1.85])
def test_half_a_lift_does_not_count(share: float) -> None:
    assert between("deadlift", SIDE, moment(share)).summary.repetitions == 2


@pytest.mark.parametrize("share", [0.6, 0.9, 1.1, 1.4, 1.6])
@pytest.mark.parametrize(("exercise", "camera"), CASES)
def test_film_that_ends_before_the_way_back_is_done_shows_half_a_repetition(
    exercise: str, camera: Camera, share: float
) -> None:
    report = between(exercise, camera, end_s=moment(share, 2))
    assert report.summary.repetitions == 2
    assert [attempt.reason for attempt in report.attempts] == ["cut"]


@pytest.mark.parametrize(("exercise", "camera"), CASES)
def test_film_that_ends_all_but_at_rest_shows_a_whole_repetition(exercise: str, camera: Camera) -> None:
    assert between(exercise, camera, end_s=moment(1.95, 2)).summary.repetitions == 3


def test_a_lift_of_which_only_the_first_half_is_on_film_does_not_count() -> None:
    report = between("deadlift", SIDE, moment(0.95), moment(1.65))
    assert report.summary.repetitions == 0
    assert [attempt.reason for attempt in report.attempts] == ["cut"]


@pytest.mark.parametrize("fps", [8.0, 10.0, 15.0, 30.0])
@pytest.mark.parametrize(("exercise", "camera"), CASES)
def test_the_count_does_not_change_with_the_frame_rate(exercise: str, camera: Camera, fps: float) -> None:
    timing = SetTiming(4, down_s=0.8, hold_s=0.1, up_s=0.7, pause_s=0.4, before_s=1.0)
    poses = film(GOOD[exercise], timing, camera, fps=fps, shake=Shake(1.0, 0.01, 2))
    assert report_of(exercise, poses).summary.repetitions == 4
