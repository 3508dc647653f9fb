"""What a covered picture still shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose.covering import NEUTRAL, Cover, face_disc
from formcheck.records import Pose
from tests.pose.faces import BYSTANDER, FACE_COLOUR, GROUND, picture, share_of
from tests.support.figures import FRONT, SIDE, Camera, film
from tests.support.moves import squat
from tests.support.running import FPS, TWO

CAMERAS = {"side": SIDE, "front": FRONT}


def nobody(pose: Pose) -> Pose:
    return replace(pose, landmarks=np.full((33, 4), np.nan), world=np.full((33, 4), np.nan))


@pytest.fixture(params=list(CAMERAS))
def poses(request: pytest.FixtureRequest) -> list[Pose]:
    camera: Camera = CAMERAS[request.param]
    return list(film(squat(), TWO, camera, fps=FPS))[::6]


def test_the_pictures_show_faces_to_begin_with(poses: list[Pose]) -> None:
    for pose in poses:
        assert min(share_of(colour, picture(pose)) for colour in (FACE_COLOUR, BYSTANDER)) > 0.001


def test_blurred_no_pixel_of_a_face_is_left_and_the_body_stays(poses: list[Pose]) -> None:
    cover = Cover("blur")
    for pose in poses:
        image = picture(pose)
        covered = cover.covered(image, pose)
        assert share_of(FACE_COLOUR, covered) == share_of(BYSTANDER, covered) == 0.0
        x, y = np.rint(pose.landmarks[[25, 26], :2].mean(axis=0)).astype(int).tolist()
        assert (covered[y, x] == image[y, x]).all()


def test_a_frame_without_a_pose_shows_nothing(poses: list[Pose]) -> None:
    cover = Cover("blur")
    cover.covered(picture(poses[0]), poses[0])
    for unknown in (nobody(poses[1]), None):
        covered = cover.covered(picture(poses[1]), unknown)
        assert share_of(FACE_COLOUR, covered) == share_of(BYSTANDER, covered) == 0.0
        assert np.ptp(picture(poses[1]).astype(int), axis=(0, 1)).max() > 150
        assert np.ptp(covered.astype(int), axis=(0, 1)).max() < 100


def test_a_face_that_the_model_loses_for_a_moment_stays_covered(poses: list[Pose]) -> None:
    first = poses[0]
    astray = replace(first, t_s=first.t_s + 0.1, landmarks=first.landmarks.copy())
    astray.landmarks[:11, :2] = first.landmarks[[27, 28], :2].mean(axis=0)
    cover = Cover("blur")
    cover.covered(picture(first), first)
    assert share_of(FACE_COLOUR, cover.covered(picture(first), astray)) == 0.0


def test_the_skeleton_stands_on_neutral_ground(poses: list[Pose]) -> None:
    covered = Cover("skeleton").covered(picture(poses[0]), poses[0])
    assert (covered == NEUTRAL).all()


def test_without_privacy_the_picture_is_as_it_was(poses: list[Pose]) -> None:
    image = picture(poses[0])
    assert Cover("none").covered(image, poses[0]) is image
    assert GROUND != NEUTRAL


def test_the_disc_covers_a_head_that_is_near_the_camera(poses: list[Pose]) -> None:
    pose = poses[0]
    near = replace(pose, landmarks=pose.landmarks.copy())
    middle = near.landmarks[:11, :2].mean(axis=0)
    near.landmarks[:11, :2] = middle + 5 * (near.landmarks[:11, :2] - middle)
    usual, larger = face_disc(pose), face_disc(near)
    assert usual is not None
    assert larger is not None
    assert larger[1] > 1.5 * usual[1]
