"""Finds the good sample of an exercise: a clip to show beside a set."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from formcheck.catalogue.exercise import Exercise
from formcheck.desk.decision import Span
from formcheck.export.example import EXAMPLE, has_picture, picture_facing, write_example
from formcheck.records import Facing, ViewLabel
from formcheck.ui.parts.samples import samples


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodSample:
    """A clip of good form.

    Attributes
    ----------
    film : Path
    spans : tuple of Span
        Its repetitions, or its hold.
    name : str
        What stands below it.
    view : str or None
        The view of the sample, if the set must have the same view.
    facing : str
        Which way the person faces, in the terms of reports.
    """

    film: Path
    spans: tuple[Span, ...]
    name: str
    view: ViewLabel | None = None
    facing: Facing = "unknown"


def good_sample(exercise: Exercise) -> GoodSample | None:
    """Find the good sample of an exercise: a clip that comes with formcheck, else its picture in motion.

    Returns
    -------
    GoodSample or None
        None if there is neither, as for a custom exercise.

    Raises
    ------
    OutputError
        If the picture cannot be written as a clip.
    """
    clip = next((one for one in samples() if one.exercise == exercise.id and one.good), None)
    if clip is not None:
        return GoodSample(film=clip.path, spans=clip.good, name=clip.shows, view=clip.view, facing=clip.facing)
    return _picture(exercise) if has_picture(exercise) else None


def _picture(exercise: Exercise) -> GoodSample:
    # The folder for what is made for a while: the app empties it when it ends.
    film = Path(tempfile.gettempdir()) / "formcheck-examples" / f"{exercise.id}.mp4"
    if not film.is_file():
        write_example(exercise, film)
    shows = "the posture" if exercise.hold is not None else "start and turning point"
    name = f"{exercise.name}: {shows}, drawn"
    return GoodSample(film=film, spans=(EXAMPLE,), name=name, facing=picture_facing(exercise))
