"""A set in slow motion gets the verdicts of the same set at its own speed, once the camera's rate is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from formcheck.analysis import JudgingOptions, assess
from formcheck.catalogue.library import load_exercise
from formcheck.pose.recording import PoseTrack
from formcheck.records import Finding, Pose, Report
from tests.coaching.trackers.test_holds import FPS as HOLD_FPS
from tests.coaching.trackers.test_holds import PLANK
from tests.coaching.trackers.test_holds import film as held
from tests.support.judged import shallow
from tests.support.running import FPS

STRETCH = 8.0


def judged(poses: Sequence[Pose], exercise: str, capture_fps: float | None = None) -> Report:
    track = PoseTrack.from_poses(poses)
    return assess(track, load_exercise(exercise), JudgingOptions(capture_fps=capture_fps)).report


def slowed(poses: Sequence[Pose]) -> list[Pose]:
    return [replace(pose, t_s=STRETCH * pose.t_s) for pose in poses]


def verdicts(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(finding.cue, finding.verdict) for finding in findings]


def test_squats_are_counted_and_judged_as_at_their_own_speed() -> None:
    poses = list(shallow().poses)
    told, real = judged(slowed(poses), "squat", FPS), judged(poses, "squat")
    assert len(told.repetitions) == len(real.repetitions) == 2
    for slow, usual in zip(told.repetitions, real.repetitions, strict=True):
        assert slow.tempo.total_s == pytest.approx(usual.tempo.total_s, abs=0.01)
        assert (slow.start_s, slow.end_s) == pytest.approx((usual.start_s, usual.end_s), abs=0.01)
        assert verdicts(slow.findings) == verdicts(usual.findings)
    assert any("as was told" in warning and "1/8 of the clip" in warning for warning in told.warnings)


def test_the_clock_of_a_hold_counts_real_seconds() -> None:
    poses = held(lambda _: PLANK, 7.0)
    assert judged(slowed(poses), "front_plank").summary.hold_s > 50.0
    told = judged(slowed(poses), "front_plank", HOLD_FPS)
    assert told.summary.hold_s == pytest.approx(7.0, abs=0.4)


def test_a_tempo_that_nobody_has_asks_for_slow_motion() -> None:
    warnings = judged(slowed(shallow().poses), "squat").warnings
    assert any("If the clip is in slow motion" in warning for warning in warnings)
    assert not any("slow motion" in warning for warning in shallow().report.warnings)
