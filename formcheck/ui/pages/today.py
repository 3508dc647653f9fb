"""Today's session as prescribed: what is due, what is done, and the ways to do the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import streamlit as st

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.safety import hidden_because
from formcheck.desk.adherence import Due
from formcheck.desk.prescription import Prescription
from formcheck.records import Side
from formcheck.store.entries import PrescriptionVersion
from formcheck.store.following import followed, note_done, note_instead
from formcheck.ui.pages import review
from formcheck.ui.pages.live import choice as live_plan
from formcheck.ui.pages.live import page as live
from formcheck.ui.parts.choices import catalogue, plain
from formcheck.ui.parts.how_to import show_example, steps_in_short
from formcheck.ui.parts.prescribed.following import amount_of, show_following
from formcheck.ui.parts.prescribed.words import dose, item_of
from formcheck.ui.parts.safety_questions import safety_profile
from formcheck.ui.serving.keeping import scope
from formcheck.wording import day

_SMALL_PX, _WORDS_PX = 110, 360
_DAYS_AHEAD: Final = 7
_SIDES: Final[Mapping[str, Side]] = {"left": "left", "right": "right"}


def show_words(version: PrescriptionVersion) -> None:
    """Show what the therapist says, and whose prescription it is."""
    st.header("Today's session", anchor=False)
    if version.prescription.words:
        st.markdown(plain(version.prescription.words))
    st.caption(
        f"Prescribed by {plain(version.by)}, version {version.version}, since {day(version.starts.astimezone())}"
    )


def show_today(version: PrescriptionVersion) -> None:
    """Show what is due today, how to do it, and how the week goes."""
    today = date.today()
    known = {exercise.id: exercise for exercise in catalogue()}
    sided = [exercise.id for exercise in known.values() if exercise.has_sides]
    due = followed(scope(), today, today + timedelta(days=1), sided=sided).due
    if not due:
        st.info(_next_time(version.prescription, today), icon=":material/event:")
    elif all(row.sets >= row.prescribed.sets for row in due):
        st.success("All of today's sets are done.", icon=":material/check_circle:")
    for number, row in enumerate(due):
        exercise = known.get(row.prescribed.exercise)
        with st.container(border=True):
            if exercise is None:
                st.markdown(f"{plain(row.prescribed.exercise)}: this exercise no longer exists.")
            else:
                _show_due(row, exercise, f"today_{number}")
    _ask_what_instead()
    with st.expander("How the weeks went", icon=":material/checklist:"):
        show_following()


def _next_time(prescription: Prescription, today: date) -> str:
    days = (today + timedelta(days=ahead) for ahead in range(1, _DAYS_AHEAD + 1))
    following = next((day for day in days if prescription.on(day)), None)
    return "Nothing is due today." if following is None else f"Nothing is due today. Next: {following:%A}."


def _show_due(due: Due, exercise: Exercise, key: str) -> None:
    row = due.prescribed
    is_done = due.sets >= row.sets
    badge = f":{'green' if is_done else 'blue'}-badge[{due.sets} of {row.sets} sets done]"
    st.markdown(f"**{plain(exercise.name)}** · {dose(row, exercise)} {badge}")
    if len(due.sides) > 1 and any(due.sides.values()):
        st.caption(f"Done: {amount_of(due)}")
    if hidden := hidden_because(exercise, safety_profile()):
        st.markdown(f"{plain(hidden)} Ask your therapist.")
        return
    with st.container(horizontal=True, gap="medium"):
        with st.container(width="content"):
            show_example(exercise, _SMALL_PX)
        with st.container(width=_WORDS_PX):
            if row.words:
                st.markdown(plain(row.words))
            st.caption(steps_in_short(exercise))
    with st.container(horizontal=True):
        _offer(due, exercise, key)


def _offer(due: Due, exercise: Exercise, key: str) -> None:
    """Offer the camera, a clip, or to record a set done without either."""
    row = due.prescribed
    if exercise.is_judged and st.button("Do it live", key=f"{key}_live", icon=":material/videocam:"):
        live_plan.prefill_from_plan(item_of(row, exercise), exercise, _SIDES.get(row.side))
        st.switch_page(live.address())
    if exercise.is_judged and st.button("Upload a clip", key=f"{key}_upload", icon=":material/movie:"):
        review.prefill(exercise)
        st.switch_page(review.address())
    what = "A set done without a camera" if exercise.is_judged else "A set done"
    st.button(what, key=f"{key}_done", icon=":material/check:", on_click=lambda: note_done(scope(), row))


def _ask_what_instead() -> None:
    with st.form("today_instead", clear_on_submit=True, border=False):
        words = st.text_input("What you did instead, or how it was: your therapist reads it", max_chars=500)
        if st.form_submit_button("Write it down") and words.strip():
            note_instead(scope(), words.strip())
            st.toast("Written down.")
