"""Judged sets of the stick figure with all that they were made from, and findings to order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.session import Session
from formcheck.records import Finding, Gait, Hold, Pose, Repetition, Report, Severity, Verdict
from formcheck.report.scene import Scene, scene_at
from tests.support.figures import FRONT, SIDE, Camera, Move, SetTiming, film
from tests.support.moves import lunge, rounding, side_lunge, squat
from tests.support.running import FPS, TWO

HOLD = Hold(index=1, side="left", start_s=1.0, end_s=31.0, in_form_s=28.5, findings=())
GAIT = Gait(cadence_per_min=168.0, steps={"left": 8, "right": 8}, measures={"cadence": 168.0}, findings=())


@dataclass(frozen=True)
class Judged:
    """A set after its last pose."""

    poses: Sequence[Pose]
    session: Session
    report: Report

    @property
    def repetition(self) -> Repetition:
        return self.report.repetitions[0]

    def scene(self, t_s: float, seen: Outcome | None = None) -> Scene:
        s = self.session
        return scene_at(t_s, s.exercise, seen or s.seen, s.series, s.view_at(t_s), set_open=False)

    def pose(self, t_s: float) -> Pose:
        return min(self.poses, key=lambda pose: abs(pose.t_s - t_s))


def judge(exercise: str, move: Move, camera: Camera, tempo: SetTiming = TWO, fps: float = FPS) -> Judged:
    session = Session(exercise)
    poses = film(move, tempo, camera, fps=fps, dorsal=lambda _moment: rounding(0.0))
    for pose in poses:
        session.push(pose)
    return Judged(poses, session, session.finish())


@cache
def good() -> Judged:
    return judge("squat", squat(), SIDE)


@cache
def shallow() -> Judged:
    """Two squats from the side that are not deep enough: one fault each."""
    return judge("squat", squat(thigh_deg=35.0), SIDE)


@cache
def knees_in() -> Judged:
    """Two squats from the front: the knees come in and the weight is on one foot."""
    return judge("squat", squat(knees_in=0.1, shift=0.09), FRONT)


@cache
def lunges() -> Judged:
    """A forward lunge on the left, then one on the right."""
    return judge("forward_lunge", lunge(), SIDE)


@cache
def side_lunges() -> Judged:
    """A side lunge to the left, then one to the right."""
    return judge("side_lunge", side_lunge(), FRONT)


@cache
def empty() -> Judged:
    """Nothing was pushed."""
    session = Session("squat")
    return Judged((), session, session.finish())


def found(
    cue: str,
    verdict: Verdict = "fault",
    severity: Severity = "minor",
    *,
    value: float | None = 30.0,
    limit: float | None = 20.0,
    unit: str = "deg",
    at_s: float | None = 2.0,
    message: str | None = None,
) -> Finding:
    """A finding of this cue; its message names the cue where none is given."""
    words = f"Do {cue} better" if message is None else message
    return Finding(
        cue=cue,
        verdict=verdict,
        severity=severity,
        value=value,
        limit=limit,
        unit=unit,
        at_s=at_s,
        reason=None,
        message=words,
        source="test",
    )


def with_findings(report: Report, *findings: Sequence[Finding]) -> Report:
    """The report with these findings, one sequence for each repetition; the first repetition is repeated as needed."""
    first = report.repetitions[0]
    repetitions = tuple(
        replace(first, index=i, findings=tuple(each), in_form=form_of(each)) for i, each in enumerate(findings, 1)
    )
    forms = [repetition.in_form for repetition in repetitions]
    verdicts = [finding.verdict for each in findings for finding in each]
    summary = replace(
        report.summary,
        judged_share=1.0 - verdicts.count("not_judged") / len(verdicts) if verdicts else 0.0,
        repetitions=len(forms),
        attempts=len(forms),
        in_form=forms.count(True),
        not_judged=forms.count(None),
    )
    return replace(report, repetitions=repetitions, summary=summary)


def form_of(findings: Sequence[Finding]) -> bool | None:
    """Whether a repetition with these findings is in form, as if each of its cues decided."""
    verdicts = {finding.verdict for finding in findings}
    return None if verdicts == {"not_judged"} else "fault" not in verdicts
