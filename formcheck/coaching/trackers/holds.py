"""Recorded rows go in; holds come out: for how long a posture was held in form, and why the clock was paused."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from formcheck.catalogue.checks import Check, Quantity
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.modes import Holding
from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.cue_filter import CueFilter
from formcheck.coaching.events import ClockStarted, ClockStopped, CueRaised, Event, HoldEnded
from formcheck.coaching.form import in_form
from formcheck.coaching.judging import judge, judge_value
from formcheck.coaching.phases import HIP_DROP, RepetitionWindow, sides_of
from formcheck.coaching.recorder import Recorder
from formcheck.motion.body import SIDES
from formcheck.motion.cleaning.continuity import GAP_S
from formcheck.motion.reducers import REDUCERS
from formcheck.motion.segmenting.cycle import Cycle
from formcheck.motion.series import Column
from formcheck.records import Attempt, AttemptReason, Break, Hold, Side
from formcheck.wording import ATTEMPT_REASONS

# A posture is read over a moment, stillness over a second (docs/evidence.md).
_MOMENT_S, _STILL_S = 0.3, 1.0
_SEEN_SHARE = 0.5
_UNSEEN = "Not seen well enough: keep the whole body in view."


class HoldTracker:
    """Detects holds, on each side if the exercise has sides, and runs their clocks.

    Parameters
    ----------
    exercise : Exercise
        One that is held.
    holding : Holding
        Its section on what counts as a hold.
    recorder : Recorder
        Whose rows to read.
    """

    def __init__(self, exercise: Exercise, holding: Holding, recorder: Recorder) -> None:
        self._exercise, self._holding, self._recorder = exercise, holding, recorder
        self._cues = [cue for cue in exercise.cue if cue.enabled and not cue.is_of_set]
        self._pausing = [(cue, check) for cue in self._cues for check in pausing_checks(cue)]
        self._sides: tuple[Side | None, ...] = SIDES if holding.sides == "each" else (None,)
        self._cue_filter = CueFilter()
        self._open: _OpenHold | None = None
        self._holds: list[Hold] = []
        self._attempts: list[Attempt] = []
        self._last_s = math.nan

    @property
    def done(self) -> Outcome:
        """Holds that are complete and judged."""
        return Outcome(holds=self._holds, attempts=self._attempts)

    @property
    def seen(self) -> Outcome:
        """The same, and the hold under way, which is not judged yet."""
        if self._open is None:
            return self.done
        return replace(self.done, holds=[*self._holds, self._hold(self._open, self._last_s)])

    @property
    def is_moving(self) -> bool:
        """Whether a hold is under way."""
        return self._open is not None

    @property
    def active_since_s(self) -> float | None:
        """Start of the hold under way in seconds."""
        return self._open.start_s if self._open else None

    def push(self, t_s: float) -> list[Event]:
        """Process the newest row."""
        step_s, self._last_s = t_s - self._last_s, t_s
        if self._open is None:
            held = [side for side in self._sides if self._in_posture(side, t_s)]
            if not held:
                return []
            self._open = _OpenHold(held[0], t_s)
            return [ClockStarted(t_s)]
        events = self._tick(self._open, t_s, step_s if step_s <= GAP_S else 0.0)
        left_s = self._open.left_s
        return events if left_s is None or t_s - left_s <= self._holding.grace_s else [*events, *self._end(left_s)]

    def cut(self) -> list[Event]:
        """End the hold under way: it cannot be followed across a cut, nor if nothing was trusted just before it."""
        left_s = self._open.left_s if self._open is not None else None
        return self._end(self._last_s if left_s is None else left_s, is_cut=True)

    def finish(self) -> list[Event]:
        """End the hold under way."""
        return self._end(self._last_s, is_cut=True)

    def _tick(self, hold: _OpenHold, t_s: float, step_s: float) -> list[Event]:
        """Run or pause the clock by what the newest row shows."""
        in_posture = self._in_posture(hold.side, t_s)
        if in_posture:
            hold.left_s = None
            wrong = self._wrong(hold.side, t_s)
            return hold.pause(t_s, wrong.id, wrong.say) if wrong else hold.run(t_s, step_s)
        hold.left_s = t_s if hold.left_s is None else hold.left_s
        return hold.pause(t_s, None, _UNSEEN if in_posture is None else self._why_left(hold.side, t_s))

    def _in_posture(self, side: Side | None, t_s: float) -> bool | None:
        """Whether everything visible of the posture is as it must be; None if nothing is seen."""
        is_seen = False
        for gate in self._holding.gates:
            met = self._met(gate, side, t_s, gate.within.min, gate.within.max)
            if met is False:
                return False
            is_seen = is_seen or met is not None
        return True if is_seen else None

    def _met(self, quantity: Quantity, side: Side | None, t_s: float, low: float, high: float) -> bool | None:
        near = self._recorder.latest_view.near
        # From the front no side is the near one: a posture is read of both then, or standing might be anything.
        sides = SIDES if quantity.limb == "near" and near is None else sides_of(quantity.limb, side, near)
        values = self._values(quantity, sides, t_s)
        # Hysteresis: a hold under way ends only beyond the measurement error.
        slack = quantity.source_measure.error if self._open is not None else 0.0
        return all(low - slack <= v <= high + slack for v in values) if values else None

    def _values(self, quantity: Quantity, sides: Sequence[Side | None], t_s: float) -> list[float]:
        """Values of the last moment, one for each side that the limb means and that is seen."""
        series = self._recorder.series
        rows = series.within(t_s - (_STILL_S if quantity.reducer == "spread" else _MOMENT_S), t_s)
        found = []
        for side in sides:
            values = series.values(Column(quantity.measure, side), rows)
            finite = np.isfinite(values)
            if finite.size and np.count_nonzero(finite) / finite.size >= _SEEN_SHARE:
                found.append(REDUCERS[quantity.reducer].function(values[finite], series.times_s[rows][finite]))
        return found

    def _wrong(self, side: Side | None, t_s: float) -> Cue | None:
        """Return the first cue that is at fault at this moment, if any."""
        view, near = self._recorder.latest_view.label, self._recorder.latest_view.near
        for cue, check in self._pausing:
            sides = sides_of(check.limb, side, near) if view in check.views else []
            values = self._values(check, sides, t_s)
            if any(judge_value(v, check.pass_, check.warn, check.error)[0] == "fault" for v in values):
                return cue
        return None

    def _why_left(self, side: Side | None, t_s: float) -> str:
        gates = self._holding.gates
        return next((g.because for g in gates if self._met(g, side, t_s, g.within.min, g.within.max) is False), "")

    def _end(self, end_s: float, *, is_cut: bool = False) -> list[Event]:
        ended, self._open = self._open, None
        if ended is None:
            return []
        if end_s - ended.start_s < self._holding.min_s:
            self._attempt(ended.start_s, end_s, is_cut=is_cut)
            return []
        ended.close_break(end_s)
        hold = self._judged(self._hold(ended, end_s), ended.side)
        self._holds.append(hold)
        raised = self._cue_filter.choose(hold.findings, end_s, hold.index)
        return [HoldEnded(hold), *([CueRaised(raised, hold.side)] if raised else [])]

    def _attempt(self, start_s: float, end_s: float, *, is_cut: bool) -> None:
        """Note a hold that was too short, unless the posture was only passed through."""
        held_s, needed_s = end_s - start_s, self._holding.min_s
        if held_s > self._holding.grace_s:
            reason: AttemptReason = "cut" if is_cut else "too_short"
            why = ATTEMPT_REASONS["cut"] if is_cut else f"held for {held_s:.1f} s; a hold begins at {needed_s:g} s"
            middle_s = (start_s + end_s) / 2
            attempt = Attempt(start_s=start_s, peak_s=middle_s, end_s=end_s, reason=reason, message=why)
            self._attempts.append(attempt)

    def _hold(self, hold: _OpenHold, end_s: float) -> Hold:
        return Hold(
            index=len(self._holds) + 1,
            side=hold.side or "both",
            start_s=hold.start_s,
            end_s=end_s,
            in_form_s=hold.in_form_s,
            findings=(),
            breaks=tuple(hold.breaks_until(end_s)),
        )

    def _judged(self, hold: Hold, side: Side | None) -> Hold:
        recorder, middle_s = self._recorder, (hold.start_s + hold.end_s) / 2
        view = recorder.view_within(hold.start_s, hold.end_s)
        window = RepetitionWindow(
            series=recorder.series,
            cycle=Cycle(
                start_s=hold.start_s,
                peak_s=middle_s,
                end_s=hold.end_s,
                closed_s=hold.end_s,
                rest=0.0,
                peak=1.0,
                returned=1.0,
            ),
            signal=HIP_DROP,
            side=side or "both",
            near=view.near,
            view=view.label,
            frame_s=recorder.frame_s,
            shot_s=recorder.shot_at(middle_s),
            is_turned=recorder.is_turned(hold.start_s, hold.end_s),
            error_of=recorder.error_at,
            look_at=recorder.look_at,
        )
        findings = tuple(judge(cue, window, hold) for cue in self._cues)
        was_wrong = any(b.cue is not None for b in hold.breaks)
        return replace(hold, findings=findings, in_form=False if was_wrong else in_form(self._exercise, findings))


def pausing_checks(cue: Cue) -> list[Check]:
    """List the checks of a cue that pause the clock: of form at each moment, and above information in severity."""
    checks = [] if cue.severity == "info" else [check for check in cue.check if isinstance(check, Check)]
    return [check for check in checks if check.baseline == "none" and check.phase == "hold"]


@dataclass
class _OpenHold:
    """A hold under way: its side, its start, and what its clock shows."""

    side: Side | None
    start_s: float
    in_form_s: float = 0.0
    left_s: float | None = None
    breaks: list[Break] = field(default_factory=list)
    _paused: Break | None = None

    def run(self, t_s: float, step_s: float) -> list[Event]:
        """Let the clock run for another step."""
        self.in_form_s += step_s
        if self._paused is None:
            return []
        self.close_break(t_s)
        return [ClockStarted(t_s)]

    def pause(self, t_s: float, cue: str | None, message: str) -> list[Event]:
        """Pause the clock; a break keeps the reason for which it began."""
        if self._paused is not None:
            return []
        self._paused = Break(start_s=t_s, end_s=t_s, cue=cue, message=message)
        return [ClockStopped(t_s, message)]

    def breaks_until(self, t_s: float) -> Sequence[Break]:
        """List the breaks so far; the one under way lasts until now, as the hold does."""
        return [*self.breaks, *([replace(self._paused, end_s=t_s)] if self._paused else [])]

    def close_break(self, t_s: float) -> None:
        """End the break under way."""
        if self._paused is not None and t_s > self._paused.start_s:
            self.breaks.append(replace(self._paused, end_s=t_s))
        self._paused = None
