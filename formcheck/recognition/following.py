"""Runs the trackers of all candidates over poses: when each found something, and when it rejected a movement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.checks import Condition, Gate
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.trackers.choosing import tracker_of
from formcheck.motion.cleaning.cleaner import CleanPose
from formcheck.motion.gait import run_of
from formcheck.motion.gait.columns import SIGNALS
from formcheck.motion.measures.registry import columns_of_measure
from formcheck.motion.series import Column, Series
from formcheck.recognition.candidates import Candidate
from formcheck.recognition.reading import LateRecorder, LateSeries, SharedSmoothers
from formcheck.records import RepetitionSide, Side, ViewLabel

Span = tuple[float, float]
"""Start and end in seconds."""

_EVERY_S = 1 / 16
_HELD_EVERY = 4
"""A hold begins at 3 s and forgives a second: four looks a second see it."""
# Steps of one run follow each other within a second, also where one was not seen.
_STEP_S = 1.0
_PATH = (11, 12, 13, 14, 15, 16, 25, 26, 27, 28)
"""Landmarks whose way is measured: shoulders, elbows, wrists, knees and ankles."""
_OF_RUN = tuple(column for name in SIGNALS for column in columns_of_measure(name))
"""Of a run its steps alone are wanted."""
_ONE_RUN_S, _RUN_S, _RUN_EVERY_S = 60.0, 8.0, 1.0
"""A film that may be one run; in longer ones, some twenty steps, sought every few steps."""
_FILLED = 2 / 3
"""Share of such a part that steps must take. In parts within runs of tuned people they took 0.71 to 0.92, in drawn
walks that passed for runs 0.53 at most."""
_SAME_STEP_S = 0.1
"""Runners take five steps a second at most."""
_AT_ONCE = 64
"""Rows in which it is looked whether a gate is met, before the next ones are read."""
_OF_ROWS = frozenset({"median", "min", "max"})
"""Reducers whose value is that of a row."""
POSTURE = tuple(Column(name) for name in ("trunk_inclination", "body_inclination"))
"""Columns by which a posture is put into words, where some candidate reads them."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A repetition, hold or step of a candidate.

    Attributes
    ----------
    span : tuple of float
    side : {"left", "right", "both"}
    excess : float
        Excursion as a multiple of the least one; 1 if it has none.
    gates_met : int
        Number of gates that it was seen to meet.
    """

    span: Span
    side: RepetitionSide = "both"
    excess: float = 1.0
    gates_met: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Followed:
    """What one candidate found.

    Attributes
    ----------
    candidate : Candidate
    parts : sequence of Part
        In the order of time.
    turned_away : sequence of tuple of float
        Movements that a gate rejected as something else.
    """

    candidate: Candidate
    parts: Sequence[Part] = ()
    turned_away: Sequence[Span] = field(default_factory=tuple)


@dataclass(frozen=True, kw_only=True, eq=False)
class Film:
    """Everything that was found in some poses.

    Attributes
    ----------
    followed : sequence of Followed
    times_s : ndarray of float, shape (n,)
        Times of the analysed poses, in seconds.
    path : ndarray of float, shape (n,)
        Path of the limbs up to each time, in metres, as a mean over the limbs.
    series : Series
        All measures over time.
    cuts_s : sequence of float
        When shots begin, the first one too.
    view : str
        The view of most poses.
    """

    followed: Sequence[Followed]
    times_s: NDArray[np.float64]
    path: NDArray[np.float64]
    series: Series
    cuts_s: Sequence[float] = ()
    view: ViewLabel = "unknown"

    def path_within(self, span: Span) -> float:
        """Return how far the limbs moved in a stretch of time, in metres."""
        start, end = np.interp(span, self.times_s, self.path)
        return float(end - start)


def sparse(poses: Iterable[CleanPose]) -> list[CleanPose]:
    """Select 16 poses a second, and the first of each shot: enough to recognise an exercise."""
    kept: list[CleanPose] = []
    for clean in poses:
        if not kept or clean.begins_shot or clean.pose.t_s - kept[-1].pose.t_s >= 0.95 * _EVERY_S:
            kept.append(clean)
    return kept


def follow(candidates: Sequence[Candidate], poses: Sequence[CleanPose]) -> Film:
    """Run the trackers of all candidates over some poses.

    Only those candidates are tracked whose gates are met at some time, and whose signal moves far enough.
    Measures are read on first use.

    Parameters
    ----------
    candidates : sequence of Candidate
    poses : sequence of CleanPose
        Of one person; at least one.
    """
    recorder = LateRecorder([candidate.exercise for candidate in candidates])
    for clean in poses:
        recorder.push(clean)
    series = recorder.series
    likely = [candidate for candidate in candidates if _is_met_somewhere(candidate.exercise, series)]
    series.read_all(column for one in likely for column in _signals(one.exercise))
    likely = [candidate for candidate in likely if _moves(candidate.exercise, series)]
    outcomes = _tracked([candidate.exercise for candidate in likely], recorder, poses)
    found = [_followed(candidate, outcome) for candidate, outcome in zip(likely, outcomes, strict=True)]
    runs = [candidate for candidate in candidates if candidate.exercise.gait is not None]
    cuts_s = [clean.pose.t_s for clean in poses if clean.begins_shot]
    found += [Followed(candidate=candidate, parts=_steps(series)) for candidate in runs]
    return Film(
        followed=found,
        times_s=series.times_s.copy(),
        path=_path(poses),
        series=series,
        cuts_s=cuts_s,
        view=_view(poses),
    )


def _view(poses: Sequence[CleanPose]) -> ViewLabel:
    return Counter(clean.view.label for clean in poses).most_common(1)[0][0] if poses else "unknown"


def _is_met_somewhere(exercise: Exercise, series: Series) -> bool:
    """Whether each gate of an exercise is met at some time."""
    how = exercise.counting or exercise.hold
    return how is not None and all(_is_met(gate, series) for gate in how.gates)


def _is_met(gate: Gate, series: Series) -> bool:
    return any(_is_within(condition, series) for condition in gate.conditions)


def _is_within(condition: Condition, series: Series) -> bool:
    """Whether a reading is ever within a range, or was never seen and need not be."""
    if condition.baseline != "none" or condition.reducer not in _OF_ROWS:
        return True
    is_seen = False
    for start in range(0, len(series), _AT_ONCE):
        for column in columns_of_measure(condition.measure):
            values = series.values(column, slice(start, start + _AT_ONCE))
            if ((values >= condition.within.min) & (values <= condition.within.max)).any():
                return True
            is_seen = is_seen or bool(np.isfinite(values).any())
    return not is_seen and not condition.must_be_seen


def _moves(exercise: Exercise, series: Series) -> bool:
    """Whether the signal of an exercise ever moves as far as one repetition; that of a hold need not."""
    if exercise.counting is None:
        return True
    for column in _signals(exercise):
        values = series.column(column)
        seen = values[np.isfinite(values)]
        if seen.size and seen.max() - seen.min() >= exercise.counting.min_excursion:
            return True
    return False


def _signals(exercise: Exercise) -> list[Column]:
    return [] if exercise.counting is None else columns_of_measure(exercise.counting.signal)


def _tracked(exercises: Sequence[Exercise], recorder: LateRecorder, poses: Sequence[CleanPose]) -> list[Outcome]:
    """Pass the rows to the trackers one by one, each as the last one of the series."""
    whole, views = recorder.series, recorder.views
    recorder.views = []
    smoothers = SharedSmoothers()
    trackers = [
        tracker_of(exercise, recorder, only_counts=True, smoother_of=smoothers.for_tracker()) for exercise in exercises
    ]
    quick = [tracker for tracker, exercise in zip(trackers, exercises, strict=True) if exercise.counting is not None]
    for row, clean in enumerate(poses):
        recorder.series = whole.beginning(row + 1)
        recorder.views.append(views[row])
        for tracker in trackers if row % _HELD_EVERY == 0 or clean.begins_shot else quick:
            if clean.begins_shot:
                tracker.cut()
            tracker.push(clean.pose.t_s)
    recorder.series = whole
    for tracker in trackers:
        tracker.finish()
    return [tracker.done for tracker in trackers]


def _followed(candidate: Candidate, done: Outcome) -> Followed:
    least = candidate.exercise.counting.min_excursion if candidate.exercise.counting else 1.0
    parts = [
        Part(span=(one.start_s, one.end_s), side=one.side, excess=reached / least, gates_met=met)
        for one, reached, met in zip(done.repetitions, done.reached, done.gates_met, strict=True)
    ]
    parts += [Part(span=(hold.start_s, hold.end_s), side=hold.side) for hold in done.holds]
    away = [(attempt.start_s, attempt.end_s) for attempt in done.attempts if attempt.reason == "gate"]
    return Followed(candidate=candidate, parts=parts, turned_away=away)


def _steps(series: LateSeries) -> list[Part]:
    """Find the steps of runs, each until the next one.

    A run has one rhythm. A film of more than a minute shows other things as well, and is searched in parts.
    """
    read = series.only(_OF_RUN)
    times = read.times_s
    if times[-1] - times[0] <= _ONE_RUN_S:
        contacts = _contacts(read)
    else:
        starts = np.arange(times[0], times[-1] - _RUN_S + _RUN_EVERY_S, _RUN_EVERY_S)
        parts = [read.part(read.within(start, start + _RUN_S)) for start in starts.tolist()]
        contacts = _once(sorted(contact for part in parts for contact in _contacts(part, _FILLED * _RUN_S)))
    following = [t_s for t_s, _ in contacts[1:]]
    return [
        Part(span=(t_s, min(end_s, t_s + _STEP_S)), side=side)
        for (t_s, side), end_s in zip(contacts, following, strict=False)
    ]


def _contacts(series: Series, least_s: float = 0.0) -> list[tuple[float, Side]]:
    """Find when the feet of a runner come down; nothing if all steps are shorter than so many seconds."""
    run = run_of(series)
    is_run = np.isfinite(run.rhythm.step_s) and run.is_running and len(run.steps) * run.rhythm.step_s >= least_s
    return sorted((step.contact_s, step.side) for step in run.steps) if is_run else []


def _once(contacts: Sequence[tuple[float, Side]]) -> list[tuple[float, Side]]:
    """Drop contacts that overlapping parts have found twice."""
    kept: list[tuple[float, Side]] = []
    for contact in contacts:
        if not kept or contact[0] - kept[-1][0] > _SAME_STEP_S:
            kept.append(contact)
    return kept


def _path(poses: Sequence[CleanPose]) -> NDArray[np.float64]:
    """Add up how far the limbs move relative to the hips, in metres; unseen frames add nothing."""
    world = np.stack([clean.pose.world[list(_PATH), :3] for clean in poses])
    steps = np.linalg.norm(np.diff(world, axis=0), axis=2).mean(axis=1)
    cut = np.array([clean.begins_shot for clean in poses[1:]], dtype=bool)
    return np.concatenate([[0.0], np.cumsum(np.where(cut | ~np.isfinite(steps), 0.0, steps))])
