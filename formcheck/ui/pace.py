"""How much is asked of the machine: less, step by step, where it cannot keep up, and the page says so."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

_WATCHED_S = 4.0
_LEAST_PICTURES = 5
_USUAL_A_SECOND = 30


@dataclass(frozen=True, slots=True)
class Level:
    """What is asked of the browser and of the pose model, and the words for it.

    So many pictures a second are sent and analysed at most; `shrink` divides the size in which they are sent, from
    the next set on, since places jump with it.
    """

    most_a_second: int
    shrink: float
    says: str = ""

    @property
    def least_s(self) -> float:
        """Least time between two pictures that are analysed; the usual rate is the camera's own."""
        return 0.0 if self.most_a_second >= _USUAL_A_SECOND else 1.0 / self.most_a_second


_LEVELS: Final = (
    Level(_USUAL_A_SECOND, 1.0),
    Level(15, 1.5, "This machine is slow: fewer pictures are analysed, and smaller ones from the next set on. "
                   "Counting goes on."),
    Level(10, 2.0, "This machine is very slow: at most ten pictures a second are analysed. Move slowly, and close "
                   "other programs."),
)  # fmt: skip
# A picture takes longer than these at the first and at the second level: then the next one is taken, for good.
_TOO_LONG_S: Final = (0.085, 0.14)


class Pace:
    """Watch how long pictures take, and ask for less where it is too long; never for more again in the same stream.

    It takes times and knows no clock.
    """

    def __init__(self) -> None:
        self._level = 0
        self._since_s: float | None = None
        self._taken_s: list[float] = []
        self._last_s = -1.0

    @property
    def level(self) -> Level:
        """What is asked now."""
        return _LEVELS[self._level]

    def is_due(self, t_s: float) -> bool:
        """Whether the picture of this time is to be analysed; a twentieth of the gap is forgiven."""
        if t_s - self._last_s < 0.95 * self.level.least_s:
            return False
        self._last_s = t_s
        return True

    def took(self, t_s: float, seconds: float) -> None:
        """Take how long the picture of this time took, and step down after four seconds that were too long."""
        if self._level == len(_TOO_LONG_S):
            return
        self._since_s = t_s if self._since_s is None else self._since_s
        self._taken_s.append(seconds)
        if t_s - self._since_s < _WATCHED_S or len(self._taken_s) < _LEAST_PICTURES:
            return
        if median(self._taken_s) > _TOO_LONG_S[self._level]:
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
