"""The person that a prescription is for: chosen, or added by the one user of a machine without sign-in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from formcheck.store.entries import Person
from formcheck.ui.serving.keeping import scope

_PERSON: Final = "rx_person"
_NEW: Final = "rx_person_new"


def choose_person(people: Sequence[Person]) -> Person:
    """Ask for the person, unless there is only one.

    Parameters
    ----------
    people : sequence of Person
        Those within reach, at least one.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = _choose(people) if len(people) > 1 else people[0]
        if scope().account.is_local:
            with st.popover("Somebody new", icon=":material/person_add:"):
                name = st.text_input("Name", key=_NEW, max_chars=100)
                st.button("Add", key="rx_person_add", disabled=not name.strip(), on_click=_add)
    return chosen


def _choose(people: Sequence[Person]) -> Person:
    names = {person.id: person.name for person in people}
    chosen = st.selectbox(
        "For", list(names), format_func=names.__getitem__, key=_PERSON, persist_state="session", width=300
    )
    return next(person for person in people if person.id == chosen)


def _add() -> None:
    st.session_state[_PERSON] = scope().add_person(st.session_state[_NEW].strip()).id
    st.session_state[_NEW] = ""
