"""A `Series` of frame measures goes in; a runner's rhythm, steps and gait measures come out.

Nothing here sees a frame or knows an exercise.
"""

from __future__ import annotations

import math

from formcheck.motion.gait.columns import COLUMNS
from formcheck.motion.gait.contacts import Run, Step
from formcheck.motion.gait.leg_identity import relabel_legs
from formcheck.motion.gait.measures import GAIT_MEASURES
from formcheck.motion.gait.registry import GaitMeasure
from formcheck.motion.gait.rhythm import RUNNING_SPM
from formcheck.motion.series import Series

__all__ = ["COLUMNS", "GAIT_MEASURES", "RUNNING_SPM", "GaitMeasure", "Run", "Step", "run_of"]


def run_of(series: Series) -> Run:
    """Read a run from the columns of `COLUMNS`, with the legs relabelled where they are seen to pass each other."""
    run = Run(series)
    return Run(relabel_legs(run)) if run.is_from_side and math.isfinite(run.rhythm.step_s) else run
