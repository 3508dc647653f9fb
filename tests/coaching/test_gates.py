"""What a gate asks of a movement: a value in its range, or another condition that it lists."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from formcheck.catalogue.checks import Band, Condition, Gate
from formcheck.catalogue.modes import requirements
from formcheck.coaching.phases import RepetitionWindow
from formcheck.coaching.readings import gate_holds
from formcheck.coaching.recorder import STANDING_LEG
from formcheck.motion.series import Column, Series
from tests.coaching.test_phases import SIGNAL, window

HINGE, HANDS = Column("hips_bend_more"), Column("hands_below_shoulders")
OTHER = Condition(measure=HANDS.measure, within=Band(max=0.85))
GATE = Gate.model_validate({"measure": HINGE.measure, "within": {"max": 30.0}, "because": "a deadlift"})


def with_values(hinge: float, hands: float) -> RepetitionWindow:
    found = window()
    series = Series([SIGNAL, HINGE, HANDS, STANDING_LEG])
    for t_s, (signal,) in zip(found.series.times_s.tolist(), found.series.rows.tolist(), strict=True):
        series.append(t_s, [signal, hinge, hands, 400.0])
    return replace(found, series=series)


@pytest.mark.parametrize(
    ("hinge", "hands", "plain", "with_other"),
    [
        (10.0, 1.0, True, True),
        (40.0, 1.0, False, False),
        (40.0, 0.2, False, True),
        (math.nan, 1.0, True, True),
        (40.0, math.nan, False, True),
    ],
)
def test_a_gate_holds_in_its_range_or_by_another_condition(
    hinge: float, hands: float, plain: bool, with_other: bool
) -> None:
    found = with_values(hinge, hands)
    assert gate_holds(GATE, found) == plain
    assert gate_holds(GATE.model_copy(update={"or_": (OTHER,)}), found) == with_other


def test_what_must_be_seen_fails_unseen() -> None:
    found = with_values(math.nan, math.nan)
    assert gate_holds(GATE, found)
    assert not gate_holds(GATE.model_copy(update={"must_be_seen": True}), found)
    other = OTHER.model_copy(update={"must_be_seen": True})
    assert not gate_holds(GATE.model_copy(update={"or_": (other,)}), with_values(40.0, math.nan))


@pytest.mark.parametrize(
    ("knees", "hips", "lift", "on_one"),
    [(40.0, 5.0, 0.1, True), (5.0, 40.0, 0.1, True), (5.0, 5.0, 0.4, True), (11.0, 10.0, 0.19, False)],
)
def test_on_one_leg_the_other_does_something_else(knees: float, hips: float, lift: float, on_one: bool) -> None:
    columns = {"knee_bend_difference": knees, "hip_bend_difference": hips}
    found, trail = replace(window(), side="left"), Column("ankle_lift_3d", "right")
    series = Series([SIGNAL, *map(Column, columns), trail, STANDING_LEG])
    for t_s, (signal,) in zip(found.series.times_s.tolist(), found.series.rows.tolist(), strict=True):
        series.append(t_s, [signal, *columns.values(), lift, 400.0])
    (gate,) = requirements()["one_leg"].gate
    assert gate_holds(gate, replace(found, series=series)) == on_one
