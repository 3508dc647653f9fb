"""How much is asked of a machine, by how long frames take on it."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.live.phrases import Words
from formcheck.stream.pace import Pace


def run(pace: Pace, seconds: float, *, from_s: float = 0.0, for_s: float = 20.0) -> None:
    for t_s in np.arange(from_s, from_s + for_s, max(seconds, 1 / 30)):
        pace.took(float(t_s), seconds)


def test_a_fast_machine_is_asked_for_everything() -> None:
    pace = Pace()
    run(pace, 0.02)
    assert (pace.says(), pace.level.frames_per_s, pace.level.shrink) == ("", 30, 1.0)


def test_a_usual_machine_is_asked_for_what_it_can_do_without_a_word() -> None:
    pace = Pace()
    run(pace, 0.035)
    assert (pace.says(), pace.level.frames_per_s, pace.level.shrink) == ("", 20, 1.0)


@pytest.mark.parametrize(("seconds", "rate", "shrink", "is_said"), [(0.06, 15, 1.0, False), (0.3, 10, 1.5, True)])
def test_a_slow_machine_is_asked_for_less(seconds: float, rate: int, shrink: float, is_said: bool) -> None:
    pace = Pace()
    run(pace, seconds)
    assert (pace.level.frames_per_s, pace.level.shrink) == (rate, shrink)
    assert ("slow" in pace.says()) == is_said
    assert ("langsam" in pace.says(Words("de"))) == is_said


def test_one_slow_frame_changes_nothing() -> None:
    pace = Pace()
    for number in range(300):
        pace.took(number / 30, 2.0 if number % 20 == 7 else 0.02)
    assert pace.level.frames_per_s == 30


def test_after_a_slow_while_it_goes_back_to_more() -> None:
    pace = Pace()
    run(pace, 0.06)
    assert pace.level.frames_per_s == 15
    run(pace, 0.01, from_s=30.0, for_s=8.0)
    assert pace.level.frames_per_s == 15
    run(pace, 0.01, from_s=38.0, for_s=40.0)
    assert pace.level.frames_per_s == 30


def test_what_is_too_much_again_and_again_is_tried_more_and_more_seldom() -> None:
    pace, changes = Pace(), 0
    for number in range(20 * 600):
        before, t_s = pace.level, number / 20
        # Each frame takes longer while more are asked for, as where they compete with another program.
        pace.took(t_s, 0.04 if pace.level.frames_per_s == 30 else 0.015)
        changes += pace.level is not before
    assert 3 <= changes <= 12


@pytest.mark.parametrize(("rate", "is_said"), [(30.0, False), (15.0, False), (10.0, True), (7.5, True)])
def test_a_slow_camera_is_no_slow_machine(rate: float, is_said: bool) -> None:
    pace = Pace()
    for number in range(round(10 * rate)):
        pace.is_due(number / rate)
        pace.took(number / rate, 0.02)
    assert pace.level.frames_per_s == 30
    assert ("more light" in pace.says(), "slow" in pace.says()) == (is_said, False)


def test_a_busy_machine_is_no_slow_camera() -> None:
    pace = Pace()
    for number in range(100):
        pace.is_due(number / 9)
        pace.took(number / 9, 0.11)
    assert "light" not in pace.says()


@pytest.mark.parametrize(("seconds", "rate"), [(0.02, 30), (0.06, 15), (0.3, 10)])
def test_fewer_frames_are_due_on_a_slow_machine(seconds: float, rate: int) -> None:
    pace = Pace()
    run(pace, seconds)
    uneven = np.random.default_rng(1).normal(0.0, 0.004, 300)
    due = sum(pace.is_due(30 + n / 30 + late) for n, late in enumerate(uneven))
    assert due / 10 == pytest.approx(rate, abs=1.0)


def test_what_the_browser_sends_at_the_rate_it_was_asked_for_is_all_due() -> None:
    pace = Pace()
    run(pace, 0.035)
    two_of_three = [30.0 + n / 30 for n in range(300) if n % 3 != 2]
    assert pace.level.frames_per_s == 20
    assert all(pace.is_due(t_s) for t_s in two_of_three)
