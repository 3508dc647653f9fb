"""A figure whose joints are known, seen by a pinhole camera that is tilted, rolled and off the side."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.motion.body import Body
from formcheck.motion.cleaning.camera import axes, camera_of, square_on
from formcheck.motion.cleaning.camera_tracker import CameraTracker
from formcheck.motion.cleaning.view import ViewState
from formcheck.motion.measures.knee import knee_flexion
from formcheck.motion.measures.trunk import trunk_lean
from formcheck.pose.skeleton import LEFT, NAMES, RIGHT, mirror
from formcheck.records import Pose
from tests.support.figures import LEG, Joints, both, build, point, standing

SIZE = np.array([1280, 720])
FOCAL = 0.8 * 1280
RIGHT_SIDE = ViewState("side", "right", 90.0)
# What the module takes for the build of a body, so that a figure of that build is turned back exactly.
HALF = {"shoulder": 0.21, "hip": 0.11, "knee": 0.13, "ankle": 0.14, "heel": 0.14, "toe": 0.18}
BIAS = 0.10


def of_usual_build(joints: Joints) -> Joints:
    """Put each joint at the distance from the midline that most bodies have."""
    wide = dict(joints)
    for joint, half in HALF.items():
        for side, sign in (("left", 1.0), ("right", -1.0)):
            wide[f"{side}_{joint}"] = np.array([*joints[f"{side}_{joint}"]]) * [1, 0, 1] + [0, sign * half * LEG, 0]
    return wide


def seen(joints: Joints, azimuth_deg: float, pitch_deg: float = 0.0, roll_deg: float = 0.0, t_s: float = 0.0) -> Pose:
    """What a pinhole camera and a pose model that hides some of the pitch give of joints in metres."""
    pitch, roll, azimuth = np.radians([pitch_deg, roll_deg, azimuth_deg])
    points = np.array([joints[name] for name in NAMES])
    hips = (points[LEFT["hip"]] + points[RIGHT["hip"]]) / 2
    lens = (points - hips) @ axes(pitch, roll, azimuth).T + [0.0, 0.0, 4.0]
    picture = SIZE / 2 + FOCAL * lens[:, :2] / lens[:, 2:]
    world = (points - hips) @ axes(pitch - BIAS, roll, azimuth).T
    shown = np.full(len(NAMES), 0.95)
    landmarks = np.column_stack([picture, np.zeros(len(NAMES)), shown])
    return Pose(
        t_s=t_s,
        width_px=int(SIZE[0]),
        height_px=int(SIZE[1]),
        landmarks=landmarks,
        world=np.column_stack([world, shown]),
        dorsal=np.full(19, np.nan),
    )


UPRIGHT = of_usual_build(standing())
SQUATTING = of_usual_build(build(point(-0.25, 0.0, 0.62), both(0.2), lean_deg=30.0))


def angles(pose: Pose) -> tuple[float, float]:
    body = Body(pose, 1.0)
    return trunk_lean(body), knee_flexion(body, "right")


@pytest.mark.parametrize("azimuth_deg", [-30.0, -15.0, 0.0, 15.0, 30.0, 45.0])
@pytest.mark.parametrize(("pitch_deg", "roll_deg"), [(0.0, 0.0), (15.0, 0.0), (-10.0, 0.0), (5.0, 5.0)])
def test_the_camera_is_found_from_a_standing_person(azimuth_deg: float, pitch_deg: float, roll_deg: float) -> None:
    camera = camera_of([seen(UPRIGHT, azimuth_deg, pitch_deg, roll_deg)])
    assert camera is not None
    assert camera.can_turn
    assert math.degrees(camera.azimuth_rad) == pytest.approx(azimuth_deg, abs=5.0)
    assert math.degrees(camera.pitch_rad) == pytest.approx(pitch_deg, abs=2.0)
    assert math.degrees(camera.roll_rad) == pytest.approx(roll_deg, abs=2.0)


@pytest.mark.parametrize("azimuth_deg", [-30.0, -15.0, 15.0, 30.0])
@pytest.mark.parametrize(("pitch_deg", "roll_deg"), [(0.0, 0.0), (15.0, 0.0), (5.0, 5.0)])
def test_a_squat_reads_as_from_the_side(azimuth_deg: float, pitch_deg: float, roll_deg: float) -> None:
    camera = camera_of([seen(UPRIGHT, azimuth_deg, pitch_deg, roll_deg)])
    assert camera is not None
    level = angles(seen(SQUATTING, 0.0))
    askew = seen(SQUATTING, azimuth_deg, pitch_deg, roll_deg)
    turned = angles(square_on(askew, camera, 1.0))
    assert turned == pytest.approx(level, abs=4.0)
    assert np.abs(np.subtract(turned, level)).max() < np.abs(np.subtract(angles(askew), level)).max()


def test_a_level_side_view_stays_as_it_is() -> None:
    pose = seen(SQUATTING, 0.0)
    camera = camera_of([seen(UPRIGHT, 0.0)])
    assert camera is not None
    assert angles(square_on(pose, camera, 1.0)) == pytest.approx(angles(pose), abs=1.5)


def test_a_mirrored_person_is_turned_alike() -> None:
    pose, camera = seen(SQUATTING, 25.0, 8.0), camera_of([seen(UPRIGHT, 25.0, 8.0)])
    assert camera is not None
    turned, mirrored = square_on(pose, camera, 1.0), square_on(mirror(pose), camera, -1.0)
    np.testing.assert_allclose(mirror(mirrored).landmarks[:, :2], turned.landmarks[:, :2], atol=1e-6)


def test_what_is_too_far_off_the_side_is_not_turned() -> None:
    camera = camera_of([seen(UPRIGHT, 62.0)])
    assert camera is not None
    assert not camera.can_turn


def test_legs_of_impossible_lengths_are_not_turned() -> None:
    pose = seen(UPRIGHT, 10.0)
    pose.landmarks[RIGHT["knee"], 1] += 60.0
    camera = camera_of([pose])
    assert camera is not None
    assert not camera.can_turn


def test_the_tracker_waits_for_a_standing_person() -> None:
    tracker = CameraTracker()
    poses = [seen(SQUATTING, 20.0, t_s=0.1 * i) for i in range(10)]
    assert not any(tracker.push(pose, RIGHT_SIDE) for pose in poses)
    assert tracker.camera is None
    news = [tracker.push(seen(UPRIGHT, 20.0, t_s=1.0 + 0.1 * i), RIGHT_SIDE) for i in range(10)]
    assert sum(news) == 1
    assert tracker.camera is not None


def test_the_tracker_notices_that_the_camera_moved() -> None:
    tracker = CameraTracker()
    for i in range(100):
        tracker.push(seen(UPRIGHT, 0.0, t_s=0.1 * i), RIGHT_SIDE)
    moved = [tracker.push(seen(UPRIGHT, 30.0, t_s=30.0 + 0.1 * i), RIGHT_SIDE) for i in range(60)]
    assert any(moved)
    assert tracker.camera is not None
    assert math.degrees(tracker.camera.azimuth_rad) == pytest.approx(30.0, abs=6.0)


def test_nothing_is_learnt_from_the_front_or_without_a_person() -> None:
    tracker = CameraTracker()
    nobody = replace(seen(UPRIGHT, 0.0), landmarks=np.full((33, 4), np.nan))
    assert not any(tracker.push(nobody, RIGHT_SIDE) for _ in range(5))
    assert not any(tracker.push(seen(UPRIGHT, 0.0), ViewState("front", "camera", 0.0)) for _ in range(5))
