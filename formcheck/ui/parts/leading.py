"""Leads through a session one exercise after the other, by keys alone: the current place, and the way on and back.

The place is kept for the browser session, so that *Live* knows it too. Every button has a key of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.live.phrases import ENGLISH, Words

_PLACE: Final = "plan_place"


@dataclass(frozen=True, slots=True)
class Place:
    """The current place in a session.

    Attributes
    ----------
    programme : str
        Id of the programme.
    at : int
        The exercise, from 0; `of` once all are done.
    of : int
        How many exercises the session has.
    """

    programme: str
    at: int
    of: int

    @property
    def is_over(self) -> bool:
        """Whether all exercises are done."""
        return self.at >= self.of


def place_in(programme: str, of: int) -> Place | None:
    """Return the place in this programme; None while the whole session is shown, or another one is under way."""
    place: Place | None = st.session_state.get(_PLACE)
    if place is None or place.programme != programme:
        return None
    # An answer may have hidden an exercise since.
    return replace(place, at=min(place.at, of), of=of)


def begin(programme: str, of: int) -> None:
    """Begin a session with its first exercise."""
    st.session_state[_PLACE] = Place(programme, 0, of)


def move(place: Place, by: int) -> None:
    """Move on or back by so many exercises; the place after the last one is the end of the session."""
    st.session_state[_PLACE] = replace(place, at=max(0, min(place.of, place.at + by)))


def leave() -> None:
    """Go back to the whole session."""
    st.session_state.pop(_PLACE, None)


def show_way(place: Place) -> None:
    """Offer the previous exercise, the next one, and the whole session."""
    if not place.is_over:
        last = place.at == place.of - 1
        st.button(
            "Finish" if last else "Next exercise", key="plan_next", on_click=move, args=(place, 1), shortcut="N",
            type="primary", icon=":material/arrow_forward:",
        )  # fmt: skip
    if place.at:
        st.button(
            "Back", key="plan_back", on_click=move, args=(place, -1), shortcut="B", icon=":material/arrow_back:",
        )  # fmt: skip
    st.button("Whole session", key="plan_whole", on_click=leave, shortcut="W", icon=":material/checklist:")


def show_way_back(plan: Callable[[], StreamlitPage], words: Words = ENGLISH) -> bool:
    """On another page, show the place in the session, and the way on and back; return whether one is under way."""
    place: Place | None = st.session_state.get(_PLACE)
    if place is None or place.is_over:
        return False
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words.on_page("session_place", number=place.at + 1, of=place.of), width="content")
        if st.button(words.on_page("next_exercise"), key="live_next", shortcut="N", icon=":material/arrow_forward:"):
            move(place, 1)
            st.switch_page(plan())
        if st.button(words.on_page("back_to_plan"), key="live_back", shortcut="B", icon=":material/arrow_back:"):
            st.switch_page(plan())
    return True
