"""A movement that is another exercise is not counted, and its attempts say what it is; its own exercise counts it."""

from __future__ import annotations

import pytest

from benchmarks.synthetic.movement import View
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.proof import played
from formcheck.catalogue.library import load_exercise

WRONG: list[tuple[str, View, str]] = [
    ("deadlift", "side", "squat"),
    ("romanian_deadlift", "side", "squat"),
    ("squat", "side", "deadlift"),
    ("squat", "front", "romanian_deadlift"),
    ("squat", "side", "forward_lunge"),
    ("squat", "front", "single_leg_squat"),
    ("squat", "front", "side_lunge"),
    ("squat", "front", "standing_hip_abduction"),
    ("side_lunge", "front", "squat"),
    ("side_lunge", "front", "deadlift"),
    ("forward_lunge", "front", "squat"),
    ("forward_lunge", "front", "single_leg_squat"),
    ("forward_lunge", "side", "single_leg_deadlift"),
    ("standing_hip_abduction", "front", "high_knees"),
    ("standing_hip_extension", "side", "standing_hip_abduction"),
]


@pytest.mark.parametrize(("movement_id", "view", "exercise_id"), WRONG)
def test_another_exercise_is_not_counted(movement_id: str, view: View, exercise_id: str) -> None:
    movement = MOVEMENTS[movement_id]
    report = played(load_exercise(exercise_id), movement, view)
    assert report.repetitions == ()
    own = played(load_exercise(movement.exercise), movement, view)
    assert len(own.repetitions) >= 2


@pytest.mark.parametrize(
    ("movement_id", "exercise_id", "message"),
    [
        ("deadlift", "squat", "the hips bend more than the knees, and the hands hang down: a deadlift"),
        ("squat", "deadlift", "the hands do not hang down to a weight: a squat"),
    ],
)
def test_the_attempt_says_what_it_is(movement_id: str, exercise_id: str, message: str) -> None:
    report = played(load_exercise(exercise_id), MOVEMENTS[movement_id], "side")
    assert {(attempt.reason, attempt.message) for attempt in report.attempts} == {("gate", message)}
