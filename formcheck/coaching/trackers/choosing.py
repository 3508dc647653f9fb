"""An exercise -> the tracker that follows it in a recorder's rows."""

from __future__ import annotations

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.recorder import Recorder
from formcheck.coaching.trackers.base import NoTracker, Tracker
from formcheck.coaching.trackers.holds import HoldTracker
from formcheck.coaching.trackers.repetitions import RepetitionTracker
from formcheck.coaching.trackers.running import RunTracker


def tracker_of(exercise: Exercise, recorder: Recorder, *, lists_small: bool = True) -> Tracker:
    """Choose the tracker of an exercise by its mode; see `RepetitionTracker` for `lists_small`."""
    if exercise.counting is not None:
        return RepetitionTracker(exercise, exercise.counting, recorder, lists_small=lists_small)
    if exercise.hold is not None:
        return HoldTracker(exercise, exercise.hold, recorder)
    if exercise.gait is not None:
        return RunTracker(exercise, exercise.gait, recorder)
    return NoTracker()
