"""A clip in, an `Analysis` and a folder of results out.

Two passes over the clip run at the same time. The first decodes, detects the pose and judges it. The second decodes
again, draws and encodes; it draws a frame only once its verdicts are final, so a repetition is coloured from its first
frame on. Each stage waits for the one before it and none holds more than a few frames, so memory does not grow with
the length of the clip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from formcheck.analysis import annotate, moments
from formcheck.analysis.annotate import Annotator
from formcheck.analysis.detect import poses_in
from formcheck.analysis.moments import write_moments
from formcheck.analysis.options import AnalysisOptions
from formcheck.analysis.result import Analysis
from formcheck.analysis.results_folder import results_folder
from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.session import Session
from formcheck.pose.looking import SecondLooker
from formcheck.pose.people.follower import Follower
from formcheck.pose.people.small import SMALL_SHARE, height_share
from formcheck.records import ClipInfo, Pose
from formcheck.video.reader import VideoInfo, VideoReader

_DEFAULTS = AnalysisOptions()
_LEAST_SEEN_SHARE = 0.2
_SMALL = (
    "The person is small in the picture, at less than a third of its height: angles are less exact, and much may not "
    "be judged. Come nearer to the camera, or film closer."
)
_CROWD = (
    "More than one person was detected. The one who exercises, nearest and most central, was judged; if that was the "
    "wrong person, point at the right one: --subject X,Y as shares of the frame's width and height."
)


def analyze(video: str | Path, exercise: Exercise, options: AnalysisOptions = _DEFAULTS) -> Analysis:
    """Judge a clip.

    Parameters
    ----------
    video : str or Path
        The clip.
    exercise : Exercise
        The definition to judge by; see `resolve_exercise`.
    options : AnalysisOptions
        How to judge, and what to write.

    Raises
    ------
    UnreadableVideoError
        If the clip cannot be read.
    NobodyFoundError
        If there is no person in it.
    ModelError
        If the pose model is missing or damaged.
    OutputError
        If the results cannot be written. No partial result is left behind.
    """
    with ExitStack() as stack:
        looker = stack.enter_context(SecondLooker(options.model))
        session = Session(
            exercise,
            view=options.view,
            side=options.side,
            model=options.model,
            look_again=looker,
        )
        reader = stack.enter_context(VideoReader(video, capture_fps=options.capture_fps))
        write = stack.enter_context(results_folder(options.out)) if options.out is not None else None
        annotator = _annotator(stack, reader, session, options)
        follower = stack.enter_context(
            Follower(options.model, with_dorsal=exercise.needs_dorsal, subject=options.subject)
        )
        poses = poses_in(reader, follower, options.progress, keep=looker.keep)
        seen = _judge(poses, session, follower, annotator)
        report = session.finish()
        warnings = [*reader.warnings, *seen, *(annotator.finish() if annotator is not None else ())]
        report = replace(report, source=_source(reader.info), warnings=(*warnings, *report.warnings))
        shown = session.shown()
        if write is not None:
            write(report, shown)
    if annotator is not None and options.out is not None:
        write_moments(report, options.out / annotate.FILE_NAME, options.out / moments.FILE_NAME)
    return Analysis(report=report, series=shown, exercise=exercise)


def _annotator(stack: ExitStack, reader: VideoReader, session: Session, options: AnalysisOptions) -> Annotator | None:
    if options.out is None or not options.draw:
        return None
    return stack.enter_context(Annotator(stack.enter_context(reader.again()), session, options.out))


def _judge(poses: Iterable[Pose], session: Session, follower: Follower, annotator: Annotator | None) -> Iterator[str]:
    """Push the pose of every frame through the session; return warnings about who was detected."""
    seen = small = 0
    for pose in poses:
        seen += pose.found
        small += pose.found and height_share(pose) < SMALL_SHARE
        session.push(pose)
        if annotator is not None:
            annotator.push(pose)
    return _warnings(seen / len(session.series), is_small=2 * small > seen, is_guess=follower.is_guess)


def _warnings(seen_share: float, *, is_small: bool, is_guess: bool) -> Iterator[str]:
    if seen_share < _LEAST_SEEN_SHARE:
        yield f"A person was detected in only {seen_share:.0%} of the frames; the rest could not be judged."
    if is_small:
        yield _SMALL
    if is_guess:
        yield _CROWD


def _source(info: VideoInfo) -> ClipInfo:
    return ClipInfo(
        path=str(info.path),
        sha256=info.sha256,
        duration_s=info.duration_s,
        fps=info.fps,
        width_px=info.width_px,
        height_px=info.height_px,
        rotation_deg=info.rotation_deg,
    )
