"""When things happen in a set: repetitions in time, and how far each is on its way."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate


@dataclass(frozen=True)
class Moment:
    """How far on its way (0 rest, 1 bottom), on the way back or not, and in which repetition, from 0."""

    share: float
    back: bool
    repetition: int


@dataclass(frozen=True)
class Beat:
    """Durations of one repetition in seconds."""

    down_s: float
    hold_s: float
    up_s: float
    pause_s: float

    @property
    def moving_s(self) -> float:
        """Without the pause."""
        return self.down_s + self.hold_s + self.up_s


@dataclass(frozen=True)
class SetTiming:
    """A set in time; ways down and up are cosine-shaped."""

    beats: tuple[Beat, ...]
    before_s: float = 1.2

    @cached_property
    def starts_s(self) -> tuple[float, ...]:
        """When each repetition begins, and when the last pause ends."""
        lengths = [beat.moving_s + beat.pause_s for beat in self.beats]
        return tuple(self.before_s + float(s) for s in (0.0, *accumulate(lengths)))

    @property
    def duration_s(self) -> float:
        """Of the whole set."""
        return self.starts_s[-1]

    def spans(self) -> list[tuple[float, float, float]]:
        """Start, middle of the bottom, and end of each repetition in seconds."""
        return [
            (start, start + beat.down_s + beat.hold_s / 2, start + beat.moving_s)
            for start, beat in zip(self.starts_s, self.beats, strict=False)
        ]

    def at(self, t_s: float) -> Moment:
        """Tell where in the set a time lies."""
        index = bisect_right(self.starts_s, t_s) - 1
        if index < 0:
            return Moment(0.0, False, 0)
        if index >= len(self.beats):
            return Moment(0.0, True, len(self.beats) - 1)
        beat, into = self.beats[index], t_s - self.starts_s[index]
        if into < beat.down_s:
            return Moment(eased(into / beat.down_s), False, index)
        rising = into - beat.down_s - beat.hold_s
        return Moment(1.0 - eased(min(max(rising, 0.0) / beat.up_s, 1.0)), rising > 0, index)


def eased(share: float) -> float:
    """Go a share of a way with a soft start and end."""
    return (1 - math.cos(math.pi * share)) / 2
