"""Recorded rows go in; repetitions or steps come out, segmented from their signal, gated and judged."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.modes import Counting
from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.attempts import attempt_of, lost_notes, overlaps
from formcheck.coaching.cue_filter import CueFilter
from formcheck.coaching.events import CueRaised, Event, RepetitionCounted
from formcheck.coaching.form import in_form
from formcheck.coaching.judging import judge
from formcheck.coaching.phases import HIP_DROP, RepetitionWindow, median_of_seen
from formcheck.coaching.readings import first_missed, gate_holds, gates_met
from formcheck.coaching.recorder import Recorder
from formcheck.coaching.trackers.tempo import tempo_of
from formcheck.motion.measures.registry import MEASURES, columns_of_measure
from formcheck.motion.second_look import SecondLook
from formcheck.motion.segmenting.cycle import Cycle
from formcheck.motion.segmenting.segmenter import Segmenter, faster_than_falling
from formcheck.motion.segmenting.small import SmallMovements, stands_out
from formcheck.motion.segmenting.working_side import RULES, RulePhase
from formcheck.motion.series import Column
from formcheck.motion.smoothing import DelayedSmoother, Smoother
from formcheck.records import Attempt, AttemptReason, Finding, Repetition, Side, Tempo

# The noise of a signal is read from a movement and this much before and after it.
_AROUND_S = 1.0
_EARLY_PHASES = frozenset({"start", "descent", "bottom"})


class RepetitionTracker:
    """Detects repetitions in one signal, or on each side in its own signal.

    Parameters
    ----------
    exercise : Exercise
        One that is counted.
    counting : Counting
        Its section on what counts as a repetition.
    recorder : Recorder
        Whose rows to read.
    only_counts : bool
        Whether only counted and rejected movements are wanted, without those that are too small to count, and without
        the measures of each repetition for the table.
    smoother_of : callable
        Makes a new smoother of a column after each cut.
    """

    def __init__(
        self,
        exercise: Exercise,
        counting: Counting,
        recorder: Recorder,
        *,
        only_counts: bool = False,
        smoother_of: Callable[[Column], Smoother] = lambda _: DelayedSmoother(),
    ) -> None:
        self._exercise, self._counting, self._recorder = exercise, counting, recorder
        self._cues = [cue for cue in exercise.cue if cue.enabled and not cue.is_of_set]
        self._smoother_of = smoother_of
        self._lanes = [_Lane(column, counting, smoother_of(column)) for column in columns_of_measure(counting.signal)]
        self._only_counts = only_counts
        self._lists_small = not only_counts and counting.counts == "repetitions"
        self._cue_filter = CueFilter()
        self._repetitions: list[Repetition] = []
        self._excursions: list[float] = []
        self._reached: list[float] = []
        self._gates_met: list[int] = []
        self._attempts: list[Attempt] = []
        self._notes: tuple[str, ...] = ()

    @property
    def done(self) -> Outcome:
        """Repetitions that are complete and judged."""
        return Outcome(
            repetitions=self._repetitions, excursions=self._excursions, reached=self._reached,
            gates_met=self._gates_met, attempts=self._attempts, notes=self._notes,
        )  # fmt: skip

    @property
    def seen(self) -> Outcome:
        """The same as `done`: a repetition under way has no record yet."""
        return self.done

    @property
    def is_moving(self) -> bool:
        """Whether a repetition is under way."""
        return any(lane.segmenter.is_open for lane in self._lanes)

    @property
    def active_since_s(self) -> float | None:
        """When the earliest repetition under way left rest, in seconds."""
        starts = [lane.segmenter.active_since_s for lane in self._lanes]
        return min((t_s for t_s in starts if t_s is not None), default=None)

    def push(self, t_s: float) -> list[Event]:
        """Process the newest row."""
        series = self._recorder.series
        smoothed = [(lane, lane.smoother.push(t_s, series.last(lane.column))) for lane in self._lanes]
        return [event for lane, values in smoothed for sample in values for event in self._advance(lane, *sample)]

    def cut(self) -> list[Event]:
        """Smooth nothing across a cut; a repetition under way counts only if it continues after the cut."""
        events = [event for lane in self._lanes for event in self._flush(lane)]
        for lane in self._lanes:
            lane.smoother = self._smoother_of(lane.column)
            lane.segmenter.cut()
            lane.small.cut()
        return events

    def finish(self) -> list[Event]:
        """End the movement under way."""
        events = [event for lane in self._lanes for event in self._flush(lane)]
        for lane in self._lanes:
            cycle = lane.segmenter.finish()
            if cycle is not None:
                events += self._complete(lane, cycle)
            self._note_lost(lane)
            lane.small.finish()
        self._attempts += self._small()
        signals = [self._recorder.series.column(lane.column) for lane in self._lanes]
        seen = np.isfinite(signals).any(axis=0)
        self._notes = tuple(lost_notes(self._recorder.series.times_s[seen], self._repetitions, self._attempts))
        return events

    def _small(self) -> list[Attempt]:
        """List movements that would be repetitions if they were larger, where nothing else was counted or listed."""
        if not self._lists_small:
            return []
        found = [
            attempt_of(cycle, "too_small")
            for lane in self._lanes
            for cycle in lane.small.found
            if self._is_small(self._window(lane, cycle))
        ]
        spans = [(done.start_s, done.end_s) for done in self._repetitions]
        spans += [(attempt.start_s, attempt.end_s) for attempt in self._attempts]
        return [attempt for attempt in found if not overlaps((attempt.start_s, attempt.end_s), spans)]

    def _is_small(self, window: RepetitionWindow) -> bool:
        rows = self._recorder.series.within(window.cycle.start_s - _AROUND_S, window.cycle.end_s + _AROUND_S)
        raw = self._recorder.series.column(window.signal)[rows]
        return stands_out(window.cycle.excursion, raw) and not (self._why_not(window) or self._missed(window))

    def _note_lost(self, lane: _Lane) -> None:
        """List the movements that the segmenter has discarded since the last call."""
        if lane.segmenter.lost:
            self._attempts += [attempt_of(lost, lost.reason) for lost in lane.segmenter.lost]
            lane.segmenter.lost.clear()

    def _flush(self, lane: _Lane) -> list[Event]:
        return [event for sample in lane.smoother.flush() for event in self._advance(lane, *sample)]

    def _advance(self, lane: _Lane, t_s: float, value: float) -> list[Event]:
        if self._lists_small:
            lane.small.push(t_s, value)
        cycle = lane.segmenter.push(t_s, value)
        self._note_lost(lane)
        if cycle is not None:
            lane.early_judged = False
            return self._complete(lane, cycle)
        return self._judge_early(lane, t_s)

    def _judge_early(self, lane: _Lane, t_s: float) -> list[Event]:
        """Judge the cues of the way down and the bottom as soon as the way back begins: soon enough to be felt."""
        cycle = lane.segmenter.provisional() if self._cues else None
        if cycle is None:
            lane.early_judged = lane.early_judged and lane.segmenter.is_open
            return []
        if lane.early_judged:
            return []
        lane.early_judged = True
        if self._why_not(window := self._window(lane, cycle)):
            return []
        tempo, first = Tempo(None, None, None), window.without_looks()
        findings = [judge(cue, first, tempo) for cue in self._cues if _is_early(cue)]

        def confirm(finding: Finding) -> Finding:
            return judge(next(cue for cue in self._cues if cue.id == finding.cue), window, tempo)

        raised = self._cue_filter.choose(findings, t_s, len(self._repetitions) + 1, confirm)
        return [CueRaised(raised, window.side)] if raised else []

    def _complete(self, lane: _Lane, cycle: Cycle) -> list[Event]:
        window = self._window(lane, cycle)
        rejected = self._why_not(window) or self._missed(window)
        if rejected is not None:
            self._attempts.append(attempt_of(cycle, *rejected))
            return []
        lane.segmenter.count(cycle)
        repetition = self._repetition(window)
        self._repetitions.append(repetition)
        self._gates_met.append(gates_met(self._counting.gates, window))
        self._reached.append(cycle.excursion)
        if cycle.from_rest and not cycle.is_cut:
            self._excursions.append(cycle.excursion)
        events: list[Event] = [RepetitionCounted(repetition)]
        raised = self._cue_filter.choose(repetition.findings, cycle.closed_s, repetition.index)
        events += [CueRaised(raised, repetition.side)] if raised else []
        self._cue_filter.remember(repetition.findings)
        return events

    def _why_not(self, window: RepetitionWindow) -> tuple[AttemptReason, str] | None:
        """Return the reason why a movement is not a repetition, and what it is instead, if known."""
        counting, cycle = self._counting, window.cycle
        if cycle.end_s - cycle.start_s < counting.min_duration_s:
            return "too_short", ""
        if window.is_hidden():
            return "hidden", ""
        if window.signal == HIP_DROP and faster_than_falling(cycle):
            return "too_fast", ""
        if (tempo_of(window).hold_s or 0.0) > counting.max_hold_s:
            return "too_long", ""
        failed = next((gate for gate in counting.gates if not gate_holds(gate, window)), None)
        return None if failed is None else ("gate", failed.because)

    def _missed(self, window: RepetitionWindow) -> tuple[AttemptReason, str] | None:
        """Return the reason, if a movement leaves out a posture that it must pass."""
        missed = first_missed(self._counting.passes, window)
        return None if missed is None else ("gate", missed.because)

    def _window(self, lane: _Lane, cycle: Cycle) -> RepetitionWindow:
        recorder = self._recorder
        view = recorder.view_within(cycle.start_s, cycle.end_s)
        window = RepetitionWindow(
            series=recorder.series,
            cycle=cycle,
            signal=lane.column,
            side=lane.column.side or "both",
            near=view.near,
            view=view.label,
            frame_s=recorder.frame_s,
            shot_s=recorder.shot_at(cycle.peak_s),
            is_turned=recorder.is_turned(cycle.start_s, cycle.end_s),
            error_of=recorder.error_at,
            is_guessed=_is_guessed(recorder.look_at(cycle.peak_s, 0), lane.column),
            look_at=recorder.look_at,
        )
        rule = RULES[self._counting.working_side]

        def value(measure: str, side: Side, phase: RulePhase = "bottom", /) -> float:
            return window.median(Column(measure, side), phase)

        side = rule.side(value, lane.column.side)
        return replace(window, side=side)

    def _repetition(self, window: RepetitionWindow) -> Repetition:
        tempo, cycle = tempo_of(window), window.cycle
        findings = tuple(judge(cue, window, tempo) for cue in self._cues)
        faults = {f.cue for f in findings if f.verdict == "fault"}
        return Repetition(
            index=len(self._repetitions) + 1,
            side=window.side,
            start_s=cycle.start_s,
            peak_s=cycle.peak_s,
            end_s=cycle.end_s,
            complete=self._counting.target_cue not in faults,
            in_form=in_form(self._exercise, findings),
            tempo=tempo,
            measures={} if self._only_counts else _measures(window),
            findings=findings,
        )


class _Lane:
    """One signal from raw values to segmented cycles."""

    def __init__(self, column: Column, counting: Counting, smoother: Smoother) -> None:
        self.column = column
        self.smoother = smoother
        self.segmenter = Segmenter(counting.min_excursion, counting.begins_at, counting.max_duration_s)
        self.small = SmallMovements(counting.min_excursion, counting.max_duration_s)
        self.early_judged = False


def _is_guessed(peak: SecondLook | None, signal: Column) -> bool:
    return peak is not None and peak.is_guessed(MEASURES.find(signal.measure), signal.side)


def _is_early(cue: Cue) -> bool:
    return all(getattr(check, "phase", None) in _EARLY_PHASES for check in cue.check)


def _measures(window: RepetitionWindow) -> dict[str, float | None]:
    """Median of each measure at the peak, for the table of repetitions; None if this view cannot show it."""
    columns, rows = window.series.columns[1:], window.rows("bottom")
    shown = {c for c in columns if not (views := MEASURES[c.measure].views) or window.is_seen_from(views)}
    found = {c.title: median_of_seen(window.series.values(c, rows)) if c in shown else math.nan for c in columns}
    return {title: value if math.isfinite(value) else None for title, value in found.items()}
