"""Turns a clip into an `Analysis` and a folder of results.

Two passes over the clip run at the same time. The first decodes and detects the pose, in several pieces of a long clip
at once (`formcheck.pieces`), and judges it in a thread of its own. The second decodes again, draws and encodes in
threads that give way to it; it draws a frame only once its verdicts are final, so a repetition is coloured from its
first frame on. Each stage waits for the one before it and none holds more than a few frames, or what is needed of the
frames of a few pieces, so memory does not grow with the length of the clip.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from formcheck.analysis import annotate
from formcheck.analysis.annotate import Annotator
from formcheck.analysis.detect import looking, poses_in
from formcheck.analysis.keepsakes.places import boxes_of
from formcheck.analysis.keepsakes.writing import write_keepsakes
from formcheck.analysis.options import AnalysisOptions
from formcheck.analysis.result import Analysis
from formcheck.analysis.results_folder import results_folder
from formcheck.analysis.unnamed.detected import Detected, refuse_longer, replayed
from formcheck.analysis.watch import Watch
from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.session import Session
from formcheck.guesses import Recognition
from formcheck.pose.looking import SecondLooker
from formcheck.pose.recording import PoseTrack
from formcheck.recognition.contest import Contest
from formcheck.records import ClipInfo, Pose, Report
from formcheck.video.reader import VideoInfo, VideoReader

_DEFAULTS = AnalysisOptions()
# Strength exercises are judged from fifteen frames a second on: twice that leaves room. A foot of a runner stays on the
# ground for a fifth of a second, so of a run every frame counts.
_LOOKED_AT_FPS = 30.0
# Frames a second are rarely whole numbers: 59.94.
_NEARLY = 0.02
_CROWD = (
    "More than one person was detected. The person who exercises, nearest and most central, was judged; if that was "
    "the wrong person, point at the right one: --subject X,Y as shares of the frame's width and height."
)
_CROWD_IN_SIGHT = (
    "More than one person was detected. Everything out of reach of the person who exercises is blurred, but somebody "
    "right behind them may be visible. To be sure that nobody is: --privacy skeleton."
)


def analyze(
    video: str | Path,
    exercise: Exercise,
    options: AnalysisOptions = _DEFAULTS,
    known: Detected | None = None,
    recognition: Recognition | None = None,
) -> Analysis:
    """Judge a clip.

    Parameters
    ----------
    video : str or Path
        The clip.
    exercise : Exercise
        The definition to judge by; see `resolve_exercise`.
    options : AnalysisOptions
        How to judge, and what to write.
    known : Detected, optional
        Its poses, where they were detected before.
    recognition : Recognition, optional
        How the exercise was found, if nobody named it.

    Raises
    ------
    UnreadableVideoError
        If the clip cannot be read.
    NobodyFoundError
        If there is no person in it.
    ModelError
        If the pose model is missing or damaged.
    UsageError
        If the clip lasts longer than is allowed.
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
            rivals=Contest(),
        )
        reader = stack.enter_context(VideoReader(video, capture_fps=options.capture_fps, mirrored=options.mirrored))
        refuse_longer(reader.info, options.longest_s)
        write = stack.enter_context(results_folder(options.out)) if options.out is not None else None
        watch = Watch()
        every = 1 if exercise.mode == "gait" else every_of(reader.info.fps)
        annotator = _annotator(stack, reader, session, options, is_sparse=every > 1)
        if known is not None and known.every == every:
            found = replayed(reader.only(every=every), known, options.progress, looker.keep)
        else:
            known = None
            subject = options.subject.mirrored() if options.subject and options.mirrored else options.subject
            lookers = looking(
                reader, options.model, with_dorsal=exercise.needs_dorsal, every=every, subject=subject,
                workers=options.workers,
            )  # fmt: skip
            follower, crew = stack.enter_context(lookers)
            found = poses_in(reader.only(every=every), follower, options.progress, looker, watch, crew)
        poses = _judge(stack.enter_context(closing(found)), session, annotator)
        report = session.finish()
        is_crowd = known.is_crowd if known is not None else watch.is_crowd
        is_guess = known.is_guess if known is not None else watch.is_crowd and options.subject is None
        warnings = [
            *reader.warnings,
            *(known.notes if known is not None else watch.notes()),
            *([_CROWD] if is_guess else []),
            *([_CROWD_IN_SIGHT] if is_crowd and options.draw and options.privacy == "blur" else []),
            *(annotator.finish(report) if annotator is not None else ()),
        ]
        report = replace(
            report, source=source_of(reader.info), warnings=(*warnings, *report.warnings), recognition=recognition
        )
        shown = session.shown()
        if write is not None:
            write(report, shown, PoseTrack.from_poses(poses, source=reader.info.path.name))
    result = Analysis(report=report, series=shown, exercise=exercise)
    if annotator is not None and options.out is not None:
        if session.outdone_by:
            _draw_again(video, session, options, poses, report)
        write_keepsakes(result, options.out / annotate.FILE_NAME, boxes_of(poses), with_share=options.share)
    return result


def every_of(fps: float) -> int:
    """Return which frames are analysed, as one in so many; on the others the pose is drawn between its neighbours."""
    return max(1, int(fps / _LOOKED_AT_FPS + _NEARLY))


def _annotator(
    stack: ExitStack, reader: VideoReader, session: Session, options: AnalysisOptions, *, is_sparse: bool
) -> Annotator | None:
    if options.out is None or not options.draw:
        return None
    again = stack.enter_context(reader.again())
    return stack.enter_context(Annotator(again, session, options.out, options.privacy, is_sparse=is_sparse))


def _draw_again(
    video: str | Path, session: Session, options: AnalysisOptions, poses: Iterable[Pose], report: Report
) -> None:
    """Draw the clip again, because its end showed that the counted repetitions are another exercise."""
    with ExitStack() as stack:
        reader = stack.enter_context(VideoReader(video, capture_fps=options.capture_fps, mirrored=options.mirrored))
        annotator = _annotator(stack, reader, session, options, is_sparse=every_of(reader.info.fps) > 1)
        if annotator is not None:
            for pose in poses:
                annotator.push(pose)
            annotator.finish(report)


def _judge(poses: Iterable[Pose], session: Session, annotator: Annotator | None) -> list[Pose]:
    """Push the pose of every frame through the session, and return them."""
    judged = []
    for pose in poses:
        judged.append(pose)
        session.push(pose)
        if annotator is not None:
            annotator.push(pose)
    return judged


def source_of(info: VideoInfo) -> ClipInfo:
    """Say which clip was judged."""
    return ClipInfo(
        path=str(info.path),
        sha256=info.sha256,
        duration_s=info.duration_s,
        fps=info.fps,
        width_px=info.width_px,
        height_px=info.height_px,
        rotation_deg=info.rotation_deg,
    )
