"""Two reports in, moments that belong together out: two sets are shown in step by the phase of the repetition."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from formcheck.records import Hold, Repetition, Report


def in_step(ours: Report, theirs: Report, first: int = 1, their_first: int = 1) -> list[tuple[float, float]]:
    """Pair the moments of two sets: start, turning point and end of each repetition, and the ends of each hold.

    Parameters
    ----------
    ours, theirs : Report
    first, their_first : int
        Numbers of the repetitions that belong together, from 1; those after them follow in order.

    Returns
    -------
    list of pair of float
        Times in seconds of the one and of the other set, both strictly increasing. Between two of them, time runs
        evenly in both. Empty where one of the two has no repetition of that number.
    """
    pairs = zip(_parts(ours, first), _parts(theirs, their_first), strict=False)
    moments = [moment for one, other in pairs for moment in zip(_moments(one), _moments(other), strict=True)]
    kept = moments[:1]
    for (before, their_before), (now, their_now) in pairwise(moments):
        # Repetitions of two sides may overlap; a moment that would go back in time pairs nothing.
        if now > max(before, kept[-1][0]) and their_now > max(their_before, kept[-1][1]):
            kept.append((now, their_now))
    return kept


def _parts(report: Report, first: int) -> Sequence[Repetition | Hold]:
    parts: Sequence[Repetition | Hold] = report.holds or report.repetitions
    return parts[first - 1 :]


def _moments(part: Repetition | Hold) -> tuple[float, ...]:
    if isinstance(part, Hold):
        return part.start_s, (part.start_s + part.end_s) / 2, part.end_s
    return part.start_s, part.peak_s, part.end_s
