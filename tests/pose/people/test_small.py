"""A person who is small in the picture is found in a part of it, by the real pose model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.data import SAMPLES
from formcheck.pose.people.follower import Follower
from formcheck.pose.people.small import SMALL_SHARE, height_share
from formcheck.records import Frame, Pose
from formcheck.video import VideoReader

Image = NDArray[np.uint8]
HEIGHT_PX, WIDTH_PX = 720, 1280
# The person's height in the sample, in shares of the frame's.
_IN_SAMPLE = 0.66


@cache
def sample(count: int = 6) -> tuple[Image, ...]:
    with VideoReader(SAMPLES / "squat_good_side.mp4") as reader:
        return tuple(frame.image for frame, _ in zip(reader, range(count), strict=False))


def empty_room() -> Image:
    shade = sample()[0][::8, ::8].reshape(-1, 3).mean(axis=0)
    return np.broadcast_to(shade.astype(np.uint8), (HEIGHT_PX, WIDTH_PX, 3)).copy()


def at_share(image: Image, share: float, left_px: int = 300) -> Image:
    """Put a sample's frame into a room in which the person has this share of the picture's height."""
    scale = share / _IN_SAMPLE * HEIGHT_PX / image.shape[0]
    shrunk, room = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), empty_room()
    height, width = shrunk.shape[:2]
    top = (HEIGHT_PX - height) // 2
    room[top : top + height, left_px : left_px + width] = shrunk
    return room


def followed(images: Sequence[Image]) -> list[Pose]:
    frames = [Frame(i, i / 20, image) for i, image in enumerate(images)]
    with Follower("full") as follower:
        follower.survey((frame, 0) for frame in frames[:2])
        return [follower.detect(frame) for frame in frames]


@pytest.mark.parametrize("share", [1 / 6, 1 / 8])
def test_a_small_person_is_found_where_they_are(share: float) -> None:
    poses = followed([at_share(image, share) for image in sample()])
    assert all(pose.found for pose in poses)
    for pose in poses:
        height_px = float(np.ptp(pose.landmarks[:, 1]))
        assert height_px == pytest.approx(share * HEIGHT_PX, rel=0.2)
        assert (pose.width_px, pose.height_px) == (WIDTH_PX, HEIGHT_PX)
        assert height_share(pose) < SMALL_SHARE


def test_an_empty_room_has_nobody_in_it() -> None:
    assert not any(pose.found for pose in followed([empty_room()] * 3))


def test_nobody_small_takes_the_place_of_somebody_who_was_there() -> None:
    away = [at_share(image, 1 / 6, left_px=900) for image in sample()]
    here = [cv2.resize(image, (WIDTH_PX, HEIGHT_PX)) for image in sample()]
    poses = followed([np.asarray(image, dtype=np.uint8) for image in (*here, empty_room(), *away)])
    assert all(pose.found for pose in poses[:6])
    assert not any(pose.found for pose in poses[-4:])
