"""Makes ``poster.png`` from an analysis and its annotated clip: one moment with the headline, 16 to 9."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.keepsakes.highlights import Highlight, best, worst
from formcheck.analysis.keepsakes.places import Part
from formcheck.analysis.keepsakes.upright import words_of
from formcheck.analysis.result import Analysis
from formcheck.files import write_whole
from formcheck.report.clip.cards import GREY, done
from formcheck.report.lettering import Image, Paragraph
from formcheck.report.overlay import DARK, WHITE
from formcheck.video.stills import frames_between
from formcheck.wording import seen_from

FILE_NAME: Final = "poster.png"
WIDTH_PX: Final = 1280
HEIGHT_PX: Final = 720
_LEFT, _ROOM = HEIGHT_PX + 40, WIDTH_PX - HEIGHT_PX - 80


def write_poster(
    result: Analysis, clip: Path, boxes: NDArray[np.float64], picture_px: tuple[int, int], target: Path, day: date
) -> None:
    """Write the poster: the worst moment with what to do, or the best one where nothing is to fix.

    The parameters are those of `write_share`. Nothing is written, and an older poster removed, where nothing was done.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    shown = worst(result) or best(result)
    image = None if shown is None or not clip.exists() else _picture(clip, shown, boxes, picture_px)
    if shown is None or image is None:
        target.unlink(missing_ok=True)
        return
    poster = np.full((HEIGHT_PX, WIDTH_PX, 3), DARK, np.uint8)
    poster[:, :HEIGHT_PX] = image
    below = f"{day:%d %B %Y}, seen {seen_from(result.report.view.label)}".lstrip("0")
    top = Paragraph(_LEFT, _ROOM, 52, WHITE, 2).put(poster, result.exercise.name, 56)
    top = Paragraph(_LEFT, _ROOM, 24, GREY, 2).put(poster, below, top)
    top = Paragraph(_LEFT, _ROOM, 44, WHITE, 3).put(poster, done(result.report), top + 40)
    top = Paragraph(_LEFT, _ROOM, 28, GREY, 1).put(poster, shown.title, top + 44)
    words_of(poster, shown, (_LEFT, top + 8), _ROOM, 38)
    _, png = cv2.imencode(".png", poster[..., ::-1])
    write_whole(target, png.tobytes())


def _picture(clip: Path, shown: Highlight, boxes: NDArray[np.float64], picture_px: tuple[int, int]) -> Image | None:
    """Cut the moment out of the clip, as a square around the person."""
    _, image = next(frames_between(clip, shown.still_s, shown.still_s), (0.0, None))
    if image is None:
        return None
    part = Part.around(boxes, (shown.still_s - 0.2, shown.still_s + 0.2), picture_px, 1.0)
    return part.of(image[: picture_px[1]], (HEIGHT_PX, HEIGHT_PX))
