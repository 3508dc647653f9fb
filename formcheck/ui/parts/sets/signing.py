"""The name with which the one user of a machine without sign-in signs decisions and prescriptions."""

from __future__ import annotations

import streamlit as st

from formcheck.store.store import UNNAMED
from formcheck.ui.parts.choices import plain
from formcheck.ui.serving.keeping import scope

_HELP = "Signs your decisions and prescriptions from now on, and the files that you share."


def signing_name() -> str:
    """Return the current user's name; empty on a machine whose user gave none."""
    account = scope().account
    return "" if account.is_local and account.name == UNNAMED else account.name


def ask_name(key: str) -> None:
    """Ask the one user of a machine for their name; with sign-in nobody is asked.

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
    st.toast(f"Your decisions are signed as {plain(name)}.")
