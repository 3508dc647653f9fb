"""Judging: one cue against the evidence of one repetition, with abstention where it cannot be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import mean

import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.checks import Band, Check, DurationCheck, GaitCheck, Gate, Quantity, SetCheck, fault_free
from formcheck.catalogue.exercise import Cue
from formcheck.catalogue.set_measures import SET_MEASURES, Outcome
from formcheck.catalogue.sources import spell_out
from formcheck.coaching.phases import REDUCERS, RepetitionWindow, moment
from formcheck.motion.body import other
from formcheck.motion.measures import MEASURES
from formcheck.motion.series import Column
from formcheck.records import Finding, Hold, Side, Tempo, Verdict
from formcheck.wording import REASONS, film_from, verdict_rank

# Landmarks must be seen in this share of the frames of the phase (evidence 3.6).
_SEEN_SHARE = 0.8
# Slower than this, speeds and early phases of a movement fall between two frames.
_LEAST_FPS = 12.0
# A knee bends by 400 degrees a second in a landing (P): at 23 frames a second, those of the cinema, by 17 in one.
_LANDING_PHASES, _LANDING_FPS = frozenset({"contact", "landing"}), 23.0
_FRAMES_OF_TIME_ERROR = 2

_Value = tuple[float, float, str | None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one check says. `excess` orders the checks of a cue: how far outside of pass, in measurement errors."""

    verdict: Verdict
    value: float | None = None
    limit: float | None = None
    unit: str = ""
    at_s: float | None = None
    reason: str | None = None
    excess: float = -math.inf


def judge_value(value: float, passing: Band, warn: Band, error: float) -> tuple[Verdict, float | None, float]:
    """Hold a value against its bands.

    Parameters
    ----------
    value : float
        In the unit of the bands.
    passing, warn : Band
        Inside `passing` is fine; a fault is beyond `warn`, and beyond `passing` by more than the measurement error.
    error : float
        The measurement error, in the same unit: 95 % of readings are within it.

    Returns
    -------
    verdict : {"ok", "caution", "fault"}
    limit : float or None
        What was crossed: the edge of `passing` for ``caution``, the limit of a fault for ``fault``; None for ``ok``.
    excess : float
        Distance outside of `passing` in errors, negative inside.
    """
    high = value - passing.max >= passing.min - value
    outer = fault_free(passing, warn, error)
    passed, limit, away = (passing.max, outer.max, 1.0) if high else (passing.min, outer.min, -1.0)
    over = away * (value - passed)
    excess = over / error if error > 0 else over
    if over <= 0:
        return "ok", None, excess
    return ("fault", limit, excess) if away * (value - limit) > 0 else ("caution", passed, excess)


def judge(cue: Cue, evidence: RepetitionWindow, tempo: Tempo | Hold) -> Finding:
    """Judge one cue on one repetition or hold: the worst of its checks that can be judged from here."""
    if cue.when is not None and not gate_holds(cue.when, evidence):
        return replace(finding_of(cue, Judgement("not_judged", reason="variation")), message=cue.when.because)
    judgements = [
        _judge_duration(check, evidence, tempo) if isinstance(check, DurationCheck) else _judge_check(check, evidence)
        for check in cue.check
        if not isinstance(check, SetCheck | GaitCheck)
    ]
    seen = [j for j in judgements if j.verdict != "not_judged"]
    if seen:
        return finding_of(cue, max(seen, key=lambda j: (verdict_rank(j.verdict), j.excess)))
    # Whoever films from a right side wants to hear what was wrong there, not that another side exists.
    nearer = [j for j in judgements if j.reason != "view"]
    return finding_of(cue, (nearer or judgements)[0])


def judge_set(cue: Cue, done: Outcome) -> Finding:
    """Judge a cue of the whole set."""
    check = cue.check[0]
    if not isinstance(check, SetCheck):
        msg = f"cue {cue.id!r} is judged on each repetition, not on the set"
        raise TypeError(msg)
    value = SET_MEASURES[check.set_measure].function(done)
    if value is None:
        return finding_of(cue, Judgement("not_judged", unit=check.unit, reason="too_few"))
    verdict, limit, _ = judge_value(value, check.pass_, check.warn, 0.0)
    at_s = done.repetitions[-1].peak_s if done.repetitions else None
    return finding_of(cue, Judgement(verdict, value, limit, check.unit, at_s))


def gate_holds(gate: Gate, evidence: RepetitionWindow) -> bool:
    """Whether a movement meets a gate of its exercise; what was not seen does not object."""
    if gate.views and evidence.view not in gate.views:
        return True
    readings = _readings(gate, evidence)
    return all(not math.isfinite(value) or gate.within.min <= value <= gate.within.max for value, _, _ in readings)


def passed_in_order(passes: Sequence[Gate], evidence: RepetitionWindow) -> bool:
    """Whether a movement reaches each of some postures after the one before; one of which nothing is seen is let by."""
    after_s = -math.inf
    for gate in passes:
        columns = [Column(gate.measure, side) for side in evidence.sides(gate.limb)]
        times = evidence.times(gate.phase)
        values = [evidence.values(column, gate.phase) for column in columns]
        if not any(np.isfinite(v).any() for v in values):
            continue
        reached = [times[(v >= gate.within.min) & (v <= gate.within.max) & (times > after_s)] for v in values]
        if not any(t.size for t in reached):
            return False
        after_s = min(float(t[0]) for t in reached if t.size)
    return True


