"""Standing lengths, learnt from films of the stick figure."""

import math
from dataclasses import replace

import pytest

from formcheck.motion.body import Lengths
from formcheck.motion.cleaning.proportions import Proportions
from formcheck.records import Pose
from tests.support.figures import FEMUR, LEG, TRUNK, Camera, Moment, Phone, SetTiming, Shake, film, standing
from tests.support.moves import lunge, squat


def learn(camera: Camera, frames: int = 20) -> tuple[Proportions, Lengths]:
    proportions = Proportions()
    lengths = [proportions.push(camera.see(standing(), 0.1 * i)) for i in range(frames)]
    return proportions, lengths[-1]


@pytest.mark.parametrize("azimuth", [0.0, 45.0, 90.0, 180.0])
@pytest.mark.parametrize("scale_px", [80.0, 220.0])
def test_lengths_are_learnt_while_standing(azimuth: float, scale_px: float) -> None:
    _, lengths = learn(Camera(azimuth, scale_px=scale_px))
    assert lengths.leg == pytest.approx(LEG * scale_px, rel=0.01)
    assert lengths.femur == pytest.approx(FEMUR * scale_px, rel=0.01)
    assert lengths.trunk == pytest.approx(TRUNK * scale_px, rel=0.01)


def test_a_squat_does_not_change_what_was_learnt() -> None:
    proportions, before = learn(Camera(0.0))
    lengths = [proportions.push(Camera(0.0).see(squat()(Moment(1.0)), 2.0 + 0.1 * i)) for i in range(20)]
    assert lengths[-1].femur == pytest.approx(before.femur, rel=0.02)


def test_nothing_is_learnt_from_a_person_who_never_stands() -> None:
    proportions = Proportions()
    for i in range(20):
        lengths = proportions.push(Camera().see(squat()(Moment(1.0)), 0.1 * i))
        assert math.isnan(lengths.leg)


def too_tall_in_space(pose: Pose) -> Pose:
    return replace(pose, world=pose.world * [1.12, 1.12, 1.12, 1.0])


def test_the_scale_holds_from_the_front_while_the_feet_are_planted() -> None:
    proportions = Proportions()
    poses = [Camera(0.0).see(standing(), 0.1 * i) for i in range(40)]
    *_, lengths = [proportions.push(p if p.t_s < 2.0 else too_tall_in_space(p), p) for p in poses]
    assert lengths.leg == pytest.approx(220 * LEG, rel=0.01)
    assert lengths.trunk == pytest.approx(220 * TRUNK / 1.12, rel=0.01)


def test_the_scale_follows_a_person_who_walks_away_from_the_camera() -> None:
    proportions = Proportions()
    poses = [Camera(0.0, scale_px=200.0 - 2.0 * i).see(standing(), 0.1 * i) for i in range(60)]
    *_, lengths = [proportions.push(pose, pose) for pose in poses]
    assert lengths.leg == pytest.approx(200 * LEG * 0.41, rel=0.15)


def test_the_scale_of_a_lunge_towards_the_camera_is_not_that_of_standing_after_it() -> None:
    proportions, camera = Proportions(), Phone(height_m=0.9, distance_m=3.0)
    poses = film(lunge(lead="left"), SetTiming(1, pause_s=2.0), camera)
    lengths = [proportions.push(pose, pose).leg for pose in poses]
    assert max(lengths[20:-20]) > 1.1 * lengths[20]
    assert lengths[-1] == pytest.approx(lengths[20], rel=0.01)


def test_noise_leaves_lengths_alone() -> None:
    proportions, shake = Proportions(), Shake(1.5, 0.01)
    lengths = [proportions.push(shake(Camera().see(standing(), 0.1 * i))) for i in range(40)]
    assert lengths[-1].leg == pytest.approx(220 * LEG, rel=0.03)


def test_nobody_has_no_lengths() -> None:
    assert math.isnan(Proportions().push(Camera().nobody()).leg)


def test_lengths_grow_with_a_person_who_comes_nearer() -> None:
    proportions, _ = learn(Camera(0.0, scale_px=100.0))
    lengths = [proportions.push(Camera(0.0, scale_px=200.0).see(standing(), 2.0 + 0.1 * i)) for i in range(20)]
    assert lengths[-1].leg == pytest.approx(200 * LEG, rel=0.02)
