"""Chooses the tracker for an exercise."""

from __future__ import annotations

from collections.abc import Callable

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.recorder import Recorder
from formcheck.coaching.trackers.base import NoTracker, Tracker
from formcheck.coaching.trackers.holds import HoldTracker
from formcheck.coaching.trackers.repetitions import RepetitionTracker
from formcheck.coaching.trackers.running import RunTracker
from formcheck.motion.series import Column
from formcheck.motion.smoothing import DelayedSmoother, Smoother


def tracker_of(
    exercise: Exercise,
    recorder: Recorder,
    *,
    only_counts: bool = False,
    smoother_of: Callable[[Column], Smoother] = lambda _: DelayedSmoother(),
) -> Tracker:
    """Choose the tracker of an exercise by its mode; see `RepetitionTracker` for the rest."""
    if exercise.counting is not None:
        return RepetitionTracker(
            exercise, exercise.counting, recorder, only_counts=only_counts, smoother_of=smoother_of
        )
    if exercise.hold is not None:
        return HoldTracker(exercise, exercise.hold, recorder)
    if exercise.gait is not None:
        return RunTracker(exercise, exercise.gait, recorder)
    return NoTracker()
