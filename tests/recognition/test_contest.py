"""What another exercise explains clearly better is taken back, and what it explains as well stays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from benchmarks.crossed import drawn, seen_from
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.session import Session
from formcheck.motion.cleaning.cleaner import CleanPose, PoseCleaner
from formcheck.recognition.contest import Contest
from formcheck.records import Pose
from formcheck.report.summary import fixes

Span = tuple[float, float]


class Known:
    """Rivals whose answer is known, with what they were asked."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.asked: list[tuple[str, Sequence[Span]]] = []

    def outdoing(self, exercise: Exercise, poses: Sequence[CleanPose], counted: Sequence[Span]) -> str:
        assert poses[0].pose.t_s <= counted[0][0] <= counted[-1][1] <= poses[-1].pose.t_s
        self.asked.append((exercise.id, counted))
        return self.answer


@cache
def squats() -> list[Pose]:
    return list(seen_from(drawn("squat", "woman", 3)[0], 80.0, 5.0, 1))


def session(rivals: Known | Contest | None) -> Session:
    found = Session("squat", rivals=rivals)
    for pose in squats():
        found.push(pose)
    return found


def test_what_is_outdone_is_listed_as_attempts_and_not_judged() -> None:
    rivals = Known("a deadlift")
    before, after = session(None).finish(), session(rivals)
    report = after.finish()
    spans = [(one.start_s, one.end_s) for one in before.repetitions]
    assert len(spans) == 2
    assert rivals.asked == [("squat", spans)]
    assert report.repetitions == ()
    assert [(one.start_s, one.end_s) for one in report.attempts] == spans
    assert {one.message for one in report.attempts} == {"it looks like a deadlift"}
    assert report.looks_like == "a deadlift"
    assert any("This looks like a deadlift" in warning for warning in report.warnings)
    assert report.summary.repetitions == 0
    assert not fixes(report)
    assert after.repetitions == []
    assert not after.seen.repetitions


def test_what_nothing_outdoes_is_as_without_rivals() -> None:
    assert session(Known("")).finish() == session(None).finish()


def test_a_set_begins_anew_after_a_reset() -> None:
    outdone = session(Known("a deadlift"))
    outdone.finish()
    outdone.reset()
    assert outdone.outdone_by == ""


@pytest.mark.slow
def test_squats_are_squats_and_no_burpees() -> None:
    counted = session(Contest()).finish()
    assert len(counted.repetitions) == 2
    cleaner = PoseCleaner()
    poses = [cleaner.push(pose) for pose in squats()]
    spans = [(one.start_s, one.end_s) for one in counted.repetitions]
    for wrong in ("burpee", "glute_bridge", "standing_hip_abduction"):
        assert Contest().outdoing(load_exercise(wrong), poses, spans) == "a squat"
    for same in ("squat", "goblet_squat"):
        assert Contest().outdoing(load_exercise(same), poses, spans) == ""
