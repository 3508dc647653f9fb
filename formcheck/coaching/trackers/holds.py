"""Holding: a clock that runs while a posture is held in form, and says why it stands still."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.catalogue.checks import Check, Quantity
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.modes import Holding
from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.cue_filter import CueFilter
from formcheck.coaching.events import ClockStarted, ClockStopped, CueRaised, Event, HoldEnded
from formcheck.coaching.judging import judge, judge_value
from formcheck.coaching.phases import HIP_DROP, RepetitionWindow, sides_of
from formcheck.coaching.recorder import Recorder
from formcheck.motion.body import SIDES
from formcheck.motion.cleaning.continuity import GAP_S
from formcheck.motion.reducers import REDUCERS
from formcheck.motion.segmenting.cycle import Cycle
from formcheck.motion.series import Column
from formcheck.records import Break, Hold, Side

# A posture is read over a moment, stillness over a second (docs/evidence.md).
_MOMENT_S, _STILL_S = 0.3, 1.0
_SEEN_SHARE = 0.5
_UNSEEN = "Not seen well enough: keep the whole body in the picture."


class HoldTracker:
    """Watch for holds, on each side where the exercise has sides.

    Parameters
    ----------
    exercise : Exercise
        One that is held.
    holding : Holding
        Its section that says how.
    recorder : Recorder
        Whose rows to watch.
    """

    def __init__(self, exercise: Exercise, holding: Holding, recorder: Recorder) -> None:
        self._holding, self._recorder = holding, recorder
        self._cues = [cue for cue in exercise.cue if cue.enabled and not cue.is_of_set]
        self._stopping = [(cue, check) for cue in self._cues for check in stopping(cue)]
        self._sides: tuple[Side | None, ...] = SIDES if holding.sides == "each" else (None,)
        self._speaker = CueFilter()
        self._open: _Clock | None = None
        self._holds: list[Hold] = []
        self._last_s = math.nan

    @property
    def done(self) -> Outcome:
        """Holds so far."""
        return Outcome(holds=self._holds)

    @property
    def seen(self) -> Outcome:
        """Holds so far and, not yet judged, the one under way."""
        clock = self._open
        if clock is None:
            return self.done
        return Outcome(holds=[*self._holds, self._hold(clock, self._last_s, clock.breaks_until(self._last_s))])

    @property
    def incomplete_attempts(self) -> int:
        """Holds are not lost to a cut: they end there."""
        return 0

    @property
    def is_moving(self) -> bool:
        """Whether the posture is held."""
        return self._open is not None

    @property
    def active_since_s(self) -> float | None:
        """When the hold under way began."""
        return self._open.start_s if self._open else None

    def push(self, t_s: float) -> list[Event]:
        """Look at the newest row."""
        step_s, self._last_s = t_s - self._last_s, t_s
        if self._open is None:
            held = [side for side in self._sides if self._in_posture(side, t_s)]
            if not held:
                return []
            self._open = _Clock(held[0], t_s)
            return [ClockStarted(t_s)]
        events = self._tick(self._open, t_s, step_s if step_s <= GAP_S else 0.0)
        left_s = self._open.left_s
        return events if left_s is None or t_s - left_s <= self._holding.grace_s else [*events, *self._end(left_s)]

    def cut(self) -> list[Event]:
        """A hold ends where the film is cut."""
        return self._end(self._last_s) if self._open is not None else []

    def finish(self) -> list[Event]:
        """End the hold under way."""
        return self.cut()

    def _tick(self, clock: _Clock, t_s: float, step_s: float) -> list[Event]:
        held = self._in_posture(clock.side, t_s)
        if held:
            clock.left_s = None
            wrong = self._wrong(clock.side, t_s)
            return clock.stop(t_s, wrong.id, wrong.say) if wrong else clock.run(t_s, step_s)
        clock.left_s = t_s if clock.left_s is None else clock.left_s
        return clock.stop(t_s, None, _UNSEEN if held is None else self._why_left(clock.side, t_s))

    def _in_posture(self, side: Side | None, t_s: float) -> bool | None:
        """Whether all that is seen of a posture is as it must be; None where nothing is seen."""
        met = [self._met(gate, side, t_s, gate.within.min, gate.within.max) for gate in self._holding.posture]
        seen = [m for m in met if m is not None]
        return all(seen) if seen else None

    def _met(self, reading: Quantity, side: Side | None, t_s: float, low: float, high: float) -> bool | None:
        values = self._values(reading, side, t_s)
        slack = reading.source_measure.error if self._open is not None else 0.0
        return all(low - slack <= v <= high + slack for v in values) if values else None

    def _values(self, reading: Quantity, lead: Side | None, t_s: float) -> list[float]:
        """Values of the last moment, one for each side that is meant and seen."""
        series = self._recorder.series
        rows = series.within(t_s - (_STILL_S if reading.reducer == "spread" else _MOMENT_S), t_s)
        near = self._recorder.views[-1].near
        found = []
        for side in sides_of(reading.limb, lead, near):
            values = series.column(Column(reading.measure, side))[rows]
            finite = np.isfinite(values)
            if finite.mean() >= _SEEN_SHARE:
                found.append(REDUCERS[reading.reducer].function(values[finite], series.times_s[rows][finite]))
        return found

    def _wrong(self, side: Side | None, t_s: float) -> Cue | None:
        """Return the first cue that is wrong at this moment, if any."""
        view = self._recorder.views[-1].label
        for cue, check in self._stopping:
            values = self._values(check, side, t_s) if view in check.views else []
            if any(judge_value(v, check.pass_, check.warn, check.error)[0] == "fault" for v in values):
                return cue
        return None

    def _why_left(self, side: Side | None, t_s: float) -> str:
        gates = self._holding.posture
        return next((g.because for g in gates if self._met(g, side, t_s, g.within.min, g.within.max) is False), "")

    def _end(self, end_s: float) -> list[Event]:
        clock, self._open = self._open, None
        if clock is None or end_s - clock.start_s < self._holding.min_s:
            return []
        clock.close(end_s)
        hold = self._judged(clock, end_s)
        self._holds.append(hold)
        said = self._speaker.choose(hold.findings, end_s)
        return [HoldEnded(hold), *([CueRaised(said, hold.side)] if said else [])]

    def _hold(self, clock: _Clock, end_s: float, breaks: Sequence[Break]) -> Hold:
        side = clock.side or "both"
        return Hold(
            index=len(self._holds) + 1,
            side=side,
            start_s=clock.start_s,
            end_s=end_s,
            in_form_s=clock.in_form_s,
            findings=(),
            breaks=tuple(breaks),
        )

    def _judged(self, clock: _Clock, end_s: float) -> Hold:
        recorder, middle_s = self._recorder, (clock.start_s + end_s) / 2
        view = recorder.view_within(clock.start_s, end_s)
        cycle = Cycle(clock.start_s, middle_s, end_s, end_s, 0.0, 1.0, 1.0)
        window = RepetitionWindow(
            series=recorder.series,
            cycle=cycle,
            signal=HIP_DROP,
            side=clock.side or "both",
            near=view.near,
            view=view.label,
            frame_s=recorder.frame_s,
            shot_s=recorder.shot_at(middle_s),
        )
        hold = self._hold(clock, end_s, clock.breaks)
        return replace(hold, findings=tuple(judge(cue, window, hold) for cue in self._cues))


def stopping(cue: Cue) -> list[Check]:
    """List the checks of a cue that stop the clock: of form at each moment, and weightier than information."""
    checks = [] if cue.severity == "info" else [check for check in cue.check if isinstance(check, Check)]
    return [check for check in checks if check.baseline == "none" and check.phase == "hold"]


@dataclass
class _Clock:
    """A hold under way: on which side, since when, and what its clock shows."""

    side: Side | None
    start_s: float
    in_form_s: float = 0.0
    left_s: float | None = None

    def __post_init__(self) -> None:
        self.breaks: list[Break] = []
        self._stopped: Break | None = None

    def run(self, t_s: float, step_s: float) -> list[Event]:
        """Go on by a step."""
        self.in_form_s += step_s
        if self._stopped is None:
            return []
        self.close(t_s)
        return [ClockStarted(t_s)]

    def stop(self, t_s: float, cue: str | None, message: str) -> list[Event]:
        """Stand still; the first reason of a break is the one that is told."""
        if self._stopped is not None:
            return []
        self._stopped = Break(start_s=t_s, end_s=t_s, cue=cue, message=message)
        return [ClockStopped(t_s, message)]

    def breaks_until(self, t_s: float) -> list[Break]:
        """List the breaks so far, the one under way as if it lasted longer than the present moment."""
        under_way = [replace(self._stopped, end_s=math.nextafter(t_s, math.inf))] if self._stopped else []
        return [*self.breaks, *under_way]

    def close(self, t_s: float) -> None:
        """End the break under way."""
        if self._stopped is not None and t_s > self._stopped.start_s:
            self.breaks.append(replace(self._stopped, end_s=t_s))
        self._stopped = None
