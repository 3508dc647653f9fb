"""Lays out a clip's frames: the places of picture, count, words, legend and strip."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from formcheck.report.lettering import Image

Shape = Literal["landscape", "upright", "wide"]

# A smaller picture is enlarged, or its words could not be read; an upright one fills more of a screen at that width.
_LEAST_WIDTH_PX: Final[dict[Shape, int]] = {"landscape": 640, "upright": 480, "wide": 640}
_UPRIGHT: Final = 1.0
_WIDE: Final = 1.9
# Width of the picture and height of the panel, in lines of words.
_LINES: Final[dict[Shape, tuple[float, float]]] = {
    "landscape": (44, 9.0), "upright": (25, 14.5), "wide": (58, 7.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the panel, in lines of words from its upper left corner; negative from its right or lower edge."""

    left: float
    top: float
    right: float
    bottom: float

    def of(self, panel: Image, unit: int) -> Image:
        """Cut it out of a panel, to be drawn into."""
        height, width, _ = panel.shape
        x = [round(edge * unit) if edge >= 0 else width + round(edge * unit) for edge in (self.left, self.right)]
        y = [round(edge * unit) if edge >= 0 else height + round(edge * unit) for edge in (self.top, self.bottom)]
        return panel[y[0] : y[1] or height, x[0] : x[1] or width]


_END: Final = 1e6
"""Beyond every edge."""
BOXES: Final[dict[Shape | Literal["floor"], dict[str, Box]]] = {
    "landscape": {
        "count": Box(0, 0, 8.5, -2.2), "words": Box(8.5, 0, -8.5, -2.2), "legend": Box(-8.5, 0, _END, -2.2),
        "strip": Box(0, -2.2, _END, _END),
    },
    "upright": {
        "count": Box(0, 0, -11, 5.5), "legend": Box(-11, 0, _END, 5.5), "words": Box(0, 5.5, _END, -2.4),
        "strip": Box(0, -2.4, _END, _END),
    },
    "wide": {
        "count": Box(0, 0, 8.5, _END), "words": Box(8.5, 0, -24.5, _END), "legend": Box(-24.5, 0, -16, _END),
        "strip": Box(-15.5, 0.5, _END, _END),
    },
    "floor": {
        "count": Box(0, 0, 8.5, -2.2), "words": Box(8.5, 0, _END, -3.6), "legend": Box(8.5, -3.6, _END, -2.2),
        "strip": Box(0, -2.2, _END, _END),
    },
}  # fmt: skip
"""Where the parts of the panel are: beside each other, below each other, or all in one row for a wide picture.

Of exercises on the floor several joints of one line are judged at a time, in long words: these have the whole width.
"""


@dataclass(frozen=True)
class Measures:
    """Sizes of picture and panel.

    Parameters
    ----------
    width_px, height_px : int
        Size of the frames.
    """

    width_px: int
    height_px: int

    @property
    def shape(self) -> Shape:
        """Which arrangement the panel has."""
        if self.height_px > _UPRIGHT * self.width_px:
            return "upright"
        return "wide" if self.width_px > _WIDE * self.height_px else "landscape"

    def boxes(self, *, is_on_floor: bool = False) -> dict[str, Box]:
        """Where the parts of the panel are; of an exercise on the floor the words have more room."""
        return BOXES["floor" if is_on_floor and self.shape == "landscape" else self.shape]

    @cached_property
    def enlarged(self) -> int:
        """The whole factor by which the picture is enlarged."""
        return max(1, -(-_LEAST_WIDTH_PX[self.shape] // self.width_px))

    @cached_property
    def picture_px(self) -> tuple[int, int]:
        """Width and height of the picture in it."""
        return self.enlarged * self.width_px, self.enlarged * self.height_px

    @cached_property
    def unit(self) -> int:
        """Height of a line of words, in pixels."""
        return max(14, round(self.picture_px[0] / _LINES[self.shape][0]))

    @cached_property
    def size_px(self) -> tuple[int, int]:
        """Width and height of picture and panel together; the height is even, as video needs it."""
        width, height = self.picture_px
        height += round(_LINES[self.shape][1] * self.unit)
        return width, height + height % 2
