"""The findings of a repetition or hold go in; whether it was in form comes out: yes, no, or not judged."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.catalogue.exercise import Exercise
from formcheck.records import Finding, Reason

_NOT_ASKED: frozenset[Reason | None] = frozenset({"view", "variation"})
"""Reasons for which a cue is not asked for here: this view does not show it, or this variation does not have it."""


def in_form(exercise: Exercise, findings: Sequence[Finding]) -> bool | None:
    """Decide from its findings whether a repetition or hold was in form.

    Parameters
    ----------
    exercise : Exercise
        Says which cues decide.
    findings : sequence of Finding
        One for each of its cues that is judged on a repetition or hold.

    Returns
    -------
    bool or None
        False if a cue above information is at fault, or the target was missed. True if all deciding cues that this
        view shows, and the target, were judged, and at least one of the deciding cues is of the body: a duration can
        be read of anything that moves. None if that is not known.
    """
    target = exercise.counting.target_cue if exercise.counting is not None else None
    if any(f.verdict == "fault" and (f.severity != "info" or f.cue == target) for f in findings):
        return False
    deciding = {cue.id: cue for cue in exercise.deciding_cues}
    asked = [f for f in findings if f.cue in {*deciding, target} and f.reason not in _NOT_ASKED]
    shows_body = any(f.cue in deciding and not deciding[f.cue].is_of_time for f in asked)
    return True if shows_body and all(f.verdict != "not_judged" for f in asked) else None
