"""The first page: what formcheck is in one sentence, and three ways to begin."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.ui.pages import review
from formcheck.ui.pages.live import page as live
from formcheck.ui.parts.samples import samples

_WHAT = (
    "formcheck watches one exercise through a camera or in a clip, counts the repetitions, and says what to change; "
    "what it cannot see it does not judge."
)
_FIRST_SAMPLE = "squat_too_shallow_side.mp4"


def address() -> StreamlitPage:
    """Describe the page for the navigation."""
    return st.Page(page, title="Start", icon=":material/home:", url_path="start", default=True)


def page() -> None:
    """Show the page."""
    st.title("formcheck")
    st.markdown(_WHAT)
    left, middle, right = st.columns(3)
    with left:
        _door("Try a sample", "See what comes out: a rendered squat that does not go deep enough.", _try_a_sample)
    with middle:
        _door("Use the camera", "Exercise before the webcam or a phone, with a voice that counts.", _go(live.address))
    with right:
        _door(
            "Upload a clip",
            "A clip of one set from your phone, annotated and summed up.",
            _go(review.address),
        )


def _door(name: str, what: str, enter: Callable[[], None]) -> None:
    with st.container(border=True, height="stretch"):
        st.subheader(name, anchor=False)
        st.markdown(what)
        if st.button(name, type="primary", width="stretch"):
            enter()


def _go(where: Callable[[], StreamlitPage]) -> Callable[[], None]:
    return lambda: st.switch_page(where())


def _try_a_sample() -> None:
    known = samples()
    if known:
        review.try_out(next((one for one in known if one.name == _FIRST_SAMPLE), known[0]))
    st.switch_page(review.address())
