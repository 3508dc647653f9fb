"""Choosing who is judged, if a clip or the camera shows several people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from formcheck.analysis import people_in_clip
from formcheck.errors import FormcheckError
from formcheck.live.phrases import ENGLISH, Words
from formcheck.pose.people.candidates import SubjectCandidate
from formcheck.pose.people.subject import Subject
from formcheck.ui.parts.files.pictures import show_picture
from formcheck.ui.parts.sets.clips import ChosenClip

_WIDTH_PX = 140
_FRAME_COLOUR = (255, 255, 255)


def choose_subject(clip: ChosenClip) -> Subject | None:
    """Offer the people of a clip as numbered pictures; None leaves the choice to formcheck."""
    if not st.toggle("Several people in the picture: choose who is judged", key="review_choose"):
        return None
    people = _people_in_clip(clip)
    if len(people) < 2:
        st.caption("Only one person was found at the beginning of this clip; they are judged.")
        return None
    with st.container(horizontal=True):
        for number, candidate in enumerate(people, 1):
            show_picture(candidate.image, caption=f"Person {number}", width_px=_WIDTH_PX, alt=f"Person {number}")
    whoever = ENGLISH.on_page("whoever")
    names = [whoever, *(f"Person {number}" for number in range(1, len(people) + 1))]
    chosen = st.radio("Who is judged", names, horizontal=True, key="review_subject")
    return None if chosen == whoever else people[names.index(chosen) - 1].subject


def coach_another(
    people: Sequence[Subject], select_subject: Callable[[Subject | None], None], words: Words = ENGLISH
) -> None:
    """Offer the people numbered in the camera's picture, one button each; nothing if there is only one.

    Buttons, since the numbers go from left to right and change when people pass each other.
    """
    if len(people) < 2:
        return
    st.caption(words.on_page("several_people"))
    with st.container(horizontal=True):
        st.button(words.on_page("whoever"), key="live_coach", on_click=select_subject, args=(None,))
        for i, subject in enumerate(people, 1):
            label = words.on_page("person_number", number=i)
            st.button(label, key=f"live_coach_{i}", on_click=select_subject, args=(subject,))


def _people_in_clip(clip: ChosenClip) -> list[SubjectCandidate]:
    """Find the people once for each clip; a clip that cannot be read is reported by the analysis."""
    known: tuple[str, list[SubjectCandidate]] | None = st.session_state.get("review_lineup")
    if known is None or known[0] != clip.id:
        with st.spinner("Looking for people"):
            try:
                known = (clip.id, people_in_clip(clip.path))
            except FormcheckError:
                known = (clip.id, [])
        st.session_state["review_lineup"] = known
    return known[1]
