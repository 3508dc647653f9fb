"""A cue and a repetition window go in; a finding comes out, `not_judged` where the camera cannot see enough."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from formcheck.catalogue.checks import Band, Check, DurationCheck, GaitCheck, SetCheck, fault_free
from formcheck.catalogue.exercise import Cue
from formcheck.catalogue.set_measures import SET_MEASURES, Outcome
from formcheck.catalogue.sources import spell_out
from formcheck.coaching.phases import RepetitionWindow
from formcheck.coaching.readings import Reading, gate_holds, readings
from formcheck.coaching.second_look import DEVIATIONS, SecondReading, hidden_by, read_again
from formcheck.motion.body import other
from formcheck.motion.reading_error import ReadingError
from formcheck.motion.reducers import REDUCERS
from formcheck.motion.series import Column
from formcheck.records import Finding, Hold, Reason, Side, Tempo, Verdict
from formcheck.wording import REASONS, film_from, verdict_rank

# Below this rate, speeds and early phases of a movement fall between two frames.
_LEAST_FPS = 12.0
# A knee bends by 400 degrees per second in a landing (the project's own estimate): by 17 degrees within one frame at 23
# frames per second, the rate of the cinema.
_LANDING_PHASES, _LANDING_FPS = frozenset({"contact", "landing"}), 23.0
_FRAMES_OF_TIME_ERROR = 2
# Most of a duration's error is when the signal leaves rest: 0.25 s for the way down of 12 rendered repetitions from the
# front and 0.17 s for 12 from the side, of the bodies that numbers may be fitted on (benchmarks/ACCURACY.md).
LEAST_TIME_ERROR_S = 0.25
# A reading leaves open what it is where the camera's direction makes twice its usual error of it, or where it was seen
# so badly that its error is three times as large (the project's own estimates).
_MOST_CAMERA, _MOST_GROWTH = 2.0, 3.0
# Far below what any measure can tell, in any unit: two numbers that are closer differ by how they were computed.
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict of one check.

    Attributes
    ----------
    verdict : {"ok", "caution", "fault", "not_judged"}
    value, limit, unit, at_s, reason
        As in `Finding`.
    excess : float
        How far the value is outside the pass band, in measurement errors; negative inside. It orders the checks of a
        cue that have the same verdict.
    """

    verdict: Verdict
    value: float | None = None
    limit: float | None = None
    unit: str = ""
    at_s: float | None = None
    reason: Reason | None = None
    excess: float = -math.inf


def judge_value(value: float, passing: Band, warn: Band, error: float) -> tuple[Verdict, float | None, float]:
    """Compare a value with its bands.

    Parameters
    ----------
    value : float
        In the unit of the bands.
    passing, warn : Band
        A value inside `passing`, or outside by no more than one standard deviation of the error, is ok. A fault is
        outside `warn`, and outside `passing` by more than `error`.
    error : float
        Measurement error in the same unit, a 95 % limit.

    Returns
    -------
    verdict : {"ok", "caution", "fault"}
    limit : float or None
        The edge of `passing` for ``caution``, the fault limit for ``fault``, None for ``ok``.
    excess : float
        Distance outside `passing` in errors; negative inside.
    """
    high = value - passing.max >= passing.min - value
    outer = fault_free(passing, warn, error)
    passed, limit, away = (passing.max, outer.max, 1.0) if high else (passing.min, outer.min, -1.0)
    over = away * (value - passed)
    excess = over / error if error > 0 else over
    if over <= error / DEVIATIONS + _ROUNDING:
        return "ok", None, excess
    return ("fault", limit, excess) if away * (value - limit) > _ROUNDING else ("caution", passed, excess)


def judge(cue: Cue, window: RepetitionWindow, tempo: Tempo | Hold) -> Finding:
    """Judge a cue on one repetition or hold: the worst of its checks that this view can show.

    Parameters
    ----------
    cue : Cue
    window : RepetitionWindow
        The repetition or hold in the series.
    tempo : Tempo or Hold
        Its durations.
    """
    if cue.when is not None and not gate_holds(cue.when, window):
        return replace(finding_of(cue, Judgement(verdict="not_judged", reason="variation")), message=cue.when.because)
    if window.is_guessed:
        return finding_of(cue, Judgement(verdict="not_judged", reason="out_of_picture"))
    judgements = [
        _judge_duration(check, window, tempo) if isinstance(check, DurationCheck) else _judge_check(check, window)
        for check in cue.check
        if not isinstance(check, SetCheck | GaitCheck)
    ]
    return finding_of(cue, decisive(judgements))


