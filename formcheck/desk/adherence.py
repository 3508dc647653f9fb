"""Compares day by day what was prescribed with what was done, and lists what was done besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from formcheck.desk.prescription import Prescribed, Prescription
from formcheck.motion.body import SIDES
from formcheck.records import Side


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
        Time on the clock of holds.
    sides : mapping of str to float
        Repetitions, or seconds of holds, of each side; empty if sides are not distinguished or not known.
    """

    day: date
    exercise: str
    repetitions: int
    seconds: float
    sides: Mapping[Side, float] = field(default_factory=dict)

    def on(self, side: Side, *, in_repetitions: bool) -> float:
        """Return what was done on a side; if that is not known, as for a set without a camera, all of it."""
        if self.sides:
            return self.sides.get(side, 0.0)
        return float(self.repetitions) if in_repetitions else self.seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One exercise of one day.

    Attributes
    ----------
    day : date
    prescribed : Prescribed
    sets : int
        Sets that were done, whole or in part, on each side; at most as many as were due.
    amount : float
        Share of the repetitions or seconds that was done, 0..1; of several sides their mean.
    sides : mapping of str to float
        That share of each side that was to be done; empty for an exercise that is not done side by side.
    """

    day: date
    prescribed: Prescribed
    sets: int
    amount: float
    sides: Mapping[Side, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adherence:
    """How much of a prescription a person did.

    Attributes
    ----------
    due : tuple of Due
        Day by day, in order.
    besides : tuple of Done
        Sets that were done but not due on that day.
    """

    due: tuple[Due, ...]
    besides: tuple[Done, ...]

    @property
    def share(self) -> float | None:
        """Share of the sets that were due and done, 0..1; None if nothing was due."""
        asked = sum(row.prescribed.sets for row in self.due)
        return sum(row.sets for row in self.due) / asked if asked else None


def adherence(
    versions: Sequence[tuple[date, Prescription]], sets: Iterable[Done], since: date, until: date,
    sided: Collection[str] = (),
) -> Adherence:  # fmt: skip
    """Compare what was done with what was prescribed.

    Each day is judged by the newest version that had started by then.

    Parameters
    ----------
    versions : sequence of (date, Prescription)
        The start of each version and the version, the newest first.
    sets : iterable of Done
        What was done.
    since, until : date
        The days, `until` excluded.
    sided : collection of str
        Ids of the exercises of which each side gets the whole dose.
    """
    done = [one for one in sets if since <= one.day < until]
    due: list[Due] = []
    used: Counter[int] = Counter()
    for number in range((until - since).days):
        day = since + timedelta(days=number)
        for row in _in_force(versions, day).on(day):
            sides = _sides(row, sided)
            mine = [one for one in done if one.day == day and one.exercise == row.exercise and _counts(one, sides)]
            used.update(id(one) for one in mine)
            due.append(_due(day, row, mine, sides))
    return Adherence(due=tuple(due), besides=tuple(one for one in done if not used[id(one)]))


def _in_force(versions: Sequence[tuple[date, Prescription]], day: date) -> Prescription:
    return next((prescription for starts, prescription in versions if starts <= day), Prescription())


def _sides(row: Prescribed, sided: Collection[str]) -> tuple[Side, ...]:
    """Name the sides that each get the whole dose; none if sides are not distinguished."""
    if row.side != "both":
        return (row.side,)
    return SIDES if row.exercise in sided else ()


def _counts(one: Done, sides: Sequence[Side]) -> bool:
    """Whether a set is one of those prescribed; the other side alone is not."""
    return not sides or not one.sides or any(one.sides.get(side) for side in sides)


def _due(day: date, row: Prescribed, done: Sequence[Done], sides: Sequence[Side]) -> Due:
    in_repetitions = row.repetitions is not None
    asked = row.sets * float(row.repetitions or row.seconds or 0.0)
    if not sides:
        amount = sum(float(one.repetitions) if in_repetitions else one.seconds for one in done)
        return Due(day=day, prescribed=row, sets=min(len(done), row.sets), amount=min(1.0, amount / asked))
    amounts = {side: [one.on(side, in_repetitions=in_repetitions) for one in done] for side in sides}
    shares = {side: min(1.0, sum(each) / asked) for side, each in amounts.items()}
    sets = min(sum(amount > 0.0 for amount in each) for each in amounts.values())
    return Due(
        day=day, prescribed=row, sets=min(sets, row.sets), amount=sum(shares.values()) / len(shares), sides=shares
    )  # fmt: skip
