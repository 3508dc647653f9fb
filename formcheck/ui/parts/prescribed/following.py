"""What was due and what was done, as a table for the person who exercises and for their therapist."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import streamlit as st

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.safety import WORST_PAIN
from formcheck.desk.adherence import Adherence, Due
from formcheck.store.following import followed, said_in
from formcheck.ui.parts.choices import catalogue, plain
from formcheck.ui.parts.prescribed.words import dose
from formcheck.ui.serving.keeping import scope

_WEEK: Final = timedelta(days=7)
_WEEKS: Final = 4
_MOST_SAID: Final = 20


def show_following(person: str | None = None) -> None:
    """Show four weeks as shares, and this week by day, with what was done besides and what was said.

    Parameters
    ----------
    person : str, optional
        By default the current user.
    """
    today = date.today()
    monday = today - timedelta(days=today.weekday())
    known, shares = {exercise.id: exercise for exercise in catalogue()}, {}
    sided = [exercise.id for exercise in known.values() if exercise.has_sides]
    for back in reversed(range(1, _WEEKS)):
        week = monday - back * _WEEK
        shares[f"{week.day} {week:%B}"] = followed(scope(), week, week + _WEEK, person, sided=sided).share
    this = followed(scope(), monday, today + timedelta(days=1), person, sided=sided)
    st.markdown(_shares({**shares, "this week so far": this.share}))
    if this.due:
        st.caption("This week: sets done, and the share of the repetitions or seconds.")
        st.table([_row(due, known) for due in this.due])
    _show_besides(this, known)
    _show_said(person, monday, known)


def _shares(weeks: Mapping[str, float | None]) -> str:
    known = [f"{name} **{_percent(share)}**" for name, share in weeks.items() if share is not None]
    return f"Sets done of those that were due: {' · '.join(known)}" if known else "Nothing was due yet."


def _row(due: Due, known: Mapping[str, Exercise]) -> dict[str, str]:
    exercise = known.get(due.prescribed.exercise)
    amount = f", {dose(due.prescribed, exercise)}" if exercise is not None else ""
    # Three columns are what a phone has room for.
    return {
        "Day": f"{due.day:%a} {due.day.day}",
        "Prescribed": f"{_name(due.prescribed.exercise, known)}{amount}",
        "Done": f"{due.sets} of {due.prescribed.sets} set{'' if due.prescribed.sets == 1 else 's'}; {amount_of(due)}",
    }


def amount_of(due: Due) -> str:
    """Return the share that was done, for each side if both are due: ``left 100 %, right 50 %``."""
    if len(due.sides) < 2:
        return _percent(due.amount)
    return ", ".join(f"{side} {_percent(share)}" for side, share in due.sides.items())


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", "\u00a0%")


def _show_besides(this: Adherence, known: Mapping[str, Exercise]) -> None:
    if this.besides:
        done = [
            f"{one.day:%A}: {plain(_name(one.exercise, known))}" + "".join(f", {side}" for side in one.sides)
            for one in this.besides
        ]
        st.markdown("Done this week and not due that day: " + " · ".join(dict.fromkeys(done)))


def _show_said(person: str | None, monday: date, known: Mapping[str, Exercise]) -> None:
    lines = []
    for entry in scope().diary(person):
        exercise, words = said_in(entry)
        at = entry.at.astimezone()
        told = [
            f"{plain(_name(exercise, known))} done without a camera" if exercise else plain(words),
            f"pain {entry.pain} of {WORST_PAIN}" if entry.pain is not None else "",
        ]
        if at.date() >= monday and any(told):
            lines.append(f"- {at:%A, %H:%M}: {', '.join(filter(None, told))}")
    if lines:
        st.markdown("Said this week:\n" + "\n".join(lines[-_MOST_SAID:]))


def _name(exercise_id: str, known: Mapping[str, Exercise]) -> str:
    return known[exercise_id].name if exercise_id in known else exercise_id
