"""What was prescribed and what was done in; day by day what was due, what of it was done, and what was done besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from formcheck.desk.prescription import Prescribed, Prescription


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One set that was done.

    Attributes
    ----------
    day : date
        When, in the person's own time zone.
    exercise : str
        Id of the exercise.
    repetitions : int
        Counted repetitions.
    seconds : float
        For which the clock of holds ran.
    """

    day: date
    exercise: str
    repetitions: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One exercise of one day.

    Attributes
    ----------
    day : date
    prescribed : Prescribed
    sets : int
        Sets that were done, whole or in part; more than were due count as those that were.
    amount : float
        Share of the repetitions or seconds that was done, 0..1.
    """

    day: date
    prescribed: Prescribed
    sets: int
    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Adherence:
    """How far a person did what was prescribed.

    Attributes
    ----------
    due : tuple of Due
        Day by day, in order.
    besides : tuple of Done
        What was done and was not due on that day.
    """

    due: tuple[Due, ...]
    besides: tuple[Done, ...]

    @property
    def share(self) -> float | None:
        """Share of the sets that were due and done, 0..1; None where nothing was due."""
        asked = sum(row.prescribed.sets for row in self.due)
        return sum(row.sets for row in self.due) / asked if asked else None


def adherence(
    versions: Sequence[tuple[date, Prescription]], sets: Iterable[Done], since: date, until: date
) -> Adherence:
    """Compare what was done with what was prescribed.

    A day is judged by the newest version that had begun by then: one that begins later changes nothing before.

    Parameters
    ----------
    versions : sequence of (date, Prescription)
        From when each version counts, the newest version first.
    sets : iterable of Done
        What was done.
    since, until : date
        The days, `until` excluded.
    """
    done = [one for one in sets if since <= one.day < until]
    due: list[Due] = []
    used: Counter[int] = Counter()
    for number in range((until - since).days):
        day = since + timedelta(days=number)
        for row in _in_force(versions, day).on(day):
            mine = [one for one in done if one.day == day and one.exercise == row.exercise]
            used.update(id(one) for one in mine)
            due.append(_due(day, row, mine))
    return Adherence(due=tuple(due), besides=tuple(one for one in done if not used[id(one)]))


def _in_force(versions: Sequence[tuple[date, Prescription]], day: date) -> Prescription:
    return next((prescription for starts, prescription in versions if starts <= day), Prescription())


def _due(day: date, row: Prescribed, done: Sequence[Done]) -> Due:
    if row.repetitions is not None:
        asked, amount = float(row.sets * row.repetitions), float(sum(one.repetitions for one in done))
    else:
        asked, amount = row.sets * (row.seconds or 0.0), sum(one.seconds for one in done)
    return Due(day=day, prescribed=row, sets=min(len(done), row.sets), amount=min(1.0, amount / asked))
