"""How far a reading is open: not at all for a level view of a large person, and more off the side or far away."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from formcheck.motion.body import Lengths
from formcheck.motion.cleaning.camera import Camera, camera_of
from formcheck.motion.measures import MEASURES
from formcheck.motion.measures.registry import Measure
from formcheck.motion.observing import Observation
from formcheck.motion.reading_error import reading_error
from formcheck.records import Side
from tests.motion.cleaning.test_camera import RIGHT_SIDE, SQUATTING, UPRIGHT, seen

LEAN, KNEE = MEASURES["trunk_lean"], MEASURES["knee_flexion"]


def observed(azimuth_deg: float, scale: float = 1.0) -> Observation:
    camera = camera_of([seen(UPRIGHT, azimuth_deg)])
    assert isinstance(camera, Camera)
    pose = seen(SQUATTING, azimuth_deg)
    landmarks = pose.landmarks.copy()
    landmarks[:, :2] *= scale
    pose = replace(pose, landmarks=landmarks, width_px=round(1280 * scale), height_px=round(720 * scale))
    camera = replace(camera, focal_px=camera.focal_px * scale, scale=camera.scale * scale)
    return Observation(pose=pose, view=RIGHT_SIDE, camera=camera, lengths=Lengths())


@pytest.mark.parametrize(("measure", "side"), [(LEAN, None), (KNEE, "right")], ids=["trunk", "knee"])
def test_the_error_grows_off_the_side(measure: Measure, side: Side | None) -> None:
    errors = [reading_error(measure, side, observed(azimuth_deg)).camera for azimuth_deg in (0.0, 20.0, 40.0)]
    assert errors == sorted(errors)
    assert errors[-1] > 1.5 * errors[0]


def test_a_level_side_view_stays_within_the_error_of_the_measure() -> None:
    assert reading_error(KNEE, "right", observed(0.0)).camera < KNEE.error


def test_an_unknown_camera_adds_nothing() -> None:
    assert reading_error(LEAN, None, replace(observed(20.0), camera=None)).camera == 0.0


def test_a_small_person_is_read_less_well() -> None:
    large, small = (reading_error(KNEE, "right", observed(0.0, scale)).size_factor for scale in (1.0, 0.25))
    assert large == 1.0
    assert small == pytest.approx(205.0 / (0.25 * 0.8 * 1280 / 4.0 * 1.7), rel=0.1)


def test_nothing_is_known_without_a_person() -> None:
    nobody = observed(0.0)
    nobody.pose.landmarks[:] = math.nan
    assert reading_error(KNEE, "right", nobody).size_factor == 1.0
