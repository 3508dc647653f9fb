"""Words and numbers across the whole picture, for whoever stands three metres away."""

from __future__ import annotations

from typing import Final

import cv2

from formcheck.report.lettering import Colour, Image, fitting, put, text_size, wrap

WHITE: Final[Colour] = (255, 255, 255)
_GO: Final[Colour] = (64, 200, 120)
_WAIT: Final[Colour] = (255, 184, 28)
_WORDS_SHARE = 0.13
# One line, which hides no feet, unless its letters were smaller than this.
_LEAST_SHARE = 0.08
_NUMBER_SHARE = 0.7
_MOST_LINES = 3


def put_words(image: Image, text: str, *, ready: bool) -> None:
    """Write words as large as they fit across the lower part of the picture, on a dark ground.

    A bar above them is green where `ready` and amber where not; the words say the same.

    Parameters
    ----------
    image : ndarray of uint8, shape (height, width, 3)
        RGB, changed in place.
    text : str
        A few words.
    ready : bool
        Whether they are good news.
    """
    height, width, _ = image.shape
    gap = max(4, height // 40)
    room = width - 2 * gap
    size = fitting(text, round(_WORDS_SHARE * height), room, 1)
    if size < _LEAST_SHARE * height:
        size = fitting(text, round(_WORDS_SHARE * height), room, _MOST_LINES)
    lines = wrap(text, size, room)
    line_height = text_size("X", size)[1]
    top = height - line_height * len(lines) - gap
    place = image[max(top, 0) :]
    cv2.convertScaleAbs(place, dst=place, alpha=0.25, beta=10)
    cv2.rectangle(image, (0, top - gap // 2), (width, top), _GO if ready else _WAIT, -1)
    for i, line in enumerate(lines):
        put(image, line, (width - text_size(line, size)[0]) // 2, top + gap // 2 + i * line_height, size, WHITE)


def put_number(image: Image, text: str) -> None:
    """Write a countdown's number into the middle, about half as high as the picture; it is changed in place."""
    height, width, _ = image.shape
    size = fitting(text, round(_NUMBER_SHARE * height), width, 1)
    text_width, text_height = text_size(text, size)
    put(image, text, (width - text_width) // 2, (height - text_height) // 2, size, WHITE)


def put_outline(image: Image, *, ready: bool) -> None:
    """Draw where the whole body should be: corners that leave a tenth of the picture free at each edge."""
    height, width, _ = image.shape
    x, y, thick = width // 10, height // 10, max(2, height // 120)
    reach = height // 8
    colour = _GO if ready else _WAIT
    for left, top, right, down in ((x, y, 1, 1), (width - x, y, -1, 1), (x, height - y, 1, -1),
                                   (width - x, height - y, -1, -1)):  # fmt: skip
        cv2.line(image, (left, top), (left + right * reach, top), colour, thick, cv2.LINE_AA)
        cv2.line(image, (left, top), (left, top + down * reach), colour, thick, cv2.LINE_AA)
