"""Applies a list of decisions to the machine's report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.report_builder import summarise
from formcheck.desk.decision import Decision, Span, in_force
from formcheck.desk.parts import DecidedPart, Part, decided_parts, overruled
from formcheck.errors import FormcheckError
from formcheck.records import Attempt, Finding, Gait, Hold, Repetition, Report


def apply(
    report: Report,
    decisions: Iterable[Decision],
    exercise: Exercise | None = None,
    measured: Mapping[Span, Part] | None = None,
) -> Report:
    """Return the report with the decisions applied; the machine's own is not changed.

    Of several decisions about the same thing the last one applies; agreeing with a repetition takes back what was
    overruled in it before. Repetitions are renumbered. The summary, and whether a repetition is in form, follow from
    the findings after the decisions. Findings of the whole set are the machine's, unless they were overruled.

    Parameters
    ----------
    report : Report
        The machine's own.
    decisions : iterable of Decision
        In any order.
    exercise : Exercise, optional
        The definition that judged; by default the built-in one of that id.
    measured : mapping of Span to Repetition or Hold, optional
        What was measured where a repetition was moved to or added; see `formcheck.desk.measuring.moved`.
    """
    standing = in_force(decisions)
    if not standing:
        return report
    exercise = exercise or definition_of(report)
    found = decided_parts(report, standing, exercise, measured)
    parts = [decided.part for decided in found if decided.part is not None]
    repetitions = tuple(part for part in parts if isinstance(part, Repetition))
    holds = tuple(part for part in parts if isinstance(part, Hold))
    attempts, gait = _attempts(report, standing), _gait(report.gait, standing, exercise)
    done = Outcome(repetitions=repetitions, holds=holds, gait=gait)
    return replace(
        report,
        repetitions=repetitions,
        holds=holds,
        gait=gait,
        attempts=attempts,
        set_findings=_of_set(report.set_findings, standing, exercise),
        summary=summarise(done, attempts, in_steps=report.summary.rate_per_min is not None),
        warnings=(*report.warnings, _reviewed_by(standing)),
    )


def decided(
    report: Report,
    decisions: Iterable[Decision],
    exercise: Exercise | None = None,
    measured: Mapping[Span, Part] | None = None,
) -> list[DecidedPart]:
    """Return each repetition or hold as it was decided, with the machine's own beside it; see `apply`."""
    return decided_parts(report, in_force(decisions), exercise or definition_of(report), measured)


def definition_of(report: Report) -> Exercise | None:
    """Load the built-in definition with the id that a report names; None if there is none."""
    try:
        return load_exercise(report.exercise.id)
    except FormcheckError:
        return None


def _attempts(report: Report, standing: Sequence[Decision]) -> tuple[Attempt, ...]:
    """Return the movements that were not counted, without those that a decision counts."""
    counted = {d.target.attempt for d in standing if d.kind == "add_repetition"}
    return tuple(attempt for number, attempt in enumerate(report.attempts, 1) if number not in counted)


def _gait(gait: Gait | None, standing: Sequence[Decision], exercise: Exercise | None) -> Gait | None:
    return None if gait is None else replace(gait, findings=_of_set(gait.findings, standing, exercise))


def _of_set(
    findings: Sequence[Finding], standing: Sequence[Decision], exercise: Exercise | None
) -> tuple[Finding, ...]:
    """Overrule findings that belong to no repetition."""
    of_set = [d for d in standing if d.target.part is None and d.kind in ("agree", "overrule_finding")]
    last = {d.target.cue: d if d.kind == "overrule_finding" else None for d in of_set if d.target.cue is not None}
    says = {cue.id: cue.say for cue in exercise.cue} if exercise is not None else {}
    return tuple(
        finding
        if (decision := last.get(finding.cue)) is None
        else overruled(finding, decision, says.get(finding.cue, ""))
        for finding in findings
    )


def _reviewed_by(standing: Sequence[Decision]) -> str:
    names = " and ".join(dict.fromkeys(decision.by for decision in standing))
    count = len(standing)
    return f"Reviewed by {names}: {count} decision{'' if count == 1 else 's'}. The machine's own report is kept."
