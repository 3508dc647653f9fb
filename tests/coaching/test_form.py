"""Whether a repetition or hold was in form, from its findings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import exercises, load_exercise
from formcheck.coaching.form import in_form
from formcheck.records import Finding, Reason, Verdict
from tests.support.figures import Camera, film
from tests.support.judged import found
from tests.support.running import FPS, GOOD, TWO, report_of

COUNTED = [e for e in exercises() if e.counting is not None or e.hold is not None]
NEVER = dict.fromkeys(exercise.id for exercise in COUNTED)


def unseen(cue: str, reason: Reason = "visibility") -> Finding:
    return replace(found(cue, "not_judged"), reason=reason)


def of_squat(*findings: Finding) -> bool | None:
    """A squat from the side, of which all but these findings was seen and fine."""
    given = {finding.cue: finding for finding in findings}
    from_front = {"knee_valgus", "lateral_shift", "stance_width"}
    squat = load_exercise("squat")
    plain = [unseen(cue.id, "view") if cue.id in from_front else found(cue.id, "ok") for cue in squat.cue]
    return in_form(squat, [given.get(finding.cue, finding) for finding in plain])


def test_all_that_decides_and_shows_from_here_was_fine() -> None:
    assert of_squat() is True


@pytest.mark.parametrize("reason", ["visibility", "calibration", "cut", "frame_rate"])
def test_a_deciding_cue_that_was_not_seen_leaves_it_open(reason: Reason) -> None:
    assert of_squat(unseen("heel_down", reason)) is None


def test_a_target_that_was_not_seen_leaves_it_open() -> None:
    assert of_squat(unseen("depth")) is None


def test_a_target_alone_decides_nothing() -> None:
    assert of_squat(unseen("heel_down", "view")) is None


@pytest.mark.parametrize("cue", ["trunk_lean", "hips_first", "slow_lower"])
def test_other_cues_need_not_be_seen(cue: str) -> None:
    assert of_squat(unseen(cue)) is True


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (found("trunk_lean", "fault", "minor"), False),
        (found("depth", "fault", "info"), False),
        (found("full_stand", "fault", "info"), True),
        (found("heel_down", "caution", "major"), True),
        (found("trunk_lean", "caution", "minor"), True),
    ],
    ids=lambda value: getattr(value, "cue", value),
)
def test_a_fault_above_information_or_of_the_target_spoils_it(finding: Finding, expected: bool) -> None:
    assert of_squat(finding) is expected


def test_a_fault_spoils_what_else_was_not_seen() -> None:
    assert of_squat(unseen("heel_down"), found("trunk_lean", "fault", "minor")) is False


@pytest.mark.parametrize("reason", ["view", "visibility"])
def test_of_what_no_cue_was_judged_is_never_in_form(reason: Reason) -> None:
    assert {e.id: in_form(e, [unseen(cue.id, reason) for cue in e.cue]) for e in COUNTED} == NEVER
    assert {e.id: in_form(e, []) for e in COUNTED} == NEVER


@pytest.mark.parametrize("verdict", ["ok", "caution"])
def test_durations_alone_are_never_in_form(verdict: Verdict) -> None:
    def of_time(exercise: Exercise) -> list[Finding]:
        return [found(cue.id, verdict) if cue.is_of_time else unseen(cue.id, "view") for cue in exercise.cue]

    assert {e.id: in_form(e, of_time(e)) for e in COUNTED} == NEVER


@pytest.mark.parametrize("exercise", ["squat", "deadlift"])
def test_a_set_from_which_nothing_that_decides_shows_is_not_judged(exercise: str) -> None:
    report = report_of(exercise, film(GOOD[exercise], TWO, Camera(45.0), fps=FPS))
    assert report.repetitions
    assert {repetition.in_form for repetition in report.repetitions} == {None}
    assert (report.summary.in_form, report.summary.not_judged) == (0, len(report.repetitions))
