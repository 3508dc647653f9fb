"""Compares what was to be done with what was done, and gives what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formcheck.catalogue.session_plan import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An exercise of a plan or prescription.

    Attributes
    ----------
    exercise : str
        Id.
    sets : int
        On each side that it is done on.
    sides : int
        2 where it is done on each side in turn, else 1.
    repetitions : int or None
    seconds : float or None
        Of one set.
    """

    exercise: str
    sets: int = 1
    sides: int = 1
    repetitions: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What was not done of a plan: whole sets, and what is missing in those that were done."""

    exercise: str
    sets: int
    repetitions: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """What was done in one set; `ids` are all exercises that it may be, as the poses cannot distinguish them."""

    ids: Sequence[str]
    repetitions: int
    seconds: float


def wanted_of(rows: Iterable[Row]) -> list[Wanted]:
    """Select what is judged by camera from a session of a programme."""
    return [
        Wanted(
            exercise=row.exercise.id,
            sets=row.item.sets,
            sides=2 if row.item.sides == "each" else 1,
            repetitions=row.item.repetitions,
            seconds=row.item.seconds,
        )
        for row in rows
        if row.exercise.is_judged and not row.hidden
    ]


def missing(wanted: Iterable[Wanted], did: Sequence[Did]) -> list[Missing]:
    """Compare what was to be done with what was done, in the order of the plan.

    A set of both sides without a rest between them counts as one on each side if it has as many repetitions as both
    together require.
    """
    left, found = list(did), []
    for one in wanted:
        mine = [done for done in left if one.exercise in done.ids]
        left = [done for done in left if done not in mine]
        # Sets may be divided otherwise than planned; what counts is how much was done.
        asked = one.sets * one.sides
        lacking = max(0, asked * (one.repetitions or 0) - sum(done.repetitions for done in mine))
        lacking_s = max(0.0, asked * (one.seconds or 0.0) - sum(done.seconds for done in mine))
        sets = max(0, one.sets - len(mine))
        if sets or lacking or lacking_s > 1.0:
            found.append(Missing(exercise=one.exercise, sets=sets, repetitions=lacking, seconds=lacking_s))
    return found
