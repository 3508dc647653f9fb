"""Computes how far the machine and therapists agree, and therapists with each other, for each cue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from formcheck.desk.decision import Decision, in_force
from formcheck.desk.kappa import Kappa, cohens_kappa
from formcheck.desk.reviewed import Reviewed, merged
from formcheck.records import Hold, Repetition, Report, Verdict

MACHINE: Final = "machine"
WHOLE: Final = "whole repetition"
"""In place of a cue: whether the repetition or hold is in form."""
ALL: Final = "all cues"
_Key = tuple[int, int, str]
"""Number of the set, number of the repetition, and cue."""
_FORMS: Final[Mapping[bool | None, Verdict]] = {True: "ok", False: "fault", None: "not_judged"}


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Two raters and one cue.

    Attributes
    ----------
    first, second : str
        The raters; ``machine`` for the machine.
    exercise : str
        Id of the exercise; empty over all of them.
    cue : str
        Id of the cue, ``whole repetition``, or ``all cues``.
    kappa : Kappa
        Over the verdicts ok, caution and fault.
    not_judged : int
        Pairs that were left out because one of the two did not judge.
    """

    first: str
    second: str
    exercise: str
    cue: str
    kappa: Kappa
    not_judged: int


def agreements(sets: Sequence[Reviewed]) -> list[Agreement]:
    """Compare the machine with each therapist, and each therapist with each other one.

    A therapist has rated a cue of a repetition by agreeing with it, or with the repetition, or by overruling it. What
    nobody decided is not compared. The same set, reviewed by two people on two machines, is one set.
    """
    sets = merged(sets)
    machine = {key: verdict for i, one in enumerate(sets) for key, verdict in _of_machine(i, one.report)}
    names = sorted({d.by for one in sets for d in in_force(one.decisions)})
    by_name = {
        name: {key: verdict for i, one in enumerate(sets) for key, verdict in _of_person(i, one, name)}
        for name in names
    }
    pairs = [((MACHINE, machine), person) for person in by_name.items()]
    pairs += list(combinations(by_name.items(), 2))
    return [
        agreement
        for (first, ours), (second, theirs) in pairs
        for agreement in _compared(first, second, ours, theirs, [one.report.exercise.id for one in sets])
    ]


def _compared(
    first: str, second: str, ours: Mapping[_Key, Verdict], theirs: Mapping[_Key, Verdict], exercises: Sequence[str]
) -> Iterator[Agreement]:
    groups: dict[tuple[str, str], list[tuple[Verdict, Verdict]]] = {}
    for key in (key for key in theirs if key in ours):
        pair, (number, _, cue) = (ours[key], theirs[key]), key
        groups.setdefault((exercises[number], cue), []).append(pair)
        if cue != WHOLE:
            groups.setdefault(("", ALL), []).append(pair)
    for (exercise, cue), rated in sorted(groups.items()):
        judged = [pair for pair in rated if "not_judged" not in pair]
        yield Agreement(
            first=first, second=second, exercise=exercise, cue=cue, kappa=cohens_kappa(judged),
            not_judged=len(rated) - len(judged),
        )  # fmt: skip


def _of_machine(number: int, report: Report) -> Iterator[tuple[_Key, Verdict]]:
    for part in _parts(report):
        yield (number, part.index, WHOLE), _FORMS[part.in_form]
        yield from (((number, part.index, finding.cue), finding.verdict) for finding in part.findings)


def _of_person(number: int, reviewed: Reviewed, name: str) -> Iterator[tuple[_Key, Verdict]]:
    """Yield the last decision of one person about each thing."""
    machine = dict(_of_machine(number, reviewed.report))
    said: dict[_Key, Verdict] = {}
    for decision in in_force(d for d in reviewed.decisions if d.by == name):
        said.update(_ratings(number, decision, machine))
    yield from said.items()


def _ratings(number: int, decision: Decision, machine: Mapping[_Key, Verdict]) -> Iterator[tuple[_Key, Verdict]]:
    repetition, cue = decision.target.repetition, decision.target.cue
    if repetition is None:
        return
    own, whole = (number, repetition, cue or WHOLE), (number, repetition, WHOLE)
    match decision.kind:
        case "agree" if cue is None:
            yield from ((key, verdict) for key, verdict in machine.items() if key[:2] == own[:2])
        case "agree" if own in machine:
            yield own, machine[own]
        case "overrule_finding" if decision.verdict is not None:
            yield own, decision.verdict
        case "overrule_verdict" if decision.verdict is not None:
            yield whole, decision.verdict


def _parts(report: Report) -> Iterable[Repetition | Hold]:
    return report.holds or report.repetitions