def decisive(judgements: Sequence[Judgement]) -> Judgement:
    """Choose the judgement of a cue from those of its checks, at least one: the worst that was judged at all."""
    judged = [j for j in judgements if j.verdict != "not_judged"]
    if judged:
        return max(judged, key=lambda j: (verdict_rank(j.verdict), j.excess))
    # From a suitable view, what was wrong there helps the user; that another view would do too does not.
    in_view = [j for j in judgements if j.reason != "view"]
    return (in_view or judgements)[0]


def judge_set(cue: Cue, done: Outcome) -> Finding:
    """Judge a cue of the whole set."""
    check = cue.check[0]
    if not isinstance(check, SetCheck):
        msg = f"cue {cue.id!r} is judged on each repetition, not on the set"
        raise TypeError(msg)
    value = SET_MEASURES[check.set_measure].function(done)
    if value is None:
        return finding_of(cue, Judgement(verdict="not_judged", unit=check.unit, reason="too_few"))
    verdict, limit, _ = judge_value(value, check.pass_, check.warn, 0.0)
    at_s = done.repetitions[-1].peak_s if done.repetitions else None
    return finding_of(cue, Judgement(verdict=verdict, value=value, limit=limit, unit=check.unit, at_s=at_s))


def joints(check: Check | DurationCheck | SetCheck | GaitCheck, side: Side | None, near: Side | None) -> list[str]:
    """Name the joints that a check judges, such as ``left_knee``, given the working side and the near side."""
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


def _judge_check(check: Check, window: RepetitionWindow) -> Judgement:
    if not window.is_seen_from(check.views):
        return _not_judged(check, "view")
    if window.is_cut(check.phase):
        return _not_judged(check, "cut")
    if window.frame_s * _least_fps(check) > 1.0:
        return _not_judged(check, "frame_rate")
    found = [_judge_reading(check, reading, window) for reading in readings(check, window)]
    if not found:
        return _not_judged(check, "visibility")
    # One side that was not seen leaves open whether a cue for both sides is fine, but not that the other is at fault.
    order = ("ok", "not_judged", "caution", "fault")
    return max(found, key=lambda j: (order.index(j.verdict), j.excess))


def _least_fps(check: Check) -> float:
    if check.phase in _LANDING_PHASES:
        return _LANDING_FPS
    return _LEAST_FPS if check.reducer in ("gain", "impact_speed") else 0.0


def _judge_reading(check: Check, reading: Reading, window: RepetitionWindow) -> Judgement:
    if reading.reason is not None:
        return _not_judged(check, reading.reason)
    own = window.error_of(Column(check.measure, reading.side), reading.at_s)
    error = _error(check, own)
    if own is not None and _leaves_open(check, own):
        return _not_judged(check, "error")
    first = _judge_with(check, reading, reading.value, error)
    if check.only_faults and first.verdict != "fault":
        return _not_judged(check, "view")
    again = read_again(check, reading, window, error) if first.verdict == "fault" else None
    # After the looks, which know best what is hidden.
    if (why := hidden_by(check, reading, window)) is not None:
        return _not_judged(check, why)
    second = first if again is None else _judge_again(first, check, reading, again, error, _most_error(check, own))
    return _not_judged(check, "view") if check.only_faults and second.verdict == "ok" else second


def _judge_again(
    first: Judgement, check: Check, reading: Reading, again: SecondReading, error: float, most: float
) -> Judgement:
    """Judge a possible fault again, by all looks at its frames.

    It stays a fault if they differ by no more than the error, or if their median is a fault even with their spread as
    the error. It is a caution if most of them show a fault. Otherwise their median decides, unless they differ by more
    than the largest error allowed.
    """
    if again.spread <= error:
        return first
    second = _judge_with(check, reading, again.median, again.spread)
    if second.verdict == "fault":
        return second
    each = [judge_value(value, check.pass_, check.warn, error)[0] for value in again.values if math.isfinite(value)]
    if 2 * each.count("fault") > len(again.values):
        passed = check.pass_.max if reading.value > check.pass_.max else check.pass_.min
        return replace(first, verdict="caution", limit=passed)
    return second if again.spread <= most and math.isfinite(again.median) else _not_judged(check, "looks")


