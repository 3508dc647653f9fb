"""Draws a number into a frame, as a column of dark and bright blocks that survive coding and scaling, and reads it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

HEIGHT_PX = 480
BITS, BLOCK_PX, TOP_PX = 10, 16, 96
_CHECK_BITS = 2


def burn(image: NDArray[np.uint8], index: int) -> None:
    """Draw a number into the right edge of an RGB image of shape (480, 640, 3), most significant bit on top.

    Two bits follow that reveal a misread number: the count of its ones, modulo four.
    """
    value = index % 2**BITS
    code = (value << _CHECK_BITS) | (value.bit_count() % 4)
    for i in range(BITS + _CHECK_BITS):
        bright = code >> (BITS + _CHECK_BITS - 1 - i) & 1
        top = TOP_PX + i * BLOCK_PX
        image[top : top + BLOCK_PX, -2 * BLOCK_PX :] = 235 if bright else 16


def number_of(image: NDArray[np.uint8]) -> int | None:
    """Read the number of an image in whatever size, in colour or grey; None where it is misread."""
    scale = image.shape[0] / HEIGHT_PX
    rows = [round((TOP_PX + (i + 0.5) * BLOCK_PX) * scale) for i in range(BITS + _CHECK_BITS)]
    column = image.shape[1] - round(BLOCK_PX * scale)
    code = 0
    for row in rows:
        code = code << 1 | int(image[row - 1 : row + 2, column - 2 : column + 3].mean() > 110)
    value = code >> _CHECK_BITS
    return value if value.bit_count() % 4 == code & 3 else None
