from dataclasses import replace

import numpy as np
import pytest

from benchmarks.synthetic.rendering.camera import Camera

LEVEL = Camera(90, height_m=0.9, distance_m=3, fov_deg=50, width_px=640, height_px=360)
PORTRAIT = Camera(35, height_m=1.4, distance_m=2.5, fov_deg=60, width_px=360, height_px=640, target_m=(0.2, -0.1, 0.8))
CLOUD = np.random.default_rng(3).uniform([-0.9, -0.9, 0.0], [0.9, 0.9, 1.8], (40, 3))


@pytest.mark.parametrize("camera", [LEVEL, PORTRAIT])
def test_the_target_is_in_the_middle(camera: Camera) -> None:
    assert camera.project(np.array(camera.target_m)) == pytest.approx([camera.width_px / 2, camera.height_px / 2])


@pytest.mark.parametrize(
    ("azimuth_deg", "to_the_right"), [(0, (0, 1, 0)), (90, (1, 0, 0)), (180, (0, -1, 0)), (270, (-1, 0, 0))]
)
def test_what_lies_to_the_right_in_the_picture(azimuth_deg: float, to_the_right: tuple[float, float, float]) -> None:
    camera = replace(LEVEL, azimuth_deg=azimuth_deg)
    x_px, y_px = camera.project(np.array(camera.target_m) + 0.1 * np.array(to_the_right))
    assert x_px > 320 + 5
    assert y_px == pytest.approx(180)


def test_the_face_is_nearer_than_the_back_of_the_head_from_in_front() -> None:
    camera = replace(LEVEL, azimuth_deg=0)
    nose, back = np.array([[0.1, 0, 1.6], [-0.1, 0, 1.6]])
    assert camera.depth(nose) == pytest.approx(2.9)
    assert camera.depth(back) == pytest.approx(3.1)


def test_up_in_the_world_is_up_in_the_picture() -> None:
    assert LEVEL.project(np.array([0, 0, 1.7]))[1] < 180 < LEVEL.project(np.zeros(3))[1]


def test_the_field_of_view_is_the_pictures_height() -> None:
    half_m = 3 * np.tan(np.radians(25))
    assert LEVEL.project(np.array([[0, 0, 0.9 + half_m], [0, 0, 0.9 - half_m]]))[:, 1] == pytest.approx([0, 360])


@pytest.mark.parametrize("roll_deg", [-7.0, 20.0])
def test_a_camera_that_leans_to_its_right_sees_a_post_lean_to_the_left(roll_deg: float) -> None:
    foot, top = replace(LEVEL, roll_deg=roll_deg).project(np.array([[0, 0, 0.7], [0, 0, 1.1]]))
    assert np.degrees(np.arctan2(foot[0] - top[0], foot[1] - top[1])) == pytest.approx(roll_deg)


@pytest.mark.parametrize(("height_m", "pitch_deg"), [(0.9, 0.0), (0.0, 16.7), (1.8, -16.7)])
def test_a_low_camera_looks_up(height_m: float, pitch_deg: float) -> None:
    assert replace(LEVEL, height_m=height_m, roll_deg=5.0).pitch_deg == pytest.approx(pitch_deg, abs=0.05)


def test_similar_triangles() -> None:
    """Twice as far off is half as large, across and down alike."""
    near, far = (replace(LEVEL, distance_m=distance_m).project(np.array([0.4, 0, 1.3])) for distance_m in (2, 4))
    assert near - [320, 180] == pytest.approx(2 * (far - [320, 180]))
    assert near[0] - 320 == pytest.approx(180 - near[1])


def test_the_two_sides_mirror_each_other() -> None:
    """What the right-hand camera sees is the mirror image of what the left-hand one sees of the mirrored figure."""
    right = LEVEL.project(CLOUD)
    left = replace(LEVEL, azimuth_deg=270).project(CLOUD * [1, -1, 1])
    assert left == pytest.approx([640, 0] + right * [-1, 1])


@pytest.mark.parametrize("camera", [LEVEL, PORTRAIT, replace(PORTRAIT, azimuth_deg=200, height_m=0.3, roll_deg=6)])
def test_the_matrices_agree_with_the_projection(camera: Camera) -> None:
    view, projection = camera.matrices()
    clip = np.c_[CLOUD, np.ones(len(CLOUD))] @ (projection @ view).T
    device = clip[:, :3] / clip[:, 3:]
    pixels = (device[:, :2] * [1, -1] + 1) / 2 * [camera.width_px, camera.height_px]
    assert np.abs(pixels - camera.project(CLOUD)).max() < 1e-6
    assert np.abs(clip[:, 3] - camera.depth(CLOUD)).max() < 1e-9
    assert np.abs(device[:, 2]).max() < 1
    assert (np.argsort(device[:, 2]) == np.argsort(camera.depth(CLOUD))).all()


def test_an_impossible_camera_is_refused() -> None:
    with pytest.raises(ValueError, match="fov_deg between 0 and 180"):
        replace(LEVEL, fov_deg=180)
