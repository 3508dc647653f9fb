"""A report -> its summary in words: what to fix first, how often, by how much, and what could not be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mode
from typing import Final

from formcheck.catalogue.exercise import Exercise
from formcheck.records import Attempt, Finding, Gait, Hold, Repetition, Report, Severity, Verdict, ViewLabel
from formcheck.report.describe import measured
from formcheck.wording import UNSTEADY_VIEW, form_counts, moment, quantity, seen_from, severity_rank, value_and_limit

_MOST_MOMENTS: Final = 4
"""Of the movements that were not counted for one reason, so many are given with their time."""


ALL_CLEAR: Final = {
    "unseen": "Not judged: none of its cues could be seen from here.",
    "good": "Nothing to fix in what could be judged.",
    "open": "No fault was seen, but the deciding cues could not be judged from here.",
}
"""What is said where no fault was found, by how far that goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A fault, or a caution, over all sets.

    Attributes
    ----------
    cue : str
        Id of the cue.
    message : str
        What to do about it.
    severity : {"info", "minor", "major"}
        How much it matters.
    count, of : int
        In how many repetitions or holds, out of how many.
    worst : Finding
        The finding that is furthest beyond its limit.
    set_index : int
        The set of the worst finding, from 1.
    repetition : int
        Its repetition or hold in that set, from 1.
    """

    cue: str
    message: str
    severity: Severity
    count: int
    of: int
    worst: Finding
    set_index: int
    repetition: int


def fixes(*reports: Report) -> list[Fix]:
    """Group the faults of one or more sets by cue, most important first: by severity, then by how often.

    Parameters
    ----------
    *reports : Report
        The sets, in order.
    """
    return _grouped(reports, "fault")


def cautions(*reports: Report) -> list[Fix]:
    """Group the cautions of cues that were never at fault, most important first."""
    to_fix = {fix.cue for fix in fixes(*reports)}
    return [caution for caution in _grouped(reports, "caution") if caution.cue not in to_fix]


def _grouped(reports: Sequence[Report], verdict: Verdict) -> list[Fix]:
    groups: dict[str, list[tuple[Finding, int, int]]] = {}
    judged = [(set_index, part) for set_index, report in enumerate(reports, 1) for part in parts(report)]
    for set_index, part in judged:
        for finding in part.findings:
            if finding.verdict == verdict:
                groups.setdefault(finding.cue, []).append((finding, set_index, part.index))
    found = [_fix(group, len(judged)) for group in groups.values()]
    return sorted(found, key=lambda fix: (severity_rank(fix.severity), fix.count), reverse=True)


def _fix(group: list[tuple[Finding, int, int]], of: int) -> Fix:
    worst, set_index, index = max(group, key=lambda entry: entry[0].excess)
    return Fix(
        cue=worst.cue, message=worst.message, severity=worst.severity, count=len(group), of=of, worst=worst,
        set_index=set_index, repetition=index,
    )  # fmt: skip


def parts(report: Report) -> list[Repetition | Hold]:
    """List what was judged: repetitions or holds."""
    return [*report.repetitions, *report.holds]


def unit_of(report: Report) -> str:
    """Name what was done: a step, a hold or a repetition."""
    if report.holds:
        return "hold"
    return "step" if report.summary.rate_per_min is not None else "repetition"


def text(report: Report, exercise: Exercise | None = None) -> str:
    """Write the summary for a terminal.

    Parameters
    ----------
    report : Report
        The set.
    exercise : Exercise, optional
        The definition that judged: with it, cues have their words, and values their meaning.
    """
    lines = [*_headline(report), *_form(report, exercise), *_observed(report), *_set_findings(report)]
    lines += _not_judged(report, exercise)
    lines += [*not_counted(report), *(f"Note: {warning}" for warning in report.warnings)]
    return "\n".join(lines)


def run_words(gait: Gait) -> str:
    """Summarise a run in a few words."""
    left, right = gait.steps["left"], gait.steps["right"]
    if not left + right:
        return "no run was seen."
    rate = "" if gait.cadence_per_min is None else f", {gait.cadence_per_min:.0f} a minute"
    return f"{left + right} steps ({left} left, {right} right){rate}."


def observed(gait: Gait) -> list[str]:
    """List the findings of a run that are cautions, faults or remarks: observations, not instructions."""
    found = [f for f in gait.findings if f.message and f.verdict != "not_judged"]
    return [f.message if f.verdict == "ok" else f"{f.message} ({_beyond(f)})" for f in found]


def _beyond(finding: Finding) -> str:
    edge = "OK up to" if (finding.value or 0.0) > (finding.limit or 0.0) else "OK from"
    word = edge if finding.verdict == "caution" else "limit"
    return _compared(finding, word)


def _compared(finding: Finding, word: str) -> str:
    value, limit = value_and_limit(finding.value, finding.limit, finding.unit, missing="?")
    return f"{value}, {word} {limit}"


def _observed(report: Report) -> list[str]:
    if report.gait is None or not report.gait.findings:
        return []
    lines = observed(report.gait)
    return ["Observed:", *(f"  {line}" for line in lines)] if lines else ["Nothing remarkable in what could be judged."]


def _headline(report: Report) -> list[str]:
    if report.gait is not None:
        return [f"{report.exercise.name}, seen {seen_from(report.view.label)}: {run_words(report.gait)}"]
    summary, done = report.summary, len(parts(report))
    name, view = report.exercise.name, seen_from(report.view.label)
    head = f"{name}, seen {view}: {done} {unit_of(report)}{'' if done == 1 else 's'}"
    if report.holds:
        return [
            f"{head}, {form(report)}; {summary.hold_s:.0f} s on the clock, the longest {summary.longest_hold_s:.0f} s.",
            *_breaks(report),
        ]
    rate = "" if summary.rate_per_min is None else f", {summary.rate_per_min:.0f} a minute"
    return [f"{head}{rate}, {form(report)}."]


def _breaks(report: Report) -> list[str]:
    """Say when the clock stopped, and why."""
    return [
        f"  The clock stopped from {moment(b.start_s)} to {moment(b.end_s)}: {b.message}"
        for hold in report.holds
        for b in hold.breaks
    ]


def form(report: Report) -> str:
    """Say how many repetitions or holds were in form, with faults and not judged."""
    summary = report.summary
    return form_counts(summary.in_form, summary.not_judged, len(parts(report)) - summary.in_form - summary.not_judged)


def all_clear(report: Report) -> str:
    """Say that nothing was found, and how far that goes; empty if there is something to fix or to watch."""
    of_parts = [finding for part in parts(report) for finding in part.findings]
    verdicts = {finding.verdict for finding in (*of_parts, *report.set_findings)}
    if not parts(report) or verdicts & {"fault", "caution"} or any(part.in_form is False for part in parts(report)):
        return ""
    if "ok" not in verdicts:
        return ALL_CLEAR["unseen"]
    return ALL_CLEAR["good" if report.summary.in_form else "open"]


def _form(report: Report, exercise: Exercise | None) -> list[str]:
    clear, to_fix, to_watch = all_clear(report), fixes(report), cautions(report)
    lines = [clear] if clear else []
    lines += ["Fix first:", *(f"  {_fault(fix, report, exercise)}" for fix in to_fix)] if to_fix else []
    return lines + (["To watch:", *(f"  {_fault(fix, report, exercise)}" for fix in to_watch)] if to_watch else [])


def _fault(fix: Fix, report: Report, exercise: Exercise | None) -> str:
    when = "" if fix.worst.at_s is None else f" at {moment(fix.worst.at_s)}"
    told = "" if exercise is None else measured(exercise, fix.worst, report.view.label)
    compared = f"{told[:1].lower()}{told[1:]}" or (
        _beyond(fix.worst) if fix.worst.verdict == "caution" else _compared(fix.worst, "limit")
    )
    return f"{fix.message} ({fix.severity}, {fix.count} of {fix.of}; worst in no. {fix.repetition}{when}: {compared})"


def _set_findings(report: Report) -> list[str]:
    return [f"Over the set: {f.message}" for f in report.set_findings if f.verdict in ("fault", "caution")]


def could_be_judged(report: Report) -> str:
    """Write the share of the checks that could be judged: ``75 %``; empty if nothing was done."""
    return quantity(100 * report.summary.judged_share, "%") if parts(report) or report.gait else ""


def not_judged(report: Report) -> dict[str, list[str]]:
    """Group the cues that were never judged by what to do about it."""
    findings = [f for part in parts(report) for f in part.findings]
    findings += report.gait.findings if report.gait else ()
    judged = {f.cue for f in findings if f.verdict != "not_judged"}
    said: dict[str, list[str]] = {}
    for finding in findings:
        if finding.cue not in judged:
            said.setdefault(finding.cue, []).append(_remedy(finding, report.view.label))
    remedies: dict[str, list[str]] = {}
    for cue, messages in said.items():
        remedies.setdefault(mode(messages), []).append(cue)
    return remedies


def _remedy(finding: Finding, view: ViewLabel) -> str:
    """Return what to do for a cue, but never to film from the view that was used."""
    asks_for_it = finding.reason == "view" and finding.message.startswith(f"Film {seen_from(view)} ")
    return UNSTEADY_VIEW if asks_for_it else finding.message


def not_counted(report: Report) -> list[str]:
    """Say which movements were not counted, why and when: attempts first, then those that a gate rejected."""
    groups: dict[tuple[bool, str], list[Attempt]] = {}
    for attempt in report.attempts:
        groups.setdefault((attempt.reason == "gate", attempt.message), []).append(attempt)
    ordered = sorted(groups.items(), key=lambda group: (group[0][0], -len(group[1])))
    return [_not_counted(is_other, message, found) for (is_other, message), found in ordered]


def _not_counted(is_other: bool, message: str, found: Sequence[Attempt]) -> str:
    noun, count = "movement" if is_other else "attempt", len(found)
    were = f"{noun} was" if count == 1 else f"{noun}s were"
    moments = ", ".join(moment(attempt.start_s) for attempt in found[:_MOST_MOMENTS])
    return f"{count} {were} not counted: {message} (at {moments}{', ...' if count > _MOST_MOMENTS else ''})."


def _not_judged(report: Report, exercise: Exercise | None) -> list[str]:
    says = {cue.id: cue.say for cue in exercise.cue} if exercise is not None else {}
    remedies = not_judged(report).items()
    between = "; " if says else ", "
    named = {remedy: between.join(says.get(cue, cue.replace("_", " ")) for cue in cues) for remedy, cues in remedies}
    return [f"Not judged: {names}. {remedy}" for remedy, names in named.items()]
