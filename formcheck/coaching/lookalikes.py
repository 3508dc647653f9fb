"""Tells which exercise the movement of one person looks like, by the definitions of the catalogue."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import Lookalike, lookalikes
from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.recorder import Recorder
from formcheck.coaching.trackers.choosing import tracker_of
from formcheck.motion.cleaning.cleaner import CleanPose
from formcheck.records import Attempt

Span = tuple[float, float]
"""Start and end in seconds."""

_EVERY_S = 1 / 16
_KEPT_S, _COMPARED_S = 60.0, 30.0
# A set begins with the person standing, from which lengths are learnt.
STANDING_S = 2.0
# Half of the movements to be explained.
LEAST_SHARE = 0.5
# If no uncounted movement has to be explained: a single movement may look like many things.
LEAST_TIMES = 2


class Rivals(Protocol):
    """The other exercises that poses may show; `formcheck.recognition.contest.Contest` knows the catalogue's."""

    def outdoing(self, exercise: Exercise, poses: Sequence[CleanPose], counted: Sequence[Span]) -> str:
        """Name what explains the counted movements clearly better, such as ``a deadlift``; empty if nothing does."""
        ...


class KeptPoses:
    """The last minute of a set, 16 poses a second."""

    def __init__(self) -> None:
        self._poses: deque[CleanPose] = deque()

    def push(self, clean: CleanPose) -> None:
        """Keep a pose if the previous one is old enough, or if it begins a shot."""
        poses, t_s = self._poses, clean.pose.t_s
        if poses and t_s - poses[-1].pose.t_s < _EVERY_S and not clean.begins_shot:
            return
        poses.append(clean)
        while poses[0].pose.t_s < t_s - _KEPT_S:
            poses.popleft()

    def from_time(self, start_s: float) -> list[CleanPose]:
        """Return half a minute of poses from a time on: enough to recognise the movement, and compared in a second."""
        found = [clean for clean in self._poses if clean.pose.t_s >= start_s]
        return [clean for clean in found if clean.pose.t_s <= found[0].pose.t_s + _COMPARED_S]


@dataclass(frozen=True, slots=True)
class Seen:
    """A lookalike, with the times at which it was seen."""

    lookalike: Lookalike
    spans: Sequence[Span]

    def share_of(self, others: Collection[Span]) -> float:
        """Return the share of the time of some movements in which it was seen, 0 to 1."""
        whole_s = sum(end - start for start, end in others)
        both_s = sum(
            max(0.0, min(end, other_end) - max(start, other_start))
            for start, end in self.spans
            for other_start, other_end in others
        )
        return min(1.0, both_s / whole_s) if whole_s > 0 else 0.0


def looks_like(exercise: Exercise, poses: KeptPoses, turned_away: Sequence[Attempt] = ()) -> str:
    """Name what movements look like that are not the exercise.

    Parameters
    ----------
    exercise : Exercise
        The exercise that they are not.
    poses : KeptPoses
        Those of the set.
    turned_away : sequence of Attempt
        The movements to be explained; without any, everything that is seen.

    Returns
    -------
    str
        Such as ``a deadlift``; empty if they look like nothing known, or like the exercise itself.
    """
    start_s = min((attempt.start_s for attempt in turned_away), default=-math.inf)
    compared = poses.from_time(start_s - STANDING_S)
    seen = _seen(compared, 1 if turned_away else LEAST_TIMES)
    asked = {(a.start_s, a.end_s) for a in turned_away if compared and a.end_s <= compared[-1].pose.t_s}
    asked = asked or {span for one in seen for span in one.spans}
    likely = [one for one in seen if one.share_of(asked) >= LEAST_SHARE]
    # The first of equals: `max` keeps the order of the file.
    best = max(likely, key=lambda one: round(one.share_of(asked), 1), default=None)
    return (
        "" if best is None or exercise.id in (best.lookalike.exercise, *best.lookalike.family) else best.lookalike.words
    )


def _seen(poses: Iterable[CleanPose], least_times: int) -> list[Seen]:
    """Find the lookalikes in some poses; one that is counted fewer than `least_times` times is left out."""
    known = lookalikes()
    outcomes = done_together([exercise for _, exercise in known], poses)
    found = [Seen(one, _spans(done, least_times)) for (one, _), done in zip(known, outcomes, strict=True)]
    return [one for one in found if one.spans]


def done_together(exercises: Sequence[Exercise], poses: Iterable[CleanPose]) -> list[Outcome]:
    """Run the trackers of several exercises on one recorder, which costs much less than a session for each.

    Parameters
    ----------
    exercises : sequence of Exercise
        Each counted or held.
    poses : iterable of CleanPose
        Of one person.

    Returns
    -------
    list of Outcome
        What was done of each exercise.
    """
    for exercise in exercises:
        if exercise.counting is None and exercise.hold is None:
            msg = f"{exercise.id!r} is neither counted nor held, so nothing looks like it"
            raise ValueError(msg)
    recorder = Recorder(exercises[0], None, None, also=exercises[1:])
    trackers = [tracker_of(exercise, recorder) for exercise in exercises]
    for clean in poses:
        begins_shot = recorder.push(clean).begins_shot
        for tracker in trackers:
            if begins_shot:
                tracker.cut()
            tracker.push(clean.pose.t_s)
    for tracker in trackers:
        tracker.finish()
    return [tracker.done for tracker in trackers]


def _spans(done: Outcome, least_times: int) -> list[Span]:
    repetitions, holds = [(r.start_s, r.end_s) for r in done.repetitions], [(h.start_s, h.end_s) for h in done.holds]
    return holds + (repetitions if len(repetitions) >= least_times else [])
