"""Lists repetitions, holds and attempts for the player, with what may be decided about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from formcheck.catalogue.exercise import Exercise
from formcheck.desk.deciding import decided
from formcheck.desk.decision import Decision, Span, Target, in_force
from formcheck.desk.doubts import Doubt, doubtful, undecided
from formcheck.desk.parts import DecidedPart, Part
from formcheck.records import Attempt, Finding, Repetition, Report, Verdict
from formcheck.report.summary import unit_of
from formcheck.wording import form_word, quantity

Item = dict[str, Any]
"""In the form of the browser's script: see ``browser/player.js``."""
_FORMS: Final[dict[bool | None, Verdict]] = {True: "ok", False: "fault", None: "not_judged"}
_MOST_CUES: Final = 5
"""Choices of cues, so that with those of the whole repetition there are no more than nine, one for each number key."""


def items(
    report: Report,
    decisions: Sequence[Decision],
    exercise: Exercise,
    measured: Mapping[Span, Part] | None = None,
) -> list[Item]:
    """List all parts and attempts in the order of time.

    Parameters
    ----------
    report : Report
        The machine's own.
    decisions : sequence of Decision
    exercise : Exercise
        The definition that judged.
    measured : mapping of Span to Repetition or Hold, optional
        What lies where a repetition was moved to or added.
    """
    doubts = doubtful(report, exercise)
    open_ = {doubt.target for doubt in undecided(doubts, decisions)}
    by_target = {doubt.target: doubt for doubt in doubts}
    unit = unit_of(report).capitalize()
    counted = {d.target.attempt for d in in_force(decisions) if d.kind == "add_repetition"}
    parts = decided(report, decisions, exercise, measured)
    found = [_of_part(part, by_target, open_, unit, exercise) for part in parts]
    found += [
        _of_attempt(number, attempt, by_target, open_)
        for number, attempt in enumerate(report.attempts, 1)
        if number not in counted
    ]
    return sorted(found, key=lambda item: item["start_s"])


def moments(report: Report) -> list[Item]:
    """List the faults and cautions of a report that have a moment."""
    parts: Sequence[Part] = report.holds or report.repetitions
    unit = unit_of(report).capitalize()
    return [
        {"at_s": finding.at_s, "verdict": finding.verdict, "text": f"{unit} {part.index}: {_words(finding)}"}
        for part in parts
        for finding in part.findings
        if finding.at_s is not None and finding.verdict in ("fault", "caution")
    ]


def _words(finding: Finding) -> str:
    value = quantity(finding.value, finding.unit)
    return f"{finding.message} ({value})" if value else finding.message


def _of_part(
    decided_part: DecidedPart, doubts: dict[Target, Doubt], open_: set[Target], unit: str, exercise: Exercise
) -> Item:
    part = decided_part.part or decided_part.machine
    assert part is not None
    target, machine = decided_part.target, decided_part.machine
    doubt = doubts.get(target)
    name = f"{unit} {machine.index}" if machine is not None else f"Added {unit.lower()}"
    return {
        "id": _id(target), "title": name, "short": str(machine.index) if machine is not None else "+",
        "form": _FORMS[part.in_form], "stands": _stands(decided_part), "start_s": part.start_s, "end_s": part.end_s,
        "at_s": doubt.at_s if doubt else part.peak_s if isinstance(part, Repetition) else part.start_s,
        "why": list(doubt.why) if doubt else [], "is_settled": _is_settled(decided_part, target, open_),
        "is_removed": decided_part.part is None, "is_attempt": False, "target": _dumped(target),
        "agree": {"kind": "agree", "target": _dumped(target)} if machine is not None else None,
        "choices": list(_choices(part, target, doubt, exercise)),
        "move": {"kind": "move_repetition", "target": _dumped(target)},
    }  # fmt: skip


def _is_settled(part: DecidedPart, target: Target, open_: set[Target]) -> bool:
    return target not in open_ and any(decision.kind != "comment" for decision in part.decisions)


def _stands(decided_part: DecidedPart) -> str:
    """Describe its state, and the machine's if that differs."""
    part, machine = decided_part.part, decided_part.machine
    if part is None:
        return "no repetition"
    faults = [finding.message for finding in part.findings if finding.verdict == "fault"]
    now = form_word(part.in_form) + (f" ({' '.join(faults)})" if faults else "")
    if machine is None:
        return f"{now}; the machine did not count it"
    if not decided_part.is_overruled:
        return now
    was = form_word(machine.in_form)
    return f"{now}; the machine: {was}" if machine.in_form != part.in_form else f"{now}; changed by hand"


def _choices(part: Part, target: Target, doubt: Doubt | None, exercise: Exercise) -> Iterator[Item]:
    """Offer the alternatives: for the cues in doubt first, then for the repetition as a whole."""
    of_cues = list(_of_cues(part, target, doubt, exercise))
    yield from of_cues[:_MOST_CUES]
    for verdict, label in (("ok", "In form"), ("fault", "Not in form"), ("not_judged", "Cannot be judged from here")):
        if _FORMS[part.in_form] != verdict:
            yield _choice(label, kind="overrule_verdict", target=target, verdict=verdict)
    yield _choice("Not a repetition", kind="remove_repetition", target=target)


def _of_cues(part: Part, target: Target, doubt: Doubt | None, exercise: Exercise) -> Iterator[Item]:
    says = {cue.id: cue.say.rstrip(".") for cue in exercise.cue}
    found = {finding.cue: finding for finding in part.findings if finding.verdict in ("caution", "fault")}
    in_doubt = doubt.cues if doubt is not None else ()
    verdicts = {finding.cue: finding.verdict for finding in part.findings}
    for cue in dict.fromkeys((*in_doubt, *found)):
        of_cue = target.model_copy(update={"cue": cue})
        for verdict, label in (("ok", "Fine"), ("fault", "A fault")):
            if verdicts.get(cue) != verdict and (cue in in_doubt or verdict == "ok"):
                yield _choice(f"{label}: {says.get(cue, cue)}", kind="overrule_finding", target=of_cue, verdict=verdict)


def _of_attempt(number: int, attempt: Attempt, doubts: dict[Target, Doubt], open_: set[Target]) -> Item:
    target = Target(attempt=number)
    doubt = doubts.get(target)
    span = {"start_s": attempt.start_s, "peak_s": attempt.peak_s, "end_s": attempt.end_s}
    counts = _choice("It counts", kind="add_repetition", target=target) if attempt.start_s < attempt.end_s else None
    return {
        "id": f"t{number}", "title": f"Not counted {number}", "short": "", "form": "not_judged",
        "stands": f"not counted: {attempt.message}", "start_s": attempt.start_s, "end_s": attempt.end_s,
        "at_s": attempt.peak_s, "why": list(doubt.why) if doubt else [],
        "is_settled": doubt is not None and target not in open_, "is_removed": False, "is_attempt": True,
        "target": _dumped(target), "agree": {"kind": "agree", "target": _dumped(target)},
        "choices": [{**counts, "send": {**counts["send"], "span": span}}] if counts else [], "move": None,
    }  # fmt: skip


def _choice(label: str, *, kind: str, target: Target, verdict: str | None = None) -> Item:
    send = {"kind": kind, "target": _dumped(target)} | ({"verdict": verdict} if verdict else {})
    return {"label": label, "send": send}


def _dumped(target: Target) -> dict[str, Any]:
    return target.model_dump(exclude_none=True)


def _id(target: Target) -> str:
    return f"r{target.repetition}" if target.repetition is not None else f"a{target.added}"
