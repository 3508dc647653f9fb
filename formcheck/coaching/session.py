"""The one engine: poses in, repetitions and findings out, the same for a camera and for a file."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from formcheck.coaching.cues import gate_holds, judge, judge_set
from formcheck.coaching.definition import Cue
from formcheck.coaching.evidence import HIP_DROP, Evidence
from formcheck.coaching.library import load_exercise, reference
from formcheck.coaching.recorder import Reading, Recorder
from formcheck.coaching.setreport import report_of
from formcheck.coaching.speaking import Speaker
from formcheck.motion.attempt import Span
from formcheck.motion.repetitions import Segmenter, faster_than_falling
from formcheck.motion.series import Column
from formcheck.motion.smoothing import HALF_WINDOW_S, DelayedSmoother
from formcheck.motion.working_side import RULES
from formcheck.records import Finding, Pose, Repetition, Report, Side, Tempo, ViewLabel

if TYPE_CHECKING:
    from formcheck.coaching.definition import Exercise
    from formcheck.motion.series import Series
    from formcheck.motion.view import ViewState

_EDGE_SHARE = 0.10
_SHARE_OF_TIME = (math.acos(-0.8) - math.acos(0.8)) / math.pi
_EARLY_PHASES = frozenset({"start", "descent", "bottom"})


@dataclass(frozen=True, slots=True)
class RepetitionCounted:
    """A repetition is over and judged."""

    repetition: Repetition


@dataclass(frozen=True, slots=True)
class CueRaised:
    """Something to say now."""

    finding: Finding


@dataclass(frozen=True, slots=True)
class ViewChanged:
    """The camera looks from elsewhere than before."""

    view: ViewState


Event = RepetitionCounted | CueRaised | ViewChanged


class Session:
    """Judge one set of one exercise, pose by pose.

    Parameters
    ----------
    exercise : str or Exercise
        Id of a definition, or a definition that was loaded (and adjusted by a profile) before.
    view : str, optional
        Overrides the detected view.
    side : {"left", "right"}, optional
        Overrides which side of the body is turned to the camera.
    model : str
        Name of the pose model, for the report.

    Raises
    ------
    UnknownExerciseError
        If there is no such exercise.
    """

    def __init__(
        self,
        exercise: str | Exercise,
        *,
        view: ViewLabel | None = None,
        side: Side | None = None,
        model: str = "full",
    ) -> None:
        self.exercise = load_exercise(exercise) if isinstance(exercise, str) else exercise
        self._view, self._side, self._model = view, side, model
        self.reset()

    def reset(self) -> None:
        """Forget everything: as new."""
        counting = self.exercise.counting
        self._recorder = Recorder(self.exercise, self._view, self._side)
        self._smoother = DelayedSmoother()
        self._segmenter = Segmenter(counting.min_excursion, counting.begins_at, counting.max_duration_s)
        self._speaker = Speaker()
        self._early_judged = False
        self._finished = False
        self.repetitions: list[Repetition] = []
        self._last_view = ""

    def push(self, pose: Pose) -> list[Event]:
        """Take the next pose.

        Parameters
        ----------
        pose : Pose
            Its time must be later than that of the pose before.

        Returns
        -------
        list of Event
            What has just become known, oldest first; often nothing.
        """
        reading = self._recorder.push(pose)
        events = self._view_events(reading)
        if reading.begins:
            events += self._cut()
        for t_s, value in self._smoother.push(pose.t_s, reading.signal):
            events += self._advance(t_s, value)
        return events

    def finish(self) -> Report:
        """End the set and report on it; pushing afterwards needs a `reset` first."""
        if not self._finished:
            self._flush()
            span = self._segmenter.finish()
            if span is not None:
                self._complete(span)
            self._finished = True
        findings = (
            tuple(judge_set(cue, self.repetitions) for cue in self._cues(of_set=True)) if self.repetitions else ()
        )
        return report_of(
            reference(self.exercise), self._recorder, self.repetitions, findings,
            cut_off=self._segmenter.cut_off, model=self._model,
        )  # fmt: skip

    @property
    def settled_s(self) -> float:
        """Before this time nothing will change any more: no repetition that began earlier is open."""
        opened = self._segmenter.opened_s
        now = float(self.series.times_s[-1]) if len(self.series) else 0.0
        # A repetition that opens later may reach back into the rest before it.
        return min(now - HALF_WINDOW_S - 0.5, math.inf if opened is None else opened)

    @property
    def series(self) -> Series:
        """All measures over time."""
        return self._recorder.series

    @property
    def view(self) -> ViewState:
        """The view that holds now."""
        return self._recorder.view_within(math.inf, math.inf)

    def view_at(self, t_s: float) -> ViewState:
        """Return the view that held at a moment."""
        row = int(self.series.within(0.0, t_s).stop)
        return self._recorder.views[max(row - 1, 0)]

    @property
    def is_moving(self) -> bool:
        """Whether a repetition is under way."""
        return self._segmenter.is_open

    def _view_events(self, reading: Reading) -> list[Event]:
        if reading.view.label == self._last_view:
            return []
        self._last_view = reading.view.label
        return [ViewChanged(reading.view)]

    def _cut(self) -> list[Event]:
        """Another scene begins: nothing is smoothed across, and what is under way must go on in it to be counted."""
        events = self._flush()
        self._smoother = DelayedSmoother()
        self._segmenter.cut()
        return events

    def _flush(self) -> list[Event]:
        return [event for t_s, value in self._smoother.flush() for event in self._advance(t_s, value)]

    def _advance(self, t_s: float, value: float) -> list[Event]:
        span = self._segmenter.push(t_s, value)
        if span is not None:
            self._early_judged = False
            return self._complete(span)
        return self._judge_early(t_s)

    def _judge_early(self, t_s: float) -> list[Event]:
        """Judge what the bottom shows as soon as the way back has begun, to say it while it can still be felt."""
        span = self._segmenter.provisional()
        if span is None:
            self._early_judged = self._early_judged and self._segmenter.is_open
            return []
        if self._early_judged:
            return []
        self._early_judged = True
        if not self._is_this_exercise(evidence := self._evidence(span)):
            return []
        tempo = Tempo(None, None, None)
        cues = [cue for cue in self._cues(of_set=False) if _is_early(cue)]
        return self._speak([judge(cue, evidence, tempo) for cue in cues], t_s)

    def _speak(self, findings: list[Finding], now_s: float) -> list[Event]:
        said = self._speaker.choose(findings, now_s)
        return [CueRaised(said)] if said else []

    def _complete(self, span: Span) -> list[Event]:
        evidence = self._evidence(span)
        if not self._is_this_exercise(evidence):
            return []
        repetition = self._repetition(evidence)
        self.repetitions.append(repetition)
        events: list[Event] = [RepetitionCounted(repetition)]
        events += self._speak(list(repetition.findings), span.closed_s)
        self._speaker.remember(repetition.findings)
        return events

    def _is_this_exercise(self, evidence: Evidence) -> bool:
        counting, span = self.exercise.counting, evidence.span
        if span.end_s - span.start_s < counting.min_duration_s:
            return False
        if evidence.signal == HIP_DROP and faster_than_falling(span):
            return False
        if (_tempo(evidence).hold_s or 0.0) > counting.max_hold_s:
            return False
        return all(gate_holds(gate, evidence) for gate in counting.gate)

    def _evidence(self, span: Span) -> Evidence:
        view = self._recorder.view_within(span.start_s, span.end_s)
        evidence = Evidence(
            self.series, span, self._recorder.signal, "both", view.near, view.label, self._recorder.frame_s,
            self._recorder.scene_at(span.peak_s),
        )  # fmt: skip
        rule = RULES[self.exercise.counting.working_side]
        return replace(evidence, side=rule(lambda name, s: _median(evidence.values(Column(name, s), "bottom"))))

    def _repetition(self, evidence: Evidence) -> Repetition:
        tempo, span = _tempo(evidence), evidence.span
        findings = tuple(judge(cue, evidence, tempo) for cue in self._cues(of_set=False))
        faults = {f.cue for f in findings if f.verdict == "fault"}
        complete = self.exercise.counting.target_cue not in faults
        wrong = any(f.verdict == "fault" and f.severity != "info" for f in findings)
        return Repetition(
            len(self.repetitions) + 1, evidence.side, span.start_s, span.peak_s, span.end_s,
            complete, complete and not wrong, tempo, _measures(evidence), findings,
        )  # fmt: skip

    def _cues(self, *, of_set: bool) -> list[Cue]:
        return [cue for cue in self.exercise.cue if cue.enabled and cue.is_of_set == of_set]


def _is_early(cue: Cue) -> bool:
    return all(getattr(check, "phase", None) in _EARLY_PHASES for check in cue.check)


def _median(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    finite = values[np.isfinite(values)]
    return float(np.median(finite)) if finite.size else math.nan


def _measures(evidence: Evidence) -> dict[str, float | None]:
    """Median of each measure at the peak, for the table of repetitions."""
    found = {c.title: _median(evidence.values(c, "bottom")) for c in evidence.series.columns[1:]}
    return {title: value if math.isfinite(value) else None for title, value in found.items()}


def _tempo(evidence: Evidence) -> Tempo:
    """Durations of the way there, the stay and the way back.

    The signal tells well when it passes 10 and 90 % of the excursion (evidence 3.3) and badly when it leaves rest. A
    smooth, cosine-shaped movement takes 59 % of its time between the two, so that share is scaled to the whole, which
    is what a tempo in seconds means in the sources.
    """
    span = evidence.span
    rows = evidence.window("throughout")
    times, signal = evidence.series.times_s[rows], evidence.series.column(evidence.signal)[rows]
    high = np.flatnonzero(signal >= span.peak - _EDGE_SHARE * span.excursion)
    if not high.size:
        return Tempo(None, None, None)
    first, last = float(times[high[0]]), float(times[high[-1]])
    down, up = (first - span.start_s) / _SHARE_OF_TIME, (span.end_s - last) / _SHARE_OF_TIME
    if span.is_cut:
        return Tempo(None, None, None)
    return Tempo(down if span.from_rest else None, last - first, up if span.to_rest else None)
