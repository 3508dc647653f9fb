"""Which exercise poses show, where nobody said so: the plain records of a recognition. Nothing here computes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

AUTO: Final = "auto"
"""Stands for the id of an exercise that is to be found in the clip; see `formcheck.recognition`."""
SURE: Final = 0.8
"""Probability from which an exercise that was recognised is not asked about (the project's own estimate).

Of clips of tuned people, each person left out of the fit in turn, 15 of 18 were right from there on, and 3 of 4 between
0.7 and there (``python -m benchmarks.recognition.fitting``).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """An exercise that poses may show.

    `also` are exercises that are counted or held by the same rule; `why` says in words what was seen.
    """

    exercise: str
    probability: float
    why: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """Which exercise it is, where nobody said so.

    `by` names what found it, `none` is the probability that it is none of the catalogue, and `guesses` are the
    likeliest exercises, at most three, the likeliest first.
    """

    by: str
    none: float
    guesses: tuple[Guess, ...]

    @property
    def is_sure(self) -> bool:
        """Whether the likeliest one need not be asked about."""
        return bool(self.guesses) and self.guesses[0].probability >= SURE
