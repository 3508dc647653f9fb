"""A set and a moment -> the scene that the overlay shows then; `overlay` draws it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.checks import Check, GaitCheck
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.set_measures import Outcome
from formcheck.motion.body import other
from formcheck.motion.cleaning.view import ViewState
from formcheck.motion.measures import MEASURES
from formcheck.motion.series import Column, Series
from formcheck.records import Finding, Hold, Repetition, Side, Verdict, ViewLabel
from formcheck.report.clip.reasons import Reason, reasons_of, worst_by_joint
from formcheck.report.describe import measured
from formcheck.report.hold_clock import Clock, clock_at, hold_at
from formcheck.wording import form_counts, severity_rank, view_title

STRIP_S = 10.0
_LINGER_S = 1.5
_LEANS = frozenset({"trunk_lean", "shin_lean"})
_STRIP_EXCURSIONS = 2.0
_NOT_DOWN_YET = "Not in position on the floor yet"
"""Of somebody who still stands or kneels, seen as is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A repetition in the strip, in seconds."""

    start_s: float
    end_s: float
    index: int
    in_form: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The counting signal of the last seconds.

    Attributes
    ----------
    times_s, values : ndarray of float, shape (n,)
        The signal, NaN where not seen.
    now_s : float
        Right end of the strip; its left end is `STRIP_S` earlier.
    marks : tuple of Mark
        Repetitions that overlap it.
    least_span : float
        Least height of the strip in the unit of the signal, so that small movements at rest look small.
    """

    times_s: NDArray[np.float64]
    values: NDArray[np.float64]
    now_s: float
    marks: tuple[Mark, ...]
    least_span: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One moment of a set, ready to be drawn.

    `verdicts` are by full joint name, such as ``left_knee``, and `reasons` say why, the worst first. `angle` is a full
    joint name and degrees, measured from the vertical where `angle_is_lean`, otherwise from the straight limb. `near`
    is the side turned to the camera in a side view. `cue_verdict` is ``not_judged`` if the cue says how to film.
    `clock` replaces the count if the exercise is held. `in_form` and `not_judged` are how many of `count`
    were in form, and how many were not judged. `detail` says what was read for the cue, and its limit. `uncounted`
    names what has no count meanwhile. `is_on_floor` says that the exercise is done lying or on all fours.
    """

    count: int
    in_form: int
    moving: bool
    view: str
    strip: Strip
    cue: str = ""
    cue_verdict: Verdict = "ok"
    detail: str = ""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    angle: tuple[str, float] | None = None
    angle_is_lean: bool = False
    near: Side | None = None
    clock: Clock | None = None
    not_judged: int = 0
    uncounted: str = ""
    is_on_floor: bool = False

    @property
    def form(self) -> str:
        """How many were in form, and how many were not judged, in words."""
        return form_counts(self.in_form, self.not_judged)

    @property
    def counted(self) -> list[str]:
        """The count, for large digits, and the small lines about it."""
        clock = self.clock
        if self.uncounted:
            return [self.uncounted]
        if clock is None:
            return [str(self.count), *self.form.split(", ")]
        of = f"of {clock.target_s:.0f} s"
        return [f"{int(clock.seconds)} s", of if clock.runs or not clock.why else f"{of}, paused"]


def scene_at(
    t_s: float,
    exercise: Exercise,
    seen: Outcome,
    series: Series,
    view: ViewState,
    *,
    set_open: bool,
) -> Scene:
    """Build the scene of a moment.

    Parameters
    ----------
    t_s : float
        The moment, in seconds.
    exercise : Exercise
        The definition that judges.
    seen : Outcome
        Repetitions and holds known so far; for a clip, later ones too.
    series : Series
        All measures.
    view : ViewState
        The view at the moment.
    set_open : bool
        Whether a movement is in progress whose findings are not known yet (live).

    Returns
    -------
    Scene
        What to draw.
    """
    done = [r for r in seen.repetitions if r.end_s <= t_s]
    hold = hold_at(t_s, seen.holds)
    clock = clock_at(t_s, seen.holds, exercise.hold.target_s) if exercise.hold else None
    current = hold or _current(t_s, seen.repetitions)
    finding = _to_say(t_s, current)
    cue, cue_verdict = _cue(finding, exercise, view, seen)
    detail = measured(exercise, finding, view.label) if finding is not None else ""
    if clock is not None and clock.why:
        cue, cue_verdict, detail = clock.why, "fault" if clock.cue else "not_judged", ""
    reasons = reasons_of(exercise, current, view, clock) if current else ()
    return Scene(
        count=len(done),
        in_form=sum(r.in_form is True for r in done),
        not_judged=sum(r.in_form is None for r in done),
        moving=set_open or (current is not None and current.end_s > t_s),
        view=_view_words(view),
        strip=_strip(t_s, exercise, seen, series),
        cue=cue,
        cue_verdict=cue_verdict,
        detail=detail,
        verdicts=worst_by_joint(reasons),
        reasons=reasons,
        angle=_angle(t_s, exercise, current, series, view),
        angle_is_lean=exercise.display is not None and exercise.display.measure in _LEANS,
        near=view.near if view.label == "side" else None,
        clock=clock,
        uncounted="run" if exercise.gait and exercise.counting is None else "",
        is_on_floor=_is_on_floor(exercise),
    )


def about(scene: Scene, finding: Finding, exercise: Exercise, view: ViewLabel) -> Scene:
    """Return a scene with one finding and nothing else: only its joints are coloured."""
    reasons = tuple(reason for reason in scene.reasons if reason.finding.cue == finding.cue)
    return replace(
        scene, cue=finding.message, cue_verdict=finding.verdict, detail=measured(exercise, finding, view),
        reasons=reasons, verdicts=worst_by_joint(reasons),
    )  # fmt: skip


def _current(t_s: float, repetitions: Sequence[Repetition]) -> Repetition | None:
    """Return the repetition in progress, or the one that has just ended."""
    near = [r for r in repetitions[-200:] if r.start_s <= t_s <= r.end_s + _LINGER_S]
    return near[-1] if near else None


def _to_say(t_s: float, current: Repetition | Hold | None) -> Finding | None:
    """Choose the worst fault whose moment has come.

    A caution colours its joint and is in the report; in words it would nag at repetitions that are in form.
    """
    if current is None:
        return None
    known_s = current.peak_s if isinstance(current, Repetition) else current.end_s
    ripe = [
        f for f in current.findings
        if f.verdict == "fault" and (known_s if isinstance(current, Hold) or f.at_s is None else f.at_s) <= t_s
    ]  # fmt: skip
    return max(ripe, key=lambda f: severity_rank(f.severity), default=None)


def _cue(finding: Finding | None, exercise: Exercise, view: ViewState, seen: Outcome) -> tuple[str, Verdict]:
    """Put the finding into words; if nothing can be judged in this view, say why."""
    if finding is not None:
        return finding.message, finding.verdict
    if view.label == "unknown" or any(view.label in _judging_views(cue) for cue in exercise.cue):
        return "", "ok"
    if view.label == "oblique" and _is_judged(exercise, seen):
        return "", "ok"
    if view.label == "side" and _is_on_floor(exercise):
        return _NOT_DOWN_YET, "not_judged"
    first_sentence = exercise.hint.partition(". ")[0].rstrip(".")
    told = f"{first_sentence[:1].lower()}{first_sentence[1:]}"
    return f"Film {told}" if told.startswith("from ") else f"Film it like this: {told}", "not_judged"


def _is_on_floor(exercise: Exercise) -> bool:
    return exercise.views[0] == "floor_side"


def _is_judged(exercise: Exercise, seen: Outcome) -> bool:
    """Whether any posture was judged yet: an oblique view shows it if the camera's direction is known."""
    posture = {cue.id for cue in exercise.cue if not cue.is_of_time}
    parts: list[Repetition | Hold] = [*seen.repetitions, *seen.holds]
    findings = (finding for part in parts for finding in part.findings)
    return any(finding.cue in posture and finding.verdict != "not_judged" for finding in findings)


