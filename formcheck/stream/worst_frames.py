"""Frames with their overlay and findings go in; a small image of the worst moment of each cue comes out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from formcheck.records import Finding
from formcheck.stream.images import fit

_WIDTH_PX = 240
_EVERY_S = 0.2
# A repetition is judged when it is complete; its worst moment may be as long ago as a slow one takes.
_KEPT_S = 12.0


class WorstFrames:
    """Keeps frames for `_KEPT_S`, and until the end that of the worst finding of each cue."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, NDArray[np.uint8]]] = deque()
        self._worst: dict[str, tuple[float, NDArray[np.uint8]]] = {}

    def is_due(self, t_s: float) -> bool:
        """Whether a frame of this time is wanted: at most five per second are kept."""
        return not self._recent or t_s - self._recent[-1][0] >= _EVERY_S

    def add(self, t_s: float, image: NDArray[np.uint8]) -> None:
        """Add the frame of a moment, shape (height, width, 3)."""
        self._recent.append((t_s, fit(image, _WIDTH_PX).copy()))
        while self._recent[0][0] < t_s - _KEPT_S:
            self._recent.popleft()

    def keep(self, findings: Iterable[Finding]) -> None:
        """Keep the frame of each fault that is the worst of its cue so far."""
        for finding in findings:
            if finding.verdict != "fault" or finding.at_s is None or not self._recent:
                continue
            if finding.excess > self._worst.get(finding.cue, (-1.0, None))[0]:
                self._worst[finding.cue] = (finding.excess, self._at(finding.at_s))

    @property
    def images(self) -> dict[str, NDArray[np.uint8]]:
        """The worst moment of each cue by the cue's id, RGB, at most 240 pixels wide."""
        return {cue: image for cue, (_, image) in self._worst.items()}

    def _at(self, t_s: float) -> NDArray[np.uint8]:
        return min(self._recent, key=lambda kept: abs(kept[0] - t_s))[1]
