"""Hips do not come down faster than a body falls."""

import pytest

from formcheck.motion.segmenting.cycle import Cycle
from formcheck.motion.segmenting.segmenter import faster_than_falling


def down(by: float, in_s: float, *, from_rest: bool = True) -> Cycle:
    return Cycle(
        start_s=1.0, peak_s=1.0 + in_s, end_s=2.0, closed_s=2.1, rest=0.0, peak=by, returned=1.0, from_rest=from_rest
    )


@pytest.mark.parametrize(("by", "in_s"), [(0.28, 0.17), (0.5, 0.2)])
def test_a_jump_of_the_landmarks_is_no_repetition(by: float, in_s: float) -> None:
    assert faster_than_falling(down(by, in_s))


@pytest.mark.parametrize(("by", "in_s"), [(0.28, 0.4), (0.5, 0.4), (0.12, 0.2)])
def test_the_fastest_people_are_slower_than_that(by: float, in_s: float) -> None:
    assert not faster_than_falling(down(by, in_s))


def test_a_lift_from_the_floor_has_no_way_down() -> None:
    assert not faster_than_falling(down(0.5, 0.0, from_rest=False))
