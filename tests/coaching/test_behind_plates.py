"""Lifts of the stick figure of which plates hide a part, or mislead the pose model: all are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose.skeleton import LEFT, RIGHT, without_person
from formcheck.records import Pose
from tests.support.figures import SIDE, SetTiming, film
from tests.support.moves import deadlift, squat
from tests.support.running import report_of

SET = SetTiming(2, down_s=1.2, hold_s=0.8, up_s=1.0, pause_s=0.8, before_s=1.0)
FPS = 20.0
LOWEST_S = (2.6, 6.4)
"""The middle of the rest at the bottom of each repetition."""
LEGS = [side[joint] for side in (LEFT, RIGHT) for joint in ("knee", "ankle", "heel", "toe", "wrist")]


def with_invented_legs(pose: Pose) -> Pose:
    """Bend one knee and straighten the other, and lift the hands, all hidden."""
    landmarks, world = pose.landmarks.copy(), pose.world.copy()
    landmarks[LEGS, 3] = world[LEGS, 3] = 0.1
    world[RIGHT["knee"], 0] += 0.35
    world[[LEFT["wrist"], RIGHT["wrist"]], 1] -= 0.3
    return replace(pose, landmarks=landmarks, world=world)


def elsewhere(pose: Pose) -> Pose:
    return replace(pose, landmarks=pose.landmarks + np.array([160.0, 0.0, 0.0, 0.0]))


def damaged(poses: list[Pose], damage: Callable[[Pose], Pose], for_s: float) -> list[Pose]:
    return [damage(p) if any(abs(p.t_s - s) < for_s / 2 for s in LOWEST_S) else p for p in poses]


@pytest.mark.parametrize("exercise", ["deadlift", "romanian_deadlift", "squat"])
@pytest.mark.parametrize(("damage", "for_s"), [(with_invented_legs, 1.2), (without_person, 1.6), (elsewhere, 0.25)])
def test_a_repetition_is_counted_whose_bottom_is_hidden(
    exercise: str, damage: Callable[[Pose], Pose], for_s: float
) -> None:
    move = {"deadlift": deadlift(), "romanian_deadlift": deadlift(knee_deg=20.0), "squat": squat()}[exercise]
    poses = film(move, SET, SIDE, fps=FPS)
    report = report_of(exercise, damaged(poses, damage, for_s))
    assert report.summary.repetitions == report_of(exercise, poses).summary.repetitions == 2


def test_what_a_plate_hides_is_counted_and_not_judged() -> None:
    report = report_of("deadlift", damaged(film(deadlift(), SET, SIDE, fps=FPS), without_person, 1.6))
    found = [f for r in report.repetitions for f in r.findings if f.cue == "bend_knees_at_start"]
    assert [f.verdict for f in found] == ["not_judged", "not_judged"]


def test_a_movement_of_which_one_way_is_hidden_is_no_repetition() -> None:
    poses = film(deadlift(), SetTiming(1, down_s=1.2, hold_s=0.8, up_s=1.0, pause_s=0.8, before_s=1.0), SIDE, fps=FPS)
    assert poses[-1].t_s > 4.0
    gone = [without_person(p) if 1.2 < p.t_s < 3.9 else p for p in poses]
    assert report_of("romanian_deadlift", gone).summary.repetitions == 0
    assert np.isfinite(gone[-1].landmarks).all()
