"""Drawn runners on their true joints, seen without perspective, and what the engine says of them."""

from __future__ import annotations

from functools import cache
from itertools import chain

import numpy as np

from benchmarks.synthetic.figure.body import Body
from benchmarks.synthetic.figure.kinematics import Figure
from benchmarks.synthetic.gait import Run, Runner
from benchmarks.synthetic.truth import ideal_pose
from formcheck.analysis import JudgingOptions, assess
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.library import exercises
from formcheck.catalogue.profile import resolve_exercise
from formcheck.pose.recording import PoseTrack
from formcheck.records import Gait, Pose, Report, ViewLabel

FPS, DURATION_S = 60.0, 6.4
RUN = [exercise for exercise in exercises() if exercise.mode == "gait"]


@cache
def figure() -> Figure:
    return Figure(Body.load("man"))


@cache
def seen(run: Run, view: ViewLabel, fps: float = FPS, duration_s: float = DURATION_S) -> tuple[Pose, ...]:
    runner = Runner(figure(), run, duration_s)
    times = np.arange(0.0, duration_s, 1.0 / fps).tolist()
    # Without perspective, a runner from behind is the one from the front.
    return tuple(ideal_pose(runner.at(t).points, t, "side" if view == "side" else "front") for t in times)


@cache
def all_cues() -> Exercise:
    """All cues of all runs in one, so that a film is judged once."""
    cues = chain.from_iterable(e.cue for e in RUN)
    names = chain.from_iterable([name_of(e.id, cue) for cue in e.cue] for e in RUN)
    return RUN[0].model_copy(
        update={"cue": tuple(cue.model_copy(update={"id": name}) for cue, name in zip(cues, names, strict=True))}
    )


def name_of(exercise: str, cue: Cue | str) -> str:
    return f"{exercise}__{cue if isinstance(cue, str) else cue.id}"


def judged(
    film: tuple[Pose, ...],
    view: ViewLabel | None = None,
    exercise: str | Exercise = "",
    capture_fps: float | None = None,
) -> Report:
    options = JudgingOptions(view=view, capture_fps=capture_fps)
    definition = resolve_exercise(exercise or all_cues())
    return assess(PoseTrack.from_poses(film), definition, options).report


@cache
def ran(run: Run, view: ViewLabel, fps: float = FPS) -> Gait:
    gait = judged(seen(run, view, fps), view).gait
    assert gait is not None
    return gait
