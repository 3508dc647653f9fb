"""Movements that are not counted go in; attempts with their reasons in words come out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from formcheck.motion.segmenting.cycle import Cycle, LostCycle
from formcheck.records import Attempt, AttemptReason, Repetition
from formcheck.wording import ATTEMPT_REASONS


def attempt_of(movement: Cycle | LostCycle, reason: AttemptReason, message: str = "") -> Attempt:
    """Make the attempt of a movement, with the usual words for its reason where none are given."""
    return Attempt(
        start_s=movement.start_s,
        peak_s=movement.peak_s,
        end_s=movement.end_s,
        reason=reason,
        message=message or ATTEMPT_REASONS[reason],
    )


def apart(attempts: Iterable[Attempt], repetitions: Sequence[Repetition]) -> list[Attempt]:
    """Leave out what is the same movement as a repetition or an earlier attempt, on the other side of the body.

    Returns
    -------
    list of Attempt
        In the order of their beginnings.
    """
    kept: list[Attempt] = []
    for attempt in sorted(attempts, key=lambda attempt: attempt.start_s):
        if not any(_is_same(attempt, repetition) for repetition in repetitions) and not any(
            _is_same(attempt, earlier) for earlier in kept
        ):
            kept.append(attempt)
    return kept


def _is_same(one: Attempt, other: Attempt | Repetition) -> bool:
    """Whether one of the two has its peak within the other."""
    return one.start_s <= other.peak_s <= one.end_s or other.start_s <= one.peak_s <= other.end_s
