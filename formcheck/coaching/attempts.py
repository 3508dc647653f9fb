"""Movements that are not counted go in; attempts with their reasons in words come out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.set_measures import Outcome
from formcheck.motion.cleaning.continuity import GAP_S
from formcheck.motion.segmenting.cycle import Cycle, LostCycle
from formcheck.records import Attempt, AttemptReason, Repetition
from formcheck.wording import ATTEMPT_REASONS, moment

_MOST_GAPS = 3


def attempt_of(movement: Cycle | LostCycle, reason: AttemptReason, message: str = "") -> Attempt:
    """Make the attempt for a movement, with the usual words for its reason if none are given."""
    return Attempt(
        start_s=movement.start_s,
        peak_s=movement.peak_s,
        end_s=movement.end_s,
        reason=reason,
        message=message or ATTEMPT_REASONS[reason],
    )


def apart(attempts: Iterable[Attempt], repetitions: Sequence[Repetition]) -> list[Attempt]:
    """Drop attempts that are the same movement as a repetition or an earlier attempt, on the other side of the body.

    Returns
    -------
    list of Attempt
        In the order in which they begin.
    """
    kept: list[Attempt] = []
    for attempt in sorted(attempts, key=lambda attempt: attempt.start_s):
        if not any(_is_same(attempt, repetition) for repetition in repetitions) and not any(
            _is_same(attempt, earlier) for earlier in kept
        ):
            kept.append(attempt)
    return kept


def turned_away(done: Outcome) -> list[Attempt]:
    """List the movements that a gate of the exercise rejected, once each."""
    return [attempt for attempt in apart(done.attempts, done.repetitions) if attempt.reason == "gate"]


def taken_back(done: Outcome, looks_like: str) -> Outcome:
    """Turn the counted repetitions into attempts, since they are another exercise, named by `looks_like`."""
    message = f"it looks like {looks_like}"
    attempts = [
        Attempt(start_s=r.start_s, peak_s=r.peak_s, end_s=r.end_s, reason="gate", message=message)
        for r in done.repetitions
    ]
    return Outcome(attempts=[*done.attempts, *attempts])


def overlaps(span: tuple[float, float], spans: Iterable[tuple[float, float]]) -> bool:
    """Whether a span of time, start and end in seconds, overlaps one of others."""
    return any(span[0] < end_s and start_s < span[1] for start_s, end_s in spans)


def lost_notes(
    seen_s: NDArray[np.float64], repetitions: Sequence[Repetition], attempts: Sequence[Attempt]
) -> Iterator[str]:
    """Report when the person was out of view within the set for so long that a repetition may be missing.

    Parameters
    ----------
    seen_s : ndarray of float, shape (n,)
        Times of the frames in which the signal was seen, in seconds.
    repetitions, attempts : sequence
        The listed movements; a loss within one of them is not reported again.
    """
    listed = [(done.start_s, done.end_s) for done in repetitions]
    set_s = (min(start for start, _ in listed), max(end for _, end in listed)) if listed else (math.inf, -math.inf)
    listed += [(attempt.start_s, attempt.end_s) for attempt in attempts]
    wide = np.flatnonzero(np.diff(seen_s) > GAP_S)
    gaps = [(float(seen_s[i]), float(seen_s[i + 1])) for i in wide]
    lost = [gap for gap in gaps if set_s[0] <= gap[0] < set_s[1] and not overlaps(gap, listed)]
    if lost:
        spans = ", ".join(f"{moment(start)} to {moment(end)}" for start, end in lost[:_MOST_GAPS])
        yield f"The person was lost from view ({spans}); what was done then was not counted."


def _is_same(one: Attempt, other: Attempt | Repetition) -> bool:
    """Whether one of the two has its peak within the other."""
    return one.start_s <= other.peak_s <= one.end_s or other.start_s <= one.peak_s <= other.end_s
