"""Frames that are kept and looked at again, with the real pose model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.data import SAMPLES
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.looking import WAYS, Crop, SecondLooker
from formcheck.pose.looks import shank_px
from formcheck.pose.skeleton import LEFT, RIGHT
from formcheck.records import Frame, Pose
from formcheck.video import VideoReader

pytestmark = pytest.mark.model
LEGS = [side[joint] for side in (LEFT, RIGHT) for joint in ("hip", "knee", "ankle")]
FEET = [side[joint] for side in (LEFT, RIGHT) for joint in ("ankle", "heel", "toe")]


@pytest.fixture(scope="module")
def read() -> tuple[Frame, Pose]:
    """A frame of a squat on the way down, and the pose that was read in it."""
    with VideoReader(SAMPLES / "squat_good_side.mp4") as reader, Landmarker("full") as landmarker:
        for frame in reader:
            pose = landmarker.detect(frame)
            if frame.t_s >= 2.0:
                return frame, pose
    raise AssertionError


@pytest.fixture
def looker() -> Iterator[SecondLooker]:
    with SecondLooker("full") as looker:
        yield looker


def test_looks_see_what_was_read(looker: SecondLooker, read: tuple[Frame, Pose]) -> None:
    frame, pose = read
    looker.keep(frame, pose)
    looks = looker(pose, len(WAYS))
    assert looks is not None
    assert len(looks.poses) == len(WAYS)
    for again in looks.poses:
        apart = np.hypot(*(again.landmarks[LEGS, :2] - pose.landmarks[LEGS, :2]).T)
        assert apart.max() < 0.25 * shank_px(pose)
    assert looks.on_person[LEGS].min() > 0.9
    assert not looks.occluded.any()


def test_legs_behind_a_box_are_not_on_the_person(looker: SecondLooker, read: tuple[Frame, Pose]) -> None:
    frame, pose = read
    image = frame.image.copy()
    ankle_y, knee_y = (pose.landmarks[[LEFT[j], RIGHT[j]], 1].mean() for j in ("ankle", "knee"))
    image[int(knee_y + 0.3 * (ankle_y - knee_y)) :] = 128
    looker.keep(replace(frame, image=image), pose)
    looks = looker(pose, 1)
    assert looks is not None
    assert looks.occluded[FEET].all()
    assert not looks.occluded[[LEFT["hip"], RIGHT["hip"], LEFT["shoulder"]]].any()


def test_once_is_once_and_what_was_seen_is_remembered(looker: SecondLooker, read: tuple[Frame, Pose]) -> None:
    frame, pose = read
    looker.keep(frame, pose)
    for times, count in ((1, 1), (2, 2), (len(WAYS), len(WAYS)), (1, len(WAYS))):
        looks = looker(pose, times)
        assert looks is not None
        assert len(looks.poses) == count


def test_a_frame_that_was_not_kept_is_not_seen(looker: SecondLooker, read: tuple[Frame, Pose]) -> None:
    _, pose = read
    assert looker(pose, len(WAYS)) is None
    assert looker.has_missed


def test_frames_are_kept_for_half_a_minute(looker: SecondLooker, read: tuple[Frame, Pose]) -> None:
    frame, pose = read
    for t_s in (0.0, 20.0, 40.0):
        looker.keep(Frame(0, t_s, frame.image), replace(pose, t_s=t_s))
    assert looker(replace(pose, t_s=0.0), 1) is None
    assert looker(replace(pose, t_s=20.0), 1) is not None


def test_somebody_else_is_not_taken_for_the_person(looker: SecondLooker, read: tuple[Frame, Pose]) -> None:
    frame, pose = read
    aside = pose.landmarks - (0.3 * frame.image.shape[1], 0.0, 0.0, 0.0)
    looker.keep(frame, replace(pose, landmarks=aside))
    looks = looker(replace(pose, landmarks=aside), 1)
    assert looks is not None
    assert not looks.poses
    assert np.isnan(looks.on_person).all()


def test_a_closed_looker_sees_nothing(read: tuple[Frame, Pose]) -> None:
    frame, pose = read
    looker = SecondLooker("full")
    looker.keep(frame, pose)
    looker.close()
    assert looker(pose, len(WAYS)) is None


@pytest.mark.parametrize("enlarged", [1, 4])
def test_a_crop_is_small_and_shows_the_person(read: tuple[Frame, Pose], enlarged: int) -> None:
    frame, pose = read
    image = frame.image.repeat(enlarged, axis=0).repeat(enlarged, axis=1)
    crop = Crop.of(image, replace(pose, landmarks=pose.landmarks * enlarged))
    assert len(crop.jpeg) < 200_000
    assert max(crop.image.shape) <= 640
    x, y = ((pose.landmarks[LEFT["hip"], :2] * enlarged - crop.corner) * crop.scale).astype(int)
    shown = crop.image[y - 2 : y + 3, x - 2 : x + 3].mean(axis=(0, 1))
    x, y = pose.landmarks[LEFT["hip"], :2].astype(int)
    assert shown == pytest.approx(frame.image[y - 2 : y + 3, x - 2 : x + 3].mean(axis=(0, 1)), abs=12.0)
