"""Makes an upright frame of a highlight: a title above, the person in a square, the words below."""

from __future__ import annotations

from typing import Final

import numpy as np

from formcheck.analysis.keepsakes.highlights import Highlight
from formcheck.analysis.keepsakes.places import Part
from formcheck.report.clip.cards import GREY
from formcheck.report.lettering import Image, Paragraph, fitting, put
from formcheck.report.overlay import DARK, WHITE, mark

WIDTH_PX: Final = 720
HEIGHT_PX: Final = 1280
_SQUARE_TOP, _WORDS_TOP, _LEFT = 170, 920, 40


class UprightFrame:
    """Frames of one highlight; the words are drawn once.

    Parameters
    ----------
    name : str
        Of the exercise.
    highlight : Highlight
        What to say.
    part : Part
        What to show of the picture.
    picture_height_px : int
        Height of the picture in the annotated clip, below which its panel stands.
    """

    def __init__(self, name: str, highlight: Highlight, part: Part, picture_height_px: int) -> None:
        self.highlight, self._part, self._height_px = highlight, part, picture_height_px
        self._canvas = np.full((HEIGHT_PX, WIDTH_PX, 3), DARK, np.uint8)
        room = WIDTH_PX - 2 * _LEFT
        put(self._canvas, name, _LEFT, 36, fitting(name, 52, room, 1), WHITE)
        put(self._canvas, highlight.title, _LEFT, 108, fitting(highlight.title, 32, room, 1), GREY)
        words_of(self._canvas, highlight, (_LEFT, _WORDS_TOP), room, 46)

    def of(self, image: Image) -> Image:
        """Return the frame for one of the annotated clip; it is valid until the next call."""
        square = self._part.of(image[: self._height_px], (WIDTH_PX, WIDTH_PX))
        self._canvas[_SQUARE_TOP : _SQUARE_TOP + WIDTH_PX] = square
        return self._canvas


def words_of(image: Image, highlight: Highlight, at_px: tuple[int, int], room_px: int, size_px: int) -> int:
    """Write the words of a highlight with the mark of its verdict, and below them what was read."""
    left, top = at_px
    radius = size_px // 3
    mark(image, (left + 2 * radius, top + round(0.7 * size_px)), highlight.verdict, radius)
    inner, room = left + 2 * size_px, room_px - 2 * size_px
    top = Paragraph(inner, room, size_px, WHITE, 3).put(image, highlight.words, top)
    return Paragraph(inner, room, round(0.62 * size_px), GREY, 4).put(image, highlight.detail, top + size_px // 5)
