"""Where the film was cut: from the pictures alone, frame by frame, at about 0.1 ms each."""

from __future__ import annotations

from collections import deque
from statistics import median

import numpy as np
from numpy.typing import NDArray

_ROWS, _COLUMNS = 36, 64
# Mean difference of thumbnails, 0..1. Between frames of people who exercise it stayed below 0.03 at 24 frames a second
# and below 0.06 for a hand-held camera; the cuts and punched-in zooms of tutorials begin at 0.075.
_LEAST_CHANGE = 0.05
_TIMES_USUAL = 3.0
_USUAL_OF = 10
# Without a usual to compare with, only another picture altogether is a cut.
_FIRST_CHANGE = 0.2
# Spread of a thumbnail's values, 0..1; a picture this even is the black or the white between two scenes.
_BLANK_SPREAD = 0.02


class CutDetector:
    """Tell the first frame of each uninterrupted stretch of film.

    A cut, a punched-in zoom, a title card and a fade through black or white each begin a new stretch. A slow zoom or
    pan does not.
    """

    def __init__(self) -> None:
        self._before: NDArray[np.float32] | None = None
        self._changes: deque[float] = deque(maxlen=_USUAL_OF)
        self._blank = False

    def push(self, image: NDArray[np.uint8]) -> bool:
        """Take the next picture.

        Parameters
        ----------
        image : ndarray of uint8, shape (height, width, 3)
            All of one size.

        Returns
        -------
        bool
            Whether something else begins here; never for the first picture.
        """
        thumbnail = _thumbnail(image)
        before, self._before = self._before, thumbnail
        was_blank, self._blank = self._blank, float(thumbnail.std()) < _BLANK_SPREAD
        if before is None:
            return False
        change = float(np.abs(thumbnail - before).mean())
        cut = self._stands_out(change)
        self._changes.append(change)
        return cut or (was_blank and not self._blank)

    def _stands_out(self, change: float) -> bool:
        if len(self._changes) < _USUAL_OF // 2:
            return change > _FIRST_CHANGE
        return change > max(_LEAST_CHANGE, _TIMES_USUAL * median(self._changes))


def _thumbnail(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Every so-many-th pixel: a mean over blocks of a large picture would cost as much as all the rest."""
    height, width = image.shape[:2]
    down, across = max(height // _ROWS, 1), max(width // _COLUMNS, 1)
    return image[down // 2 :: down, across // 2 :: across].astype(np.float32) / 255.0
