"""Scenes as they are sampled: each follows from its number, lies within its ranges, and is seen as it asks for."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

import numpy as np
import pytest

from benchmarks.cameras.placing import NoCameraError, Take, take
from benchmarks.cameras.scene import (
    CROPS,
    DISTANCE_M,
    DOES,
    FILLS,
    FPS,
    HEIGHT_M,
    LIGHTS,
    OBSTACLES,
    OFF_DEG,
    PITCH_DEG,
    ROLL_DEG,
    SPLITS,
    Scene,
    sample,
    scenes,
)
from formcheck.pose.skeleton import NAMES

SCENES = scenes(400)


def taken(scene: Scene) -> Take | None:
    try:
        return take(scene)
    except NoCameraError:
        return None


@pytest.fixture(scope="module")
def takes() -> list[Take]:
    found = [taken(scene) for scene in SCENES[:24]]
    assert sum(one is None for one in found) <= 3, "nearly every scene can be filmed as it asks for"
    return [one for one in found if one is not None]


def test_a_number_gives_the_same_scene_again() -> None:
    assert [asdict(scene) for scene in scenes(20)] == [asdict(sample(number)) for number in range(20)]
    assert len({scene.seed for scene in SCENES}) == len(SCENES)


def test_the_same_scene_is_placed_the_same_way(takes: list[Take]) -> None:
    again = take(takes[0].scene)
    assert again.camera == takes[0].camera
    assert again.placed[-1].positions == pytest.approx(takes[0].placed[-1].positions)


def test_bodies_are_split() -> None:
    assert not set(SPLITS["fitted"]) & set(SPLITS["held out"])
    for scene in SCENES:
        assert scene.body in SPLITS[scene.split]
    assert Counter(scene.split for scene in SCENES) == {"fitted": 200, "held out": 200}


@pytest.mark.parametrize("split", SPLITS)
def test_all_that_is_asked_for_comes_up(split: str) -> None:
    own = [scene for scene in SCENES if scene.split == split]
    assert {scene.movement for scene in own} == set(DOES)
    assert {scene.obstacle for scene in own} == {"", *OBSTACLES}
    assert {scene.crop for scene in own} == {"", *CROPS}
    assert {scene.light for scene in own} == {"", *LIGHTS}
    assert {scene.fps for scene in own} == set(FPS)
    for troubled in ("exposure", "loose_m"):
        assert 0.1 < np.mean([getattr(scene, troubled) > 0 for scene in own]) < 0.4


def test_scenes_lie_within_their_ranges() -> None:
    for scene in SCENES:
        assert HEIGHT_M[0] <= scene.height_m <= HEIGHT_M[1]
        assert abs(scene.off_deg) <= OFF_DEG
        assert abs(scene.roll_deg) <= ROLL_DEG
        assert 0 <= scene.exposure < 1
        assert 0.5 < scene.depth <= 1
    off = np.abs([scene.off_deg for scene in SCENES])
    assert (off > 30).mean() > 0.1
    assert (off < 10).mean() > 0.3


@pytest.mark.parametrize(
    ("view", "turned_to", "azimuth_deg"),
    [("side", "right", 70.0), ("side", "left", 290.0), ("front", "right", 20.0), ("front", "left", 340.0)],
)
def test_the_angle_off_the_view_turns_the_camera_to_the_side_or_to_the_front(
    view: str, turned_to: str, azimuth_deg: float
) -> None:
    scene = Scene(**{**asdict(SCENES[0]), "view": view, "turned_to": turned_to, "off_deg": 20.0})
    assert scene.azimuth_deg == pytest.approx(azimuth_deg)


def test_cameras_lie_within_their_ranges(takes: list[Take]) -> None:
    for one in takes:
        seen = np.array([list(pose.points.values()) for pose in one.placed]).reshape(-1, 3)
        middle = (seen.max(axis=0) + seen.min(axis=0)) / 2
        away_m = float(np.hypot(*(one.camera.position_m - middle)[:2]))
        assert DISTANCE_M[0] - 0.2 <= away_m <= DISTANCE_M[1] + 0.2
        assert abs(one.camera.pitch_deg) <= PITCH_DEG
        assert one.camera.roll_deg == one.scene.roll_deg


def test_what_the_scene_does_not_crop_is_in_the_picture(takes: list[Take]) -> None:
    for one in takes:
        pixels = one.camera.project(np.array([[pose.points[name] for name in NAMES] for pose in one.placed]))
        size = np.array([one.camera.width_px, one.camera.height_px])
        inside = ((pixels >= 0) & (pixels <= size)).all(axis=-1)
        if one.scene.crop:
            assert not inside.all()
        else:
            assert inside.all()
            assert FILLS[0] <= (np.ptp(pixels.reshape(-1, 2), axis=0) / size).max() <= FILLS[1]
