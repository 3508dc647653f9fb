"""A mirrored clip, said to be one, gives the report of the clip that was not mirrored."""

from __future__ import annotations

from formcheck.analysis import JudgingOptions, assess
from formcheck.catalogue.library import load_exercise
from formcheck.pose.people.subject import Subject
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import mirror
from formcheck.records import Report
from tests.support.judged import lunges


def judged(*, is_stored_mirrored: bool, told: bool) -> Report:
    poses = [mirror(pose) if is_stored_mirrored else pose for pose in lunges().poses]
    options = JudgingOptions(mirrored=told)
    return assess(PoseTrack.from_poses(poses), load_exercise("forward_lunge"), options).report


def test_sides_and_findings_are_those_of_the_body_once_it_is_told() -> None:
    body, told = judged(is_stored_mirrored=False, told=False), judged(is_stored_mirrored=True, told=True)
    assert [r.side for r in body.repetitions] == ["left", "right"]
    assert told.repetitions == body.repetitions
    assert told.view == body.view
    assert any("mirrored back" in warning for warning in told.warnings)


def test_without_being_told_the_sides_are_exchanged() -> None:
    assert [r.side for r in judged(is_stored_mirrored=True, told=False).repetitions] == ["right", "left"]


def test_a_subject_that_was_pointed_at_in_the_mirrored_picture_is_the_same_person() -> None:
    assert Subject(0.25, 0.7, 3.0).mirrored() == Subject(0.75, 0.7, 3.0)
