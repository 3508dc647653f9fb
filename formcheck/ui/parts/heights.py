"""The body height, asked once and kept with the person; with it lengths are given in centimetres."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.live.phrases import ENGLISH, Words
from formcheck.records import HEIGHTS_CM
from formcheck.store.entries import KeptSet
from formcheck.ui.parts.choices import plain
from formcheck.ui.serving.keeping import scope

_OWN: Final = "body_height_cm"
"""Where a browser session has the height of whoever uses it."""
_FIELD: Final[dict[str, Any]] = {
    "min_value": HEIGHTS_CM[0], "max_value": HEIGHTS_CM[1], "step": 1.0, "format": "%.0f",
}  # fmt: skip


def choose_height(*, words: Words = ENGLISH, disabled: bool = False) -> float | None:
    """Ask for the user's body height in centimetres, if it is not known yet; None if it is not given."""
    if _OWN not in st.session_state:
        st.session_state[_OWN] = _own()
    height_cm: float | None = st.number_input(
        words.on_page("height"), value=None, key=_OWN, persist_state="session", on_change=_keep, args=(None, _OWN),
        placeholder=words.on_page("not_given"), disabled=disabled, help=words.on_page("height_help"), **_FIELD,
    )  # fmt: skip
    return height_cm


def choose_height_of(kept: KeptSet) -> None:
    """Ask for the body height of somebody else, whose set is open."""
    key = f"height_{kept.person_id}"
    if key not in st.session_state:
        st.session_state[key] = kept.height_cm
    st.number_input(
        f"Body height of {plain(kept.person_name)} in cm", value=None, key=key, on_change=_keep,
        args=(kept.person_id, key), placeholder=ENGLISH.on_page("not_given"), width=260, **_FIELD,
    )  # fmt: skip


def _own() -> float | None:
    with suppress(FormcheckError):
        mine = scope()
        return next((one.height_cm for one in mine.people() if one.id == mine.account.person_id), None)
    return None


def _keep(person: str | None, key: str) -> None:
    # Without a store that can be used it holds as long as the tab is open.
    with suppress(FormcheckError):
        scope().set_height(person, st.session_state[key])
