"""Small pictures of the last seconds, of which the worst moment of each cue is kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from formcheck.records import Finding
from formcheck.stream.pace import fit

_WIDTH_PX = 240
_EVERY_S = 0.2
# A repetition is judged when it is over; its worst moment may be as long ago as a slow one takes.
_KEPT_S = 12.0


class Moments:
    """Remember pictures for `_KEPT_S`, and for good the one of each cue's worst finding."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, NDArray[np.uint8]]] = deque()
        self._worst: dict[str, tuple[float, NDArray[np.uint8]]] = {}

    def is_due(self, t_s: float) -> bool:
        """Whether a picture of this moment is wanted: not more than five a second are kept."""
        return not self._recent or t_s - self._recent[-1][0] >= _EVERY_S

    def see(self, t_s: float, image: NDArray[np.uint8]) -> None:
        """Take the drawn picture of a moment."""
        self._recent.append((t_s, fit(image, _WIDTH_PX).copy()))
        while self._recent[0][0] < t_s - _KEPT_S:
            self._recent.popleft()

    def keep(self, findings: Iterable[Finding]) -> None:
        """Keep the picture of each fault that is the worst of its cue so far."""
        for finding in findings:
            if finding.verdict != "fault" or finding.at_s is None or not self._recent:
                continue
            if finding.excess > self._worst.get(finding.cue, (-1.0, None))[0]:
                self._worst[finding.cue] = (finding.excess, self._at(finding.at_s))

    @property
    def pictures(self) -> dict[str, NDArray[np.uint8]]:
        """The worst moment of each cue, RGB, by the cue's id."""
        return {cue: picture for cue, (_, picture) in self._worst.items()}

    def _at(self, t_s: float) -> NDArray[np.uint8]:
        return min(self._recent, key=lambda seen: abs(seen[0] - t_s))[1]
