"""What a caller may choose when a clip or a recording is judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formcheck.pose.people.subject import Subject
from formcheck.pose.privacy import Privacy
from formcheck.records import CLIP_MODEL, ModelName, Side, ViewLabel

Progress = Callable[[float], None]
"""Called with the share of the work that is done, 0..1."""


@dataclass(frozen=True, kw_only=True)
class JudgingOptions:
    """How poses are judged.

    Attributes
    ----------
    view : str or None
        The view of the camera; None detects it.
    side : {"left", "right"} or None
        The side of the body that is turned to the camera; None detects it.
    capture_fps : float or None
        Frames per second at which it was filmed, if the clip plays them at another rate (slow motion). All times are
        then those of the movement, in the annotated clip too.
    mirrored : bool
        Whether the clip shows left and right exchanged, as some front cameras store it: it is then mirrored back, in
        the annotated clip too.
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
        Whether ``share.mp4`` is written too, a short upright clip for a phone; it needs the annotated clip.
    model : {"lite", "full", "heavy"}
        The pose model.
    subject : Subject or None
        A point on the person to judge, in a clip with several, in the picture as the clip shows it, mirrored or not;
        None chooses the person who exercises.
    progress : callable or None
        Called with the share that is done, 0..1.
    privacy : {"none", "blur", "skeleton"}
        What every picture that is written shows. The pose is found before.
    longest_s : float or None
        Seconds that the clip may last; a longer one is refused before its first frame is looked at.
    workers : int or None
        How many look at the clip at the same time, which changes nothing but the time that it takes; None asks the
        environment variable ``FORMCHECK_CLIP_WORKERS``, and else takes one for each core.
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
