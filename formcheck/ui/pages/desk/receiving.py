"""A share file in; the set that it holds, kept like any other, out: how a set comes in from another machine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from formcheck.errors import FormcheckError
from formcheck.store.entries import KeptSet
from formcheck.store.sharing import keep_shared
from formcheck.ui.pages.desk.opening import scope
from formcheck.ui.parts.choices import plain

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
        st.button("Check and keep it", disabled=upload is None, key="receive", on_click=_receive, args=(upload, show))
        if said := st.session_state.pop(_SAID, ""):
            st.error(said, icon=":material/error:")


def _receive(upload: UploadedFile, show: Callable[[str], None]) -> None:
    try:
        kept, new = _kept(upload)
    except FormcheckError as error:
        st.session_state[_SAID] = plain(str(error))
        return
    st.toast(f"{plain(kept.exercise_name)} is kept. New decisions and comments: {new}.")
    show(kept.id)


def _kept(upload: UploadedFile) -> tuple[KeptSet, int]:
    with tempfile.TemporaryDirectory(prefix="formcheck-") as scratch:
        file = Path(scratch) / "shared.formcheck"
        file.write_bytes(upload.getbuffer())
        return keep_shared(scope(), file)
