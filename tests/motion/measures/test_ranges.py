"""What is graded stays within half a turn, whatever the landmarks."""

from __future__ import annotations

import math

import numpy as np
import pytest

from formcheck.motion.body import SIDES, Body
from formcheck.motion.measures import MEASURES
from formcheck.records import Pose

ANGLES = [name for name in MEASURES if MEASURES[name].unit == "deg" and MEASURES[name].views]


def anybody(random: np.random.Generator) -> Body:
    landmarks, world = random.uniform(0.0, 400.0, (33, 4)), random.normal(0.0, 0.5, (33, 4))
    landmarks[:, 3] = world[:, 3] = 1.0
    pose = Pose(t_s=0.0, width_px=400, height_px=400, landmarks=landmarks, world=world, dorsal=np.zeros(19))
    return Body(pose, float(random.choice([-1.0, 1.0])))


@pytest.mark.parametrize("name", ANGLES)
def test_a_graded_angle_is_within_half_a_turn(name: str) -> None:
    random, measure = np.random.default_rng(7), MEASURES[name]
    bodies = [anybody(random) for _ in range(60)]
    values = [measure.read(body, side) for body in bodies for side in (SIDES if measure.sided else (None,))]
    assert all(abs(value) <= 180.0 for value in values if math.isfinite(value))
