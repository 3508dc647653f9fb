import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose import skeleton
from formcheck.pose.skeleton import pixels_per_metre
from formcheck.records import Pose, Side
from tests.support.figures import Camera, standing


def some_pose(seed: int = 0, width_px: int = 640) -> Pose:
    numbers = np.random.default_rng(seed)
    landmarks, world = numbers.uniform(0, 400, (33, 4)), numbers.uniform(-1, 1, (33, 4))
    return Pose(
        t_s=1.5, width_px=width_px, height_px=480, landmarks=landmarks, world=world, dorsal=numbers.uniform(0, 0.5, 19)
    )


def test_names_are_those_of_blazepose() -> None:
    from mediapipe.tasks.python.vision.pose_landmarker import PoseLandmark

    ours_by_theirs = {"FOOT_INDEX": "TOE", "INDEX": "INDEX_FINGER"}

    def translate(name: str) -> str:
        if name.startswith("MOUTH"):
            name = "_".join(reversed(name.split("_")))
        side, _, joint = name.partition("_")
        return f"{side}_{ours_by_theirs.get(joint, joint)}".rstrip("_").lower()

    assert tuple(translate(landmark.name) for landmark in PoseLandmark) == skeleton.NAMES


def test_sides_share_no_landmark_and_cover_all() -> None:
    assert list(skeleton.LEFT) == list(skeleton.RIGHT)
    assert sorted([skeleton.NOSE, *skeleton.LEFT.values(), *skeleton.RIGHT.values()]) == list(range(33))


def test_mirror_permutation_swaps_the_sides_of_every_name() -> None:
    swapped = [skeleton.NAMES[i] for i in skeleton.MIRROR]
    for name, other in zip(skeleton.NAMES, swapped, strict=True):
        assert other == name.replace("left", "?").replace("right", "left").replace("?", "right")


@pytest.mark.parametrize(
    ("joint", "side", "expected"), [("knee", "left", 25), ("knee", "right", 26), ("eye", "right", 5)]
)
def test_index_of_a_joint(joint: str, side: Side, expected: int) -> None:
    assert skeleton.index(joint, side) == expected


def test_index_of_an_unknown_joint_names_the_nearest() -> None:
    with pytest.raises(ValueError, match="Did you mean 'ankle'"):
        skeleton.index("ancle", "left")


def test_index_of_an_unknown_side_is_refused() -> None:
    with pytest.raises(ValueError, match="'left' or 'right', not 'both'"):
        skeleton.index("knee", "both")  # type: ignore[arg-type]


def test_bones_are_the_same_on_both_sides() -> None:
    bones = {frozenset(bone) for bone in skeleton.BONES}
    other = {name: skeleton.NAMES[i] for name, i in zip(skeleton.NAMES, skeleton.MIRROR, strict=True)}
    assert {frozenset(other[name] for name in bone) for bone in bones} == bones
    assert len(bones) == len(skeleton.BONES)
    assert {name for bone in bones for name in bone} == set(skeleton.NAMES)


def test_mirroring_twice_changes_nothing() -> None:
    pose = some_pose()
    twice = skeleton.mirror(skeleton.mirror(pose))
    np.testing.assert_allclose(twice.landmarks, pose.landmarks)
    np.testing.assert_array_equal(twice.world, pose.world)
    np.testing.assert_array_equal(twice.dorsal, pose.dorsal)


def test_mirroring_moves_a_left_knee_to_the_other_half_as_a_right_knee() -> None:
    pose = some_pose(width_px=601)
    mirrored = skeleton.mirror(pose)
    left, right = skeleton.index("knee", "left"), skeleton.index("knee", "right")
    x_px, *rest = pose.landmarks[left]
    np.testing.assert_allclose(mirrored.landmarks[right], [601 - x_px, *rest])
    np.testing.assert_allclose(mirrored.world[right], pose.world[left] * [-1, 1, 1, 1])


def test_mirroring_leaves_its_input_alone() -> None:
    pose, same = some_pose(), some_pose()
    skeleton.mirror(pose)
    np.testing.assert_array_equal(pose.landmarks, same.landmarks)
    np.testing.assert_array_equal(pose.world, same.world)


def test_mirroring_nobody_gives_nobody() -> None:
    nobody = np.full((33, 4), np.nan)
    assert not skeleton.mirror(
        Pose(t_s=0.0, width_px=10, height_px=10, landmarks=nobody, world=nobody, dorsal=np.full(19, np.nan))
    ).found


@pytest.mark.parametrize("azimuth", [0.0, 30.0, 90.0])
def test_the_scale_of_a_pose_is_that_of_the_camera(azimuth: float) -> None:
    assert pixels_per_metre(Camera(azimuth, scale_px=150.0).see(standing())) == pytest.approx(150.0)
    assert math.isnan(pixels_per_metre(Camera().nobody()))


def test_a_pose_between_two_is_their_mean_in_time() -> None:
    before, after = some_pose(0), replace(some_pose(1), t_s=2.5)
    between = skeleton.interpolated(before, after, 1.75)
    np.testing.assert_allclose(between.landmarks, 0.75 * before.landmarks + 0.25 * after.landmarks)
    np.testing.assert_allclose(between.world, 0.75 * before.world + 0.25 * after.world)
    assert between.t_s == 1.75


def test_nothing_is_between_two_shots_but_the_earlier_pose() -> None:
    before, after = some_pose(0), replace(some_pose(1), t_s=2.5, shot=1)
    np.testing.assert_array_equal(skeleton.interpolated(before, after, 1.75).landmarks, before.landmarks)
