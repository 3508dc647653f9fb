"""How far a reading is open: not at all for a level view of a large person, and more off the side or far away."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.motion.body import Lengths
from formcheck.motion.circumstances import IDEAL, Circumstances, circumstances
from formcheck.motion.cleaning.camera import Camera, camera_of
from formcheck.motion.cleaning.view import ViewState, azimuth_deg
from formcheck.motion.measures import MEASURES
from formcheck.motion.measures.registry import Measure
from formcheck.motion.observing import Observation
from formcheck.motion.reading_error import FACTORS, SLOPES, growth, reading_error
from formcheck.pose.skeleton import index
from formcheck.records import Side
from tests.motion.cleaning.test_camera import RIGHT_SIDE, SQUATTING, UPRIGHT, seen

LEAN, KNEE = MEASURES["trunk_lean"], MEASURES["knee_flexion"]


def observed(azimuth_deg: float, scale: float = 1.0) -> Observation:
    camera = camera_of([seen(UPRIGHT, azimuth_deg)])
    assert isinstance(camera, Camera)
    pose = seen(SQUATTING, azimuth_deg)
    landmarks = pose.landmarks.copy()
    landmarks[:, :2] *= scale
    pose = replace(pose, landmarks=landmarks, width_px=round(1280 * scale), height_px=round(720 * scale))
    camera = replace(camera, focal_px=camera.focal_px * scale, scale=camera.scale * scale)
    return Observation(pose=pose, view=RIGHT_SIDE, camera=camera, lengths=Lengths())


def from_the_front(off_deg: float) -> Observation:
    pose = seen(SQUATTING, 90.0 - off_deg)
    return Observation(pose=pose, view=ViewState("front", "camera", azimuth_deg(pose)), camera=None, lengths=Lengths())


@pytest.mark.parametrize(("measure", "side"), [(LEAN, None), (KNEE, "right")], ids=["trunk", "knee"])
def test_the_error_grows_off_the_side(measure: Measure, side: Side | None) -> None:
    errors = [reading_error(measure, side, observed(azimuth_deg)).camera for azimuth_deg in (0.0, 20.0, 40.0)]
    assert errors == sorted(errors)
    assert errors[-1] > 1.5 * errors[0]


def test_a_level_side_view_stays_within_the_error_of_the_measure() -> None:
    assert reading_error(KNEE, "right", observed(0.0)).camera < KNEE.error


def test_an_unknown_camera_adds_nothing() -> None:
    assert reading_error(LEAN, None, replace(observed(20.0), camera=None)).camera == 0.0


def test_no_constant_makes_an_error_smaller() -> None:
    assert min(SLOPES.values()) >= 0.0
    assert min(FACTORS.values(), default=1.0) >= 1.0
    assert set(FACTORS) <= set(MEASURES)
    assert growth(IDEAL) == 1.0


@given(
    better=st.lists(st.floats(0.0, 2.0), min_size=len(SLOPES), max_size=len(SLOPES)),
    worse_by=st.lists(st.floats(0.0, 2.0), min_size=len(SLOPES), max_size=len(SLOPES)),
)
def test_worse_circumstances_never_make_an_error_smaller(better: list[float], worse_by: list[float]) -> None:
    names = list(SLOPES)
    worse = [a + b for a, b in zip(better, worse_by, strict=True)]
    first, second = (Circumstances(**dict(zip(names, amounts, strict=True))) for amounts in (better, worse))
    assert 1.0 <= growth(first) <= growth(second)


def test_a_small_person_is_read_less_well() -> None:
    amounts = [circumstances(KNEE, "right", observed(0.0, scale)).small for scale in (1.0, 0.43, 0.25)]
    assert amounts[0] == 0.0
    assert 0.0 < amounts[1] < amounts[2] == 1.0


def test_a_bone_of_another_length_is_noticed_from_the_side() -> None:
    seen = observed(0.0)
    body = seen.body()
    femur = abs(body.at("hip", "right") - body.at("knee", "right"))
    leg = femur + abs(body.at("knee", "right") - body.at("ankle", "right"))
    as_ever = replace(seen, lengths=Lengths(leg=leg, femur=femur, trunk=femur))
    longer = replace(seen, lengths=Lengths(leg=leg, femur=0.7 * femur, trunk=femur))
    assert circumstances(KNEE, "right", as_ever).stretch == 0.0
    assert circumstances(KNEE, "right", longer).stretch == 1.0
    assert circumstances(MEASURES["knee_separation"], None, longer).stretch == 0.0, "from the front thighs foreshorten"


def test_from_the_front_nothing_that_only_a_side_view_suffers_from_makes_an_error_larger() -> None:
    in_depth, seen = MEASURES["knee_bend_in_depth"], from_the_front(0.0)
    assert circumstances(in_depth, "right", replace(observed(0.0), camera=None)).flat == 1.0
    assert circumstances(in_depth, "right", seen).flat == 0.0
    longer = replace(seen, lengths=Lengths(leg=2000.0, femur=1000.0, trunk=1000.0))
    assert circumstances(in_depth, "right", longer).stretch == 0.0


@pytest.mark.parametrize(("visibility", "hidden"), [(0.95, 0.0), (0.75, 0.5), (0.6, 1.0), (0.3, 1.0)])
def test_the_joint_that_was_seen_worst_decides_how_hidden_a_reading_is(visibility: float, hidden: float) -> None:
    seen = observed(0.0)
    seen.pose.landmarks[:, 3] = 1.0
    seen.pose.landmarks[index("ankle", "right"), 3] = visibility
    assert circumstances(KNEE, "right", seen).hidden == pytest.approx(hidden)
    assert circumstances(KNEE, "left", seen).hidden == 0.0, "the other leg"
    assert circumstances(LEAN, None, seen).hidden == 0.0, "no part of the trunk"
    assert circumstances(MEASURES["knee_separation"], None, seen).hidden == 0.0, "from the front a leg hides itself"


def test_a_side_view_that_cannot_be_turned_is_flat() -> None:
    seen = observed(20.0)
    assert circumstances(KNEE, "right", seen).flat == 0.0
    assert circumstances(KNEE, "right", replace(seen, camera=None)).flat == 1.0
    assert circumstances(MEASURES["knee_separation"], None, replace(seen, camera=None)).flat == 0.0


def test_a_front_view_leaves_more_open_the_further_it_is_off_the_front() -> None:
    aside = MEASURES["lateral_trunk_lean"]
    errors = [reading_error(aside, "right", from_the_front(off_deg)).camera for off_deg in (0.0, 15.0, 35.0)]
    assert errors == sorted(errors)
    assert errors[-1] > 1.5 * errors[0] > 0.0


def test_markers_are_as_exact_as_ever() -> None:
    seen = observed(20.0, 0.25)
    markers = replace(seen, pose=replace(seen.pose, centred=True))
    found = reading_error(MEASURES["hip_flexion"], "right", markers)
    assert (found.usual, found.growth) == (1.0, 1.0)


def test_nothing_is_known_without_a_person() -> None:
    nobody = observed(0.0)
    nobody.pose.landmarks[:] = math.nan
    assert circumstances(KNEE, "right", nobody) == IDEAL