def _judge_with(check: Check, reading: Reading, value: float, error: float) -> Judgement:
    verdict, limit, excess = judge_value(value, check.pass_, check.warn, error)
    return Judgement(verdict=verdict, value=value, limit=limit, unit=check.unit, at_s=reading.at_s, excess=excess)


def _not_judged(check: Check, reason: Reason) -> Judgement:
    return Judgement(verdict="not_judged", unit=check.unit, reason=reason)


def error_of_reading(check: Check, reading: Reading, window: RepetitionWindow) -> float:
    """Return the error of this reading, a 95 % limit: that of its check at least."""
    return _error(check, window.error_of(Column(check.measure, reading.side), reading.at_s))


def _error(check: Check, own: ReadingError | None) -> float:
    return check.error if own is None else max(_usual_error(check, own) * own.growth, _camera_error(check, own))


def _leaves_open(check: Check, own: ReadingError) -> bool:
    """Whether a reading was seen too badly to judge it, or the direction of the camera leaves too much open."""
    return own.growth > _MOST_GROWTH or _camera_error(check, own) > _MOST_CAMERA * _usual_error(check, own)


def _camera_error(check: Check, own: ReadingError) -> float:
    return 0.0 if _is_difference(check) else REDUCERS[check.reducer].error_factor * own.camera


def _most_error(check: Check, own: ReadingError | None) -> float:
    """Return how far looks may differ before the verdict is left open; infinite if its frame is unknown."""
    return math.inf if own is None else _MOST_CAMERA * _usual_error(check, own)


def _usual_error(check: Check, own: ReadingError) -> float:
    """Return the error of a well-seen check; a part that is constant throughout a set cancels in a difference."""
    usual = 1.0 if _is_difference(check) else own.usual
    return max(check.error, usual * check.source_measure.error * REDUCERS[check.reducer].error_factor)


def _is_difference(check: Check) -> bool:
    return check.baseline != "none" or REDUCERS[check.reducer].is_difference


def _judge_duration(check: DurationCheck, window: RepetitionWindow, tempo: Tempo | Hold) -> Judgement:
    value: float | None = getattr(tempo, check.duration, None)
    if value is None:
        return Judgement(verdict="not_judged", unit=check.unit, reason="cut")
    sampling_s, least_s = _FRAMES_OF_TIME_ERROR * window.frame_s, 0.0
    if isinstance(tempo, Tempo):
        least_s = LEAST_TIME_ERROR_S
        if sampling_s > least_s:
            return Judgement(verdict="not_judged", unit=check.unit, reason="frame_rate")
        sampling_s = max(sampling_s, window.longest_unseen_s())
        if sampling_s > least_s:
            return Judgement(verdict="not_judged", unit=check.unit, reason="visibility")
    # A frame more or less must not make a fault: the same movement, encoded anew or seen live, has the same verdict.
    warn, error = check.warn.widened(sampling_s), max(sampling_s, least_s)
    verdict, limit, excess = judge_value(value, check.pass_, warn, error)
    at_s = window.cycle.start_s
    return Judgement(verdict=verdict, value=value, limit=limit, unit=check.unit, at_s=at_s, excess=excess)


def finding_of(cue: Cue, judgement: Judgement) -> Finding:
    """Turn the judgement of a cue into its finding, with the words to say."""
    message = {"ok": "", "not_judged": _remedy(cue, judgement.reason)}.get(judgement.verdict, cue.say)
    return Finding(
        cue=cue.id,
        verdict=judgement.verdict,
        severity=cue.severity,
        value=judgement.value,
        limit=judgement.limit,
        unit=judgement.unit,
        at_s=judgement.at_s,
        reason=judgement.reason,
        message=message,
        source=spell_out(cue.source),
    )


def _remedy(cue: Cue, reason: Reason | None) -> str:
    """Say what to do so that the cue can be judged; empty if nothing helps."""
    if reason == "view":
        return film_from(cue.views)
    return REASONS.get(reason, "") if reason is not None else ""
