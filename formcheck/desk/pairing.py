"""Pairs the moments of two reports, so that two sets can be shown in step by the phase of the repetition."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from formcheck.desk.decision import Span
from formcheck.records import Facing, Hold, Repetition, Report, Side

# A jump back takes no time; it lies just before the frame with which a repetition begins.
_JUMP_S: Final = 1e-3
Pairs = list[tuple[float, float]]
_ACROSS: Final[dict[str, Side]] = {"left": "right", "right": "left"}


def face_apart(ours: Facing, theirs: Facing) -> bool:
    """Return whether one faces the left of the picture and the other the right, so that mirroring aligns them."""
    return _ACROSS.get(ours) == theirs


def in_step(ours: Report, theirs: Report, first: int = 1, their_first: int = 1) -> Pairs:
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
        evenly in both. Empty if one of the two has no repetition of that number.
    """
    pairs = zip(_parts(ours, first), _parts(theirs, their_first), strict=False)
    moments = [moment for one, other in pairs for moment in zip(_moments(one), _moments(other), strict=True)]
    kept = moments[:1]
    for (before, their_before), (now, their_now) in pairwise(moments):
        # Repetitions of two sides may overlap; a moment that would go back in time pairs nothing.
        if now > max(before, kept[-1][0]) and their_now > max(their_before, kept[-1][1]):
            kept.append((now, their_now))
    return kept


def beside_sample(ours: Report, sample: Sequence[Span], first: int = 1, *, is_mirrored: bool = False) -> Pairs:
    """Pair the moments of a set with those of a good sample, whose few repetitions are repeated.

    Parameters
    ----------
    ours : Report
    sample : sequence of Span
        Repetitions of the sample; one that was done with the same side is preferred.
    first : int
        Number of the first repetition or hold to pair, from 1.
    is_mirrored : bool
        Whether the sample is shown mirrored: what it does with its left side looks as if done with the right one.

    Returns
    -------
    list of pair of float
        As in `in_step`, but the times of the sample stay from the end of a repetition to the start of the next one, and
        then go back.
    """
    kept: Pairs = []
    for number, part in enumerate(_parts(ours, first)):
        shown = _of_side(sample, _ACROSS.get(part.side, part.side) if is_mirrored else part.side)
        span = shown[number % len(shown)]
        moments = list(zip(_moments(part), (span.start_s, span.peak_s, span.end_s), strict=True))
        if kept:
            jump_s = moments[0][0] - _JUMP_S
            kept = [*(pair for pair in kept if pair[0] < jump_s), (jump_s, kept[-1][1])]
        later = [*moments[1:], (math.inf, 0.0)]
        kept += [now for now, after in zip(moments, later, strict=True) if now[0] < after[0]]
    return kept


def _of_side(sample: Sequence[Span], side: str) -> Sequence[Span]:
    return [span for span in sample if span.side == side] or sample


def _parts(report: Report, first: int) -> Sequence[Repetition | Hold]:
    parts: Sequence[Repetition | Hold] = report.holds or report.repetitions
    return parts[first - 1 :]


def _moments(part: Repetition | Hold) -> tuple[float, ...]:
    if isinstance(part, Hold):
        return part.start_s, (part.start_s + part.end_s) / 2, part.end_s
    return part.start_s, part.peak_s, part.end_s
