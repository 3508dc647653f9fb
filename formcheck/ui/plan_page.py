"""The page *Plan*: a programme, what must be asked first, the session with its doses, timers and logs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from formcheck.coaching.plan import Row, arrange, dose, duration_s, minutes, often, programmes
from formcheck.coaching.programme import Programme, load_programme
from formcheck.coaching.safety import rules
from formcheck.coaching.sources import spell_out
from formcheck.errors import FormcheckError
from formcheck.ui.choices import catalogue, plain
from formcheck.ui.diary import show_log, show_pain
from formcheck.ui.person import ask_before_start, ask_flags
from formcheck.ui.timers import show_timer


def page() -> None:
    """Show the page."""
    st.title("Plan")
    folder = os.environ.get("FORMCHECK_PROGRAMMES") or None
    known = {exercise.id: exercise for exercise in catalogue()}
    try:
        chosen = _choose(programmes(folder))
        programme = load_programme(chosen.id, known, folder)
    except FormcheckError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if not ask_before_start():
        return
    locked = rules().lock.groups
    who = ask_flags(with_jumps=any(known[item.exercise].group in locked for item in programme.items))
    _show_session(programme, arrange(programme, known, who))
    st.header("After the session")
    show_pain()


def _choose(offered: Sequence[Programme]) -> Programme:
    names = {programme.id: programme.name for programme in offered}
    chosen_id = st.selectbox(
        "Programme", list(names), format_func=lambda programme_id: names[programme_id], key="plan_programme",
        persist_state="session",
    )  # fmt: skip
    chosen = next(programme for programme in offered if programme.id == chosen_id)
    st.markdown(plain(chosen.description))
    st.caption(f"{often(chosen).capitalize()}. Source: {plain(spell_out(chosen.source))}")
    return chosen


def _show_session(programme: Programme, rows: Sequence[Row]) -> None:
    st.header(f"Session, about {minutes(duration_s(rows))} minutes")
    st.markdown("Do no movement that causes pain. If it hurts, stop, rest or make it easier.")
    for part, members in groupby(rows, key=lambda row: row.part):
        st.subheader(part.capitalize())
        for index, row in enumerate(members):
            with st.container(border=True):
                _show_row(row, f"plan_{programme.id}_{part}_{index}")


def _show_row(row: Row, key: str) -> None:
    name = plain(row.exercise.name)
    if row.hidden:
        st.markdown(f":gray[:material/visibility_off: {name}]  \n{plain(row.hidden)}")
        return
    st.markdown("  \n".join(filter(None, (f"**{name}** :gray[{row.exercise.group}]", _amount(row), _how(row)))))
    for note in row.notes:
        st.markdown(f":material/vertical_align_bottom: {plain(note)}")
    show_timer(row, key)
    show_log(row.exercise, key)


def _amount(row: Row) -> str:
    item = row.item
    parts = [dose(item), f"rest {item.rest_s:g} s" if item.rest_s else ""]
    parts.append(f"about {minutes(item.duration_s)} min" if item.duration_s else "")
    return " · ".join(filter(None, parts))


def _how(row: Row) -> str:
    said = ", ".join(filter(None, (row.item.tempo, row.item.load)))
    return f":gray[{plain(said)}]" if said else ""
