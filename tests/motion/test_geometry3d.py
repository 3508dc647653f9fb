"""Directions and lengths in space, of the stick figure and of plain vectors."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.motion.body import Body
from formcheck.motion.geometry3d import (
    bend_3d,
    facing_3d,
    flexion_3d,
    leftward_3d,
    length,
    shoulder_width_m,
    trunk_m,
)
from tests.support.figures import SHOULDERS, TRUNK, Camera, standing
from tests.support.postures import AROUND, bent

X, Y = np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0])


@settings(max_examples=25, deadline=None)
@given(st.floats(0.0, 180.0), st.floats(0.1, 10.0), st.floats(0.1, 10.0))
def test_the_bend_is_the_angle_between_two_directions(angle: float, first: float, second: float) -> None:
    turned = math.cos(math.radians(angle)) * X + math.sin(math.radians(angle)) * Y
    assert bend_3d(first * X, second * turned) == pytest.approx(angle, abs=1e-5)
    assert bend_3d(second * turned, first * X) == pytest.approx(angle, abs=1e-5)


def test_a_vector_without_a_length_has_no_direction() -> None:
    assert math.isnan(bend_3d(0.0 * X, Y))
    assert math.isnan(length(0.0 * X))
    assert length(3.0 * X) == 3.0


@pytest.mark.parametrize("azimuth", AROUND)
def test_flexion_and_lengths_do_not_depend_on_the_camera(azimuth: float) -> None:
    body = Body(Camera(azimuth).see(bent(100.0)()))
    assert flexion_3d(body, ("hip", "knee", "ankle"), "left") == pytest.approx(100.0, abs=0.01)
    assert shoulder_width_m(body) == pytest.approx(SHOULDERS)
    assert trunk_m(body) == pytest.approx(TRUNK)


@pytest.mark.parametrize("azimuth", AROUND)
def test_front_and_left_are_those_of_the_person(azimuth: float) -> None:
    """At 0 degrees the person faces the camera, so the front is towards it and the left to the right of the frame."""
    body, turn = Body(Camera(azimuth).see(standing())), math.radians(azimuth)
    front = facing_3d(body)
    assert front is not None
    assert front.tolist() == pytest.approx([math.sin(turn), 0.0, -math.cos(turn)], abs=1e-9)
    assert leftward_3d(body).tolist() == pytest.approx([math.cos(turn), 0.0, math.sin(turn)], abs=1e-9)


def test_nobody_faces_nowhere() -> None:
    body = Body(Camera().nobody())
    assert facing_3d(body) is None
    assert np.isnan(leftward_3d(body)).all()
