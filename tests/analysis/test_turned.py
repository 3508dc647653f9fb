"""A clip that was filmed or stored on its side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.records import Pose
from tests.support.figures import SIDE, film
from tests.support.moves import idle, squat
from tests.support.running import FPS, TWO, report_of

UPRIGHT = film(squat(), TWO, SIDE, fps=FPS)


def turned(pose: Pose, sign: int) -> Pose:
    """Turn a pose clockwise (1) or counter-clockwise (-1) by 90 degrees."""
    landmarks, world = pose.landmarks.copy(), pose.world.copy()
    landmarks[:, 0], landmarks[:, 1] = (
        (pose.height_px - pose.landmarks[:, 1], pose.landmarks[:, 0])
        if sign > 0
        else (pose.landmarks[:, 1], pose.width_px - pose.landmarks[:, 0])
    )
    world[:, 0], world[:, 1] = -sign * pose.world[:, 1], sign * pose.world[:, 0]
    return replace(pose, landmarks=landmarks, world=world, width_px=pose.height_px, height_px=pose.width_px)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_squat_on_its_side_is_a_turned_clip(sign: int) -> None:
    report = report_of("squat", [turned(pose, sign) for pose in UPRIGHT])
    assert not report.repetitions
    assert "turned by 90 degrees" in report.warnings[0]
    assert not any("right exercise, is" in warning for warning in report.warnings)


def test_somebody_upright_in_an_exercise_on_the_floor_may_be_turned() -> None:
    assert any("turned" in warning for warning in report_of("front_plank", UPRIGHT).warnings)


def test_a_clip_that_is_upright_is_not_called_turned() -> None:
    still = report_of("squat", film(idle, TWO, SIDE, fps=FPS))
    assert any("right exercise" in warning for warning in still.warnings)
    assert not any(
        "turned" in warning for report in (still, report_of("squat", UPRIGHT)) for warning in report.warnings
    )
