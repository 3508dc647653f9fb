"""A judged set with what its page shows: report, measures over time, definition and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.exercise import Exercise
from formcheck.motion.series import Series
from formcheck.records import Report


@dataclass(frozen=True)
class SetResult:
    """A report and what else its page shows.

    Attributes
    ----------
    report : Report
        What was found.
    series : Series
        All measures over time.
    exercise : Exercise
        The definition that judged.
    pictures : mapping of str to ndarray of uint8, shape (height, width, 3)
        The frame at the worst moment of each cue's findings, where there is a clip to take it from.
    """

    report: Report
    series: Series
    exercise: Exercise
    pictures: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)
