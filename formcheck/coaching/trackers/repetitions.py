"""Counting: each repetition or step cut out of its signal, held against the gates, judged, and spoken of."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from formcheck.catalogue.exercise import Cue
from formcheck.catalogue.modes import Counting
from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.cue_filter import CueFilter
from formcheck.coaching.events import CueRaised, Event, RepetitionCounted
from formcheck.coaching.judging import gate_holds, judge, passed_in_order
from formcheck.coaching.phases import HIP_DROP, RepetitionWindow
from formcheck.coaching.recorder import Recorder
from formcheck.motion.measures.registry import columns_of_measure
from formcheck.motion.segmenting.cycle import Cycle
from formcheck.motion.segmenting.segmenter import Segmenter, faster_than_falling
from formcheck.motion.segmenting.working_side import RULES
from formcheck.motion.series import Column
from formcheck.motion.smoothing import DelayedSmoother
from formcheck.records import Finding, Repetition, RepetitionSide, Tempo

if TYPE_CHECKING:
    from formcheck.catalogue.exercise import Exercise

_EDGE_SHARE = 0.10
_SHARE_OF_TIME = (math.acos(-0.8) - math.acos(0.8)) / math.pi
_EARLY_PHASES = frozenset({"start", "descent", "bottom"})


class RepetitionTracker:
    """Watch for repetitions in one signal, or on each side in its own.

    Parameters
    ----------
    exercise : Exercise
        One that is counted.
    counting : Counting
        Its section that says how.
    recorder : Recorder
        Whose rows to watch.
    """

    def __init__(self, exercise: Exercise, counting: Counting, recorder: Recorder) -> None:
        self._counting, self._recorder = counting, recorder
        self._cues = [cue for cue in exercise.cue if cue.enabled and not cue.is_of_set]
        self._lanes = [_Lane(column, counting) for column in columns_of_measure(counting.signal)]
        self._speaker = CueFilter()
        self._repetitions: list[Repetition] = []
        self._excursions: list[float] = []

    @property
    def done(self) -> Outcome:
        """Repetitions so far."""
        return Outcome(self._repetitions, excursions=self._excursions)

    @property
    def seen(self) -> Outcome:
        """The same: a repetition under way has no record."""
        return self.done

    @property
    def incomplete_attempts(self) -> int:
        """Attempts of which the film shows a part."""
        return sum(lane.segmenter.incomplete_attempts for lane in self._lanes)

    @property
    def is_moving(self) -> bool:
        """Whether a repetition is under way."""
        return any(lane.segmenter.is_open for lane in self._lanes)

    @property
    def active_since_s(self) -> float | None:
        """When the oldest repetition under way left rest."""
        opened = [lane.segmenter.active_since_s for lane in self._lanes]
        return min((t_s for t_s in opened if t_s is not None), default=None)

    def push(self, t_s: float) -> list[Event]:
        """Look at the newest row."""
        series = self._recorder.series
        smoothed = [(lane, lane.smoother.push(t_s, series.last(lane.column))) for lane in self._lanes]
        return [event for lane, values in smoothed for sample in values for event in self._advance(lane, *sample)]

    def cut(self) -> list[Event]:
        """Smooth nothing across a cut; what is under way must go on behind it to be counted."""
        events = [event for lane in self._lanes for event in self._flush(lane)]
        for lane in self._lanes:
            lane.smoother = DelayedSmoother()
            lane.segmenter.cut()
        return events

    def finish(self) -> list[Event]:
        """End what is under way."""
        events = [event for lane in self._lanes for event in self._flush(lane)]
        for lane in self._lanes:
            span = lane.segmenter.finish()
            if span is not None:
                events += self._complete(lane, span)
        return events

    def _flush(self, lane: _Lane) -> list[Event]:
        return [event for sample in lane.smoother.flush() for event in self._advance(lane, *sample)]

    def _advance(self, lane: _Lane, t_s: float, value: float) -> list[Event]:
        span = lane.segmenter.push(t_s, value)
        if span is not None:
            lane.early_judged = False
            return self._complete(lane, span)
        return self._judge_early(lane, t_s)

    def _judge_early(self, lane: _Lane, t_s: float) -> list[Event]:
        """Judge what the bottom shows as soon as the way back has begun, to say it while it can still be felt."""
        span = lane.segmenter.provisional()
        if span is None:
            lane.early_judged = lane.early_judged and lane.segmenter.is_open
            return []
        if lane.early_judged:
            return []
        lane.early_judged = True
        if not self._is_this_exercise(evidence := self._evidence(lane, span)):
            return []
        tempo = Tempo(None, None, None)
        return self._speak([judge(cue, evidence, tempo) for cue in self._cues if _is_early(cue)], t_s, evidence.side)

    def _speak(self, findings: list[Finding], now_s: float, side: RepetitionSide) -> list[Event]:
        said = self._speaker.choose(findings, now_s)
        return [CueRaised(said, side)] if said else []

    def _complete(self, lane: _Lane, span: Cycle) -> list[Event]:
        evidence = self._evidence(lane, span)
        if not (self._is_this_exercise(evidence) and passed_in_order(self._counting.passes, evidence)):
            return []
        repetition = self._repetition(evidence)
        self._repetitions.append(repetition)
        if span.from_rest and not span.is_cut:
            self._excursions.append(span.excursion)
        events: list[Event] = [RepetitionCounted(repetition)]
        events += self._speak(list(repetition.findings), span.closed_s, repetition.side)
        self._speaker.remember(repetition.findings)
        return events

    def _is_this_exercise(self, evidence: RepetitionWindow) -> bool:
        counting, span = self._counting, evidence.span
        if span.end_s - span.start_s < counting.min_duration_s:
            return False
        if evidence.signal == HIP_DROP and faster_than_falling(span):
            return False
        if (tempo_of(evidence).hold_s or 0.0) > counting.max_hold_s:
            return False
        return all(gate_holds(gate, evidence) for gate in counting.gate)

    def _evidence(self, lane: _Lane, span: Cycle) -> RepetitionWindow:
        recorder = self._recorder
        view = recorder.view_within(span.start_s, span.end_s)
        evidence = RepetitionWindow(
            recorder.series, span, lane.column, lane.column.side or "both", view.near, view.label,
            recorder.frame_s, recorder.shot_at(span.peak_s),
        )  # fmt: skip
        rule = RULES[self._counting.working_side]
        side = rule.side(
            lambda name, side, phase="bottom": _median(evidence.values(Column(name, side), phase)), lane.column.side
        )
        return replace(evidence, side=side)

    def _repetition(self, evidence: RepetitionWindow) -> Repetition:
        tempo, span = tempo_of(evidence), evidence.span
        findings = tuple(judge(cue, evidence, tempo) for cue in self._cues)
        faults = {f.cue for f in findings if f.verdict == "fault"}
        complete = self._counting.target_cue not in faults
        wrong = any(f.verdict == "fault" and f.severity != "info" for f in findings)
        return Repetition(
            index=len(self._repetitions) + 1,
            side=evidence.side,
            start_s=span.start_s,
            peak_s=span.peak_s,
            end_s=span.end_s,
            complete=complete,
            in_form=complete and not wrong,
            tempo=tempo,
            measures=_measures(evidence),
            findings=findings,
        )


class _Lane:
    """One signal on its way from raw values to attempts."""

    def __init__(self, column: Column, counting: Counting) -> None:
        self.column = column
        self.smoother = DelayedSmoother()
        self.segmenter = Segmenter(counting.min_excursion, counting.begins_at, counting.max_duration_s)
        self.early_judged = False


def _is_early(cue: Cue) -> bool:
    return all(getattr(check, "phase", None) in _EARLY_PHASES for check in cue.check)


def _median(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    finite = values[np.isfinite(values)]
    return float(np.median(finite)) if finite.size else math.nan


def _measures(evidence: RepetitionWindow) -> dict[str, float | None]:
    """Median of each measure at the peak, for the table of repetitions."""
    found = {c.title: _median(evidence.values(c, "bottom")) for c in evidence.series.columns[1:]}
    return {title: value if math.isfinite(value) else None for title, value in found.items()}


def tempo_of(evidence: RepetitionWindow) -> Tempo:
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
