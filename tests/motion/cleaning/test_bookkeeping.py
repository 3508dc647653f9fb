"""Standing proportions, the table of values, and who does the work."""

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from formcheck.motion.body import SIDES, Body, Lengths
from formcheck.motion.cleaning.proportions import Proportions
from formcheck.motion.measures import MEASURES
from formcheck.motion.segmenting.working_side import COUNTED, RULES, RulePhase
from formcheck.motion.series import Column, Series
from formcheck.pose.skeleton import pixels_per_metre
from formcheck.records import Pose, Side
from tests.support.figures import FEMUR, LEG, TRUNK, Camera, Moment, Shake, standing
from tests.support.moves import squat


def learn(camera: Camera, frames: int = 20) -> tuple[Proportions, Lengths]:
    proportions = Proportions()
    lengths = [proportions.push(camera.see(standing(), 0.1 * i)) for i in range(frames)]
    return proportions, lengths[-1]


@pytest.mark.parametrize("azimuth", [0.0, 45.0, 90.0, 180.0])
@pytest.mark.parametrize("scale_px", [80.0, 220.0])
def test_lengths_are_learnt_while_standing(azimuth: float, scale_px: float) -> None:
    _, lengths = learn(Camera(azimuth, scale_px=scale_px))
    assert lengths.leg == pytest.approx(LEG * scale_px, rel=0.01)
    assert lengths.femur == pytest.approx(FEMUR * scale_px, rel=0.01)
    assert lengths.trunk == pytest.approx(TRUNK * scale_px, rel=0.01)


def test_a_squat_does_not_change_what_was_learnt() -> None:
    proportions, before = learn(Camera(0.0))
    lengths = [proportions.push(Camera(0.0).see(squat()(Moment(1.0)), 2.0 + 0.1 * i)) for i in range(20)]
    assert lengths[-1].femur == pytest.approx(before.femur, rel=0.02)


def test_nothing_is_learnt_from_whoever_never_stands() -> None:
    proportions = Proportions()
    for i in range(20):
        lengths = proportions.push(Camera().see(squat()(Moment(1.0)), 0.1 * i))
        assert math.isnan(lengths.leg)


def test_lengths_grow_with_a_person_who_comes_nearer() -> None:
    proportions, _ = learn(Camera(0.0, scale_px=100.0))
    lengths = [proportions.push(Camera(0.0, scale_px=200.0).see(standing(), 2.0 + 0.1 * i)) for i in range(20)]
    assert lengths[-1].leg == pytest.approx(200 * LEG, rel=0.02)


def too_tall_in_space(pose: Pose) -> Pose:
    return replace(pose, world=pose.world * [1.12, 1.12, 1.12, 1.0])


def test_the_scale_holds_from_the_front_while_the_feet_are_planted() -> None:
    proportions = Proportions()
    poses = [Camera(0.0).see(standing(), 0.1 * i) for i in range(40)]
    *_, lengths = [proportions.push(p if p.t_s < 2.0 else too_tall_in_space(p), p) for p in poses]
    assert lengths.leg == pytest.approx(220 * LEG, rel=0.01)
    assert lengths.trunk == pytest.approx(220 * TRUNK / 1.12, rel=0.01)


def test_the_scale_follows_a_person_who_walks_away_from_the_camera() -> None:
    proportions = Proportions()
    poses = [Camera(0.0, scale_px=200.0 - 2.0 * i).see(standing(), 0.1 * i) for i in range(60)]
    *_, lengths = [proportions.push(pose, pose) for pose in poses]
    assert lengths.leg == pytest.approx(200 * LEG * 0.41, rel=0.15)


def test_a_squat_that_space_keeps_too_tall_is_read_from_the_picture() -> None:
    down, up = Camera(0.0).see(squat()(Moment(1.0))), Camera(0.0).see(standing())
    pose = replace(down, world=up.world)
    drop = MEASURES.find("hip_drop").read
    seen = drop(Body(pose, 0.0, Lengths(leg=220 * LEG)))
    assert seen == pytest.approx(drop(Body(down, 1.0)), abs=0.05)
    assert drop(Body(pose, 0.0)) == pytest.approx(drop(Body(up, 0.0)))


def test_noise_leaves_lengths_alone() -> None:
    proportions, shake = Proportions(), Shake(1.5, 0.01)
    lengths = [proportions.push(shake(Camera().see(standing(), 0.1 * i))) for i in range(40)]
    assert lengths[-1].leg == pytest.approx(220 * LEG, rel=0.03)


def test_nobody_has_no_lengths() -> None:
    assert math.isnan(Proportions().push(Camera().nobody()).leg)


@pytest.mark.parametrize("azimuth", [0.0, 30.0, 90.0])
def test_pixels_per_metre_is_pixels_to_a_metre(azimuth: float) -> None:
    assert pixels_per_metre(Camera(azimuth, scale_px=150.0).see(standing())) == pytest.approx(150.0)
    assert math.isnan(pixels_per_metre(Camera().nobody()))


def test_a_series_keeps_more_rows_than_it_began_with() -> None:
    columns = [Column("knee_flexion", "left"), Column("trunk_lean")]
    series = Series(columns)
    for i in range(3000):
        series.append(i / 100, [float(i), -float(i)])
    assert len(series) == 3000
    np.testing.assert_array_equal(series.column(columns[1]), -np.arange(3000.0))
    np.testing.assert_array_equal(series.times_s, np.arange(3000) / 100)
    assert series.rows.shape == (3000, 2)


@pytest.mark.parametrize(("start", "end", "rows"), [(0.2, 0.4, [2, 3, 4]), (-1, 0, [0]), (0.41, 0.49, []), (2, 3, [])])
def test_rows_within_two_times_include_both(start: float, end: float, rows: list[int]) -> None:
    series = Series([Column("trunk_lean")])
    for i in range(10):
        series.append(i / 10, [0.0])
    assert list(range(10))[series.within(start, end)] == rows
    assert list(range(10))[series.within(start, end, before_s=0.4)] == [row for row in rows if row < 4]


def test_titles_of_columns() -> None:
    assert (Column("trunk_lean").title, Column("shin_lean", "right").title) == ("trunk_lean", "shin_lean_right")


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
