"""Finds what a therapist should review in a report, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from formcheck.catalogue.checks import AnyCheck, Check, DurationCheck, fault_free, may_show
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.coaching.judging import LEAST_TIME_ERROR_S
from formcheck.coaching.second_look import DEVIATIONS
from formcheck.desk.deciding import definition_of
from formcheck.desk.decision import Decision, Target, in_force
from formcheck.records import Attempt, Finding, Hold, Repetition, Report
from formcheck.wording import quantity

_ANSWERS = frozenset({"agree", "overrule_finding", "overrule_verdict", "remove_repetition", "move_repetition"})


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Something in a report that a person should decide.

    Attributes
    ----------
    target : Target
        A repetition or hold, or a movement that was not counted.
    start_s, at_s, end_s : float
        Its place in the clip, and the moment to show.
    why : tuple of str
        A sentence for each reason, most important first.
    cues : tuple of str
        The cues that are in doubt; none if the repetition or movement itself is.
    """

    target: Target
    start_s: float
    at_s: float
    end_s: float
    why: tuple[str, ...]
    cues: tuple[str, ...] = ()


def doubtful(report: Report, exercise: Exercise | None = None) -> list[Doubt]:
    """List what is doubtful, in the order of time.

    A repetition or hold is doubtful where its form was not judged, and where a cue above *info*, or the target, reads
    so near to the limit of a fault that another reading could be on its other side: within one standard deviation of
    the error. A movement that was not counted is doubtful, unless a gate says that it is something else; where nothing
    was counted, such movements are doubtful too.

    Parameters
    ----------
    report : Report
        The machine's own.
    exercise : Exercise, optional
        The definition that judged; by default the built-in one of that id.
    """
    exercise = exercise or definition_of(report)
    parts: Sequence[Repetition | Hold] = report.holds or report.repetitions
    found = [doubt for part in parts if (doubt := _doubt(part, report, exercise)) is not None]
    found += [
        _of_attempt(number, attempt)
        for number, attempt in enumerate(report.attempts, 1)
        if attempt.reason != "gate" or not parts
    ]
    return sorted(found, key=lambda doubt: doubt.start_s)


def undecided(doubts: Iterable[Doubt], decisions: Iterable[Decision]) -> list[Doubt]:
    """Drop the doubts about which something was decided; comments do not count."""
    standing = in_force(decisions)
    about = {d.target.part for d in standing if d.kind in _ANSWERS}
    counted = {d.target.attempt for d in standing if d.kind in ("agree", "add_repetition")}
    return [
        doubt
        for doubt in doubts
        if (doubt.target.attempt not in counted if doubt.target.attempt else doubt.target.part not in about)
    ]


def _doubt(part: Repetition | Hold, report: Report, exercise: Exercise | None) -> Doubt | None:
    near = [finding for finding in part.findings if exercise is not None and _is_near(finding, report, exercise)]
    unseen = [] if part.in_form is not None else list(_unseen(part, exercise))
    why = [*_not_judged(part, unseen, exercise), *(_near(finding, exercise) for finding in near)]
    if not why:
        return None
    moments = [finding.at_s for finding in near if finding.at_s is not None]
    turning_s = part.peak_s if isinstance(part, Repetition) else part.start_s
    return Doubt(
        target=Target(repetition=part.index),
        start_s=part.start_s,
        at_s=moments[0] if moments else turning_s,
        end_s=part.end_s,
        why=tuple(why),
        cues=tuple(dict.fromkeys(finding.cue for finding in (*near, *unseen))),
    )


def _unseen(part: Repetition | Hold, exercise: Exercise | None) -> Iterator[Finding]:
    """Name the cues because of which the form was not judged, without those that this view never shows."""
    deciding = None if exercise is None else {*(cue.id for cue in exercise.deciding_cues), _target(exercise)}
    for finding in part.findings:
        is_asked = finding.reason not in ("view", "variation") and (deciding is None or finding.cue in deciding)
        if finding.verdict == "not_judged" and is_asked:
            yield finding


def _target(exercise: Exercise) -> str | None:
    return exercise.counting.target_cue if exercise.counting is not None else None


def _not_judged(part: Repetition | Hold, unseen: Sequence[Finding], exercise: Exercise | None) -> list[str]:
    if part.in_form is not None:
        return []
    if not unseen:
        return ["Not judged: no deciding cue can be seen from here."]
    return [f"Not judged: {_say(finding.cue, exercise)}. {finding.message}".strip() for finding in unseen]


def _near(finding: Finding, exercise: Exercise | None) -> str:
    word = "Only just a fault" if finding.verdict == "fault" else "Nearly a fault"
    value = quantity(finding.value, finding.unit)
    return f"{word}: {_say(finding.cue, exercise)} ({value})."


def _say(cue_id: str, exercise: Exercise | None) -> str:
    cue = _cue(cue_id, exercise)
    return cue.say.rstrip(".") if cue is not None else cue_id.replace("_", " ")


def _cue(cue_id: str, exercise: Exercise | None) -> Cue | None:
    return next((cue for cue in exercise.cue if cue.id == cue_id), None) if exercise is not None else None


def _is_near(finding: Finding, report: Report, exercise: Exercise) -> bool:
    """Whether a caution or fault is within one standard deviation of the error of the limit between the two."""
    cue, value = _cue(finding.cue, exercise), finding.value
    decides = finding.severity != "info" or finding.cue == _target(exercise)
    if cue is None or value is None or not decides or finding.verdict not in ("caution", "fault"):
        return False
    of_view = [check for check in cue.check if check.unit == finding.unit and _error(check, report) is not None]
    return any(_is_at_limit(value, check, _error(check, report) or 0.0) for check in of_view)


def _error(check: AnyCheck, report: Report) -> float | None:
    """Return the error with which a check of one repetition is read from this view; None for other checks."""
    if isinstance(check, DurationCheck):
        return LEAST_TIME_ERROR_S
    return check.error if isinstance(check, Check) and may_show(check.views, report.view.label) else None


def _is_at_limit(value: float, check: AnyCheck, error: float) -> bool:
    outer = fault_free(check.pass_, check.warn, error)
    return min(abs(value - edge) for edge in (outer.min, outer.max)) <= error / DEVIATIONS


def _of_attempt(number: int, attempt: Attempt) -> Doubt:
    return Doubt(
        target=Target(attempt=number),
        start_s=attempt.start_s,
        at_s=attempt.peak_s,
        end_s=attempt.end_s,
        why=(f"Not counted: {attempt.message}.",),
    )
