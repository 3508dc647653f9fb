"""Applies decisions to each repetition or hold of a report, keeping the machine's own beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.form import in_form
from formcheck.desk.decision import Decision, Span, Target
from formcheck.records import Finding, Hold, Repetition, Report, Tempo, Verdict

Part = Repetition | Hold
_FORMS: Mapping[Verdict, bool | None] = {"ok": True, "fault": False, "not_judged": None}
_ELSEWHERE = "Read where the machine saw this repetition; it was moved by hand."
_P = TypeVar("_P", Repetition, Hold)


@dataclass(frozen=True, kw_only=True)
class DecidedPart:
    """A repetition or hold after the decisions about it.

    Attributes
    ----------
    target : Target
        Identifies it: its number in the machine's own report, or the decision that added it.
    machine : Repetition, Hold or None
        As the machine saw it; None for one that was added.
    part : Repetition, Hold or None
        After the decisions; None if it was removed. Its `index` is that in the report with the decisions.
    decisions : tuple of Decision
        Those in force, in the order of time, comments included.
    """

    target: Target
    machine: Part | None
    part: Part | None
    decisions: tuple[Decision, ...]

    @property
    def is_overruled(self) -> bool:
        """Whether anything in it differs from the machine's own."""
        return self.machine is None or self.part is None or replace(self.part, index=self.machine.index) != self.machine


@dataclass
class _Word:
    """The decision in force about one repetition or hold."""

    removed: bool = False
    span: Span | None = None
    findings: dict[str, Decision] = field(default_factory=dict)
    form: Decision | None = None

    def take(self, decision: Decision) -> None:
        cue = decision.target.cue
        match decision.kind:
            case "agree" if cue is None:
                self.removed, self.span, self.form = False, None, None
                self.findings.clear()
            case "agree" if cue is not None:
                self.findings.pop(cue, None)
            case "overrule_finding" if cue is not None:
                self.findings[cue] = decision
            case "overrule_verdict":
                self.form = decision
            case "remove_repetition":
                self.removed = True
            case "move_repetition":
                self.removed, self.span = False, decision.span
            case _:
                pass  # a remark


def decided_parts(
    report: Report,
    standing: Sequence[Decision],
    exercise: Exercise | None,
    measured: Mapping[Span, Part] | None = None,
) -> list[DecidedPart]:
    """Apply the decisions to each repetition or hold; the result is in the order of time, renumbered.

    Parameters
    ----------
    report : Report
        The machine's own.
    standing : sequence of Decision
        Those in force, in the order of time; see `in_force`.
    exercise : Exercise or None
        The definition that judged, if known.
    measured : mapping of Span to Repetition or Hold, optional
        What was measured at the places that decisions name; see `formcheck.desk.measuring.moved`. Without it, what was
        moved is not judged again.
    """
    anew = measured or {}
    found = [*_of_machine(report, standing, exercise, anew), *_added(report, standing, exercise, anew)]
    found.sort(key=lambda decided: _start_s(decided.part or decided.machine))
    return list(_numbered(found))


def overruled(finding: Finding, decision: Decision, say: str = "") -> Finding:
    """Return a finding with the verdict of a decision; `say` is the cue's sentence.

    The reading stays. The limit stays only if the new verdict still means that the reading is beyond it.
    """
    verdict = decision.verdict or finding.verdict
    wrong = verdict in ("caution", "fault")
    return replace(
        finding,
        verdict=verdict,
        limit=finding.limit if wrong else None,
        reason="by_hand" if verdict == "not_judged" else None,
        message=(finding.message if finding.verdict in ("caution", "fault") else say) if wrong else "",
        at_s=decision.target.at_s if decision.target.at_s is not None else finding.at_s,
        source=f"decided by {decision.by}",
    )


def _of_machine(
    report: Report, standing: Sequence[Decision], exercise: Exercise | None, measured: Mapping[Span, Part]
) -> Iterator[DecidedPart]:
    parts: Sequence[Part] = report.holds or report.repetitions
    for part in parts:
        target = Target(repetition=part.index)
        about = tuple(d for d in standing if d.target.of_part == target)
        yield DecidedPart(target=target, machine=part, part=_decide(part, about, exercise, measured), decisions=about)


