"""Frames of a stream go in; one look each at the few that decide a fault comes out, so that no frame waits for long."""

from __future__ import annotations

from collections import deque

from formcheck.pose.looking import SecondLooker
from formcheck.pose.looks import Looks
from formcheck.pose.model.person import packed_person
from formcheck.records import Frame, ModelName, Pose

# A repetition takes a second and more, and a fault is mostly shown by one frame, or by two that are compared.
_MOST_FRAMES, _WITHIN_S = 2, 2.0
_MOST_LOOKS = 2


class LiveLooker:
    """Looks again at frames of a live stream: once, twice where that does not settle it, and at two in two seconds.

    What is hidden is not looked for by itself: that would be a look for each cue of each repetition.

    Parameters
    ----------
    model : {"lite", "full", "heavy"}
        Pose model of the stream. It is loaded at once, and tried out, because the first detection takes longest.

    Raises
    ------
    ModelError
        If the model is missing, damaged, or refused by MediaPipe.
    """

    def __init__(self, model: ModelName) -> None:
        self._looker = SecondLooker(model, most_looks=_MOST_LOOKS)
        self._looker.try_out(packed_person().image)
        self._now_s = 0.0
        self._looked_s: deque[float] = deque(maxlen=_MOST_FRAMES)

    def keep(self, frame: Frame, pose: Pose) -> None:
        """Keep the newest frame, with the pose that was read in it."""
        self._now_s = frame.t_s
        self._looker.keep(frame, pose)

    def __call__(self, pose: Pose, times: int, /) -> Looks | None:
        """Look at the frame of a pose half as often as was asked for, if there is time."""
        if times < 2:
            return self._looker.around(pose)
        if pose.t_s not in self._looker.known:
            if len(self._looked_s) == _MOST_FRAMES and self._now_s - self._looked_s[0] < _WITHIN_S:
                return None
            self._looked_s.append(self._now_s)
        return self._looker.take(pose, times // 2)

    def close(self) -> None:
        """Free the model and the frames."""
        self._looker.close()
