"""A report and its annotated clip in; by cue, a picture of the worst moment out, and to files and back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.files import write_whole
from formcheck.records import Report
from formcheck.report.summary import fixes
from formcheck.video.stills import frame_at

_NAME: Final = "worst_{cue}.jpg"
_BEFORE, _AFTER = _NAME.split("{cue}")
Pictures = Mapping[str, NDArray[np.uint8]]
"""By cue, a picture of shape (height, width, 3), RGB."""


def worst_frames(report: Report, clip: Path) -> Pictures:
    """Return the frame of the annotated clip that shows the worst finding of each cue to fix."""
    timed = {fix.cue: fix.worst.at_s for fix in fixes(report) if fix.worst.at_s is not None}
    frames = {cue: frame_at(clip, at_s) for cue, at_s in timed.items()}
    return {cue: frame for cue, frame in frames.items() if frame is not None}


def to_files(pictures: Pictures) -> dict[str, bytes]:
    """Return the pictures as JPEG, by the names of their files."""
    return {_NAME.format(cue=cue): _jpeg(picture) for cue, picture in pictures.items()}


def write_worst(report: Report, clip: Path, folder: Path) -> None:
    """Write the pictures of a report into a folder.

    Raises
    ------
    OutputError
        If one cannot be written.
    """
    for name, content in to_files(worst_frames(report, clip)).items():
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
