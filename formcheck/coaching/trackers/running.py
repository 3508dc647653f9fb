"""Running: what is judged of its steps, as observations, once enough of them were seen."""

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
from formcheck.motion.series import Series
from formcheck.records import Finding, Gait, Reason, Side, ViewLabel

_NO_STEPS = "No steady steps were seen. Film at least 7 steps of each foot with the whole body in the picture."
_WALKING = (
    "These steps are no run, so nothing was judged: a runner's hips are highest between two steps, a walker's over the "
    "foot. Choose another exercise, or film yourself running."
)
_STRETCHED = (
    "The steps seem to come {rate:.0f} times a minute, which is not how people run: time in the clip is probably "
    "stretched. Say at how many frames a second it was filmed, as in --capture-fps 240; cadence was not judged."
)


class RunTracker:
    """Watch a run; it is judged at its end, from all steps together.

    Parameters
    ----------
    exercise : Exercise
        One that is run.
    running : Running
        Its section that says how.
    recorder : Recorder
        Whose rows to watch.
    capture_fps : float, optional
        Frames a second at which it was filmed, where the clip shows them at another rate.
    """

    incomplete_attempts = 0
    is_moving = False
    active_since_s = None

    def __init__(
        self, exercise: Exercise, running: Running, recorder: Recorder, capture_fps: float | None = None
    ) -> None:
        self._cues = [cue for cue in exercise.cue if cue.enabled]
        self._running, self._recorder, self._capture_fps = running, recorder, capture_fps
        self.done = Outcome()

    @property
    def seen(self) -> Outcome:
        """The same: a run has no parts that are judged by themselves."""
        return self.done

    def push(self, t_s: float) -> list[Event]:
        """Let it pass: a run is judged as a whole."""
        del t_s
        return []

    def cut(self) -> list[Event]:
        """Let it pass: steps are told apart at gaps of their own."""
        return []

    def finish(self) -> list[Event]:
        """Judge the run."""
        run, stretch = self._run()
        if not math.isfinite(run.rhythm.step_s) or not run.is_running:
            notes: tuple[str, ...] = (_WALKING if math.isfinite(run.rhythm.step_s) else _NO_STEPS,)
            self.done = Outcome(
                gait=Gait(cadence_per_min=None, steps=dict.fromkeys(SIDES, 0), measures={}, findings=()), notes=notes
            )
            return []
        low, high = RUNNING_SPM
        is_stretched = self._capture_fps is None and not low <= run.rhythm.cadence_spm <= high
        view = self._recorder.view_within(0.0, math.inf).label
        judged = Judged(run, view, self._running.least_steps, is_stretched)
        notes = (_STRETCHED.format(rate=run.rhythm.cadence_spm),) if is_stretched else ()
        self.done = Outcome(gait=_gait(judged, self._cues, stretch), notes=notes)
        return []

    def _run(self) -> tuple[Run, float]:
        """Give the run in real time, and by how much the clip is slower than that."""
        series = self._recorder.series
        fps = Run(series).fps
        if self._capture_fps is None or not math.isfinite(fps):
            return run_of(series), 1.0
        stretch = self._capture_fps / fps
        real = Series(series.columns)
        for t_s, row in zip(series.times_s, series.rows, strict=True):
            real.append(float(t_s) / stretch, row.tolist())
        return run_of(real), stretch


