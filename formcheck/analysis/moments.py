"""Makes one picture of the moments that matter in an annotated clip: start, turning point, worst moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from formcheck.files import write_whole
from formcheck.records import Report
from formcheck.report.lettering import Image, fitting, put
from formcheck.report.overlay import DARK, WHITE
from formcheck.report.summary import fixes
from formcheck.video.stills import frame_at
from formcheck.wording import moment

FILE_NAME: Final = "moments.png"
_GAP_PX, _TITLE_PX, _LARGEST_PX = 8, 44, 22
# Two pictures that are nearer to each other look the same.
_APART_S: Final = 0.15


def write_moments(report: Report, clip: Path, target: Path) -> None:
    """Write the picture, whole or not at all; a set without a repetition, or a clip that is gone, has none.

    Parameters
    ----------
    report : Report
        What was found.
    clip : Path
        Its annotated clip.
    target : Path
        The PNG file; one of an earlier analysis is removed where there is nothing to show.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    titled = [(title, frame_at(clip, t_s)) for title, t_s in moments_of(report)] if clip.exists() else []
    pictures = [_with_title(image, title) for title, image in titled if image is not None]
    if not pictures:
        target.unlink(missing_ok=True)
        return
    gap = np.full((pictures[0].shape[0], _GAP_PX, 3), DARK, np.uint8)
    row = np.hstack([part for picture in pictures for part in (picture, gap)][:-1])
    _, png = cv2.imencode(".png", row[..., ::-1])
    write_whole(target, png.tobytes())


def moments_of(report: Report) -> Iterator[tuple[str, float]]:
    """List what the picture shows: a title and a time in seconds; nothing without a repetition.

    The repetition is that of the worst fault of what to fix first, else the first one.
    """
    first = next(iter(fixes(report)), None)
    number = first.repetition if first is not None else 1
    shown = next((r for r in report.repetitions if r.index == number), None)
    if shown is None:
        return
    yield f"No. {shown.index}, start, {moment(shown.start_s)}", shown.start_s
    at_s = first.worst.at_s if first is not None else None
    if first is None or at_s is None:
        yield f"Turning point, {moment(shown.peak_s)}", shown.peak_s
    elif abs(at_s - shown.peak_s) < _APART_S:
        # A cue is drawn from its own moment on, which may be a frame after the turning point.
        yield f"Turning point: {first.message}", max(at_s, shown.peak_s)
    else:
        yield f"Turning point, {moment(shown.peak_s)}", shown.peak_s
        yield f"Worst: {first.message}, {moment(at_s)}", at_s


def _with_title(image: Image, title: str) -> Image:
    width = image.shape[1]
    bar = np.full((_TITLE_PX, width, 3), DARK, np.uint8)
    size = fitting(title, _LARGEST_PX, width - 2 * _GAP_PX, 1)
    put(bar, title, _GAP_PX, (_TITLE_PX - round(1.4 * size)) // 2, size, WHITE)
    return np.vstack([bar, image])