def _judging_views(cue: Cue) -> set[ViewLabel]:
    """Views in which a measure of the cue is read; a duration is the same in all."""
    return {view for check in cue.check if cue.enabled and isinstance(check, Check | GaitCheck) for view in check.views}


def _angle(
    t_s: float, exercise: Exercise, current: Repetition | Hold | None, series: Series, view: ViewState
) -> tuple[str, float] | None:
    display, row = exercise.display, int(series.within(0.0, t_s).stop) - 1
    side = _display_side(display.limb, current, view) if display is not None else None
    if display is None or row < 0 or side is None or view.label not in MEASURES[display.measure].views:
        return None
    column = Column(display.measure, side)
    value = float(series.column(column if column in series.columns else Column(display.measure))[row])
    return (f"{side}_{display.joint}", value) if math.isfinite(value) else None


def _display_side(limb: str, current: Repetition | Hold | None, view: ViewState) -> Side | None:
    near = view.near
    if current is None or current.side == "both" or limb == "near":
        return near
    return other(current.side) if limb == "trail" else current.side


def _view_words(view: ViewState) -> str:
    title = view_title(view.label)
    return f"{title}, facing {view.facing}" if view.facing in ("left", "right") and view.label == "side" else title


def _strip(t_s: float, exercise: Exercise, seen: Outcome, series: Series) -> Strip:
    rows = series.within(t_s - STRIP_S, t_s)
    marks = tuple(
        Mark(start_s=r.start_s, end_s=r.end_s, index=r.index, in_form=r.in_form)
        for r in seen.repetitions
        if r.end_s > t_s - STRIP_S and r.start_s < t_s
    )
    least_span = _STRIP_EXCURSIONS * exercise.counting.min_excursion if exercise.counting else 0.0
    return Strip(
        times_s=series.times_s[rows], values=signal(exercise, series)[rows], now_s=t_s, marks=marks,
        least_span=least_span,
    )  # fmt: skip


def signal(exercise: Exercise, series: Series) -> NDArray[np.float64]:
    """Return the counting signal, or the displayed measure of a hold; of two sides the larger value, shape (n,)."""
    measure = exercise.counting.signal if exercise.counting else exercise.display.measure if exercise.display else None
    columns = [column for column in series.columns if column.measure == measure]
    if not columns:
        return np.full(len(series), math.nan)
    return np.asarray(np.fmax.reduce([series.column(column) for column in columns]))