class Judged:
    """A run held against checks.

    Parameters
    ----------
    run : Run
    view : str
        From where it was filmed, for most of the time.
    least_steps : int
        On each side that is judged.
    is_stretched : bool
        Whether time is not real, so that nothing that has it in its unit can be told.
    """

    def __init__(self, run: Run, view: ViewLabel, least_steps: int, is_stretched: bool) -> None:
        self.run, self._view, self._least, self._is_stretched = run, view, least_steps, is_stretched
        self.steps = {side: sum(step.side == side for step in run.steps) for side in SIDES}

    def finding(self, cue: Cue) -> Finding:
        """Judge a cue: the worst of its checks, and of both sides, that can be judged from here."""
        found = [j for check in cue.check if isinstance(check, GaitCheck) for j in self._judge(check)]
        finding = finding_of(cue, decisive(found))
        if finding.verdict == "not_judged":
            return replace(finding, message=_remedy(cue, self._least, finding.reason) or finding.message)
        return self._in_words(cue, finding)

    def measures(self) -> dict[str, float | None]:
        """Give all measures that this view shows, by name and side; None where too little was seen."""
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
        return [self._hold(check, *self._read(measure, side)) for _, side in _titles(measure)]

    def _hold(self, check: GaitCheck, value: float, at_s: float | None, reason: Reason | None) -> Judgement:
        if reason is not None:
            return Judgement(verdict="not_judged", unit=check.unit, reason=reason)
        verdict, limit, excess = judge_value(value, check.pass_, check.warn, check.error)
        return Judgement(
            verdict=verdict, value=value, limit=limit, unit=check.unit, at_s=at_s, reason=None, excess=excess
        )

    def _read(self, measure: GaitMeasure, side: Side | None) -> tuple[float, float | None, Reason | None]:
        """Read a measure: its value, a moment that shows it, and the reason where it has none."""
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
        if self._is_stretched and measure.unit == "per min":
            return "time_stretched"
        if measure.needs_steps and min(self.steps.values()) < self._least:
            return "steps"
        return "frame_rate" if self.run.fps < measure.least_fps else None

    def _in_words(self, cue: Cue, finding: Finding) -> Finding:
        """Say what is only an observation, and in no band, in words."""
        check = cue.check[0]
        says = _SAYS.get(check.gait_measure) if isinstance(check, GaitCheck) else None
        if finding.verdict != "ok" or says is None or finding.value is None:
            return finding
        return replace(finding, message=says(finding.value))


def _gait(judged: Judged, cues: list[Cue], stretch: float) -> Gait:
    """Put the record together, its moments in the time of the clip."""
    findings = [judged.finding(cue) for cue in cues]
    measures = judged.measures()
    return Gait(
        cadence_per_min=measures.get("cadence"),
        steps={str(side): count for side, count in judged.steps.items()},
        measures=measures,
        findings=tuple(replace(f, at_s=None if f.at_s is None else f.at_s * stretch) for f in findings),
    )


def _titles(measure: GaitMeasure) -> list[tuple[str, Side | None]]:
    if not measure.sided:
        return [(measure.name, None)]
    return [(f"{measure.name}_{side}", side) for side in SIDES]


def _remedy(cue: Cue, least: int, reason: Reason | None) -> str:
    needed = max(c.source_measure.least_fps for c in cue.check if isinstance(c, GaitCheck))
    return {
        "steps": f"Too few steps were seen; it takes {least} of each foot. Film 20 seconds on a treadmill.",
        "frame_rate": f"Not measured: this takes {'120' if needed >= STRIKE_FPS else '60'} frames a second or more.",
        "time_stretched": "Not measured: the clip does not run in real time. Say --capture-fps.",
    }.get(reason or "", "")


def _strike(angle_deg: float) -> str:
    """Name the foot strike: heel above 8 degrees, forefoot below -1.6 (Altman and Davis 2012), unclear near a cut."""
    error = GAIT_MEASURES["foot_strike_angle"].error
    if min(abs(angle_deg - cut) for cut in _STRIKE_CUTS_DEG) < error:
        part = "somewhere between two ways of landing"
    else:
        part = "on your " + (
            "forefoot" if angle_deg < _STRIKE_CUTS_DEG[0] else "midfoot" if angle_deg < 8.0 else "heel"
        )
    return f"You land {part} ({angle_deg:.0f} degrees, give or take {error:g}). There is no reason to change it."


_STRIKE_CUTS_DEG: Final = (-1.6, 8.0)
_SAYS: Final[Mapping[str, Callable[[float], str]]] = {
    "cadence": lambda value: f"Your step rate is {value:.0f} a minute.",
    "foot_strike_angle": _strike,
}
"""What is said of a value that no band calls fine or not."""
