"""The app's frame: its pages, and what is shown on all of them."""

from __future__ import annotations

import gc
import os
from functools import cache
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.stream.camera import Camera, CameraFactory
from formcheck.ui import account
from formcheck.ui.pages import clinic, history, plan, review, start
from formcheck.ui.pages import exercises as exercises_page
from formcheck.ui.pages.desk import page as desk
from formcheck.ui.pages.live import page as live
from formcheck.ui.pages.own import page as own
from formcheck.ui.pages.prescribing import page as prescribing
from formcheck.ui.serving import keeping

_FOOT: Final = "formcheck is a training aid, not a medical device. Video stays on {where}. Stop when something hurts."

_GC_FREEZE: Final = "FORMCHECK_GC_FREEZE"

# Streamlit writes what is chosen in the primary colour, which in the dark theme is too dark to be read (3.5 : 1) since
# white is written on it elsewhere. A link of the navigation that has the focus it marks as one under the mouse, by a
# shade, and a switch not at all. The colour of the ring has 4.8 : 1 on white and 3.9 : 1 on the dark background.
_LEGIBLE: Final = """<style>
[data-variant="segmented_control"][data-selected="true"], [data-variant="pills"][data-selected="true"] {
  color: inherit !important;
}
[data-testid="stSliderThumbValue"] { color: inherit !important; }
[data-testid="stTopNavLink"]:focus-visible { outline: 3px solid #12807a; outline-offset: -3px; }
[data-testid="stCheckbox"] label:has(input:focus-visible), [data-testid="stRadio"] label:has(input:focus-visible) {
  outline: 3px solid #12807a; outline-offset: 2px; border-radius: 0.25rem;
}
</style>"""


def run(camera_factory: CameraFactory = Camera) -> None:
    """Show the page that was chosen.

    Parameters
    ----------
    camera_factory : callable
        Makes the camera of a stream of the page *Live*.
    """
    _freeze_loaded_objects()
    st.session_state.setdefault("live_stream", live.Stream(camera_factory, plan.address))
    # Without an icon of its own, a page takes the one of its link, which the browser would fetch from the network.
    st.set_page_config(page_title="formcheck", page_icon="🏃", layout="centered")
    if not account.admit(keeping.store):
        return
    page = st.navigation(_pages(), position="top")
    st.html(_LEGIBLE)
    page.run()
    st.divider()
    account.show_account(keeping.store)
    st.caption(_FOOT.format(where="the clinic's machine" if account.is_set_up() else "this machine"))


def _pages() -> list[StreamlitPage]:
    """List the pages; those for several people only if there are several."""
    pages = [
        start.address(),
        live.address(),
        review.address(),
        history.address(),
        desk.address(),
        plan.address(),
        st.Page(exercises_page.page, title="Exercises", icon=":material/menu_book:", url_path="exercises"),
    ]
    role = account.role_of(keeping.store)
    if role in ("local", "therapist"):
        pages.append(own.address())
        pages.insert(5, prescribing.address(shown=role == "therapist" or account.has_people(keeping.store)))
    return pages if role in ("local", "") else [*pages, clinic.address()]


@cache
def _freeze_loaded_objects() -> None:
    """Exempt everything loaded so far from Python's garbage collector, once: a full collection takes about 200 ms.

    Meanwhile *Live* would drop frames. ``FORMCHECK_GC_FREEZE=0`` leaves the collector alone.
    """
    if os.environ.get(_GC_FREEZE) != "0":
        gc.collect()
        gc.freeze()
