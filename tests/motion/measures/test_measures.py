import math
from dataclasses import replace

import pytest

from formcheck.motion.body import SIDES, Body, Lengths, other
from formcheck.motion.cleaning.view import ViewState
from formcheck.motion.measures import MEASURES
from formcheck.motion.measures.back import curvature, usable_profile
from formcheck.motion.measures.registry import exercise_measures
from formcheck.pose.dorsal import STATIONS
from formcheck.pose.skeleton import LEFT, RIGHT
from formcheck.records import Facing
from tests.motion.measures.case import Case
from tests.motion.measures.cases import CASES
from tests.support.figures import FEMUR, LEG, TRUNK, Camera, Moment, mirrored, standing
from tests.support.moves import rounding, squat
from tests.support.postures import bent, moved, near_hand, raised, sine

# By measure and not by case: there are over a thousand cases, and a test costs more than a reading.
NAMES = sorted({case.measure for case in CASES})


def cases_of(measure: str) -> list[Case]:
    return [case for case in CASES if case.measure == measure]


def read(case: Case, camera: Camera, *, mirror: bool = False) -> float:
    side = other(case.side) if mirror and case.side else case.side
    return MEASURES[case.measure].read(body_of(case, camera, mirror=mirror), side)


def body_of(case: Case, camera: Camera, *, mirror: bool = False) -> Body:
    joints = mirrored(case.joints()) if mirror else case.joints()
    forward = {90.0: 1.0, -90.0: -1.0}.get(camera.azimuth_deg, 0.0)
    lengths = Lengths(LEG * camera.scale_px, FEMUR * camera.scale_px, TRUNK * camera.scale_px)
    return Body(camera.see(joints, dorsal=case.outline), forward, lengths)


def tolerance(case: Case) -> float:
    return 0.5 if MEASURES[case.measure].unit == "deg" else case.within


@pytest.mark.parametrize("measure", NAMES)
def test_what_the_figure_was_built_with_is_read(measure: str) -> None:
    for case in cases_of(measure):
        for azimuth in case.azimuths:
            value = read(case, Camera(azimuth))
            assert value == pytest.approx(case.expected, abs=tolerance(case)), f"{case} from {azimuth:.0f} degrees"


@pytest.mark.parametrize("measure", NAMES)
def test_the_mirrored_figure_reads_the_same_on_the_other_side(measure: str) -> None:
    for case in cases_of(measure):
        plain, mirror = read(case, Camera(case.azimuths[-1])), read(case, Camera(-case.azimuths[-1]), mirror=True)
        assert mirror == pytest.approx(plain, abs=1e-6), case


@pytest.mark.parametrize("scale_px", [60.0])
@pytest.mark.parametrize("measure", NAMES)
def test_a_person_far_away_reads_the_same(measure: str, scale_px: float) -> None:
    for case in cases_of(measure):
        value = read(case, Camera(case.azimuths[0], scale_px=scale_px))
        assert value == pytest.approx(case.expected, abs=tolerance(case)), case


@pytest.mark.parametrize("measure", sorted({case.measure for case in CASES if case.hide}))
def test_what_is_not_seen_is_not_read(measure: str) -> None:
    for case in cases_of(measure):
        for joint in case.hide:
            hidden = frozenset(f"{side}_{joint}" for side in ([case.side] if case.side else SIDES))
            value = read(case, Camera(case.azimuths[0], hidden=hidden))
            assert math.isnan(value), f"{case} without the {joint}"


@pytest.mark.parametrize("hidden", [{"left_elbow"}, {"right_elbow"}], ids=str)
def test_one_arm_tells_which_is_raised(hidden: set[str]) -> None:
    case = next(case for case in CASES if case.measure == "opposite_arm_reach")
    body = body_of(case, Camera(case.azimuths[0], hidden=frozenset(hidden)))
    assert MEASURES[case.measure].read(body, case.side) == pytest.approx(case.expected, abs=tolerance(case))
    unseen = body_of(case, Camera(case.azimuths[0], hidden=frozenset({"left_elbow", "right_elbow"})))
    assert math.isnan(MEASURES[case.measure].read(unseen, case.side))


@pytest.mark.parametrize("name", sorted(exercise_measures()))
def test_nobody_reads_as_unknown(name: str) -> None:
    body = Body(Camera().nobody(), 1.0, Lengths(100.0, 50.0, 60.0))
    assert math.isnan(MEASURES[name].read(body, "left"))


@pytest.mark.parametrize("case", [c for c in CASES if MEASURES[c.measure].needs_standing], ids=str)
def test_without_standing_lengths_nothing_is_guessed(case: Case) -> None:
    body = replace(body_of(case, Camera(case.azimuths[0])), lengths=Lengths())
    assert math.isnan(MEASURES[case.measure].read(body, case.side))


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.measure in ("trunk_lean", "shin_lean", "knee_past_toe")], ids=str
)
def test_ahead_and_behind_need_a_known_front(case: Case) -> None:
    body = replace(body_of(case, Camera()), forward=0.0)
    assert math.isnan(MEASURES[case.measure].read(body, case.side))


@pytest.mark.parametrize("heel_deg", [5.0, 15.0, 40.0])
def test_a_rising_heel_reads_against_the_flat_foot(heel_deg: float) -> None:
    measure, camera = MEASURES["heel_rise"], Camera()
    flat, risen = (measure.read(Body(camera.see(bent(heel=deg)()), 1.0), "right") for deg in (0.0, heel_deg))
    assert risen - flat == pytest.approx(sine(heel_deg), abs=0.04)


