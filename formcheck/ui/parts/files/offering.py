"""Files that a page offers for download; each is made on request, for whoever may have it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from formcheck.errors import FormcheckError
from formcheck.ui.player.browser_files import kept_address, whole_address
from formcheck.ui.serving.keeping import scope
from formcheck.ui.serving.made import OFFERS, Offer


def offer_file(
    label: str, make: Callable[[], bytes | str], name: str, kind: str, *, key: str, of: Sequence[str] = (),
    help_: str | None = None, disabled: bool = False,
) -> None:  # fmt: skip
    """Offer a file.

    Parameters
    ----------
    label : str
        Label of the button.
    make : callable
        Makes its content, once for each request.
    name, kind : str
        File name for saving, and media type.
    key : str
        Distinguishes the offers of a page.
    of : sequence of str
        SHA-256 of the reports of the sets that it is made of; see `formcheck.ui.serving.made.Offer`.
    help_ : str, optional
        Says more than the label.
    disabled : bool
        Whether the button is disabled.
    """
    session = get_script_run_ctx()
    if whole_address("") is None or session is None:  # no server of ours runs the page, as in tests of pages
        st.download_button(label, make, name, kind, key=key, help=help_, disabled=disabled)
        return
    offer = Offer(make=make, kind=kind, session_id=session.session_id, account_id=_account_id(), of=tuple(of))
    address = whole_address(OFFERS.publish(offer, key, name)) or ""
    st.link_button(label, address, help=help_, disabled=disabled)


def _account_id() -> str | None:
    try:
        return scope().account.id
    except FormcheckError:
        return None  # what was judged can be had although the store cannot be used


def offer_kept(label: str, path: Path, name: str, kind: str, *, key: str) -> None:
    """Offer a file of a kept set, served in ranges if a server runs, since it may be large."""
    address = kept_address(path, name, download=True)
    if address is None:
        st.download_button(label, path.read_bytes, name, kind, key=key)
    else:
        st.link_button(label, address)
