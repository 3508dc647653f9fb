"""Turns a pose recording into an `Analysis`: the same engine as for a clip, without video and pose model."""

from __future__ import annotations

from dataclasses import replace

from formcheck.analysis.options import JudgingOptions
from formcheck.analysis.result import Analysis
from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.session import Session
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import mirror
from formcheck.recognition.contest import Contest
from formcheck.video.orientation import mirror_notes
from formcheck.video.slow_motion import SlowMotion, usual_fps

_DEFAULTS = JudgingOptions()


def assess(
    track: PoseTrack, exercise: Exercise, options: JudgingOptions = _DEFAULTS, *, model: str = "recorded"
) -> Analysis:
    """Judge recorded poses.

    Parameters
    ----------
    track : PoseTrack
        The recording.
    exercise : Exercise
        The definition to judge by; see `resolve_exercise`.
    options : JudgingOptions
        How to judge.
    model : str
        Name of the pose model, for the report.
    """
    session = Session(exercise, view=options.view, side=options.side, model=model, rivals=Contest())
    slow_motion = SlowMotion.of(usual_fps(track.t_s), options.capture_fps)
    for pose in track.poses():
        seen = mirror(pose) if options.mirrored else pose
        session.push(replace(seen, t_s=seen.t_s / slow_motion.stretch))
    report = session.finish()
    report = replace(report, warnings=(*slow_motion.notes(), *mirror_notes(options.mirrored), *report.warnings))
    return Analysis(report=report, series=session.shown(), exercise=exercise)
