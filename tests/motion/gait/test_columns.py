"""Where hips and feet are in the frame, in frame heights."""

from __future__ import annotations

import math

import pytest

from formcheck.motion.body import Body
from formcheck.motion.gait.columns import COLUMNS, SIGNALS
from formcheck.motion.measures import MEASURES
from formcheck.records import Side
from tests.support.figures import LEG, SIDE, SOLE, Joints, standing
from tests.support.postures import split

CAMERA_M, PX_PER_HEIGHT = SIDE.height_m, SIDE.scale_px / SIDE.height_px
PELVIS_M = 0.75
KNOWN = {
    "facing": 1.0,
    "hip_level": 0.5 + PX_PER_HEIGHT * (PELVIS_M - CAMERA_M),
    "sole_level": 0.5 + PX_PER_HEIGHT * (SOLE - CAMERA_M),
    "foot_ahead": PX_PER_HEIGHT * 0.3,
}


def read(name: str, joints: Joints, side: Side = "left", forward: float = 1.0) -> float:
    return MEASURES[name].read(Body(SIDE.see(joints), forward), side)


@pytest.mark.parametrize("name", KNOWN)
def test_what_the_figure_was_built_with_is_read(name: str) -> None:
    assert read(name, split(0.3, 0.1)()) == pytest.approx(KNOWN[name], abs=1e-6)


def test_the_leg_is_as_long_as_thigh_and_shin() -> None:
    assert read("leg_reach", standing()) == pytest.approx(PX_PER_HEIGHT * LEG, abs=1e-6)


def test_every_signal_is_tested_and_is_a_column() -> None:
    assert {*KNOWN, "leg_reach"} == set(SIGNALS)
    assert set(SIGNALS) <= {column.measure for column in COLUMNS}


def test_the_foot_behind_reads_negative_and_none_without_a_known_front() -> None:
    assert read("foot_ahead", split(0.3, 0.1)(), "right") == pytest.approx(-PX_PER_HEIGHT * 0.1, abs=1e-6)
    assert math.isnan(read("foot_ahead", standing(), forward=0.0))


def test_feet_and_hips_that_are_not_seen_have_no_place() -> None:
    nobody = Body(SIDE.nobody(), 1.0)
    assert all(math.isnan(MEASURES[name].read(nobody, "left")) for name in set(SIGNALS) - {"facing"})
