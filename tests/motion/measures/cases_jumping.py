"""Known values for `formcheck.motion.measures.jumping`, and for the drills."""

from __future__ import annotations

from collections.abc import Callable

from formcheck.records import Side
from tests.motion.measures.cases import AROUND, Case, bent, sine
from tests.support.figures import (
    ANKLE_HEIGHT,
    FEMUR,
    HIPS,
    LEG,
    SOLE,
    TIBIA,
    Camera,
    Foot,
    Joints,
    build,
    point,
    shifted,
    standing,
)

CAMERA_HEIGHT = Camera().height_m


def jumped(by: float) -> Callable[[], Joints]:
    return lambda: shifted(standing(), point(0.0, 0.0, by))


def one_foot_up(by: float) -> Callable[[], Joints]:
    """The left foot flat and higher than the right one."""
    feet: dict[Side, Foot] = {"left": Foot(0.0, HIPS / 2, lift=by), "right": Foot(0.0, -HIPS / 2)}
    return lambda: build(point(0.0, 0.0, ANKLE_HEIGHT + LEG), feet)


def on_one_leg() -> Joints:
    """The left thigh level, its shin hanging."""
    joints = standing()
    knee = joints["left_hip"] + point(FEMUR, 0.0, 0.0)
    moved = {"left_knee": knee, "left_ankle": knee - point(0.0, 0.0, TIBIA)}
    return joints | moved


CASES = [
    Case("sole_height", jumped(0.0), (SOLE - CAMERA_HEIGHT) / LEG, azimuths=AROUND),
    Case("sole_height", jumped(0.2), (SOLE + 0.2 - CAMERA_HEIGHT) / LEG, azimuths=AROUND),
    Case("sole_height", one_foot_up(0.2), (SOLE - CAMERA_HEIGHT) / LEG, azimuths=AROUND),
    Case("hip_height", jumped(0.2), (ANKLE_HEIGHT + LEG + 0.2 - CAMERA_HEIGHT) / LEG, azimuths=AROUND),
    Case("feet_uneven", one_foot_up(0.2), 0.2 / LEG, azimuths=AROUND),
    Case("feet_uneven", jumped(0.2), 0.0, azimuths=AROUND),
    Case("hip_aside", lambda: shifted(standing(), point(0.0, 0.3, 0.0)), 0.3 / LEG, "left", (0.0, 180.0)),
    Case("hip_aside", lambda: shifted(standing(), point(0.0, 0.3, 0.0)), -0.15 / LEG, "right", (0.0, 180.0)),
    Case("stands_on", on_one_leg, FEMUR / LEG, "right", AROUND),
    Case("knee_raise", on_one_leg, 1.0, "left", AROUND),
    Case("knee_raise", on_one_leg, 0.0, "right", AROUND),
    Case("knee_raise", bent(100, 30), 1.0 - sine(20), "left", AROUND),
]
