"""What a caller may choose when a clip or a recording is judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formcheck.pose.people.subject import Subject
from formcheck.pose.privacy import Privacy
from formcheck.records import CLIP_MODEL, ModelName, Side, ViewLabel

Progress = Callable[[float], None]
"""Called with the share of the work done, 0..1."""


@dataclass(frozen=True, kw_only=True)
class JudgingOptions:
    """How poses are judged.

    Attributes
    ----------
    view : str or None
        The view of the camera; None detects it.
    side : {"left", "right"} or None
        The side of the body turned to the camera; None detects it.
    capture_fps : float or None
        Frames per second at which the clip was filmed, if it plays at another rate (slow motion). All times are then
        those of the movement, in the annotated clip too.
    mirrored : bool
        Whether the clip is a mirror image, as some front cameras store it; it is then mirrored back, in the annotated
        clip too.
    """

    view: ViewLabel | None = None
    side: Side | None = None
    capture_fps: float | None = None
    mirrored: bool = False


@dataclass(frozen=True, kw_only=True)
class AnalysisOptions(JudgingOptions):
    """How a clip is analysed, and what is written.

    Attributes
    ----------
    out : Path or None
        Folder for ``report.json``, the tables, ``poses.npz`` and ``annotated.mp4``, created if missing; None writes
        nothing.
    draw : bool
        Whether the annotated clip is written, and with it ``moments.png`` and ``poster.png``.
    share : bool
        Whether ``share.mp4``, a short upright clip for a phone, is also written; it needs the annotated clip.
    model : {"lite", "full", "heavy"}
        The pose model.
    subject : Subject or None
        A point on the person to judge, in a clip with several people, in the picture as the clip shows it, mirrored or
        not; None chooses the person who exercises.
    progress : callable or None
        Called with the share of the work done, 0..1.
    privacy : {"none", "blur", "skeleton"}
        What every written picture shows. The pose is found first.
    longest_s : float or None
        Seconds that the clip may last; a longer one is refused before its first frame is analysed.
    workers : int or None
        How many workers analyse the clip at the same time, which changes only the time that it takes; None uses the
        environment variable ``FORMCHECK_CLIP_WORKERS``, or else one for each core.
    """

    out: Path | None = None
    draw: bool = True
    share: bool = False
    model: ModelName = CLIP_MODEL
    subject: Subject | None = None
    progress: Progress | None = None
    privacy: Privacy = "none"
    longest_s: float | None = None
    workers: int | None = None
