"""Takes a picture of the worst moment of each cue from an annotated clip, and writes and reads these as files."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.exercise import Exercise
from formcheck.files import write_whole
from formcheck.motion.cleaning.view import ViewState
from formcheck.records import Report
from formcheck.report.clip.layout import Measures
from formcheck.report.clip.panel import with_words
from formcheck.report.clip.reasons import reasons_of
from formcheck.report.scene import Scene, Strip, about
from formcheck.report.summary import Fix, fixes, parts
from formcheck.video.stills import frame_at

_NAME: Final = "worst_{cue}.jpg"
_BEFORE, _AFTER = _NAME.split("{cue}")
Pictures = Mapping[str, NDArray[np.uint8]]
"""By cue, a picture of shape (height, width, 3), RGB."""


def worst_frames(report: Report, clip: Path, exercise: Exercise) -> Pictures:
    """Return the picture of the clip that shows the worst finding of each cue to fix, with words for it alone.

    The panel of the clip shows what is worst at that moment, which may be another cue.
    """
    layout = Measures(report.source.width_px or 1, report.source.height_px or 1)
    found: dict[str, NDArray[np.uint8]] = {}
    for fix in fixes(report):
        frame = None if fix.worst.at_s is None else frame_at(clip, fix.worst.at_s)
        if frame is not None:
            height = round(frame.shape[0] * layout.picture_px[1] / layout.size_px[1])
            found[fix.cue] = with_words(frame[:height], _scene(fix, report, exercise))
    return found


def _scene(fix: Fix, report: Report, exercise: Exercise) -> Scene:
    """Make the scene of one fault, without anything else of the moment."""
    view = ViewState(report.view.label, report.view.facing, math.nan)
    part = next((part for part in parts(report) if part.index == fix.repetition), None)
    strip = Strip(times_s=np.zeros(0), values=np.zeros(0), now_s=0.0, marks=())
    reasons = reasons_of(exercise, part, view, None) if part is not None else ()
    scene = Scene(count=0, in_form=0, moving=False, view="", strip=strip, reasons=reasons)
    return about(scene, fix.worst, exercise, view.label)


def to_files(pictures: Pictures) -> dict[str, bytes]:
    """Return the pictures as JPEG, by the names of their files."""
    return {_NAME.format(cue=cue): _jpeg(picture) for cue, picture in pictures.items()}


def write_worst(report: Report, clip: Path, folder: Path, exercise: Exercise) -> None:
    """Write the pictures of a report into a folder.

    Raises
    ------
    OutputError
        If one cannot be written.
    """
    for name, content in to_files(worst_frames(report, clip, exercise)).items():
        write_whole(folder / name, content)


def read_worst(files: Mapping[str, Path]) -> Pictures:
    """Read the pictures among the files of a set, by name; one that is damaged is left out."""
    found = {
        name.removeprefix(_BEFORE).removesuffix(_AFTER): cv2.imread(str(path))
        for name, path in files.items()
        if name.startswith(_BEFORE) and name.endswith(_AFTER)
    }
    return {
        cue: np.ascontiguousarray(image[..., ::-1], dtype=np.uint8) for cue, image in found.items() if image is not None
    }


def _jpeg(picture: NDArray[np.uint8]) -> bytes:
    _, encoded = cv2.imencode(".jpg", picture[..., ::-1])
    return encoded.tobytes()
