"""The rules that find the working side."""

import math
from collections.abc import Mapping

import pytest

from formcheck.motion.body import SIDES
from formcheck.motion.measures import MEASURES
from formcheck.motion.segmenting.working_side import COUNTED, RULES, RulePhase
from formcheck.records import Side


@pytest.mark.parametrize("rule", ["foot_ahead", "knee_bent_more", "hip_higher"])
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"left": 2.0, "right": 1.0}, "left"),
        ({"left": -1.0, "right": 0.5}, "right"),
        ({"left": math.nan, "right": 1.0}, "both"),
    ],
)
def test_the_larger_value_works(rule: str, values: Mapping[Side, float], expected: str) -> None:
    def read(measure: str, side: Side, phase: RulePhase = "bottom") -> float:
        assert phase in ("bottom", "descent")
        return values[side] if measure in RULES[rule].reads else math.nan

    assert RULES[rule].side(read, None) == expected


@pytest.mark.parametrize(("end", "expected"), [(0.4, "left"), (-0.4, "right"), (math.nan, "both")])
def test_a_step_leads_where_it_goes(end: float, expected: str) -> None:
    places = {"start": 0.1, "top": end}
    assert RULES["moved_towards"].side(lambda _measure, _side, phase="bottom": places[phase], None) == expected


def test_both_sides_work_alike_without_a_rule() -> None:
    assert RULES["both"].side(lambda _measure, _side, _phase="bottom": math.nan, None) == "both"


@pytest.mark.parametrize("side", SIDES)
def test_the_side_that_was_counted_is_the_one_that_works(side: Side) -> None:
    assert RULES[COUNTED].side(lambda _measure, _side, _phase="bottom": math.nan, side) == side


def test_rules_read_known_measures_of_a_side() -> None:
    assert all(MEASURES.find(name).sided for rule in RULES.values() for name in rule.reads)
