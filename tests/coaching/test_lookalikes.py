"""A movement that is another exercise is not counted, and is named by what other definitions say; its own counts it."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.synthetic.movement import View
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.proof import played
from formcheck.catalogue.library import Lookalike, exercise_ids, load_exercise, lookalikes, without_cues
from formcheck.coaching.lookalikes import done_together
from formcheck.motion.cleaning.cleaner import PoseCleaner
from formcheck.records import Report
from tests.support.figures import film
from tests.support.moves import idle
from tests.support.running import FPS, GOOD, TWO, report_of

Crossing = tuple[str, View, str]
"""A movement, from where it is seen, and the exercise that was chosen."""

NAMED: dict[Crossing, str] = {
    ("deadlift", "side", "squat"): "a deadlift",
    ("squat", "side", "deadlift"): "a squat",
    ("squat", "front", "single_leg_squat"): "a squat",
    ("side_lunge", "front", "squat"): "a side lunge",
    ("forward_lunge", "side", "squat"): "a lunge",
    ("plank", "side", "squat"): "a plank",
    ("standing_hip_abduction", "front", "high_knees"): "a hip abduction",
}
NOT_COUNTED: list[Crossing] = [
    ("deadlift", "side", "squat"),
    ("squat", "side", "deadlift"),
    ("squat", "front", "single_leg_squat"),
    ("side_lunge", "front", "squat"),
    ("romanian_deadlift", "side", "squat"),
    ("squat", "front", "romanian_deadlift"),
    ("squat", "side", "forward_lunge"),
    ("squat", "front", "side_lunge"),
    ("squat", "front", "standing_hip_abduction"),
    ("side_lunge", "front", "deadlift"),
    ("forward_lunge", "front", "squat"),
    ("forward_lunge", "front", "single_leg_squat"),
    ("forward_lunge", "side", "single_leg_deadlift"),
    ("standing_hip_abduction", "front", "high_knees"),
    ("standing_hip_extension", "side", "standing_hip_abduction"),
]
QUICK: Crossing = ("deadlift", "side", "squat")
"""What `make fast` looks at too."""


@cache
def crossed(movement_id: str, view: View, exercise_id: str) -> Report:
    """Two repetitions of a movement, judged as an exercise: drawn and judged once for all that is asked of it."""
    return played(load_exercise(exercise_id), MOVEMENTS[movement_id], view, most=2)


@pytest.mark.slow
@pytest.mark.parametrize(("movement_id", "view", "exercise_id"), NOT_COUNTED)
def test_another_exercise_is_not_counted(movement_id: str, view: View, exercise_id: str) -> None:
    assert crossed(movement_id, view, exercise_id).repetitions == ()
    assert len(crossed(movement_id, view, MOVEMENTS[movement_id].exercise).repetitions) >= 2


@pytest.mark.parametrize(
    ("movement_id", "view", "exercise_id"),
    [pytest.param(*one, marks=() if one == QUICK else pytest.mark.slow) for one in NAMED],
)
def test_another_exercise_is_named(movement_id: str, view: View, exercise_id: str) -> None:
    report, words = crossed(movement_id, view, exercise_id), NAMED[movement_id, view, exercise_id]
    assert report.looks_like == words
    assert f"This looks like {words}. The exercise chosen is {load_exercise(exercise_id).name}." in report.warnings


@pytest.mark.parametrize(
    ("movement_id", "exercise_id", "message"),
    [
        ("deadlift", "squat", "the hips bend more than the knees, and the hands hang down: a deadlift"),
        pytest.param("squat", "deadlift", "the hands do not hang down to a weight: a squat", marks=pytest.mark.slow),
    ],
)
def test_the_attempt_says_what_it_is(movement_id: str, exercise_id: str, message: str) -> None:
    report = crossed(movement_id, "side", exercise_id)
    assert {(attempt.reason, attempt.message) for attempt in report.attempts} == {("gate", message)}


@pytest.mark.parametrize(
    ("movement_id", "exercise_id"),
    [("squat", "squat"), pytest.param("forward_lunge", "walking_lunge", marks=pytest.mark.slow)],
)
def test_the_exercise_itself_is_no_news(movement_id: str, exercise_id: str) -> None:
    report = crossed(movement_id, "side", exercise_id)
    assert len(report.repetitions) >= 2
    assert report.looks_like == ""


def test_who_stands_there_looks_like_nothing() -> None:
    report = report_of("squat", film(idle, TWO, fps=FPS))
    assert (report.looks_like, report.repetitions) == ("", ())


def test_a_good_set_is_not_looked_at_again() -> None:
    assert report_of("squat", film(GOOD["squat"], TWO, fps=FPS)).looks_like == ""


@pytest.mark.slow
def test_together_they_count_as_alone() -> None:
    cleaner, names = PoseCleaner(), ["deadlift", "squat", "forward_lunge", "front_plank"]
    poses = film(GOOD["squat"], TWO, fps=FPS)
    done = done_together([without_cues(load_exercise(name)) for name in names], [cleaner.push(pose) for pose in poses])
    alone = [report_of(name, poses) for name in names]
    assert (
        [len(outcome.repetitions) for outcome in done] == [len(report.repetitions) for report in alone] == [0, 2, 0, 0]
    )
    assert [len(outcome.attempts) for outcome in done] == [len(report.attempts) for report in alone]


def test_lookalikes_name_exercises_that_there_are() -> None:
    for lookalike, exercise in lookalikes():
        assert {lookalike.exercise, *lookalike.family} - {""} <= set(exercise_ids())
        assert exercise.cue == ()
        assert exercise.counting is not None or exercise.hold is not None


def test_a_lookalike_has_one_definition() -> None:
    with pytest.raises(ValueError, match="needs either an exercise or a counting"):
        Lookalike(words="a squat")
