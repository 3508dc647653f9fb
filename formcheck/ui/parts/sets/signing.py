"""The name with which the one user of a machine without login signs what they decide and prescribe."""

from __future__ import annotations

import streamlit as st

from formcheck.store.store import UNNAMED
from formcheck.ui.parts.choices import plain
from formcheck.ui.serving.keeping import scope

_HELP = "It stands with what you decide and prescribe from now on, and in files that you share."


def signing_name() -> str:
    """Return the name of who looks, empty on a machine whose user gave none."""
    account = scope().account
    return "" if account.is_local and account.name == UNNAMED else account.name


def ask_name(key: str) -> None:
    """Ask the one user of a machine for their name; nobody is asked where people sign in.

    Parameters
    ----------
    key : str
        Tells the fields of several pages apart.
    """
    if scope().account.is_local:
        st.text_input(
            "Your name", signing_name(), key=key, max_chars=100, placeholder="Signs what you decide", help=_HELP,
            on_change=_keep, args=(key,), width=300,
        )  # fmt: skip


def _keep(key: str) -> None:
    name = st.session_state[key].strip() or UNNAMED
    scope().rename_person(None, name)
    st.toast(f"What you decide is signed with {plain(name)}.")
