"""The same figure of several sets -> lines with the band of the measurement's error, as both pages draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_ROOM: Final = 0.08
"""Of the height is left above and below, so that no point lies on the frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A figure of one set: its value, and the 95 % limit of its error in the same unit, or 0 if that is not known."""

    day: str
    value: float
    error: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure over time.

    Attributes
    ----------
    name : str
        Its title.
    first, last : str
        Day and value at both ends.
    points : tuple of pair of float
        Across and up, each 0..1; sets are evenly spaced.
    band : tuple of pair of float
        The corners of the band around them, in order; empty if no error is known.
    """

    name: str
    first: str
    last: str
    points: tuple[tuple[float, float], ...]
    band: tuple[tuple[float, float], ...]


def line(name: str, read: Sequence[Read | None]) -> Line | None:
    """Lay out a figure over time; None with fewer than two readings.

    Parameters
    ----------
    name : str
    read : sequence of Read or None
        For each set, the oldest first.
    """
    seen = [(number, one) for number, one in enumerate(read) if one is not None]
    if len(seen) < 2:
        return None
    low = min(one.value - one.error for _, one in seen)
    high = max(one.value + one.error for _, one in seen)
    room = (high - low) * _ROOM or 1.0
    first, across = seen[0][0], seen[-1][0] - seen[0][0]

    def at(number: int, value: float) -> tuple[float, float]:
        return (number - first) / across, (value - low + room) / (high - low + 2 * room)

    upper = [at(number, one.value + one.error) for number, one in seen]
    lower = [at(number, one.value - one.error) for number, one in seen]
    return Line(
        name=name,
        first=_told(seen[0][1]),
        last=_told(seen[-1][1]),
        points=tuple(at(number, one.value) for number, one in seen),
        band=(*upper, *reversed(lower)) if any(one.error for _, one in seen) else (),
    )


def _told(one: Read) -> str:
    return f"{one.day}: {one.text}"
