"""A text and a frame -> the frame with the text on it, in OpenCV's TrueType font with a dark rim.

Each text is drawn once for each size and then copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Colour = tuple[int, int, int]

_BOLD = 700
_PAD = 3
_RIM = 0.75


@lru_cache(maxsize=1)
def _face() -> cv2.FontFace:
    return cv2.FontFace("sans")


@lru_cache(maxsize=512)
def _ink(text: str, size_px: int) -> Image:
    """Coverage of the letters, 0..255, with room around them for the rim; shape (h, w)."""
    canvas = np.zeros((2 * size_px, size_px * (len(text) + 2), 3), np.uint8)
    cv2.putText(canvas, text, (size_px, int(1.4 * size_px)), (255, 255, 255), _face(), size_px, _BOLD)
    columns = np.flatnonzero(canvas[:, :, 0].any(axis=0))
    left, right = (int(columns[0]), int(columns[-1]) + 1) if columns.size else (0, 1)
    return np.pad(canvas[int(0.35 * size_px) : int(1.75 * size_px), left:right, 0], _PAD)


@lru_cache(maxsize=512)
def _stamp(text: str, size_px: int, colour: Colour) -> tuple[Image, Image]:
    """Letters with their dark rim, ready to be added, and the share of the background that stays, 0..255."""
    ink = _ink(text, size_px)
    rim = cv2.GaussianBlur(cv2.dilate(ink, np.ones((3, 3), np.uint8)), (0, 0), min(max(1.0, size_px / 16), _PAD))
    letters = ink.astype(np.float32) / 255
    shadow = np.minimum(np.maximum(1.6 * rim.astype(np.float32) / 255, letters), 1.0)
    weight = 1 - (1 - _RIM * shadow) * (1 - letters)
    inked = (letters[:, :, None] * np.asarray(colour, np.float32)).astype(np.uint8)
    rest = ((1 - weight) * 255).astype(np.uint8)
    return inked, np.repeat(rest[:, :, None], 3, axis=2)


def text_size(text: str, size_px: int) -> tuple[int, int]:
    """Width and height in pixels that `put` will take."""
    height, width = _ink(text, size_px).shape
    return width, height


def put(image: Image, text: str, left_px: int, top_px: int, size_px: int, colour: Colour) -> None:
    """Write a text into a frame, moved so that it stays inside.

    Parameters
    ----------
    image : ndarray of uint8, shape (h, w, 3)
        RGB, changed in place.
    text : str
        Any text the font knows, umlauts and the degree sign included.
    left_px, top_px : int
        Left and top of its box.
    size_px : int
        Height of the font.
    colour : tuple of int
        RGB.
    """
    inked, rest = _stamp(text, size_px, colour)
    height, width = min(rest.shape[0], image.shape[0]), min(rest.shape[1], image.shape[1])
    left = int(min(max(left_px, 0), image.shape[1] - width))
    top = int(min(max(top_px, 0), image.shape[0] - height))
    place = image[top : top + height, left : left + width]
    cv2.multiply(place, rest[:height, :width], dst=place, scale=1 / 255)
    cv2.add(place, inked[:height, :width], dst=place)


@lru_cache(maxsize=256)
def wrap(text: str, size_px: int, width_px: int) -> tuple[str, ...]:
    """Break a text into lines that are no wider than `width_px`."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_size(longer, size_px)[0] <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


@lru_cache(maxsize=256)
def fitting(text: str, size_px: int, width_px: int, most_lines: int) -> int:
    """Largest size up to `size_px` at which a text wraps into at most `most_lines` lines, none of them too wide."""
    while size_px > 8:
        lines = wrap(text, size_px, width_px)
        if len(lines) <= most_lines and all(text_size(line, size_px)[0] <= width_px for line in lines):
            break
        size_px -= 1
    return size_px


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text in a column of an image.

    Parameters
    ----------
    left_px, width_px : int
        The column.
    size_px : int
        Largest height of the font; smaller if the text would take more than `most_lines`.
    colour : tuple of int
        RGB.
    most_lines : int
        Text that does not fit into so many lines in the smallest font is cut off.
    """

    left_px: int
    width_px: int
    size_px: int
    colour: Colour
    most_lines: int = 3

    def put(self, image: Image, text: str, top_px: int) -> int:
        """Write a text from a height on, and return the height at which it ends; it is cut at the edge of the image."""
        size = fitting(text, self.size_px, self.width_px, self.most_lines)
        for line in wrap(text, size, self.width_px)[: self.most_lines]:
            if top_px + text_size(line, size)[1] > image.shape[0]:
                break
            put(image, line, self.left_px, top_px, size, self.colour)
            top_px += line_height(size)
        return top_px


def line_height(size_px: int) -> int:
    """Height of a line in pixels."""
    return round(1.3 * size_px)
