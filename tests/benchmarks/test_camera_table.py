"""The table by condition: what holds where, and whether readings know their own error."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.cameras.conditions import CONDITIONS, row, rows
from benchmarks.cameras.page import page
from benchmarks.cameras.readings import Reading
from benchmarks.cameras.scene import sample

KNEE = Reading(
    scene=sample(1), pitch_deg=3.0, distance_m=2.5, height_px=250.0, measure="knee_flexion", moment="bottom",
    true=90.0, value=92.0, claimed=10.0, reason="", camera=0.0, circumstances=None,
)  # fmt: skip


def knees(errors: list[float], claimed: float = 10.0) -> list[Reading]:
    return [replace(KNEE, value=90.0 + error, claimed=claimed) for error in errors]


def test_a_row_sums_up_what_was_judged() -> None:
    unjudged = [replace(KNEE, value=math.nan, claimed=math.nan, reason="view")] * 5
    found = row("all", "", "knee_flexion", [*knees([-4.0, 1.0, 2.0, 3.0, 30.0]), *unjudged])
    assert (found.n, found.judged, found.abstained) == (10, 5, 0.5)
    assert found.median == 3.0
    assert found.within == 0.8


@pytest.mark.parametrize(
    ("errors", "holds"),
    [
        ([2.0] * 100, True),
        ([6.0] * 100, False),
        ([2.0] * 90 + [20.0] * 10, False),
        ([2.0] * 10, None),
    ],
    ids=["near", "too far off", "dishonest", "too few"],
)
def test_a_measure_holds_where_it_is_near_and_honest(errors: list[float], holds: bool | None) -> None:
    assert row("all", "", "knee_flexion", knees(errors)).holds is holds


def test_nothing_judged_is_no_error() -> None:
    found = row("all", "", "knee_flexion", [replace(KNEE, value=math.nan, reason="error")])
    assert found.abstained == 1.0
    assert math.isnan(found.median)


def test_each_reading_is_in_one_row_of_each_condition() -> None:
    rng = np.random.default_rng(0)
    readings = [
        replace(KNEE, scene=sample(number), pitch_deg=rng.uniform(-25, 25), distance_m=rng.uniform(1.2, 6.5))
        for number in range(120)
    ]
    found = list(rows(readings))
    for condition in CONDITIONS:
        assert sum(one.n for one in found if one.condition == condition) == 120


def test_readings_without_a_truth_do_not_count() -> None:
    assert next(iter(rows([*knees([1.0]), replace(KNEE, true=math.nan)]))).n == 1


def test_the_page_says_of_how_many_scenes_it_is() -> None:
    text = page([*knees([1.0] * 30), replace(KNEE, scene=sample(3))], "heavy")
    assert "2 scenes" in text
    assert "| knee flexion | deg | 31 | 0% | 1.0 |" in text
