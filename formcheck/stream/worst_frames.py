"""Frames with their poses and findings go in; a drawn picture of the worst moment of each cue comes out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.skeleton import enlarge
from formcheck.records import Finding, Pose
from formcheck.stream.images import fit

Image = NDArray[np.uint8]
Draw = Callable[[Image, Pose, Finding], Image]
"""Draws the moment of a finding on a frame, with the pose in its pixels."""

_WIDTH_PX = 480
_EVERY_S = 0.2
# A repetition is judged when it is complete; its worst moment may be as long ago as a slow one takes.
_KEPT_S = 12.0


class WorstFrames:
    """Keeps frames for `_KEPT_S`, and until the end that of the worst finding of each cue."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, Image, Pose]] = deque()
        self._worst: dict[str, tuple[float, Image]] = {}

    def is_due(self, t_s: float) -> bool:
        """Whether a frame of this time is wanted: at most five per second are kept."""
        return not self._recent or t_s - self._recent[-1][0] >= _EVERY_S

    def add(self, image: Image, pose: Pose) -> None:
        """Add a frame, shape (height, width, 3), with the pose that was found in it."""
        small = fit(image, _WIDTH_PX).copy()
        self._recent.append((pose.t_s, small, enlarge(pose, small.shape[1] / image.shape[1])))
        while self._recent[0][0] < pose.t_s - _KEPT_S:
            self._recent.popleft()

    def keep(self, findings: Iterable[Finding], draw: Draw) -> None:
        """Draw and keep the frame of each fault that is the worst of its cue so far.

        It is known only now what the frame shows: a repetition is judged when it is complete.
        """
        for finding in findings:
            if finding.verdict != "fault" or finding.at_s is None or not self._recent:
                continue
            if finding.excess > self._worst.get(finding.cue, (-1.0, None))[0]:
                _, image, pose = self._at(finding.at_s)
                self._worst[finding.cue] = (finding.excess, draw(image, pose, finding))

    @property
    def images(self) -> dict[str, Image]:
        """The worst moment of each cue by the cue's id, as it was drawn."""
        return {cue: image for cue, (_, image) in self._worst.items()}

    def _at(self, t_s: float) -> tuple[float, Image, Pose]:
        return min(self._recent, key=lambda kept: abs(kept[0] - t_s))
