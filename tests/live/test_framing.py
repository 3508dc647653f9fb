from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.synthetic.movement import Movement
from benchmarks.synthetic.movements import MOVEMENTS
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import exercises, load_exercise
from formcheck.live.framing import STEADY_S, Framing
from formcheck.motion.cleaning.view import ViewTracker
from formcheck.records import Pose, Side
from tests.support.figures import FRONT, SIDE, Camera, Shake, lying, point, shifted, standing
from tests.support.streams import FPS, begun, framed, joined, nobody, still, wrong

SIDED: tuple[Side | None, ...] = ("left", None)
SQUAT, PLANK, BRIDGE, RAISE = (
    load_exercise(name) for name in ("squat", "front_plank", "glute_bridge", "calf_raise_double")
)
DRAWN = [
    (exercise, movement)
    for exercise in exercises()
    for movement in MOVEMENTS.values()
    if movement.exercise == exercise.id and exercise.is_judged
]


def last(exercise: Exercise, pose: Pose, *, brightness: float | None = 0.5, people: int = 1) -> list[str]:
    return wrong(framed(exercise, still(pose, 1.0), brightness=brightness, people=people)[-1])


@pytest.mark.parametrize("camera", [SIDE, Camera(-90.0), FRONT, replace(SIDE, distance_m=2.5)])
def test_a_person_in_the_right_place_is_ready_after_a_moment(camera: Camera) -> None:
    found = framed(SQUAT, still(camera.see(standing()), 1.0))
    assert [r.ready for r in found].index(True) == round(STEADY_S * FPS + 0.49)
    assert found[-1].ready
    assert all(advice.say == "" for advice in found[-1].advices)


WRONG: dict[str, tuple[Exercise, Pose, str]] = {
    "at an angle": (SQUAT, Camera(45.0).see(standing()), "view"),
    "from behind": (SQUAT, Camera(180.0).see(standing()), "view"),
    "from the front, for calves": (RAISE, FRONT.see(standing()), "view"),
    "feet cut off": (SQUAT, SIDE.see(shifted(standing(), point(0.0, 0.0, -0.45))), "whole_body"),
    "half out at the side": (SQUAT, SIDE.see(shifted(standing(), point(1.4, 0.0, 0.0))), "whole_body"),
    "knee hidden": (SQUAT, replace(SIDE, hidden=frozenset({"right_knee"})).see(standing()), "whole_body"),
    "too near": (SQUAT, replace(SIDE, scale_px=340.0).see(standing()), "distance"),
    "too far": (SQUAT, replace(SIDE, scale_px=80.0).see(standing()), "distance"),
    "bent": (SQUAT, SIDE.see(standing(lean_deg=50.0)), "start_posture"),
    "lying, for a squat": (SQUAT, SIDE.see(lying(standing())), "start_posture"),
    "standing, for a plank": (PLANK, SIDE.see(standing()), "start_posture"),
    "standing, for a bridge": (BRIDGE, SIDE.see(standing()), "start_posture"),
    "on the back, for a plank": (load_exercise("mountain_climber"), SIDE.see(lying(standing())), "start_posture"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_framing_gives_its_advice(what: str) -> None:
    exercise, pose, advice = WRONG[what]
    assert advice in last(exercise, pose)


def test_lying_on_the_back_is_ready_for_a_bridge() -> None:
    assert last(BRIDGE, SIDE.see(shifted(lying(standing()), point(0.85, 0.0, 0.0)))) == []


@pytest.mark.parametrize(("azimuth", "roll"), [(0.0, 25.0), (90.0, 25.0), (0.0, -25.0)])
def test_a_tilted_camera_is_detected(azimuth: float, roll: float) -> None:
    camera = Camera(azimuth, scale_px=180.0)
    pose = camera.see(standing(side_lean_deg=0.0))
    turn = math.radians(roll)
    matrix = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    middle = np.array([320.0, 240.0])
    pose.landmarks[:, :2] = (pose.landmarks[:, :2] - middle) @ matrix.T + middle
    pose.world[:, :2] = pose.world[:, :2] @ matrix.T
    assert "camera_tilt" in last(SQUAT, pose)


def test_light_other_people_and_an_empty_frame_are_detected() -> None:
    pose = SIDE.see(standing())
    assert last(SQUAT, pose, brightness=0.05) == []
    assert last(SQUAT, pose, brightness=0.97) == []
    assert "light" in last(SQUAT, SIDE.nobody(), brightness=0.05)
    assert "light" in last(SQUAT, SIDE.nobody(), brightness=0.97)
    assert "light" not in last(SQUAT, SIDE.nobody(), brightness=None)
    assert last(SQUAT, pose, people=2) == ["alone"]
    assert last(SQUAT, SIDE.nobody())[0] == "person"


def test_the_side_that_is_meant_must_be_turned_to_the_camera() -> None:
    found = framed(SQUAT, still(SIDE.see(standing()), 1.0), side="left")[-1]
    assert [advice.say for advice in found.advices if not advice.ok] == ["Turn your left side to the camera"]
    assert framed(SQUAT, still(Camera(-90.0).see(standing()), 1.0), side="left")[-1].ready


def test_one_bad_frame_in_ten_changes_nothing() -> None:
    poses = still(SIDE.see(standing()), 3.0)
    for i in range(0, len(poses), 10):
        poses[i] = SIDE.nobody(poses[i].t_s)
    found = framed(SQUAT, poses)
    first = [r.ready for r in found].index(True)
    assert all(r.ready for r in found[first:])


def test_leaving_is_detected_after_half_a_second() -> None:
    here = SIDE.see(standing())
    found = framed(SQUAT, joined(still(here, 1.0), nobody(here, 1.0)))
    assert found[round(1.2 * FPS)].ready
    assert not found[-1].ready


@pytest.mark.parametrize("seed", [1, 2])
def test_noise_does_not_matter(seed: int) -> None:
    shake = Shake(1.5, 0.015, seed)
    poses = [shake(SIDE.see(standing(), i / FPS)) for i in range(30)]
    assert all(r.ready for r in framed(SQUAT, poses)[10:])


@pytest.mark.slow
@pytest.mark.parametrize(("exercise", "movement"), DRAWN, ids=lambda x: x.id)
def test_the_start_of_a_right_set_is_ready(exercise: Exercise, movement: Movement) -> None:
    """Stretches and standing holds begin from standing; the drawn ones begin in the posture."""
    assert movement.views
    for view in movement.views:
        pose = begun(exercise, movement, view)
        assert set(last(exercise, pose)) <= ({"start_posture"} if exercise.hold else set()), view


def test_no_advice_is_longer_than_eight_words() -> None:
    said = set()
    for exercise, pose, _ in WRONG.values():
        for side in SIDED:
            framing, views = Framing(exercise, side), ViewTracker()
            for p in still(pose, 1.0):
                said |= {advice.say for advice in framing.push(p, views.push(p), 0.01, 3).advices}
    assert len(said) > 10
    assert [say for say in said if len(say.split()) > 8] == []
