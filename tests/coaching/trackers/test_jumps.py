"""Flights are counted at the frame rate of a phone, and what is no flight is not."""

from __future__ import annotations

import math

import pytest

from formcheck.records import Pose
from tests.support.figures import (
    ANKLE_HEIGHT,
    FRONT,
    SIDE,
    Camera,
    Joints,
    Move,
    SetTiming,
    Shake,
    both,
    build,
    film,
    frames,
    point,
    shifted,
    standing,
)
from tests.support.moves import LATERAL, ankle_to_hip, idle, squat, walk_by
from tests.support.running import report_of

GRAVITY_M_S2 = 9.81
EVERY_S, CROUCH_S, PUSH_S, LANDED_S = 2.0, 0.8, 1.05, 0.3
JUMPS = 3


def jump(t_s: float, flight_s: float) -> Joints:
    """A jump every two seconds: down for half a second, up in a quarter, in the air, and down to soften it."""
    into = t_s % EVERY_S
    in_air = into - PUSH_S
    if 0 <= in_air < flight_s:
        return shifted(standing(), point(0.0, 0.0, GRAVITY_M_S2 * in_air * (flight_s - in_air) / 2))
    if into < CROUCH_S:
        knee = 70.0 * math.sin(math.pi * max(into - 0.3, 0.0))
    elif into < PUSH_S:
        knee = 70.0 * (PUSH_S - into) / (PUSH_S - CROUCH_S)
    else:
        knee = 80.0 * math.sin(math.pi * min((in_air - flight_s) / LANDED_S, 1.0))
    ahead, _, up = ankle_to_hip(knee, knee / 3)
    return build(point(ahead, 0.0, ANKLE_HEIGHT + up), both(LATERAL), lean_deg=knee / 3)


def filmed(flight_s: float, fps: float, camera: Camera = SIDE, shake: Shake | None = None) -> list[Pose]:
    poses = [camera.see(jump(t_s, flight_s), t_s) for t_s in frames(JUMPS * EVERY_S + 0.5, fps)]
    return [shake(pose) for pose in poses] if shake else poses


@pytest.mark.parametrize("flight_s", [0.3, 0.4, 0.5])
@pytest.mark.parametrize("camera", [SIDE, FRONT, Camera(-70.0), Camera(90.0, distance_m=3.0)])
def test_each_flight_is_counted_at_thirty_frames_a_second(flight_s: float, camera: Camera) -> None:
    found = report_of("jump_squat", filmed(flight_s, 30.0, camera, Shake(1.0, 0.005))).repetitions
    top_s = PUSH_S + flight_s / 2
    assert [r.peak_s for r in found] == pytest.approx([top_s + i * EVERY_S for i in range(JUMPS)], abs=0.06)


def test_a_landing_on_straight_legs_is_judged_from_the_first_contact() -> None:
    report = report_of("jump_squat", filmed(0.4, 60.0))
    found = [f for r in report.repetitions for f in r.findings if f.cue == "soft_landing_contact"]
    assert {f.verdict for f in found} == {"fault"}
    # Straight at the touch; 75 ms later they have bent to 57 degrees.
    assert max(f.value or 0.0 for f in found) < 17.5


def test_a_landing_needs_frames() -> None:
    report = report_of("jump_squat", filmed(0.5, 15.0))
    found = {f.cue: f.reason for r in report.repetitions for f in r.findings}
    assert len(report.repetitions) == JUMPS
    assert found["soft_landing_contact"] == found["landing_depth"] == "frame_rate"
    assert found["start_depth"] is None


@pytest.mark.parametrize("exercise", ["jump_squat", "box_jump", "bounding", "skater_hop", "high_knees", "butt_kicks"])
@pytest.mark.parametrize("camera", [SIDE, FRONT])
@pytest.mark.parametrize("move", [idle, squat(), walk_by(0.8, -1.2)], ids=["idle", "squat", "walk"])
def test_what_leaves_no_floor_counts_nothing(exercise: str, camera: Camera, move: Move) -> None:
    assert report_of(exercise, film(move, SetTiming(2), camera, fps=25.0)).repetitions == ()