def test_a_rising_heel_shows_from_the_front() -> None:
    measure, camera = MEASURES["heel_rise_frontal"], Camera(0.0)
    flat, risen = (measure.read(Body(camera.see(bent(heel=deg)())), "left") for deg in (0.0, 30.0))
    # One error beyond what a side lunge lets pass is a fault.
    assert risen - flat > 0.1 + measure.error


def test_a_thigh_that_points_at_the_camera_has_no_projection_angle() -> None:
    lengths = Lengths(LEG * 220, FEMUR * 220, TRUNK * 220)
    deep = Body(Camera(0.0).see(bent(110, 30)()), 0.0, lengths)
    assert math.isnan(MEASURES["frontal_knee_projection"].read(deep, "left"))


def test_a_landmark_beyond_the_edge_of_the_picture_is_a_guess() -> None:
    joints = moved({"left_knee": (0.0, 2.0, 0.0)})()
    body = Body(Camera(0.0).see(joints))
    assert math.isnan(body.at("knee", "left").real)
    assert math.isfinite(body.at("knee", "left", guess=True).real)
    assert math.isfinite(body.at("knee", "right").real)


def test_signals_end_where_the_hips_leave_the_picture() -> None:
    body = Body(Camera(height_m=2.5).see(standing()))
    assert math.isnan(MEASURES["hip_drop"].read(body))
    assert math.isnan(MEASURES["trunk_inclination"].read(body))


def test_the_near_side_is_the_one_turned_to_the_camera() -> None:
    facings: tuple[Facing, ...] = ("right", "left", "camera")
    assert [ViewState("side", facing, 90.0).near for facing in facings] == ["right", "left", None]


def test_the_outline_skips_an_arm_before_the_back() -> None:
    profile = rounding(-0.2)
    profile[15:] += 0.2
    assert list(usable_profile(profile)) == [True] * 15 + [False] * 4
    assert curvature(profile) == pytest.approx(-0.2, abs=0.01)


def test_too_little_of_an_outline_says_nothing() -> None:
    profile = rounding(-0.2)
    profile[:8] = math.nan
    assert math.isnan(curvature(profile))
    assert math.isnan(curvature(STATIONS * math.nan))


def test_an_outline_with_a_trunk_upside_down_says_nothing() -> None:
    body = Body(Camera().see(bent(lean=130)(), dorsal=rounding(-0.2)), 1.0)
    assert math.isnan(MEASURES["back_curvature"].read(body))


def test_a_squat_that_space_keeps_too_tall_is_read_from_the_image() -> None:
    down, up = Camera(0.0).see(squat()(Moment(1.0))), Camera(0.0).see(standing())
    pose = replace(down, world=up.world)
    drop = MEASURES.find("hip_drop").read
    seen = drop(Body(pose, 0.0, Lengths(leg=220 * LEG)))
    assert seen == pytest.approx(drop(Body(down, 1.0)), abs=0.05)
    assert drop(Body(pose, 0.0)) == pytest.approx(drop(Body(up, 0.0)))


@pytest.mark.parametrize(
    ("hidden", "expected"), [((), (61.0, 40.0)), (("knee",), (61.0, 40.0)), (("knee", "ankle"), (math.nan, 70.0))]
)
def test_a_leg_that_is_hidden_whole_is_compared_with_nothing(
    hidden: tuple[str, ...], expected: tuple[float, float]
) -> None:
    pose = Camera(90.0).see(raised(left=(70.0, 0.0)))
    pose.landmarks[[RIGHT[joint] for joint in hidden], 3] = 0.3
    for measure in ("hips_seen_to_differ", "hips_bend_more"):
        wanted = expected[measure == "hips_bend_more"]
        assert MEASURES[measure].read(Body(pose, 1.0)) == pytest.approx(wanted, abs=3.0, nan_ok=True)


@pytest.mark.parametrize(
    ("visibility", "forward", "is_read"), [(0.5, 0.0, True), (0.3, 0.0, False), (0.5, 1.0, False), (0.7, 1.0, True)]
)
def test_half_seen_legs_are_read_sideways_from_the_front(visibility: float, forward: float, is_read: bool) -> None:
    pose = Camera(0.0).see(standing())
    pose.landmarks[:, 3] = visibility
    body = Body(pose, forward=forward)
    assert math.isfinite(MEASURES["knee_separation"].read(body)) == is_read
    assert math.isfinite(MEASURES["foot_gap"].read(body)) == (visibility > 0.6), "no measure that says so"
    assert math.isfinite(body.with_half_seen_legs.at("wrist", "left").real) == (visibility > 0.6)


def test_hands_that_are_hidden_are_not_read() -> None:
    pose = Camera(90.0).see(near_hand("hip", 0.0)())
    below = MEASURES["hands_below_shoulders"]
    both = below.read(Body(pose, 1.0))
    pose.world[LEFT["wrist"], 1] -= 0.4
    pose.landmarks[LEFT["wrist"], 3] = 0.2
    assert below.read(Body(pose, 1.0)) == pytest.approx(both, abs=0.05)
    pose.landmarks[RIGHT["wrist"], 3] = 0.2
    assert math.isnan(below.read(Body(pose, 1.0)))
