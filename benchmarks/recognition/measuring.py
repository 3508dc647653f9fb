"""Cases with their evidence in, shares of right answers and a confusion table out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.real.agreement import Share
from benchmarks.real.tables import head, row_of
from benchmarks.recognition.material import Case
from formcheck.catalogue.library import load_exercise
from formcheck.guesses import SURE
from formcheck.recognition.candidates import Candidate
from formcheck.recognition.ranking import probabilities

NONE = "none of these"
_CLASSES = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.001))


@dataclass(frozen=True, kw_only=True, eq=False)
class Answer:
    """What was said of a case: candidates from the likeliest, and the probability of the first."""

    case: Case
    order: Sequence[Candidate]
    probability: float

    @property
    def is_given(self) -> bool:
        """Whether an exercise is named without asking."""
        return self.probability >= SURE

    @property
    def first(self) -> bool:
        """Whether the likeliest is the same movement."""
        return bool(self.order) and self.case.same(self.order[0])

    @property
    def exact(self) -> bool:
        """Whether the likeliest is the exercise itself, or counted by the same rule."""
        return bool(self.order) and self.case.right(self.order[0])

    @property
    def among_three(self) -> bool:
        """Whether it is among the three likeliest."""
        return any(self.case.same(candidate) for candidate in self.order[:3])


def answer(case: Case, by: NDArray[np.float64] | None = None) -> Answer:
    """Rank the candidates of a case, by the weights that formcheck comes with or others."""
    shares = probabilities(case.found, by)
    pairs = sorted(zip(shares.tolist(), (one.candidate for one in case.found), strict=False), key=lambda pair: -pair[0])
    named = [(share, candidate) for share, candidate in pairs if not candidate.is_none]
    return Answer(case=case, order=[candidate for _, candidate in named], probability=named[0][0] if named else 0.0)


def share_table(groups: dict[str, Sequence[Answer]]) -> Iterator[str]:
    """How often the exercise was the likeliest, and among the three likeliest."""
    yield from head("what", "aim", *groups)
    sides = [[one for one in answers if one.case.exercise] for answers in groups.values()]
    none = [[one for one in answers if not one.case.exercise] for answers in groups.values()]
    yield row_of("the likeliest, of the same movement", "90 %", *(_share(side, "first") for side in sides))
    yield row_of("the likeliest, itself", "-", *(_share(side, "exact") for side in sides))
    yield row_of("among the three likeliest", "97 %", *(_share(side, "among_three") for side in sides))
    given = [[one for one in side if one.is_given] for side in sides]
    yield row_of("named without asking", "-", *(_share(side, "is_given") for side in sides))
    yield row_of("right where named without asking", "-", *(_share(side, "first") for side in given))
    yield row_of("negatives that are given an exercise", "2 %", *(_share(side, "is_given") for side in none))
    yield row_of("the same, of their time", "2 %", *(_of_time(side) for side in none))


def _share(answers: Sequence[Answer], what: str) -> str:
    return str(Share(sum(getattr(one, what) for one in answers), len(answers))) if answers else "-"


def _of_time(answers: Sequence[Answer]) -> str:
    whole_s = sum(one.case.duration_s for one in answers)
    given_s = sum(one.case.duration_s for one in answers if one.is_given)
    return f"{given_s / whole_s:.0%} of {whole_s / 60:.1f} min" if whole_s else "-"


def calibration_table(groups: dict[str, Sequence[Answer]]) -> Iterator[str]:
    """How often the likeliest was right, by the probability it was given."""
    yield from head("probability of the likeliest", *groups)
    for low, high in _CLASSES:
        cells = []
        for answers in groups.values():
            among = [one for one in answers if low <= one.probability < high and one.order]
            cells.append(
                str(Share(sum(bool(one.case.exercise) and one.first for one in among), len(among))) if among else "-"
            )
        yield row_of(f"{low:.0%} to {min(high, 1.0):.0%}", *cells)


def confusion_table(answers: Sequence[Answer]) -> Iterator[str]:
    """What was taken for what, where it was not the same movement."""
    yield from head("what it is", "sets", "right", "taken for")
    for exercise in sorted({one.case.exercise for one in answers}):
        mine = [one for one in answers if one.case.exercise == exercise]
        wrong = Counter(_said(one) for one in mine if not (one.first if exercise else not one.is_given))
        right = len(mine) - wrong.total()
        if wrong:
            yield row_of(_name(exercise), len(mine), right, ", ".join(f"{name} {n}" for name, n in wrong.most_common()))


def _said(one: Answer) -> str:
    return _name(one.order[0].ids[0]) if one.order else NONE


def _name(exercise: str) -> str:
    return load_exercise(exercise).name if exercise else NONE
