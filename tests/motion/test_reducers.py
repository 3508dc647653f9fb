"""How the values of a phase become a number, and which of them shows it."""

import math
from typing import get_args

import numpy as np
import pytest

from formcheck.motion.reducers import REDUCERS, ReducerName


def test_each_name_in_an_exercise_file_has_its_reducer() -> None:
    assert set(REDUCERS) == set(get_args(ReducerName))


def test_reducers() -> None:
    values, times = np.arange(11.0), np.arange(11.0) / 10
    reduced = {name: reducer.function(values, times) for name, reducer in REDUCERS.items()}
    assert (reduced["median"], reduced["max"], reduced["min"], reduced["gain"]) == (5.0, 9.0, 1.0, 9.0)


@pytest.mark.parametrize(("floor", "expected"), [(-0.1, 2.0), (0.1, 0.0)])
def test_only_what_reaches_the_floor_hits_it(floor: float, expected: float) -> None:
    times = np.arange(0.0, 1.0, 0.02)
    values = np.maximum(1.5 - 2.0 * times, floor)
    assert REDUCERS["impact_speed"].function(values, times) == pytest.approx(expected, abs=0.2)


def test_what_is_set_down_gently_does_not_hit() -> None:
    times = np.arange(0.0, 2.0, 0.02)
    assert REDUCERS["impact_speed"].function(0.5 * (1 + np.cos(math.pi * times / 2)) - 0.02, times) < 0.5


@pytest.mark.parametrize(
    ("reducer", "reduced", "at_s"),
    [("median", 2.9, 2.0), ("max", 1.2, 0.0), ("gain", 2.0, 2.0), ("impact_speed", 1.5, 3.0)],
)
def test_the_moment_to_look_at_is_the_one_that_tells(reducer: str, reduced: float, at_s: float) -> None:
    times, values = np.array([0.0, 1.0, 2.0, 3.0]), np.array([1.0, math.nan, 3.0, 0.0])
    assert REDUCERS[reducer].moment(values, times, reduced) == at_s
