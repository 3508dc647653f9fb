"""What a movement looks like that is not the exercise: named in the report, by what other definitions say."""

from __future__ import annotations

import pytest

from benchmarks.synthetic.movement import View
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.proof import played
from formcheck.catalogue.library import Look, exercise_ids, load_exercise, looks, without_cues
from formcheck.coaching.looks import done_together
from formcheck.motion.cleaning.cleaner import PoseCleaner
from tests.support.figures import film
from tests.support.moves import idle
from tests.support.running import FPS, GOOD, TWO, report_of


@pytest.mark.parametrize(
    ("movement_id", "view", "exercise_id", "words"),
    [
        ("deadlift", "side", "squat", "a deadlift"),
        ("squat", "side", "deadlift", "a squat"),
        ("squat", "front", "single_leg_squat", "a squat"),
        ("forward_lunge", "side", "squat", "a lunge"),
        ("side_lunge", "front", "squat", "a side lunge"),
        ("plank", "side", "squat", "a plank"),
        ("standing_hip_abduction", "front", "high_knees", "a hip abduction"),
    ],
)
def test_another_exercise_is_named(movement_id: str, view: View, exercise_id: str, words: str) -> None:
    exercise = load_exercise(exercise_id)
    report = played(exercise, MOVEMENTS[movement_id], view)
    assert report.looks_like == words
    assert f"This looks like {words}. The exercise chosen is {exercise.name}." in report.warnings


@pytest.mark.parametrize(("movement_id", "exercise_id"), [("squat", "squat"), ("forward_lunge", "walking_lunge")])
def test_the_exercise_itself_is_no_news(movement_id: str, exercise_id: str) -> None:
    report = played(load_exercise(exercise_id), MOVEMENTS[movement_id], "side")
    assert len(report.repetitions) >= 2
    assert report.looks_like == ""


def test_who_stands_there_looks_like_nothing() -> None:
    report = report_of("squat", film(idle, TWO, fps=FPS))
    assert (report.looks_like, report.repetitions) == ("", ())


def test_a_good_set_is_not_looked_at_again() -> None:
    assert report_of("squat", film(GOOD["squat"], TWO, fps=FPS)).looks_like == ""


def test_together_they_count_as_alone() -> None:
    cleaner, names = PoseCleaner(), ["deadlift", "squat", "forward_lunge", "front_plank"]
    poses = film(GOOD["squat"], TWO, fps=FPS)
    done = done_together([without_cues(load_exercise(name)) for name in names], [cleaner.push(pose) for pose in poses])
    alone = [report_of(name, poses) for name in names]
    assert (
        [len(outcome.repetitions) for outcome in done] == [len(report.repetitions) for report in alone] == [0, 2, 0, 0]
    )
    assert [len(outcome.attempts) for outcome in done] == [len(report.attempts) for report in alone]


def test_looks_name_exercises_that_there_are() -> None:
    for look, exercise in looks():
        assert {look.exercise, *look.family} - {""} <= set(exercise_ids())
        assert exercise.cue == ()
        assert exercise.counting is not None or exercise.hold is not None


def test_a_look_has_one_definition() -> None:
    with pytest.raises(ValueError, match="needs either an exercise or a counting"):
        Look(words="a squat")
