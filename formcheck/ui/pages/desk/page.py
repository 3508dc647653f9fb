"""The page *Desk*: the work list, or the set that was chosen from it."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.errors import FormcheckError
from formcheck.store.entries import SetFilter
from formcheck.ui.pages.desk.receiving import receive_shared
from formcheck.ui.pages.desk.reviewing import show_review
from formcheck.ui.pages.desk.worklist import choose, chosen_set, close, list_sets, open_set
from formcheck.ui.parts.choices import catalogue, plain
from formcheck.ui.parts.sets.progress import show_progress
from formcheck.ui.parts.sets.signing import ask_name
from formcheck.ui.serving.keeping import scope

# A year of a set on two days of three.
_MOST_FOLLOWED: Final = 250


def address() -> StreamlitPage:
    """Describe the page for the navigation, and for links from other pages."""
    return st.Page(page, title="Desk", icon=":material/rate_review:", url_path="desk")


def page() -> None:
    """Show the page."""
    st.title("Desk")
    try:
        _show()
    except FormcheckError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _show() -> None:
    set_id = chosen_set()
    if set_id is None:
        ask_name("desk_name")
        receive_shared(open_set)
        wanted = choose()
        _follow(wanted[0])
        list_sets(wanted)
    else:
        st.button("Back to the list", icon=":material/arrow_back:", on_click=close)
        show_review(set_id)


def _follow(wanted: SetFilter) -> None:
    """Show a person's progress in an exercise, if both are chosen."""
    if wanted.person is not None and wanted.exercise is not None:
        exercise = next(one for one in catalogue() if one.id == wanted.exercise)
        all_ = SetFilter(person=wanted.person, exercise=wanted.exercise, since=wanted.since)
        show_progress(exercise, scope().sets(all_, limit=_MOST_FOLLOWED))