def joints(check: Check | DurationCheck | SetCheck | GaitCheck, side: Side | None, near: Side | None) -> list[str]:
    """Full names of the joints that a check judges, for colouring, given the working and the near side."""
    if isinstance(check, GaitCheck):
        return [f"{s}_{joint}" for s in ("left", "right") for joint in check.source_measure.joints]
    if not isinstance(check, Check):
        return []
    on: dict[str, list[Side | None]] = {
        "near": [near],
        "lead": [side],
        "trail": [other(side) if side else None],
    }
    sides = [s for s in on.get(check.limb, ["left", "right"]) if s]
    return [f"{s}_{joint}" for s in sides for joint in check.source_measure.joints]


def _judge_check(check: Check, evidence: RepetitionWindow) -> Judgement:
    if evidence.view not in check.views:
        return Judgement("not_judged", unit=check.unit, reason="view")
    if evidence.is_cut(check.phase):
        return Judgement("not_judged", unit=check.unit, reason="cut")
    if evidence.frame_s * _least_fps(check) > 1.0:
        return Judgement("not_judged", unit=check.unit, reason="frame_rate")
    found = [_judge_reading(check, *reading) for reading in _readings(check, evidence)]
    if not found:
        return Judgement("not_judged", unit=check.unit, reason="visibility")
    # One side that was not seen leaves open whether a cue for both sides is fine, but not that the other is at fault.
    order = ("ok", "not_judged", "caution", "fault")
    return max(found, key=lambda j: (order.index(j.verdict), j.excess))


def _least_fps(check: Check) -> float:
    if check.phase in _LANDING_PHASES:
        return _LANDING_FPS
    return _LEAST_FPS if check.reducer in ("gain", "impact_speed") else 0.0


def _judge_reading(check: Check, value: float, at_s: float, reason: str | None) -> Judgement:
    if reason is not None:
        return Judgement("not_judged", unit=check.unit, reason=reason)
    verdict, limit, excess = judge_value(value, check.pass_, check.warn, check.error)
    return Judgement(verdict, value, limit, check.unit, at_s, None, excess)


def _readings(check: Quantity, evidence: RepetitionWindow) -> list[_Value]:
    readings = [_reduce(check, evidence, side) for side in evidence.sides(check.limb)]
    return [_mean(readings)] if check.limb == "both" else readings


def _mean(readings: Sequence[_Value]) -> _Value:
    """Mean of the two sides; not seen where one of them was not."""
    return mean(value for value, _, _ in readings), readings[0][1], next((r for _, _, r in readings if r), None)


def _reduce(check: Quantity, evidence: RepetitionWindow, side: Side | None) -> _Value:
    """Reduce a measure over its phase: the value, its moment, and the reason where there is no value."""
    column = Column(check.measure, side)
    values, times = evidence.values(column, check.phase), evidence.times(check.phase)
    finite = np.isfinite(values)
    if not values.size or finite.mean() < _SEEN_SHARE:
        return math.nan, evidence.span.peak_s, _why_unseen(evidence, check)
    values = values if check.baseline == "none" else _against_rest(values, check, evidence.rest_value(column))
    if not np.isfinite(values).any():
        return math.nan, evidence.span.peak_s, "calibration"
    reduced = REDUCERS[check.reducer](values[finite], times[finite])
    return reduced, moment(values, times, check.reducer, reduced, evidence.span.peak_s), None


def _against_rest(values: NDArray[np.float64], check: Quantity, rest: float) -> NDArray[np.float64]:
    if check.baseline == "rest_ratio":
        return values / rest
    return values - (min(rest, 0.0) if check.baseline == "rest_if_negative" else rest)


def _why_unseen(evidence: RepetitionWindow, check: Quantity) -> str:
    known = evidence.series.column(Column("standing_leg"))[evidence.window(check.phase)]
    needs_standing = MEASURES.find(check.measure).needs_standing
    return "calibration" if needs_standing and not np.isfinite(known).any() else "visibility"


def _judge_duration(check: DurationCheck, evidence: RepetitionWindow, tempo: Tempo | Hold) -> Judgement:
    value: float | None = getattr(tempo, check.duration, None)
    if value is None:
        return Judgement("not_judged", unit=check.unit, reason="cut")
    if evidence.frame_s > 1.0 / _LEAST_FPS:
        return Judgement("not_judged", unit=check.unit, reason="frame_rate")
    error = _FRAMES_OF_TIME_ERROR * evidence.frame_s
    verdict, limit, excess = judge_value(value, check.pass_, check.warn, error)
    return Judgement(verdict, value, limit, check.unit, evidence.span.start_s, None, excess)


def finding_of(cue: Cue, j: Judgement) -> Finding:
    """Put the finding of a cue together from what was judged."""
    message = {"ok": "", "not_judged": _how_to_have_it_judged(cue, j.reason)}.get(j.verdict, cue.say)
    return Finding(
        cue=cue.id,
        verdict=j.verdict,
        severity=cue.severity,
        value=j.value,
        limit=j.limit,
        unit=j.unit,
        at_s=j.at_s,
        reason=j.reason,
        message=message,
        source=spell_out(cue.source),
    )


def _how_to_have_it_judged(cue: Cue, reason: str | None) -> str:
    if reason != "view":
        return REASONS.get(reason or "", "")
    return film_from(cue.views)
