"""The page *Plan*: a programme, the questions before it, and the session with its doses, timers and logs.

The session is shown as a whole, or one exercise after the other with its picture and steps.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import groupby

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.catalogue.exercise import Group
from formcheck.catalogue.programme import PartKind, Programme, load_programme
from formcheck.catalogue.safety import rules
from formcheck.catalogue.session_plan import Row, arrange, duration_s, programmes
from formcheck.errors import FormcheckError
from formcheck.report.describe import basis
from formcheck.report.listing import item_dose, often, rounded_minutes
from formcheck.store.entries import PrescriptionVersion
from formcheck.store.following import note_pain
from formcheck.ui.account import role_of
from formcheck.ui.pages.live import choice as live_plan
from formcheck.ui.pages.live import page as live
from formcheck.ui.pages.prescribing import page as prescribing
from formcheck.ui.pages.today import show_today, show_words
from formcheck.ui.parts.choices import catalogue, plain
from formcheck.ui.parts.diary import show_log, show_pain
from formcheck.ui.parts.how_to import show_example, show_how_to, steps_in_short
from formcheck.ui.parts.leading import Place, begin, place_in, show_way
from formcheck.ui.parts.prescribed.counting import counting_now
from formcheck.ui.parts.prescribed.sending import receive_prescription
from formcheck.ui.parts.safety_questions import ask_before_start, ask_flags
from formcheck.ui.parts.timers import show_timer
from formcheck.ui.serving.keeping import scope, store

_HEADS: dict[PartKind, str] = {"log": "To write down"}
_GROUP_OF: dict[PartKind, Group] = {
    "log": "running form", "running drills": "running form", "running": "running form",
    "stretching": "mobility and stretches",
}  # fmt: skip
"""The group whose exercises one expects in a part."""
_SMALL_PX, _WORDS_PX = 110, 360
_OTHER = "plan_other"


def address() -> StreamlitPage:
    """Describe the page for the navigation, and for links from other pages."""
    return st.Page(page, title="Plan", icon=":material/checklist:", url_path="plan")


def page() -> None:
    """Show the page: what was prescribed, or else one of the programmes."""
    st.title("Plan")
    version = counting_now()
    if version is None or st.session_state.get(_OTHER):
        _show_programme()
    else:
        _show_prescribed(version)
    if version is not None:
        st.toggle("Show the programmes instead of what was prescribed", key=_OTHER, persist_state="session")
    if role_of(store) == "local":
        _offer_another()


def _offer_another() -> None:
    """Offer to open a prescription from a therapist on another machine, or to write a weekly plan."""
    receive_prescription()
    if st.button("Write a weekly plan", key="plan_write", type="tertiary", icon=":material/clinical_notes:"):
        st.switch_page(prescribing.address())


def _show_prescribed(version: PrescriptionVersion) -> None:
    show_words(version)
    try:
        if ask_before_start():
            show_today(version)
            st.header("After the session")
            worst = show_pain()
            st.button(
                "Tell my therapist", key="plan_pain_tell", disabled=worst is None, icon=":material/edit_note:",
                on_click=note_pain, args=(scope(), worst),
            )  # fmt: skip
    except FormcheckError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _show_programme() -> None:
    # What one does now stands above what was asked once.
    now = st.container()
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
    rows = arrange(programme, known, who)
    place = place_in(programme.id, sum(not row.hidden for row in rows))
    if place is None:
        _show_session(programme, rows)
    else:
        with now:
            _lead(place, [row for row in rows if not row.hidden])
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
    st.caption(f"{often(chosen).capitalize()}. {plain(basis(chosen))}")
    return chosen


def _lead(place: Place, rows: Sequence[Row]) -> None:
    """Show the next exercise, with everything needed to do it; then the buttons to go on."""
    with st.container(border=True):
        if place.is_over:
            st.success("That was the whole session. Record below how it was.", icon=":material/check_circle:")
        else:
            _show_now(place, rows[place.at])
        with st.container(horizontal=True):
            show_way(place)


def _show_now(place: Place, row: Row) -> None:
    st.subheader(row.exercise.name, anchor=False)
    st.caption(f"Exercise {place.at + 1} of {place.of} · {_HEADS.get(row.part, row.part.capitalize())}")
    _show_dose(row)
    show_how_to(row.exercise)
    key = f"plan_{place.programme}_now_{place.at}"
    _offer_live(row, key, shortcut="L")
    show_timer(row, key)
    show_log(row.exercise, key)


def _show_session(programme: Programme, rows: Sequence[Row]) -> None:
    st.header(f"Session, about {rounded_minutes(duration_s(rows))} minutes")
    st.markdown("Do no movement that causes pain. If it hurts, stop, rest or make it easier.")
    st.button(
        "Lead me through it", type="primary", icon=":material/play_arrow:", shortcut="G", key="plan_begin",
        on_click=begin, args=(programme.id, sum(not row.hidden for row in rows)),
    )  # fmt: skip
    for part, members in groupby(rows, key=lambda row: row.part):
        st.subheader(_HEADS.get(part, part.capitalize()))
        with st.container(border=True):
            for index, row in enumerate(members):
                _show_row(row, f"plan_{programme.id}_{part}_{index}")


def _show_row(row: Row, key: str) -> None:
    if row.hidden:
        st.markdown(f":gray[:material/visibility_off: {plain(row.exercise.name)}]  \n{plain(row.hidden)}")
        return
    st.markdown(f"**{plain(row.exercise.name)}**{_group(row)}")
    with st.container(horizontal=True, gap="medium"):
        with st.container(width="content"):
            show_example(row.exercise, _SMALL_PX)
        with st.container(width=_WORDS_PX):
            _show_dose(row)
            st.caption(steps_in_short(row.exercise))
            _offer_live(row, key)
    show_timer(row, key)
    show_log(row.exercise, key)


def _show_dose(row: Row) -> None:
    limits = [f":material/vertical_align_bottom: {plain(note)}" for note in row.notes]
    st.markdown("  \n".join(filter(None, (_amount(row), _how(row), *limits))))


def _offer_live(row: Row, key: str, shortcut: str | None = None) -> None:
    if row.exercise.is_judged and st.button(
        "Do it live", key=f"{key}_live", icon=":material/videocam:", shortcut=shortcut
    ):
        live_plan.prefill_from_plan(row.item, next(e for e in catalogue() if e.id == row.exercise.id))
        st.switch_page(live.address())


def _group(row: Row) -> str:
    """Name the exercise's group if it differs from that of its part of the session."""
    return "" if row.exercise.group in (row.part, _GROUP_OF.get(row.part)) else f" :gray[{row.exercise.group}]"


def _amount(row: Row) -> str:
    item = row.item
    parts = [item_dose(item), f"rest {item.rest_s:g} s" if item.rest_s else ""]
    parts.append(f"about {rounded_minutes(item.duration_s)} min" if item.duration_s else "")
    return " · ".join(filter(None, parts))


def _how(row: Row) -> str:
    said = {"Tempo": row.item.tempo, "Load": row.item.load}
    return " · ".join(f":gray[{name}: {plain(text)}]" for name, text in said.items() if text)
