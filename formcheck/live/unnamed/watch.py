"""Keeps the poses of the last minute, and decides when to run recognition on them."""

from __future__ import annotations

import math
from collections import deque
from typing import Final

from formcheck.live.posture import Stillness
from formcheck.live.unnamed.newest import Recogniser
from formcheck.recognition.sets import REST_S, FoundSet
from formcheck.records import Pose

KEPT_S: Final = 60.0
"""A set that is not known by then may be counted from there on (our own estimate)."""
# A look takes about 4 ms for each pose of 16 a second, in a process of its own: so much rest between two, and as much
# as the last one took, leaves the machine to the pose model.
_EVERY_S: Final = 1.0
# After a longer pause than `REST_S` something else begins, and only so much of what was before is looked at.
_BEFORE_S: Final = 4.0
# Somebody who keeps still for longer holds nothing that a further look would tell (our own estimate).
_STILL_S: Final = 20.0


class Watch:
    """Keeps poses, and has them recognised at intervals.

    Parameters
    ----------
    recogniser : Recogniser
    """

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser, self._still = recogniser, Stillness()
        self._kept: deque[Pose] = deque()
        self._asked_s: float | None = None
        self._next_s, self._active_s, self._stale_s = 0.0, -math.inf, -math.inf

    def since(self, t_s: float) -> list[Pose]:
        """Return the kept poses from a time on."""
        return [pose for pose in self._kept if pose.t_s >= t_s]

    def forget(self) -> None:
        """Start again, and ignore the result of the recognition under way."""
        self._stale_s = self._kept[-1].t_s if self._kept else self._stale_s
        self._kept.clear()

    def keep(self, pose: Pose) -> None:
        """Keep a pose of a set under way, without running recognition."""
        self._kept.append(pose)

    def push(self, pose: Pose) -> FoundSet | None:
        """Keep a pose, and return the result of a recognition that has ended; None if there is nothing new."""
        self._track(pose)
        while self._kept and self._kept[0].t_s < pose.t_s - KEPT_S:
            self._kept.popleft()
        seen = self._answer(pose.t_s)
        if self._is_due(pose.t_s):
            self._asked_s = pose.t_s
            self._recogniser.ask(list(self._kept))
        return seen

    def close(self) -> None:
        """Stop recognition."""
        self._recogniser.close()

    def _track(self, pose: Pose) -> None:
        """Keep a pose; what came before a long pause is dropped when somebody moves again."""
        is_still = self._still.push(pose)
        if pose.found and not is_still:
            if pose.t_s - self._active_s > REST_S:
                self._kept = deque(self.since(pose.t_s - _BEFORE_S))
            self._active_s = pose.t_s
        self._kept.append(pose)

    def _answer(self, t_s: float) -> FoundSet | None:
        if self._asked_s is None or (answer := self._recogniser.answer()) is None:
            return None
        asked_s, self._asked_s = self._asked_s, None
        self._next_s = t_s + max(_EVERY_S, t_s - asked_s)
        return answer[0] if asked_s > self._stale_s else None

    def _is_due(self, t_s: float) -> bool:
        return self._asked_s is None and t_s >= self._next_s and t_s - self._active_s < _STILL_S
