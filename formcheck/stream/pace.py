"""How long each frame took goes in; the rate and size to ask of the browser come out, lower on a slow machine."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import Final

_WATCHED_S = 4.0
_LEAST_FRAMES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How much is asked of the browser and of the pose model.

    Attributes
    ----------
    frames_per_s : int
        As many frames are sent and analysed at most.
    limit_s : float
        A frame that takes longer than this is too slow for the level.
    shrink : float
        Divides the size in which frames are sent, from the next set on, because landmarks jump when it changes.
    says : str
        What the page tells the user.
    """

    frames_per_s: int
    limit_s: float
    shrink: float = 1.0
    says: str = ""


# A frame that takes as long as the gap to the next one keeps the machine busy: the next one waits, and so do all after
# it, while at a lower rate each is seen sooner. The last step pays only on a very slow machine.
_LEVELS: Final = (
    Level(frames_per_s=30, limit_s=0.028),
    Level(frames_per_s=20, limit_s=0.045),
    Level(
        frames_per_s=15,
        limit_s=0.085,
        says="This machine is slow: 15 frames per second are analysed. Counting goes on.",
    ),
    Level(
        frames_per_s=10,
        limit_s=math.inf,
        shrink=1.5,
        says="This machine is very slow: at most 10 frames per second are analysed, and smaller ones from the next set "
        "on. Move slowly, and close other programs.",
    ),
)


class Pace:
    """Lowers the level where frames take too long; never raises it again in the same stream.

    Times are passed in: it reads no clock.
    """

    def __init__(self) -> None:
        self._level = 0
        self._since_s: float | None = None
        self._taken_s: list[float] = []
        self._due_s = 0.0

    @property
    def level(self) -> Level:
        """The level that holds now."""
        return _LEVELS[self._level]

    def is_due(self, t_s: float) -> bool:
        """Whether the frame of this time is to be analysed; at the first level every frame is.

        Frames come unevenly, the more so where the browser leaves some out: one may come half a gap early, if the next
        ones make up for it.
        """
        if not self._level:
            return True
        gap_s = 1.0 / self.level.frames_per_s
        if t_s < self._due_s - gap_s / 2:
            return False
        self._due_s = max(self._due_s, t_s - gap_s) + gap_s
        return True

    def took(self, t_s: float, seconds: float) -> None:
        """Record how long the frame of this time took, and lower the level after four seconds that were too slow."""
        self._since_s = t_s if self._since_s is None else self._since_s
        self._taken_s.append(seconds)
        if t_s - self._since_s < _WATCHED_S or len(self._taken_s) < _LEAST_FRAMES:
            return
        if median(self._taken_s) > self.level.limit_s:
            self._level += 1
        self._since_s, self._taken_s = None, []
