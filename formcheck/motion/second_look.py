"""An observation and further looks at its frame go in; what of it is hidden, and what each look reads, comes out."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.measures.registry import Measure
from formcheck.motion.observing import Observation
from formcheck.pose.looks import Looks, Marks, out_of_picture
from formcheck.records import Pose, Side

HiddenBy = Literal["out_of_picture", "occluded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLook:
    """One frame, as it was read first and as it was seen again.

    Attributes
    ----------
    seen : Observation
        The first reading.
    looks : Looks or None
        The second looks; None if the frame is no longer available.
    """

    seen: Observation
    looks: Looks | None

    def hidden_by(self, measure: Measure, side: Side | None) -> HiddenBy | None:
        """Say whether a landmark that a measure needs is not seen: beyond the picture's edge, or behind something.

        What a measure needs is found by taking it away: a reading that is lost without the hidden landmarks needed one.
        """
        if not math.isfinite(measure.read(self.seen.body(), side)):
            return None
        if self._is_lost(measure, side, out_of_picture(self.seen.pose)):
            return "out_of_picture"
        if self.looks is not None and self._is_lost(measure, side, self.looks.occluded):
            return "occluded"
        return None

    def is_guessed(self, measure: Measure, side: Side | None) -> bool:
        """Whether a measure was read from landmarks that are beyond the picture's edge."""
        return self._is_lost(measure, side, out_of_picture(self.seen.pose, in_part=False))

    def values(self, measure: Measure, side: Side | None) -> NDArray[np.float64]:
        """Read a measure in the first pose and in that of each look, shape (1 + looks,); NaN where one cannot."""
        poses = (self.seen.pose, *(self.looks.poses if self.looks is not None else ()))
        return np.array([measure.read(replace(self.seen, pose=pose).body(), side) for pose in poses])

    def _is_lost(self, measure: Measure, side: Side | None, hidden: Marks) -> bool:
        if not hidden.any():
            return False
        body = self.seen.body()
        return not math.isfinite(measure.read(replace(body, pose=_without(body.pose, hidden)), side))


def _without(pose: Pose, hidden: Marks) -> Pose:
    gone = np.where(hidden[:, None], np.nan, 0.0)
    return replace(pose, landmarks=pose.landmarks + gone, world=pose.world + gone)
