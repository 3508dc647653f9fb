"""Saves a prescription as a file for the person's own machine, and opens such a file there."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from formcheck.errors import FormcheckError
from formcheck.export.share import pack_prescription
from formcheck.store.entries import PrescriptionVersion
from formcheck.store.scope.scope import Scope
from formcheck.store.sharing import keep_prescription, shared_prescription
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.files.offering import offer_file
from formcheck.ui.parts.files.uploaded import copied
from formcheck.ui.serving.keeping import scope
from formcheck.ui.serving.own import own_folder

_SAID = "rx_received_said"
_HELP = "For somebody who has formcheck on a machine of their own: they open it under Plan."


def offer_prescription(version: PrescriptionVersion) -> None:
    """Offer a version as a share file."""
    offer_file(
        "Save as a file for the person", partial(_packed, scope(), version.person_id, version.id),
        f"prescription_{version.starts.astimezone():%Y-%m-%d}.formcheck", "application/zip",
        key=f"rx_file_{version.id}", help_=_HELP,
    )  # fmt: skip


def receive_prescription() -> None:
    """Offer to open a prescription that a therapist sent."""
    with st.expander("Open a prescription that your therapist sent", icon=":material/inbox:"):
        upload = st.file_uploader("A .formcheck file", type=["formcheck"], key="rx_received")
        st.button("Check and keep it", disabled=upload is None, key="rx_receive", on_click=_receive, args=(upload,))
        if said := st.session_state.pop(_SAID, ""):
            st.error(said, icon=":material/error:")


def _packed(own: Scope, person: str, version: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="formcheck-") as scratch:
        target = Path(scratch) / "prescription.formcheck"
        pack_prescription(shared_prescription(own, version, person), target)
        return target.read_bytes()


def _receive(upload: UploadedFile) -> None:
    try:
        with copied(upload) as file:
            kept = keep_prescription(scope(), file, own_folder())
    except FormcheckError as error:
        st.session_state[_SAID] = plain(str(error))
        return
    st.toast(f"The prescription by {plain(kept.by)} is kept.")
