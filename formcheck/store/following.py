"""Compares, for some days, what a person was due to do with what they did, and lists what they did besides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from typing import Final

from formcheck.desk.adherence import Adherence, Done, adherence
from formcheck.desk.prescription import Prescribed
from formcheck.motion.body import SIDES
from formcheck.records import Side
from formcheck.store.entries import DiaryEntry, KeptSet, SetFilter
from formcheck.store.scope.scope import Scope

_MOST_SETS: Final = 5000
_DONE: Final = "done"
_INSTEAD: Final = "instead"


def followed(
    scope: Scope, since: date, until: date, person: str | None = None, *, sided: Collection[str] = ()
) -> Adherence:
    """Compare what a person did with what was prescribed.

    Parameters
    ----------
    scope : Scope
    since, until : date
        The days in this machine's time zone, `until` excluded.
    person : str, optional
        By default the account's own person.
    sided : collection of str
        Ids of the exercises of which each side gets the whole dose.

    Raises
    ------
    NotKeptError
        If the person is not within reach.
    """
    versions = [(one.starts.astimezone().date(), one.prescription) for one in scope.prescriptions(person)]
    done = _done(scope, since, until, person or scope.account.person_id)
    return adherence(versions, done, since, until, sided)


def note_done(scope: Scope, row: Prescribed) -> None:
    """Record for the account's own person that one set of an exercise was done without a camera."""
    said = {_DONE: row.exercise, "repetitions": row.repetitions or 0, "seconds": row.seconds or 0.0}
    scope.write_diary(said)


def note_instead(scope: Scope, words: str) -> None:
    """Record for the account's own person what was done instead, or how it was."""
    scope.write_diary({_INSTEAD: words})


def note_pain(scope: Scope, worst: int) -> None:
    """Record the pain of the account's own person, from 0 to 10."""
    scope.write_diary({}, pain=worst)


def said_in(entry: DiaryEntry) -> tuple[str, str]:
    """Return the exercise that a diary entry records as done, and what was done instead; both may be empty."""
    return str(entry.payload.get(_DONE, "")), str(entry.payload.get(_INSTEAD, ""))


def _done(scope: Scope, since: date, until: date, person: str | None) -> Iterator[Done]:
    first, last = (datetime.combine(day, time()).astimezone() for day in (since, until))
    for kept in scope.sets(SetFilter(person=person, since=first, until=last), limit=_MOST_SETS):
        yield _of_set(kept)
    for entry in scope.diary(person, since=first, until=last):
        exercise, _ = said_in(entry)
        if exercise:
            yield Done(
                day=entry.at.astimezone().date(), exercise=exercise,
                repetitions=int(entry.payload.get("repetitions", 0)), seconds=float(entry.payload.get("seconds", 0.0)),
            )  # fmt: skip


def _of_set(kept: KeptSet) -> Done:
    """Convert a kept set; its seconds are those on the clock of a hold, or else the duration of the set."""
    what = "held_s" if kept.hold_s else "repetitions"
    sides: Mapping[Side, float] = {
        side: kept.numbers[f"{what}.{side}"] for side in SIDES if f"{what}.{side}" in kept.numbers
    }
    return Done(
        day=kept.at.astimezone().date(), exercise=kept.exercise_id, repetitions=kept.repetitions,
        seconds=kept.hold_s or kept.duration_s or 0.0, sides=sides,
    )  # fmt: skip
