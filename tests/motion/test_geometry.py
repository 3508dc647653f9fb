import cmath
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.motion.geometry import NAN_POINT, UP, angle_deg, lean_deg, midpoint, ratio, turn_deg

angles = st.floats(-179.0, 179.0)
lengths = st.floats(0.1, 1000.0)


def ray(degrees: float, length: float = 1.0) -> complex:
    return cmath.rect(length, math.radians(degrees))


@pytest.mark.parametrize(("a", "b", "expected"), [(0, 90, 90), (0, 180, 180), (30, 30, 0), (170, -170, 20)])
def test_angle_at_a_vertex(a: float, b: float, expected: float) -> None:
    vertex = 3 - 4j
    assert angle_deg(vertex + ray(a, 2), vertex, vertex + ray(b, 5)) == pytest.approx(expected, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(angles, angles, lengths, angles)
def test_angles_do_not_care_for_order_size_or_rotation(a: float, b: float, size: float, turn: float) -> None:
    plain = angle_deg(ray(a), 0j, ray(b))
    assert angle_deg(ray(b), 0j, ray(a)) == pytest.approx(plain, abs=1e-6)
    assert angle_deg(ray(a + turn, size), 0j, ray(b + turn)) == pytest.approx(plain, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(angles, angles)
def test_turning_back_is_the_negative_turn(a: float, b: float) -> None:
    turn = turn_deg(ray(a), ray(b))
    assert turn_deg(ray(b), ray(a)) == pytest.approx(-turn, abs=1e-6) or abs(turn) == pytest.approx(180.0)


def test_a_turn_is_counter_clockwise() -> None:
    assert turn_deg(1 + 0j, UP) == pytest.approx(90.0)
    assert turn_deg(UP, 1 + 0j) == pytest.approx(-90.0)


@settings(max_examples=25, deadline=None)
@given(st.floats(-150.0, 150.0), st.sampled_from([1.0, -1.0]))
def test_lean_is_positive_towards_the_front(lean: float, forward: float) -> None:
    vector = complex(forward * math.sin(math.radians(lean)), math.cos(math.radians(lean)))
    assert lean_deg(vector, forward) == pytest.approx(lean, abs=1e-6)


@pytest.mark.parametrize("nothing", [0j, NAN_POINT])
def test_no_vector_no_angle(nothing: complex) -> None:
    assert math.isnan(turn_deg(nothing, UP))
    assert math.isnan(turn_deg(UP, nothing))
    assert math.isnan(angle_deg(nothing, 0j, UP))
    assert math.isnan(lean_deg(nothing, 1.0))


def test_a_ratio_over_nothing_is_unknown() -> None:
    assert ratio(3.0, 2.0) == 1.5
    assert math.isnan(ratio(1.0, 0.0))
    assert math.isnan(ratio(1.0, math.nan))


def test_midpoint() -> None:
    assert midpoint(0j, 4 + 2j) == 2 + 1j
    assert cmath.isnan(midpoint(NAN_POINT, 1j))
