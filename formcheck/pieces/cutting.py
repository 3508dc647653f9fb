"""Cuts a clip into the pieces in which it is analysed, by the times of its frames alone: the same on every machine."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

PIECE_S: Final = 10.0
"""A clip up to this length stays whole, and pieces are no longer than this unless that takes more than `_ENOUGH`."""
_ENOUGH: Final = 8
"""This many pieces keep any machine busy; a longer clip gets longer pieces instead, which need fewer warm-ups."""
_MOST_S: Final = 30.0
"""The longest piece: what was detected in it waits in memory."""
WARM_UP_S: Final = 1.5
"""How long before its start a piece is already analysed, so that the pose model is following the person by then."""
_WARM_UP_FRAMES: Final = 12
"""The least number of such frames: cuts are detected from the changes between the last ten."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Frames of a clip, by their numbers.

    Attributes
    ----------
    warm : int
        First frame of the warm-up, whose results are dropped.
    first, end : int
        First frame of the piece, and the first after it.
    """

    warm: int
    first: int
    end: int


def cut(times_s: Sequence[float], every: int = 1) -> list[Piece]:
    """Cut a clip into pieces of the same length in time.

    Parameters
    ----------
    times_s : sequence of float
        Times of all frames in seconds, ascending from 0; at least one.
    every : int
        One frame in so many is analysed.

    Returns
    -------
    list of Piece
        In order and without gaps; a single one for a short clip.
    """
    length_s = times_s[-1]
    at_least = math.ceil(length_s / _MOST_S)
    count = max(1, at_least, min(_ENOUGH, math.ceil(length_s / PIECE_S)))
    borders = [bisect_left(times_s, length_s * number / count) for number in range(count)]
    ends = [*borders[1:], len(times_s)]
    return [
        Piece(_warm(times_s, first, every), first, end) for first, end in zip(borders, ends, strict=True) if first < end
    ]


def _warm(times_s: Sequence[float], first: int, every: int) -> int:
    by_time = bisect_left(times_s, times_s[first] - WARM_UP_S)
    return max(0, min(by_time, first - _WARM_UP_FRAMES * every))
