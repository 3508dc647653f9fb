"""What is in the picture and on the person, from a pose and from several looks at it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose.looks import Looks, out_of_picture, shank_px
from formcheck.pose.skeleton import COUNT, LEFT
from formcheck.records import Pose
from tests.support.figures import SIDE, film
from tests.support.moves import squat
from tests.support.running import FPS, ONE


@pytest.fixture(scope="module")
def pose() -> Pose:
    """As of a camera, whose picture has edges."""
    return replace(film(squat(), ONE, SIDE, fps=FPS)[0], centred=False)


def with_knee_at(pose: Pose, x: float) -> Pose:
    landmarks = pose.landmarks.copy()
    landmarks[LEFT["knee"], 0] = x
    return replace(pose, landmarks=landmarks)


def test_a_whole_person_is_in_the_picture(pose: Pose) -> None:
    assert not out_of_picture(pose).any()


def test_a_joint_needs_room_for_half_its_thickness(pose: Pose) -> None:
    """The shank grows with a knee that is moved aside, so its length is that of the moved pose."""
    at_edge, inside = (with_knee_at(pose, pose.width_px - room) for room in (2.0, 0.2 * shank_px(pose) + 100.0))
    assert out_of_picture(at_edge)[LEFT["knee"]]
    assert not out_of_picture(inside)[LEFT["knee"]]
    assert out_of_picture(with_knee_at(pose, -3.0))[LEFT["knee"]]


def test_a_toe_may_touch_the_edge(pose: Pose) -> None:
    lowest = float(pose.landmarks[[LEFT["toe"], LEFT["heel"]], 1].max())
    assert not out_of_picture(replace(pose, height_px=int(lowest) + 1))[LEFT["toe"]]
    assert out_of_picture(replace(pose, height_px=int(lowest) - 2))[LEFT["toe"]]


def test_markers_have_no_picture(pose: Pose) -> None:
    assert not out_of_picture(replace(pose, centred=True, height_px=1)).any()


def test_of_nobody_nothing_is_out(pose: Pose) -> None:
    assert not out_of_picture(replace(pose, landmarks=np.full((COUNT, 4), np.nan))).any()


def look(pose: Pose | None, likelihood: float) -> Looks:
    return Looks((pose,) if pose is not None else (), np.full(COUNT, likelihood))


def test_together_the_looks_that_found_the_person_count(pose: Pose) -> None:
    joined = Looks.together([look(pose, 0.9), look(None, np.nan), look(pose, 0.0), look(pose, 0.8)])
    assert len(joined.poses) == 3
    assert joined.on_person == pytest.approx(0.8)
    assert not joined.occluded.any()


def test_what_no_look_knows_is_not_called_hidden() -> None:
    assert not Looks.together([look(None, np.nan)]).occluded.any()