def _added(
    report: Report, standing: Sequence[Decision], exercise: Exercise | None, measured: Mapping[Span, Part]
) -> Iterator[DecidedPart]:
    is_hold = bool(report.holds) or (exercise is not None and exercise.hold is not None)
    for addition in standing:
        if addition.kind == "add_repetition" and addition.span is not None:
            target = Target(added=addition.id)
            about = tuple(d for d in standing if d.target.of_part == target)
            new = measured.get(addition.span) or (
                _new_hold(addition.span) if is_hold else _new_repetition(addition.span)
            )
            part = _decide(new, about, exercise, measured)
            yield DecidedPart(target=target, machine=None, part=part, decisions=(addition, *about))


def _decide(
    part: Part, about: Sequence[Decision], exercise: Exercise | None, measured: Mapping[Span, Part]
) -> Part | None:
    word = _Word()
    for decision in about:
        word.take(decision)
    if word.removed:
        return None
    if word.span is not None:
        part = _moved(part, word.span, measured.get(word.span))
    if word.findings:
        findings = _decided_findings(part.findings, word.findings, exercise)
        part = replace(part, findings=findings, in_form=_form(part, findings, exercise))
    elif word.span is not None and part.findings:
        part = replace(part, in_form=_form(part, part.findings, exercise))
    if word.form is not None and word.form.verdict is not None:
        part = replace(part, in_form=_FORMS[word.form.verdict])
    return part


def _decided_findings(
    findings: Sequence[Finding], decisions: Mapping[str, Decision], exercise: Exercise | None
) -> tuple[Finding, ...]:
    cues = {cue.id: cue for cue in exercise.cue} if exercise is not None else {}
    known = {finding.cue: finding for finding in findings}
    missing = {cue: _unread(cue, exercise) for cue in decisions if cue not in known}
    return tuple(
        overruled(finding, decisions[cue], cues[cue].say if cue in cues else "") if cue in decisions else finding
        for cue, finding in (known | missing).items()
    )


def _unread(cue: str, exercise: Exercise | None) -> Finding:
    severities = {c.id: c.severity for c in exercise.cue} if exercise is not None else {}
    return Finding(
        cue=cue, verdict="not_judged", severity=severities.get(cue, "minor"), value=None, limit=None, unit="",
        at_s=None, reason="by_hand", message="", source="",
    )  # fmt: skip


def _form(part: Part, findings: Sequence[Finding], exercise: Exercise | None) -> bool | None:
    """Judge the form from findings; if the definition is not known, by the faults alone."""
    if exercise is not None:
        return in_form(exercise, findings)
    if any(f.verdict == "fault" and f.severity != "info" for f in findings):
        return False
    if all(f.verdict == "not_judged" for f in findings):
        return None
    return True if part.in_form is False else part.in_form


def _moved(part: Part, span: Span, measured: Part | None) -> Part:
    """Move a part, with what was measured at its new place.

    Without that, findings read outside its new place become not judged, and its measures unknown.
    """
    if measured is not None:
        return replace(measured, index=part.index)
    findings = tuple(
        f
        if f.at_s is None or span.start_s <= f.at_s <= span.end_s
        else replace(f, verdict="not_judged", limit=None, reason="by_hand", message=_ELSEWHERE)
        for f in part.findings
    )
    if isinstance(part, Hold):
        held_s = min(part.in_form_s, span.end_s - span.start_s)
        return replace(part, start_s=span.start_s, end_s=span.end_s, in_form_s=held_s, findings=findings)
    return replace(
        part, start_s=span.start_s, peak_s=span.peak_s, end_s=span.end_s, tempo=_tempo(span), findings=findings,
        measures=dict.fromkeys(part.measures), side=part.side if span.side == "both" else span.side,
    )  # fmt: skip


def _new_repetition(span: Span) -> Repetition:
    return Repetition(
        index=0, side=span.side, start_s=span.start_s, peak_s=span.peak_s, end_s=span.end_s, complete=True,
        in_form=None, tempo=_tempo(span), measures={}, findings=(),
    )  # fmt: skip


def _new_hold(span: Span) -> Hold:
    held_s = span.end_s - span.start_s
    return Hold(index=0, side=span.side, start_s=span.start_s, end_s=span.end_s, in_form_s=held_s, findings=())


def _tempo(span: Span) -> Tempo:
    """Return the tempo known from three moments, which do not show the pause at the turning point."""
    return Tempo(span.peak_s - span.start_s, None, span.end_s - span.peak_s)


def _start_s(part: Part | None) -> float:
    return part.start_s if part is not None else 0.0


def _numbered(found: Sequence[DecidedPart]) -> Iterator[DecidedPart]:
    number = 0
    for decided in found:
        if decided.part is None:
            yield decided
            continue
        number += 1
        yield replace(decided, part=replace(decided.part, index=number))
