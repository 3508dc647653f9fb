from __future__ import annotations

from functools import cache

import pytest

from formcheck.catalogue.library import load_exercise
from formcheck.live.summary import summary_of
from formcheck.records import Report
from tests.support.figures import FRONT, SIDE, Camera, Move, film
from tests.support.moves import lunge, squat
from tests.support.running import FPS, TWO, report_of

SQUAT, LUNGE = load_exercise("squat"), load_exercise("forward_lunge")


@cache
def done(exercise: str, move: Move, camera: Camera = SIDE) -> Report:
    return report_of(exercise, film(move, TWO, camera, fps=12.5))


GOOD, HEELS, LEANING = squat(), squat(heel_deg=25.0), squat(lean_deg=62.0, shin_deg=40.0)


def test_sets_are_added_up() -> None:
    summary = summary_of(SQUAT, [done("squat", GOOD), done("squat", HEELS), report_of("squat", [])])
    assert (summary.sets, summary.repetitions, summary.in_form) == (2, 4, 2)
    assert summary.tempo.down_s == pytest.approx(1.6, abs=0.2)
    assert summary.tempo.up_s == pytest.approx(0.8, abs=0.2)
    assert summary.range is not None
    assert summary.range_unit == "deg"
    assert summary.range == pytest.approx((118.0, 118.0), abs=5.0)
    assert summary.sides == {}


def test_what_matters_most_is_to_be_fixed_first_where_it_was_worst() -> None:
    reports = [done("squat", LEANING), done("squat", GOOD), done("squat", HEELS), done("squat", LEANING)]
    fix = summary_of(SQUAT, reports).fix_first
    assert fix is not None
    assert (fix.cue, fix.severity, fix.count, fix.of, fix.set_index) == ("heel_down", "major", 2, 8, 3)
    worst = reports[2].repetitions[fix.repetition - 1].findings
    assert fix.worst in worst


def test_what_was_not_judged_is_counted_apart() -> None:
    summary = summary_of(SQUAT, [done("squat", GOOD), report_of("squat", film(GOOD, TWO, Camera(45.0), fps=FPS))])
    assert (summary.repetitions, summary.in_form, summary.not_judged) == (4, 2, 2)


def test_nothing_wrong_is_nothing_to_fix() -> None:
    assert summary_of(SQUAT, [done("squat", GOOD)]).fix_first is None


def test_sides_are_counted_apart() -> None:
    summary = summary_of(LUNGE, [done("forward_lunge", lunge(), FRONT)] * 2)
    assert summary.sides["left_repetitions"] == summary.sides["right_repetitions"] == 2
    assert {"left_in_form", "right_in_form"} <= set(summary.sides)


def test_nothing_done_is_nothing() -> None:
    summary = summary_of(SQUAT, [])
    assert (summary.sets, summary.repetitions, summary.range, summary.tempo.down_s) == (0, 0, None, None)
