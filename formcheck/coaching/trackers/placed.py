"""Poses and places that a person marked go in; the repetition or hold that lies at each, judged, comes out.

The person has said where it begins, turns and ends: no signal is segmented, and no gate rejects it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.recorder import Recorder
from formcheck.coaching.trackers.holds import HoldTracker
from formcheck.coaching.trackers.repetitions import RepetitionTracker
from formcheck.motion.segmenting.cycle import EDGE_SHARE, Cycle
from formcheck.motion.series import Column
from formcheck.records import Hold, Pose, Repetition, RepetitionSide, Side, ViewLabel

# A value at a moment is a median over 150 ms, as around any point of a repetition.
_POINT_S = 0.075
# The rest after a repetition is looked for within a second, and lasts as long as the segmenter waits for it.
_REST_S, _SETTLE_S = 1.0, 0.35
# Then what is read of it changes no more.
_AFTER_S = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of a repetition or hold, in seconds; `side` is ``both`` if it was not given."""

    start_s: float
    peak_s: float
    end_s: float
    side: RepetitionSide = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The repetition or hold at a place.

    Attributes
    ----------
    place : Place
    part : Repetition, Hold or None
        With the index 0; None if the signal was not seen there, or does not rise towards the turning point.
    view : str
        The label of the view that held there.
    """

    place: Place
    part: Repetition | Hold | None
    view: ViewLabel


def judged_at(
    poses: Iterable[Pose],
    exercise: Exercise,
    places: Iterable[Place],
    *,
    view: ViewLabel | None = None,
    near: Side | None = None,
) -> list[Placed]:
    """Judge the repetitions or holds at some places.

    Parameters
    ----------
    poses : iterable of Pose
        All poses of the set, in order: the camera and the person's proportions are learnt from them.
    exercise : Exercise
    places : iterable of Place
    view, near : str, optional
        As in `Session`: they override what is detected.
    """
    judge = _judge_of(exercise, Recorder(exercise, view, near))
    return [] if judge is None else list(_judged(judge, poses, sorted(places, key=lambda place: place.end_s)))


def _judged(judge: _Judge, poses: Iterable[Pose], places: list[Place]) -> Iterator[Placed]:
    """Judge each place soon after its end: poses are kept for half a minute."""
    for pose in poses:
        while places and pose.t_s > places[0].end_s + _AFTER_S:
            yield _placed(judge, places.pop(0))
        judge.recorder.push(pose)
    for place in places:
        yield _placed(judge, place)


def _placed(judge: _Judge, place: Place) -> Placed:
    view = judge.recorder.view_within(place.start_s, place.end_s)
    return Placed(place=place, part=judge.at(place) if len(judge.recorder.series) else None, view=view.label)


class _Judge(Protocol):
    @property
    def recorder(self) -> Recorder: ...

    def at(self, place: Place) -> Repetition | Hold | None: ...


def _judge_of(exercise: Exercise, recorder: Recorder) -> _Judge | None:
    if exercise.counting is not None:
        return _Repetitions(exercise, exercise.counting, recorder)
    return _Holds(exercise, exercise.hold, recorder) if exercise.hold is not None else None


class _Repetitions(RepetitionTracker):
    """Judges repetitions like its base class, at given places."""

    @property
    def recorder(self) -> Recorder:
        return self._recorder

    def at(self, place: Place) -> Repetition | None:
        lanes = [lane for lane in self._lanes if place.side in ("both", lane.column.side) or lane.column.side is None]
        found = [(lane, cycle) for lane in lanes if (cycle := _cycle(self._recorder, lane.column, place)) is not None]
        if not found:
            return None
        window = self._window(*max(found, key=lambda one: one[1].excursion))
        return replace(self._repetition(window if place.side == "both" else replace(window, side=place.side)), index=0)


class _Holds(HoldTracker):
    """Judges holds like its base class, with the clock running throughout."""

    @property
    def recorder(self) -> Recorder:
        return self._recorder

    def at(self, place: Place) -> Hold | None:
        rows = self._recorder.series.within(place.start_s, place.end_s)
        if rows.stop <= rows.start:
            return None
        held_s = place.end_s - place.start_s
        hold = Hold(index=0, side=place.side, start_s=place.start_s, end_s=place.end_s, in_form_s=held_s, findings=())
        return self._judged(hold, None if place.side == "both" else place.side)


def _cycle(recorder: Recorder, column: Column, place: Place) -> Cycle | None:
    """Read a signal at the three moments; None if it does not rise from the first to the second."""
    rest, peak = (_value(recorder, column, t_s) for t_s in (place.start_s, place.peak_s))
    if not peak > rest:
        return None
    low, closed_s = _rest_after(recorder, column, place.end_s, EDGE_SHARE * (peak - rest))
    returned = min(max((peak - low) / (peak - rest), 0.0), 1.0) if math.isfinite(low) else 0.0
    return Cycle(
        start_s=place.start_s, peak_s=place.peak_s, end_s=place.end_s, closed_s=closed_s, rest=rest, peak=peak,
        returned=returned, to_rest=math.isfinite(low),
    )  # fmt: skip


def _rest_after(recorder: Recorder, column: Column, end_s: float, least: float) -> tuple[float, float]:
    """Return the lowest value from the end on, and how long the rest lasts: until it rises again by `least`."""
    rows = recorder.series.within(end_s - _POINT_S, end_s + _REST_S)
    times, values = recorder.series.times_s[rows], recorder.series.column(column)[rows]
    times, values = times[np.isfinite(values)], values[np.isfinite(values)]
    if not values.size:
        return math.nan, end_s
    rising = np.flatnonzero(values - np.minimum.accumulate(values) > least)
    until = int(rising[0]) if rising.size else values.size
    lowest = int(np.argmin(values[:until]))
    return float(values[lowest]), max(end_s, min(float(times[until - 1]), float(times[lowest]) + _SETTLE_S))


def _value(recorder: Recorder, column: Column, t_s: float) -> float:
    values = recorder.series.column(column)[recorder.series.within(t_s - _POINT_S, t_s + _POINT_S)]
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if seen.size else math.nan
