"""The result of judging one set, of a clip, a recording or a camera."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.exercise import Exercise
from formcheck.motion.series import Series
from formcheck.records import Report


@dataclass(frozen=True, kw_only=True, eq=False)
class Analysis:
    """A report together with what it was made from.

    Attributes
    ----------
    report : Report
        What was found.
    series : Series
        All measures over time.
    exercise : Exercise
        The definition that was used, with all profiles applied.
    worst_frames : mapping of str to ndarray of uint8, shape (height, width, 3)
        By cue, the frame at the moment of its worst finding, RGB. Empty if no frames were kept.
    """

    report: Report
    series: Series
    exercise: Exercise
    worst_frames: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)
