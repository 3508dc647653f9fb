"""A report in words: what to fix first, how often, by how much, and what could not be judged."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.records import Finding, Gait, Hold, Repetition, Report, Severity
from formcheck.wording import moment, quantity, seen_from, severity_rank


@dataclass(frozen=True, slots=True)
class FirstThing:
    """A fault over the whole set.

    Attributes
    ----------
    cue : str
        Which.
    message : str
        What to do about it.
    severity : {"info", "minor", "major"}
        How much it matters.
    count : int
        In how many repetitions or holds.
    worst : Finding
        The finding that is furthest beyond its limit.
    repetition : int
        Index of the worst one's repetition or hold.
    """

    cue: str
    message: str
    severity: Severity
    count: int
    worst: Finding
    repetition: int


def first_things(report: Report) -> list[FirstThing]:
    """Group the faults of all repetitions and holds by cue, first those to fix first: by severity, then how often."""
    groups: dict[str, list[tuple[Finding, int]]] = {}
    for part in parts(report):
        for finding in part.findings:
            if finding.verdict == "fault":
                groups.setdefault(finding.cue, []).append((finding, part.index))
    things = [_thing(found) for found in groups.values()]
    return sorted(things, key=lambda thing: (severity_rank(thing.severity), thing.count), reverse=True)


def parts(report: Report) -> list[Repetition | Hold]:
    """List what was judged: repetitions or holds."""
    return [*report.repetitions, *report.holds]


def unit_of(report: Report) -> str:
    """Name what was done: a step, a hold or a repetition."""
    if report.holds:
        return "hold"
    return "step" if report.summary.rate_per_min is not None else "repetition"


def text(report: Report) -> str:
    """Write the summary for a terminal."""
    lines = [*_headline(report), *_faults(report), *_observed(report), *_set_findings(report), *_not_judged(report)]
    lines += [f"Note: {warning}" for warning in report.warnings]
    return "\n".join(lines)


def _thing(found: list[tuple[Finding, int]]) -> FirstThing:
    worst, index = max(found, key=lambda pair: pair[0].excess)
    return FirstThing(worst.cue, worst.message, worst.severity, len(found), worst, index)


def _run(gait: Gait) -> str:
    """Say in a few words how somebody ran."""
    left, right = gait.steps["left"], gait.steps["right"]
    if not left + right:
        return "no run was seen."
    rate = "" if gait.cadence_per_min is None else f", {gait.cadence_per_min:.0f} a minute"
    return f"{left + right} steps ({left} left, {right} right){rate}."


def observed(gait: Gait) -> list[str]:
    """Tell what is out of its band or has words of its own: observations, no orders."""
    found = [f for f in gait.findings if f.message and f.verdict != "not_judged"]
    return [f.message if f.verdict == "ok" else f"{f.message} ({_beyond(f)})" for f in found]


def _beyond(finding: Finding) -> str:
    edge = "fine up to" if (finding.value or 0.0) > (finding.limit or 0.0) else "fine from"
    word = edge if finding.verdict == "caution" else "limit"
    return _compared(finding, word)


def _compared(finding: Finding, word: str) -> str:
    value, limit = (quantity(number, finding.unit, missing="?") for number in (finding.value, finding.limit))
    return f"{value}, {word} {limit}"


def _observed(report: Report) -> list[str]:
    if report.gait is None or not report.gait.findings:
        return []
    lines = observed(report.gait)
    return ["Observed:", *(f"  {line}" for line in lines)] if lines else ["Nothing remarkable in what could be judged."]


def _headline(report: Report) -> list[str]:
    if report.gait is not None:
        return [f"{report.exercise.name}, seen {seen_from(report.view.label)}: {_run(report.gait)}"]
    summary, done = report.summary, len(parts(report))
    name, view = report.exercise.name, seen_from(report.view.label)
    head = f"{name}, seen {view}: {done} {unit_of(report)}{'' if done == 1 else 's'}"
    if report.holds:
        return [
            f"{head}, {summary.hold_s:.0f} s in form, the longest {summary.longest_hold_s:.0f} s.",
            *_breaks(report),
        ]
    rate = "" if summary.rate_per_min is None else f", {summary.rate_per_min:.0f} a minute"
    return [f"{head}{rate}, {summary.in_form} in form."]


def _breaks(report: Report) -> list[str]:
    """Tell when the clock stood still, and why."""
    return [
        f"  The clock stood still from {moment(b.start_s)} to {moment(b.end_s)}: {b.message}"
        for hold in report.holds
        for b in hold.breaks
    ]


def _faults(report: Report) -> list[str]:
    things = first_things(report)
    if not things:
        return ["Nothing to fix in what could be judged."] if parts(report) else []
    return ["Fix first:", *(f"  {_fault(thing, report)}" for thing in things)]


def _fault(thing: FirstThing, report: Report) -> str:
    worst = thing.worst
    often = f"{thing.count} of {len(parts(report))}"
    how_far = _compared(worst, "limit")
    when = "" if worst.at_s is None else f" at {moment(worst.at_s)}"
    return f"{thing.message} ({thing.severity}, {often}; worst in no. {thing.repetition}{when}: {how_far})"


def _set_findings(report: Report) -> list[str]:
    return [f"Over the set: {f.message}" for f in report.set_findings if f.verdict in ("fault", "caution")]


def not_judged(report: Report) -> dict[str, list[str]]:
    """Group the cues that were judged nowhere by what would have them judged."""
    findings = [f for part in parts(report) for f in part.findings]
    findings += report.gait.findings if report.gait else ()
    judged = {f.cue for f in findings if f.verdict != "not_judged"}
    remedies: dict[str, list[str]] = {}
    for finding in findings:
        cues = remedies.setdefault(finding.message, [])
        if finding.cue not in judged and finding.cue not in cues:
            cues.append(finding.cue)
    return {remedy: cues for remedy, cues in remedies.items() if cues}


def _not_judged(report: Report) -> list[str]:
    return [f"Not judged: {', '.join(cues)}. {remedy}" for remedy, cues in not_judged(report).items()]
