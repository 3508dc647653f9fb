"""The page *Desk*: the work list, or the set that was chosen from it."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.errors import FormcheckError
from formcheck.ui.pages.desk.receiving import receive_shared
from formcheck.ui.pages.desk.reviewing import show_review
from formcheck.ui.pages.desk.worklist import choose, chosen_set, close, list_sets, open_set
from formcheck.ui.parts.choices import plain


def address() -> StreamlitPage:
    """Name the page for the navigation, and for other pages that lead to it."""
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
        receive_shared(open_set)
        list_sets(choose())
    else:
        st.button("Back to the list", icon=":material/arrow_back:", on_click=close)
        show_review(set_id)
