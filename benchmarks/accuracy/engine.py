"""From landmarks to a report in which each check stands by itself, and to every measure that the view can show."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.synthetic.truth import Truth
from formcheck.analysis import Analysis
from formcheck.catalogue.checks import Band, Check, DurationCheck, GaitCheck, SetCheck
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.session import Session
from formcheck.motion.measures import MEASURES
from formcheck.pose.recording import PoseTrack
from formcheck.records import Side, ViewLabel

_SINGLE = "__"


def single_id(cue: str, index: int) -> str:
    """Name the cue that has one check of another alone."""
    return f"{cue}{_SINGLE}{index}"


def is_single(cue: str) -> bool:
    """Tell a cue that has one check of another alone from the catalogue's own."""
    return _SINGLE in cue


def single_check_cues(exercise: Exercise) -> dict[str, tuple[Cue, Check | DurationCheck]]:
    """List each check of each repetition by the id it has alone, with the cue that it is from."""
    return {
        single_id(cue.id, i): (cue, check)
        for cue in exercise.cue
        if cue.enabled
        for i, check in enumerate(cue.check)
        if not isinstance(check, SetCheck | GaitCheck)
    }


def with_probe_cues(exercise: Exercise, view: str) -> Exercise:
    """Add each check as a cue of its own, without its cue's gate, and record all measures that a view can show.

    What the exercise's own cues say stays as it is.
    """
    alone = [
        cue.model_copy(update={"id": name, "check": (check,), "when": None})
        for name, (cue, check) in single_check_cues(exercise).items()
    ]
    recorder = exercise.cue[0].model_copy(
        update={"id": "recorded", "check": _probes(view), "when": None, "enabled": False}
    )
    return exercise.model_copy(update={"cue": (*exercise.cue, *alone, recorder)})


def _probes(view: str) -> tuple[Check, ...]:
    return tuple(
        Check.model_construct(
            measure=m.name, limb="each" if m.sided else "whole", phase="bottom", views=(), pass_=Band(), warn=Band()
        )
        for m in MEASURES.values()
        if view in m.views
    )


def judge(
    track: PoseTrack, exercise: str, filmed: str, *, view: ViewLabel | None = None, side: Side | None = None
) -> Analysis:
    """Run the engine on a track.

    Parameters
    ----------
    track : PoseTrack
    exercise : str
        Id in the catalogue.
    filmed : str
        The view whose measures are recorded.
    view, side : str, optional
        What the engine takes as given instead of detecting it.
    """
    definition = with_probe_cues(load_exercise(exercise), filmed)
    session = Session(definition, view=view, side=side)
    for pose in track.poses():
        session.push(pose)
    # As read: a frame in which the view was taken for another is an error too, which no table for people shows.
    return Analysis(report=session.finish(), series=session.series, exercise=definition)


def near_side(truth: Truth) -> Side:
    """Give the side of the body that the camera stands on; of no meaning in a front view."""
    return "right" if truth.about["camera"]["azimuth_deg"] < 180.0 else "left"


def judge_perfectly(truth: Truth) -> Analysis:
    """Run the engine on the true joints, seen without perspective from exactly the clip's view and side.

    A clip that is filmed at an angle is compared with the side view.
    """
    filmed, exercise = truth.about["view"], truth.about["exercise"]
    if filmed == "front":
        return judge(truth.track("front"), exercise, filmed, view=filmed)
    track, near = truth.track("side"), near_side(truth)
    return judge(turned(track) if near == "left" else track, exercise, filmed, view=filmed, side=near)


def turned(track: PoseTrack) -> PoseTrack:
    """See the same poses from the opposite direction: turned by half a turn about the vertical."""
    landmarks, world = track.landmarks.copy(), track.world.copy()
    landmarks[..., 0] = track.width_px - landmarks[..., 0]
    landmarks[..., 2] *= -1.0
    world[..., [0, 2]] *= -1.0
    return replace(track, landmarks=landmarks, world=world)
