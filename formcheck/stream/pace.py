"""Chooses the frame rate and size to request of the browser, by when frames come and how long each takes."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from statistics import median
from typing import Final

from formcheck.live.phrases import ENGLISH, Words

_WATCHED_S = 4.0
_LEAST_FRAMES = 5
# Before more is asked again; twice as long after each time that it turned out too much (our own estimates).
_CALM_S, _EASY_SHARE = 10.0, 0.8
# Fewer frames a second than this from the camera make quick cues uncertain.
_SLOW_CAMERA_FPS = 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How much is demanded of the browser and the pose model.

    Attributes
    ----------
    frames_per_s : int
        At most this many frames are sent and analysed.
    limit_s : float
        A frame that takes longer than this is too slow for the level.
    shrink : float
        Divides the size in which frames are sent, from the next set on, because landmarks jump when it changes.
    is_slow : bool
        Whether the user is told that the machine is slow.
    """

    frames_per_s: int
    limit_s: float
    shrink: float = 1.0
    is_slow: bool = False


# A frame that takes as long as the gap to the next one keeps the machine busy: the next one waits, and so do all after
# it, while at a lower rate each is seen sooner. The last step pays only on a very slow machine.
_LEVELS: Final = (
    Level(frames_per_s=30, limit_s=0.028),
    Level(frames_per_s=20, limit_s=0.045),
    Level(frames_per_s=15, limit_s=0.085),
    Level(
        frames_per_s=10,
        limit_s=math.inf,
        shrink=1.5,
        is_slow=True,
    ),
)


class Pace:
    """Lowers the level if frames take too long, and raises it again once they have not for a while.

    Times are passed in; no clock is read.
    """

    def __init__(self) -> None:
        self._level = 0
        self._since_s: float | None = None
        self._taken_s: list[float] = []
        self._due_s = 0.0
        self._came_s: deque[float] = deque()
        self._easy_since_s: float | None = None
        self._calm_s = _CALM_S
        self._was_raised = False

    @property
    def level(self) -> Level:
        """The current level."""
        return _LEVELS[self._level]

    def says(self, words: Words = ENGLISH) -> str:
        """Return a notice about a slow machine or a slow camera, in a language; empty if neither is slow."""
        if self.level.is_slow:
            return words.on_page("slow_machine", rate=self.level.frames_per_s)
        rate = self._camera_fps()
        return words.on_page("slow_camera", rate=round(rate)) if rate < _SLOW_CAMERA_FPS else ""

    def is_due(self, t_s: float) -> bool:
        """Whether the frame of this time is to be analysed; at the first level every frame is.

        Frames come unevenly, the more so if the browser drops some: one may come half a gap early, if the next ones
        make up for it.
        """
        self._came_s.append(t_s)
        while self._came_s[0] < t_s - _WATCHED_S:
            self._came_s.popleft()
        if not self._level:
            return True
        gap_s = 1.0 / self.level.frames_per_s
        if t_s < self._due_s - gap_s / 2:
            return False
        self._due_s = max(self._due_s, t_s - gap_s) + gap_s
        return True

    def took(self, t_s: float, seconds: float) -> None:
        """Record how long the frame of this time took, and judge the last four seconds of them."""
        self._since_s = t_s if self._since_s is None else self._since_s
        self._taken_s.append(seconds)
        if t_s - self._since_s < _WATCHED_S or len(self._taken_s) < _LEAST_FRAMES:
            return
        self._judge(t_s, median(self._taken_s))
        self._since_s, self._taken_s = None, []

    def _judge(self, t_s: float, usual_s: float) -> None:
        if usual_s > self.level.limit_s:
            self._level += 1
            self._calm_s *= 2 if self._was_raised else 1
            self._easy_since_s, self._was_raised = None, False
        elif self._level and usual_s < _EASY_SHARE * _LEVELS[self._level - 1].limit_s:
            self._easy_since_s = self._since_s if self._easy_since_s is None else self._easy_since_s
            if self._easy_since_s is not None and t_s - self._easy_since_s >= self._calm_s:
                self._level -= 1
                self._easy_since_s, self._was_raised = None, True
        else:
            self._easy_since_s = None

    def _camera_fps(self) -> float:
        """Frames per second that came in the last seconds; infinite while too few are known, or the machine is busy."""
        if len(self._came_s) < _LEAST_FRAMES or self._came_s[-1] - self._came_s[0] < _WATCHED_S / 2:
            return math.inf
        rate = (len(self._came_s) - 1) / (self._came_s[-1] - self._came_s[0])
        is_busy = bool(self._taken_s) and median(self._taken_s) * rate > _EASY_SHARE
        return math.inf if is_busy else rate
