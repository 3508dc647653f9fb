"""A set and what was decided about it -> where it stands in a therapist's work list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from formcheck.catalogue.exercise import Exercise
from formcheck.desk.decision import Decision, in_force
from formcheck.desk.doubts import doubtful, undecided
from formcheck.records import Report

State = Literal["new", "doubtful", "faulty", "unseen", "overruled"]
"""Nobody decided anything yet; a doubt is open; a repetition or hold is at fault; nothing of what decides was judged;
a decision differs from the machine's report."""
STATES: tuple[State, ...] = get_args(State)
_OVERRULES = frozenset(
    {"overrule_finding", "overrule_verdict", "add_repetition", "remove_repetition", "move_repetition"}
)


def states(report: Report, decisions: Sequence[Decision], exercise: Exercise | None = None) -> tuple[State, ...]:
    """Say which of the states a set is in, in the order of `State`; none for one that is settled."""
    standing = in_force(decisions)
    parts = report.holds or report.repetitions
    holds: dict[State, bool] = {
        "new": not standing,
        "doubtful": bool(undecided(doubtful(report, exercise), decisions)),
        "faulty": any(part.in_form is False for part in parts),
        "unseen": all(part.in_form is None for part in parts),
        "overruled": any(decision.kind in _OVERRULES for decision in standing),
    }
    return tuple(state for state in STATES if holds[state])
