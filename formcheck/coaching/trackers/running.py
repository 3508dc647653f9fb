"""Recorded rows go in; a run comes out at its end, judged over all of its steps together."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from statistics import mean, median
from typing import Final

from formcheck.catalogue.checks import GaitCheck
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.modes import Running
from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.events import Event
from formcheck.coaching.judging import Judgement, decisive, finding_of, judge_value
from formcheck.coaching.recorder import Recorder
from formcheck.motion.body import SIDES
from formcheck.motion.gait import GAIT_MEASURES, RUNNING_SPM, GaitMeasure, Run, run_of
from formcheck.motion.gait.measures import STRIKE_FPS
from formcheck.records import Finding, Gait, Reason, Side, ViewLabel

_NO_STEPS = "No steady steps were seen. Film at least 7 steps of each foot with the whole body in view."
_WALKING = (
    "These steps are no run, so nothing was judged: the hips of a runner are highest between two steps, those of a "
    "walker over the foot. Choose another exercise, or film yourself running."
)
_SLOW_MOTION = (
    "The cadence seems to be {rate:.0f} steps per minute, at which nobody runs: the clip is probably in slow motion. "
    "Give the frames per second at which it was filmed, as in --capture-fps 240; cadence was not judged."
)


class RunTracker:
    """Records a run, and judges it at its end from all steps together.

    Parameters
    ----------
    exercise : Exercise
        One that is run.
    running : Running
        Its section on how many steps it takes.
    recorder : Recorder
        Whose rows to read.
    """

    is_moving = False
    active_since_s = None

    def __init__(self, exercise: Exercise, running: Running, recorder: Recorder) -> None:
        self._cues = [cue for cue in exercise.cue if cue.enabled]
        self._running, self._recorder = running, recorder
        self.done = Outcome()

    @property
    def seen(self) -> Outcome:
        """The same as `done`: no part of a run is judged by itself."""
        return self.done

    def push(self, t_s: float) -> list[Event]:
        """Ignore it: a run is judged as a whole."""
        del t_s
        return []

    def cut(self) -> list[Event]:
        """Ignore it: the segmentation of steps handles gaps itself."""
        return []

    def finish(self) -> list[Event]:
        """Judge the run."""
        run = run_of(self._recorder.series)
        if not math.isfinite(run.rhythm.step_s) or not run.is_running:
            notes: tuple[str, ...] = (_WALKING if math.isfinite(run.rhythm.step_s) else _NO_STEPS,)
            self.done = Outcome(
                gait=Gait(cadence_per_min=None, steps=dict.fromkeys(SIDES, 0), measures={}, findings=()), notes=notes
            )
            return []
        low, high = RUNNING_SPM
        is_slow_motion = not low <= run.rhythm.cadence_spm <= high
        view = self._recorder.view_within(0.0, math.inf).label
        judged = JudgedRun(run, view, self._running.least_steps, is_slow_motion)
        notes = (_SLOW_MOTION.format(rate=run.rhythm.cadence_spm),) if is_slow_motion else ()
        self.done = Outcome(gait=_gait(judged, self._cues), notes=notes)
        return []


class JudgedRun:
    """A run compared with the checks of its cues.

    Parameters
    ----------
    run : Run
    view : str
        The view for most of the time.
    least_steps : int
        Steps needed on each side that is judged.
    is_slow_motion : bool
        Whether the clip's time is not real, so that no rate can be judged.
    """

    def __init__(self, run: Run, view: ViewLabel, least_steps: int, is_slow_motion: bool) -> None:
        self.run, self._view, self._least, self._is_slow_motion = run, view, least_steps, is_slow_motion
        self.steps = {side: sum(step.side == side for step in run.steps) for side in SIDES}

    def finding(self, cue: Cue) -> Finding:
        """Judge a cue: the worst of its checks, and of both sides, that this view shows."""
        found = [j for check in cue.check if isinstance(check, GaitCheck) for j in self._judge(check)]
        finding = finding_of(cue, decisive(found))
        if finding.verdict == "not_judged":
            return replace(finding, message=_remedy(cue, self._least, finding.reason) or finding.message)
        return self._in_words(cue, finding)

    def measures(self) -> dict[str, float | None]:
        """All measures that this view shows, by name and side; None if too little was seen."""
        found: dict[str, float | None] = {}
        for measure in GAIT_MEASURES.values():
            if self._view in measure.views:
                found |= {title: self._value(measure, side) for title, side in _titles(measure)}
        return found

    def _value(self, measure: GaitMeasure, side: Side | None) -> float | None:
        value, _, reason = self._read(measure, side)
        return None if reason or not math.isfinite(value) else value

    def _judge(self, check: GaitCheck) -> list[Judgement]:
        if self._view not in check.views:
            return [Judgement(verdict="not_judged", unit=check.unit, reason="view")]
        measure = check.source_measure
        return [self._judge_value(check, *self._read(measure, side)) for _, side in _titles(measure)]

    def _judge_value(self, check: GaitCheck, value: float, at_s: float | None, reason: Reason | None) -> Judgement:
        if reason is not None:
            return Judgement(verdict="not_judged", unit=check.unit, reason=reason)
        verdict, limit, excess = judge_value(value, check.pass_, check.warn, check.error)
        return Judgement(
            verdict=verdict, value=value, limit=limit, unit=check.unit, at_s=at_s, reason=None, excess=excess
        )

    def _read(self, measure: GaitMeasure, side: Side | None) -> tuple[float, float | None, Reason | None]:
        """Read a measure: its value, a moment that shows it, and the reason if there is no value."""
        if reason := self._obstacle(measure):
            return math.nan, None, reason
        if not measure.of_step:
            value = float(measure.function(self.run))
            return value, None, None if math.isfinite(value) else "steps"
        sides = SIDES if side is None else (side,)
        found = [pair for s in sides for pair in measure.values(self.run, s)]
        if len(found) < self._least * len(sides):
            return math.nan, None, "steps"
        values = [value for _, value in found]
        value = median(values) if measure.least_fps >= STRIKE_FPS else mean(values)
        at_s = min(found, key=lambda pair: abs(pair[1] - value))[0].contact_s
        return value, at_s, None

    def _obstacle(self, measure: GaitMeasure) -> Reason | None:
        if self._is_slow_motion and measure.unit == "per min":
            return "time_stretched"
        if measure.needs_steps and min(self.steps.values()) < self._least:
            return "steps"
        return "frame_rate" if self.run.fps < measure.least_fps else None

    def _in_words(self, cue: Cue, finding: Finding) -> Finding:
        """Put into words a value that is only an observation, with no band to compare it with."""
        check = cue.check[0]
        says = _SAYS.get(check.gait_measure) if isinstance(check, GaitCheck) else None
        if finding.verdict != "ok" or says is None or finding.value is None:
            return finding
        return replace(finding, message=says(finding.value))


def _gait(judged: JudgedRun, cues: list[Cue]) -> Gait:
    measures = judged.measures()
    return Gait(
        cadence_per_min=measures.get("cadence"),
        steps={str(side): count for side, count in judged.steps.items()},
        measures=measures,
        findings=tuple(judged.finding(cue) for cue in cues),
    )


def _titles(measure: GaitMeasure) -> list[tuple[str, Side | None]]:
    if not measure.sided:
        return [(measure.name, None)]
    return [(f"{measure.name}_{side}", side) for side in SIDES]


def _remedy(cue: Cue, least: int, reason: Reason | None) -> str:
    needed = max(c.source_measure.least_fps for c in cue.check if isinstance(c, GaitCheck))
    return {
        "steps": f"Too few steps were seen: {least} of each foot are needed. Film 20 seconds on a treadmill.",
        "frame_rate": f"Not measured: this takes {'120' if needed >= STRIKE_FPS else '60'} frames per second or more.",
        "time_stretched": "Not measured: the clip is in slow motion. Give --capture-fps.",
    }.get(reason or "", "")


def _strike(angle_deg: float) -> str:
    """Name the foot strike: heel above 8 degrees, forefoot below -1.6 (Altman and Davis 2012), unclear near a cut."""
    error = GAIT_MEASURES["foot_strike_angle"].error
    if min(abs(angle_deg - cut) for cut in _STRIKE_CUTS_DEG) < error:
        part = "between two ways of landing"
    else:
        part = "on your " + (
            "forefoot" if angle_deg < _STRIKE_CUTS_DEG[0] else "midfoot" if angle_deg < 8.0 else "heel"
        )
    return f"You land {part} ({angle_deg:.0f} degrees, give or take {error:g}). There is no reason to change it."


_STRIKE_CUTS_DEG: Final = (-1.6, 8.0)
_SAYS: Final[Mapping[str, Callable[[float], str]]] = {
    "cadence": lambda value: f"Your step rate is {value:.0f} per minute.",
    "foot_strike_angle": _strike,
}
"""Words for values that have no band."""
