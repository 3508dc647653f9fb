"""The Python interface: a clip or a pose recording and an exercise in, a report out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from formcheck import analysis
from formcheck.analysis import AnalysisOptions, JudgingOptions
from formcheck.analysis.options import Progress
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.profile import resolve_exercise
from formcheck.pose.people.subject import Subject
from formcheck.pose.privacy import Privacy
from formcheck.pose.recording import PoseTrack
from formcheck.records import CLIP_MODEL, ModelName, Report, Side, ViewLabel


def analyze(
    video: str | Path,
    exercise: str | Exercise,
    *,
    folder: str | Path | None = None,
    profiles: Sequence[str | Path] = (),
    out: str | Path | None = None,
    draw: bool = True,
    share: bool = False,
    view: ViewLabel | None = None,
    side: Side | None = None,
    capture_fps: float | None = None,
    mirrored: bool = False,
    height_cm: float | None = None,
    model: ModelName = CLIP_MODEL,
    subject: Subject | None = None,
    progress: Progress | None = None,
    privacy: Privacy = "none",
    workers: int | None = None,
) -> Report:
    """Judge a clip.

    Parameters
    ----------
    video : str or Path
        The clip.
    exercise : str or Exercise
        Id of an exercise, or a loaded definition.
    folder : str or Path, optional
        Custom definitions, in addition to the built-in ones.
    profiles : sequence of str or Path
        TOML files with adjustments, the most general first: a clinic's, then a person's. Later ones override earlier.
    out : str or Path, optional
        Folder for ``report.json``, the tables, ``poses.npz`` and ``annotated.mp4``, created if missing. By default
        nothing is written.
    draw : bool
        Whether to write ``annotated.mp4``, and with it ``moments.png`` and ``poster.png``.
    share : bool
        Whether to also write ``share.mp4``, a short upright clip for a phone.
    view : str, optional
        The view of the camera; detected by default.
    side : {"left", "right"}, optional
        The side of the body turned to the camera; detected by default.
    capture_fps : float, optional
        Frames per second at which the clip was filmed, if it plays at another rate (slow motion). All times are then
        those of the movement, in the annotated clip too.
    mirrored : bool
        Whether the clip is a mirror image, as some front cameras store it; it is then mirrored back.
    height_cm : float, optional
        Body height in centimetres: lengths are then written in centimetres, not as shares of the body.
    model : {"lite", "full", "heavy"}
        The pose model: heavy is the most exact, full takes about a third of its time, lite a quarter.
    subject : Subject, optional
        A point on the person to judge, in a clip with several people; by default the person who exercises.
    progress : callable, optional
        Called with the share of the work done, 0..1.
    privacy : {"none", "blur", "skeleton"}
        What every written picture shows: everything, the body with face and surroundings blurred, or the skeleton on a
        neutral background. The pose is found first.
    workers : int, optional
        How many workers analyse a clip of more than ten seconds at the same time; the number does not change the
        result. By default the value of the environment variable ``FORMCHECK_CLIP_WORKERS``, or one for each core, at
        most eight. Each beyond the first takes 0.65 GB of memory with the heavy model.

    Raises
    ------
    UnknownExerciseError, DefinitionError
        If the exercise or a profile cannot be used.
    UnreadableVideoError
        If the clip cannot be read.
    NobodyFoundError
        If there is no person in the clip.
    ModelError
        If the pose model is missing or damaged.
    OutputError
        If the results cannot be written. No partial result is left behind.
    """
    options = AnalysisOptions(
        view=view,
        side=side,
        capture_fps=capture_fps,
        mirrored=mirrored,
        out=Path(out) if out is not None else None,
        draw=draw,
        share=share,
        model=model,
        subject=subject,
        progress=progress,
        privacy=privacy,
        workers=workers,
    )
    definition = resolve_exercise(exercise, folder, profiles).for_height(height_cm)
    return analysis.analyze(video, definition, options).report


def assess(
    track: PoseTrack,
    exercise: str | Exercise,
    *,
    folder: str | Path | None = None,
    profiles: Sequence[str | Path] = (),
    view: ViewLabel | None = None,
    side: Side | None = None,
    capture_fps: float | None = None,
    mirrored: bool = False,
    model: str = "recorded",
) -> Report:
    """Judge recorded poses with the same engine; see `analyze` for the parameters and errors."""
    options = JudgingOptions(view=view, side=side, capture_fps=capture_fps, mirrored=mirrored)
    return analysis.assess(track, resolve_exercise(exercise, folder, profiles), options, model=model).report
