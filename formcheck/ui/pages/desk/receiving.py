"""Receives a set from another machine: opens a share file, and keeps its set like any other."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from formcheck.errors import FormcheckError
from formcheck.store.entries import KeptSet
from formcheck.store.sharing import keep_shared
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.files.uploaded import copied
from formcheck.ui.serving.keeping import scope

_SAID = "receive_said"


def receive_shared(show: Callable[[str], None]) -> None:
    """Offer to open a set that somebody shared.

    Parameters
    ----------
    show : callable
        Called with the id of the set once it is kept.
    """
    with st.expander("Open a set that somebody shared", icon=":material/inbox:"):
        upload = st.file_uploader("A .formcheck file", type=["formcheck"], key="receive_file")
        who = _choose_person()
        st.button(
            "Check and keep it", disabled=upload is None or who is None, key="receive", on_click=_receive,
            args=(upload, who, show),
        )  # fmt: skip
        if said := st.session_state.pop(_SAID, ""):
            st.error(said, icon=":material/error:")


def _choose_person() -> str | None:
    """Ask who did the set: somebody within reach by their id, or a new name."""
    names = {person.id: person.name for person in scope().people()}
    own = scope().account.person_id
    known = st.selectbox(
        "Who did it", list(names), index=list(names).index(own) if own in names else None, key="receive_who",
        format_func=names.__getitem__, help="A set that is kept here already stays with its person.",
    )  # fmt: skip
    return st.text_input("Somebody new", key="receive_new", placeholder="Name", max_chars=100).strip() or known


def _receive(upload: UploadedFile, who: str, show: Callable[[str], None]) -> None:
    try:
        kept, new = _kept(upload, who)
    except FormcheckError as error:
        st.session_state[_SAID] = plain(str(error))
        return
    st.toast(f"{plain(kept.exercise_name)} is kept. New decisions and comments: {new}.")
    show(kept.id)


def _kept(upload: UploadedFile, who: str) -> tuple[KeptSet, int]:
    with copied(upload) as file:
        return keep_shared(scope(), file, person=lambda: _id_of(who))


def _id_of(who: str) -> str:
    """Return the id of a person; a new name makes a new one."""
    if who in {person.id for person in scope().people()}:
        return who
    return scope().add_person(who).id
