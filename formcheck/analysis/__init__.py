"""From a clip to a report: the one place where video, pose, coaching and report meet.

Two passes over the clip run at the same time. The first decodes, finds the pose and judges; the second decodes once
more, draws and encodes, and follows at a distance: it draws a moment only when nothing that is known of it can change,
so that a repetition wears its verdicts from its first frame. Each stage waits on the one before it and none holds more
than a few frames, so memory does not grow with the clip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.analysis.annotate import Annotator
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.profile import resolve_exercise
from formcheck.coaching.session import Session
from formcheck.errors import NobodyFoundError
from formcheck.motion.series import Series
from formcheck.pose.people.follower import Follower
from formcheck.pose.people.subject import Subject
from formcheck.pose.recording import PoseTrack
from formcheck.records import ClipInfo, Frame, ModelName, Report, Side, ViewLabel
from formcheck.report.tables import results_folder
from formcheck.video.read_ahead import read_ahead
from formcheck.video.reader import VideoInfo, VideoReader

Progress = Callable[[float], None]

_LEAST_SEEN_SHARE = 0.2
_CROWD = (
    "More than one person was seen. The one who exercises, nearest and most central, was followed; if that was the "
    "wrong one, point at the right one: --subject X,Y in shares of the picture's width and height."
)


@dataclass(frozen=True)
class Analysis:
    """A report with what it was made from.

    Attributes
    ----------
    report : Report
        What was found.
    series : Series
        All measures over time.
    exercise : Exercise
        The definition that judged, with any profile applied.
    """

    report: Report
    series: Series
    exercise: Exercise


def analyze(
    video: str | Path,
    exercise: str | Exercise,
    *,
    out: str | Path | None = None,
    view: ViewLabel | None = None,
    side: Side | None = None,
    model: ModelName = "full",
    subject: Subject | None = None,
    draw: bool = True,
    profile: Path | None = None,
    progress: Progress | None = None,
    capture_fps: float | None = None,
) -> Report:
    """Judge a clip.

    Parameters
    ----------
    video : str or Path
        The clip.
    exercise : str or Exercise
        Id of a built-in exercise, or a loaded definition (`load_exercise`, for those of a folder of one's own).
    out : str or Path, optional
        Folder for ``report.json``, ``repetitions.csv``, ``measures.csv`` and ``annotated.mp4``; made if missing.
        Without it nothing is written.
    view : str, optional
        Overrides the detected view.
    side : {"left", "right"}, optional
        Overrides which side of the body is turned to the camera.
    model : {"lite", "full", "heavy"}
        Pose model.
    subject : Subject, optional
        A point on the person to judge, where there are several. Without it, the one who exercises.
    draw : bool
        Whether to write the annotated clip.
    profile : Path, optional
        TOML file with a clinic's or a person's adjustments.
    progress : callable, optional
        Called with the share that is done, 0..1.
    capture_fps : float, optional
        Frames a second at which a run was filmed, where the clip shows them at another rate: slow motion.

    Returns
    -------
    Report
        What was found.

    Raises
    ------
    UnknownExerciseError, DefinitionError
        If the exercise or the profile cannot be used.
    UnreadableVideoError
        If the clip cannot be read.
    NobodyFoundError
        If there is no person in it.
    ModelError
        If the pose model is missing or damaged.
    OutputError
        If the results cannot be written; nothing is left behind then.
    """
    return analyze_clip(
        video, exercise, out=out, view=view, side=side, model=model, subject=subject, draw=draw,
        profile=profile, progress=progress, capture_fps=capture_fps,
    ).report  # fmt: skip


def analyze_clip(
    video: str | Path,
    exercise: str | Exercise,
    *,
    out: str | Path | None = None,
    view: ViewLabel | None = None,
    side: Side | None = None,
    model: ModelName = "full",
    subject: Subject | None = None,
    draw: bool = True,
    profile: Path | None = None,
    progress: Progress | None = None,
    capture_fps: float | None = None,
) -> Analysis:
    """Judge a clip and return the measures over time as well; see `analyze` for the parameters and errors."""
    definition = _definition(exercise, profile)
    session = Session(definition, view=view, side=side, model=model, capture_fps=capture_fps)
    folder = Path(out) if out is not None else None
    with ExitStack() as stack:
        reader = stack.enter_context(VideoReader(video))
        write = stack.enter_context(results_folder(folder)) if folder is not None else None
        annotator = None
        if folder is not None and draw:
            annotator = stack.enter_context(Annotator(reader.info, session, folder))
        follower = stack.enter_context(Follower(model, with_dorsal=definition.needs_dorsal, subject=subject))
        crowd = _judge_all(reader, session, follower, annotator, progress or (lambda _: None))
        report = _complete(session.finish(), reader.info, [*reader.warnings, *crowd])
        if annotator is not None:
            annotator.finish()
        if write is not None:
            write(report, session.series)
    return Analysis(report, session.series, definition)


def assess(
    track: PoseTrack,
    exercise: str | Exercise,
    *,
    view: ViewLabel | None = None,
    side: Side | None = None,
    profile: Path | None = None,
    model: str = "recorded",
    capture_fps: float | None = None,
) -> Report:
    """Judge recorded landmarks with the same engine; see `analyze` for the parameters and errors."""
    session = Session(_definition(exercise, profile), view=view, side=side, model=model, capture_fps=capture_fps)
    for pose in track.poses():
        session.push(pose)
    return session.finish()


def record(
    video: str | Path,
    *,
    model: ModelName = "full",
    subject: Subject | None = None,
    with_dorsal: bool = True,
    progress: Progress | None = None,
) -> PoseTrack:
    """Find the landmarks of a clip and judge nothing.

    Raises
    ------
    UnreadableVideoError, NobodyFoundError, ModelError
        As in `analyze`.
    """
    report_progress = progress or (lambda _: None)
    with VideoReader(video) as reader, Follower(model, with_dorsal=with_dorsal, subject=subject) as follower:
        follower.survey(reader.info.path)
        poses = []
        for frame in read_ahead(reader):
            poses.append(follower.detect(frame))
            report_progress(_share(frame, reader.info))
        if not any(pose.found for pose in poses):
            raise NobodyFoundError(_nobody(reader.info.path))
        return PoseTrack.from_poses(poses, source=str(reader.info.path))


def _definition(exercise: str | Exercise, profile: Path | None) -> Exercise:
    return resolve_exercise(exercise, None, [profile] if profile is not None else [])


def _judge_all(
    reader: VideoReader, session: Session, follower: Follower, annotator: Annotator | None, progress: Progress
) -> list[str]:
    """Push every frame of the clip through the session; return warnings about who was seen."""
    seen = 0
    follower.survey(reader.info.path)
    for frame in read_ahead(reader):
        pose = follower.detect(frame)
        seen += pose.found
        session.push(pose)
        if annotator is not None:
            annotator.push(pose)
        progress(_share(frame, reader.info))
    if not seen:
        raise NobodyFoundError(_nobody(reader.info.path))
    return [*_rarely_seen(seen / len(session.series)), *([_CROWD] if follower.is_guess else [])]


def _rarely_seen(share: float) -> Iterator[str]:
    if share < _LEAST_SEEN_SHARE:
        yield f"A person was found in only {share:.0%} of the frames; the rest could not be judged."


def _complete(report: Report, info: VideoInfo, warnings: list[str]) -> Report:
    source = ClipInfo(
        path=str(info.path),
        sha256=info.sha256,
        duration_s=info.duration_s,
        fps=info.fps,
        width_px=info.width_px,
        height_px=info.height_px,
        rotation_deg=info.rotation_deg,
    )
    return replace(report, source=source, warnings=(*warnings, *report.warnings))


def _share(frame: Frame, info: VideoInfo) -> float:
    return min(1.0, frame.t_s / info.duration_s) if info.duration_s > 0 else 0.0


def _nobody(path: Path) -> str:
    return (
        f"No person was found in {path}. Film from 2 to 4 m away with the whole body in the picture and light on it, "
        "then run the same command again."
    )
