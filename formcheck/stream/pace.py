"""How much is asked of the machine: less, step by step, where it cannot keep up, and the page says so."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

_WATCHED_S = 4.0
_LEAST_PICTURES = 5


@dataclass(frozen=True, slots=True)
class Level:
    """What is asked of the browser and of the pose model, how long a picture may take there, and the words for it.

    So many pictures a second are sent and analysed at most; `shrink` divides the size in which they are sent, from
    the next set on, since places jump with it.
    """

    most_a_second: int
    too_long_s: float
    shrink: float = 1.0
    says: str = ""


# A picture that takes as long as the next one needs to come finds the machine busy: it waits, and so do all after it.
# Fewer pictures are then seen sooner. The last step costs more than it gives, unless the machine is far too slow.
_LEVELS: Final = (
    Level(30, 0.028),
    Level(20, 0.045),
    Level(15, 0.085, says="This machine is slow: 15 pictures a second are analysed. Counting goes on."),
    Level(10, math.inf, 1.5, "This machine is very slow: at most ten pictures a second are analysed, and smaller ones "
                             "from the next set on. Move slowly, and close other programs."),
)  # fmt: skip


class Pace:
    """Watch how long pictures take, and ask for less where it is too long; never for more again in the same stream.

    It takes times and knows no clock.
    """

    def __init__(self) -> None:
        self._level = 0
        self._since_s: float | None = None
        self._taken_s: list[float] = []
        self._due_s = 0.0

    @property
    def level(self) -> Level:
        """What is asked now."""
        return _LEVELS[self._level]

    def is_due(self, t_s: float) -> bool:
        """Whether the picture of this time is to be analysed; the usual rate is the camera's own, whatever it is.

        Pictures come unevenly, the more so where the browser leaves some out: one may come half a gap early, if the
        next ones make up for it.
        """
        if not self._level:
            return True
        gap_s = 1.0 / self.level.most_a_second
        if t_s < self._due_s - gap_s / 2:
            return False
        self._due_s = max(self._due_s, t_s - gap_s) + gap_s
        return True

    def took(self, t_s: float, seconds: float) -> None:
        """Take how long the picture of this time took, and step down after four seconds that were too long."""
        self._since_s = t_s if self._since_s is None else self._since_s
        self._taken_s.append(seconds)
        if t_s - self._since_s < _WATCHED_S or len(self._taken_s) < _LEAST_PICTURES:
            return
        if median(self._taken_s) > self.level.too_long_s:
            self._level += 1
        self._since_s, self._taken_s = None, []


def fit(image: NDArray[np.uint8], width_px: int) -> NDArray[np.uint8]:
    """Scale a picture of shape (h, w, 3) down to a width; one that is narrower stays as it is."""
    height, width, _ = image.shape
    if width <= width_px:
        return image
    return scaled(image, (width_px, round(height * width_px / width)))


def scaled(image: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Scale a picture of shape (h, w, 3) to a width and a height."""
    if (image.shape[1], image.shape[0]) == size:
        return image
    return np.ascontiguousarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
