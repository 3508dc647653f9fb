"""Left and right of a whole pose, exchanged in films of the stick figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from formcheck.motion.cleaning.cleaner import PoseCleaner
from formcheck.motion.cleaning.sides import Sides
from formcheck.pose.skeleton import MIRROR
from formcheck.records import Pose
from tests.support.figures import FRONT, SIDE, Camera, SetTiming, film, lying, standing
from tests.support.moves import deadlift, squat
from tests.support.postures import bent, on_side
from tests.support.running import report_of

SET = SetTiming(2, down_s=1.2, hold_s=0.6, up_s=0.9, pause_s=0.6, before_s=1.0)
FPS = 20.0


def exchanged(pose: Pose) -> Pose:
    return replace(pose, landmarks=pose.landmarks[MIRROR], world=pose.world[MIRROR])


def seen_from_behind(pose: Pose) -> Pose:
    """Take near for far, as a pose model may in a side view."""
    return replace(pose, landmarks=pose.landmarks * [1.0, 1.0, -1.0, 1.0], world=pose.world * [1.0, 1.0, -1.0, 1.0])


def exchanges(poses: list[Pose]) -> list[bool]:
    sides = Sides()
    return [sides.push(pose) is not pose for pose in poses]


@pytest.mark.parametrize("camera", [SIDE, FRONT, Camera(-60.0)])
@pytest.mark.parametrize("frames", [1, 8, 18])
def test_sides_that_are_exchanged_for_a_while_are_set_right(camera: Camera, frames: int) -> None:
    poses = film(squat(), SET, camera, fps=FPS)
    wrong = range(30, 30 + frames)
    sides = Sides()
    for i, pose in enumerate(poses):
        read = sides.push(exchanged(pose) if i in wrong else pose)
        np.testing.assert_array_equal(read.landmarks, pose.landmarks)
        np.testing.assert_array_equal(read.world, pose.world)


def test_sides_that_stay_exchanged_are_believed_in_the_end() -> None:
    poses = film(squat(lean_deg=20.0), SET, SIDE, fps=FPS)
    changed = exchanges([exchanged(p) if i >= 30 else p for i, p in enumerate(poses)])
    assert changed == [30 <= i < 50 for i in range(len(poses))]


def test_the_front_that_lasted_longer_is_right_where_the_film_begins_with_the_wrong_one() -> None:
    poses = [replace(SIDE.see(standing()), t_s=i / FPS) for i in range(40)]
    changed = exchanges([exchanged(p) if i < 3 else p for i, p in enumerate(poses)])
    assert sum(changed) <= 3
    assert not any(changed[6:])


def test_a_trunk_that_would_lean_far_back_is_set_right_for_as_long_as_it_lasts() -> None:
    poses = [replace(SIDE.see(bent(60.0, 10.0, 65.0)()), t_s=i / FPS) for i in range(80)]
    changed = exchanges([exchanged(p) if i >= 20 else p for i, p in enumerate(poses)])
    assert changed == [i >= 20 for i in range(80)]
    changed = exchanges([exchanged(p) if i < 20 else p for i, p in enumerate(poses)])
    assert changed == [i < 20 for i in range(80)]


@pytest.mark.parametrize("joints", [lying(standing()), on_side(bent(90, 45, 0)())])
def test_who_lies_is_left_alone(joints: dict[str, np.ndarray]) -> None:
    assert not any(exchanges([replace(SIDE.see(joints), t_s=i / FPS) for i in range(20)]))


def test_who_turns_around_is_left_alone() -> None:
    poses = [replace(Camera(90.0 + 18.0 * min(max(i - 10, 0), 10)).see(standing()), t_s=i / FPS) for i in range(40)]
    assert not any(exchanges(poses))


@pytest.mark.parametrize("wrong", [exchanged, seen_from_behind])
def test_a_lift_whose_front_is_lost_at_the_bottom_is_counted(wrong: Callable[[Pose], Pose]) -> None:
    poses = film(deadlift(), SET, SIDE, fps=FPS)
    lost = [wrong(p) if any(a <= p.t_s < a + 0.9 for a in (2.1, 5.4)) else p for p in poses]
    assert report_of("deadlift", lost).summary.repetitions == report_of("deadlift", poses).summary.repetitions == 2


def test_the_cleaner_says_what_it_set_right() -> None:
    poses = film(squat(), SET, SIDE, fps=FPS)
    cleaner = PoseCleaner()
    cleaned = [cleaner.push(exchanged(p) if 30 <= i < 35 else p) for i, p in enumerate(poses)]
    assert ["reversed" in c.outliers for c in cleaned] == [30 <= i < 35 for i in range(len(poses))]
