from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from formcheck.desk.progress import change, of_difference, of_number, rated, share_in_form

MONDAY = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Set:
    days: int
    repetitions: int = 8
    in_form: int = 8
    not_judged: int = 0
    numbers: Mapping[str, float] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        return MONDAY + timedelta(days=self.days)


def lean(days: int, value: float, spread: float = 0.0) -> Set:
    return Set(days, repetitions=4, numbers={"measure.trunk_lean": value, "spread.trunk_lean": spread})


def test_the_share_in_form_is_of_what_was_judged_with_wilsons_interval() -> None:
    (point,) = share_in_form([Set(0, repetitions=12, in_form=8, not_judged=2)])
    assert point.value == pytest.approx(0.8)
    # Newcombe 1998 and any table of Wilson's interval: 8 of 10.
    assert (point.low, point.high) == pytest.approx((0.490, 0.943), abs=0.001)


def test_sets_without_a_judged_repetition_have_no_share() -> None:
    assert share_in_form([Set(0, repetitions=3, in_form=0, not_judged=3)]) == []


def test_sets_stand_in_the_order_in_which_they_were_done() -> None:
    points = of_number([lean(7, 30.0), lean(0, 40.0)], "measure.trunk_lean", 5.0)
    assert [point.value for point in points] == [40.0, 30.0]


def test_the_error_of_a_measure_does_not_shrink_with_repetitions_and_their_spread_adds_to_it() -> None:
    (steady,) = of_number([lean(0, 40.0)], "measure.trunk_lean", 5.0)
    (varied,) = of_number([lean(0, 40.0, spread=4.0)], "measure.trunk_lean", 5.0)
    assert steady.high - steady.value == pytest.approx(5.0)
    assert varied.high - varied.value == pytest.approx(math.hypot(5.0, 1.96 * 4.0 / 2.0))


@pytest.mark.parametrize(("last", "is_real"), [(33.1, False), (32.8, True), (46.9, False), (47.2, True)])
def test_a_change_is_real_beyond_root_two_times_the_error(last: float, is_real: bool) -> None:
    found = change(of_number([lean(0, 40.0), lean(7, last)], "measure.trunk_lean", 5.0))
    assert found is not None
    assert found.smallest == pytest.approx(5.0 * math.sqrt(2.0))
    assert found.is_real is is_real


def test_the_difference_of_two_shares_is_newcombes() -> None:
    # The first example of the paper: 56 of 70 and 48 of 80 differ by 0.2000, interval 0.0524 to 0.3339.
    found = change(share_in_form([Set(0, repetitions=80, in_form=48), Set(7, repetitions=70, in_form=56)]))
    assert found is not None
    assert found.by == pytest.approx(0.2)
    assert found.by - found.smallest == pytest.approx(0.0524, abs=1e-4)
    assert found.is_real


def test_left_less_right_has_the_errors_of_both() -> None:
    sets = [
        Set(1, numbers={"measure.a_left": 20.0, "measure.a_right": 12.0}),
        Set(2, numbers={"measure.a_left": 20.0}),
    ]
    (point,) = of_difference(sets, ("measure.a_left", "measure.a_right"), 3.0)
    assert point.value == 8.0
    assert point.high - point.value == pytest.approx(3.0 * math.sqrt(2.0))


def test_a_rating_changes_by_more_than_the_smallest_change_that_matters() -> None:
    day = MONDAY
    points = rated([(day + timedelta(days=7), 6.0), (day, 4.0)], smallest=1.0, most=10.0)
    found = change(points)
    assert found is not None
    assert (found.by, found.is_real) == (2.0, True)
    assert found.smallest == pytest.approx(1.0)
    assert rated([(day, 0.0)], smallest=1.0, most=10.0)[0].low == 0.0
    counted = change(rated([(day, 0.5), (day + timedelta(days=7), 0.75)], smallest=0.0, most=1.0))
    assert counted is not None
    assert (counted.smallest, counted.is_real) == (0.0, True)


def test_one_set_has_not_changed() -> None:
    assert change(share_in_form([Set(0)])) is None
