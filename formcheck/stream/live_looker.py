"""Takes second looks at the few frames of a stream that decide a fault, so that no frame waits for long."""

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
    """Takes second looks in a live stream: one, or two if that does not settle it, at two frames in two seconds.

    Hidden landmarks alone do not cause a look: that would be one for each cue of each repetition.

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
        """Take half of the requested looks at the frame of a pose, if there is time."""
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
