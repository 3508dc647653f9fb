"""Sets of the stick figure through the engine, once each, and those that the quick tests leave out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.session import Event, Session
from formcheck.records import Finding, Pose, Report, ViewLabel
from tests.support.figures import SIDE, Camera, Dorsal, Move, SetTiming, film
from tests.support.moves import deadlift, lunge, rounding, side_lunge, squat

ONE = SetTiming(1, down_s=1.6, hold_s=0.1, up_s=0.8, pause_s=0.5, before_s=0.5)
TWO = SetTiming(2, down_s=1.6, hold_s=0.1, up_s=0.8, pause_s=0.5, before_s=0.5)
# The least that speeds are judged at is 12; few frames keep these tests quick.
FPS = 12.5

GOOD: dict[str, Move] = {
    "squat": squat(),
    "forward_lunge": lunge(),
    "walking_lunge": lunge(style="walk"),
    "side_lunge": side_lunge(),
    "deadlift": deadlift(),
}


def longer(*values: object) -> list[Any]:
    """Values of a parameter that ``make fast`` leaves out: what they add takes seconds in all."""
    return [pytest.param(value, marks=pytest.mark.slow) for value in values]


def play(exercise: str | Exercise, poses: Iterable[Pose], view: ViewLabel | None = None) -> tuple[Report, list[Event]]:
    session = Session(exercise, view=view)
    events = [event for pose in poses for event in session.push(pose)]
    return session.finish(), events


def report_of(exercise: str, poses: Iterable[Pose], view: ViewLabel | None = None) -> Report:
    return play(exercise, poses, view)[0]


def perform(
    exercise: str, move: Move, camera: Camera, tempo: SetTiming = ONE, dorsal: Dorsal | None = None, fps: float = FPS
) -> Report:
    back = dorsal or (lambda _moment: rounding(0.0))
    return report_of(exercise, film(move, tempo, camera, fps=fps, dorsal=back))


@cache
def good(exercise: str, camera: Camera = SIDE) -> Report:
    """Report of one good repetition."""
    return perform(exercise, GOOD[exercise], camera)


def findings(report: Report) -> list[Finding]:
    return [finding for r in report.repetitions for finding in r.findings] + list(report.set_findings)


def verdicts(report: Report, cue: str) -> list[str]:
    return [finding.verdict for finding in findings(report) if finding.cue == cue]
