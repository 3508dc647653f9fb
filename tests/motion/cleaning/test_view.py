import math
from itertools import pairwise

import pytest

from formcheck.motion.cleaning.view import UNKNOWN, ViewState, ViewTracker, azimuth_deg
from formcheck.records import Facing, ViewLabel
from tests.support.figures import Camera, Joints, Moment, Shake, lying, standing
from tests.support.moves import squat
from tests.support.postures import moved


def watch(azimuths: list[float], tracker: ViewTracker | None = None, joints: Joints | None = None) -> list[ViewState]:
    tracker = tracker or ViewTracker()
    body = joints or standing()
    return [tracker.push(Camera(azimuth).see(body, 0.1 * i)) for i, azimuth in enumerate(azimuths)]


@pytest.mark.parametrize("azimuth", [0.0, 10.0, 45.0, 90.0, -90.0, -120.0, 170.0, -175.0])
def test_the_angle_to_the_camera_is_read(azimuth: float) -> None:
    assert azimuth_deg(Camera(azimuth).see(standing())) == pytest.approx(azimuth, abs=1e-6)


@pytest.mark.parametrize(
    ("azimuth", "label", "facing"),
    [
        (0, "front", "camera"), (20, "front", "camera"), (-20, "front", "camera"),
        (40, "oblique", "right"), (-40, "oblique", "left"),
        (75, "side", "right"), (90, "side", "right"), (110, "side", "right"), (-80, "side", "left"),
        (140, "oblique", "right"), (-140, "oblique", "left"),
        (165, "rear", "away"), (180, "rear", "away"), (-165, "rear", "away"),
    ],
)  # fmt: skip
def test_labels_around_the_person(azimuth: float, label: ViewLabel, facing: Facing) -> None:
    state = watch([azimuth] * 12)[-1]
    assert (state.label, state.facing) == (label, facing)


@pytest.mark.parametrize("azimuth", [0.0, 90.0])
def test_a_deep_squat_does_not_change_the_view(azimuth: float) -> None:
    low = squat(lean_deg=60.0)(Moment(1.0))
    assert watch([azimuth] * 12)[-1].label == watch([azimuth] * 12, joints=low)[-1].label


def test_shoulders_that_stay_wide_are_no_side_view() -> None:
    assert watch([62.0] * 12)[-1].label == "side"
    broad = moved({"shoulder": (0.0, 0.06, 0.0)})()
    assert watch([62.0] * 12, joints=broad)[-1].label == "oblique"


def test_lying_is_a_view_of_its_own() -> None:
    assert watch([90.0] * 12, joints=lying(standing()))[-1].label == "floor_side"


@pytest.mark.parametrize("low", [squat(thigh_deg=-20.0, lean_deg=70.0)(Moment(1.0)), standing(lean_deg=89.0)])
def test_bending_over_is_not_lying(low: Joints) -> None:
    assert watch([90.0] * 12, joints=low)[-1].label == "side"


@pytest.mark.parametrize("boundary", [25.0, 155.0])
def test_the_label_does_not_flicker_at_a_boundary(boundary: float) -> None:
    labels = [state.label for state in watch([boundary + 4.0 * math.sin(0.7 * i) for i in range(200)])]
    changes = sum(a != b for a, b in pairwise(labels))
    assert changes <= 1


def test_the_label_follows_a_person_who_turns() -> None:
    labels = [state.label for state in watch([min(90.0, 1.5 * i) for i in range(90)])]
    assert list(dict.fromkeys(labels)) == ["front", "oblique", "side"]


def test_one_frame_seen_wrongly_changes_nothing() -> None:
    states = watch([90.0] * 12 + [0.0] + [90.0] * 12)
    assert {state.label for state in states} == {"side"}


def test_noise_changes_nothing() -> None:
    tracker, shake = ViewTracker(), Shake(4.0, 0.03)
    states = [tracker.push(shake(Camera(90.0).see(standing(), 0.05 * i))) for i in range(100)]
    assert {state.label for state in states[5:]} == {"side"}


def test_a_view_that_was_given_replaces_the_label_and_keeps_the_direction() -> None:
    states = watch([-40.0] * 5, ViewTracker("side"))
    assert {(state.label, state.facing, state.forward) for state in states} == {("side", "left", -1.0)}


def test_before_anybody_is_seen_the_view_is_unknown() -> None:
    tracker = ViewTracker()
    assert tracker.push(Camera().nobody(0.0)) == UNKNOWN
    assert UNKNOWN.forward == 0.0


def test_the_view_outlasts_a_moment_without_the_person() -> None:
    tracker = ViewTracker()
    watch([90.0] * 12, tracker)
    assert tracker.push(Camera().nobody(30.0)).label == "side"


@pytest.mark.parametrize(("facing", "forward"), [("right", 1.0), ("left", -1.0), ("camera", 0.0), ("away", 0.0)])
def test_forward_is_the_sign_of_facing(facing: Facing, forward: float) -> None:
    assert ViewState("side", facing, 0.0).forward == forward


@pytest.mark.parametrize("azimuth", [0.0, 90.0, 165.0])
def test_a_near_camera_sees_the_same_view(azimuth: float) -> None:
    tracker = ViewTracker()
    near = Camera(azimuth, distance_m=2.5)
    assert [tracker.push(near.see(standing(), 0.1 * i)) for i in range(12)][-1].label == watch([azimuth] * 12)[-1].label
