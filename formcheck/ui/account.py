"""Who uses the pages: the one user of a machine without sign-in, or an account that signed in with OpenID Connect.

Streamlit signs people in, by the section ``[auth]`` of its secrets. It remembers them for thirty days, whatever the
provider says; here a sign-in ends when the provider says so, and an account when an admin says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any, Literal

import streamlit as st

from formcheck.errors import FormcheckError, NotAllowedError
from formcheck.store.entries import Role
from formcheck.store.scope.scope import Scope
from formcheck.store.store import Store

_ENDED = "Your sign-in has ended. Sign in again to go on; what was saved is still there."
_NOT_SET_UP = (
    "People sign in to this store, and this app has no sign-in set up. Put the provider into Streamlit's secrets, "
    "under [auth], and start the app again. The documentation explains how, under 'Where sets are kept', Signing in."
)


_NOT_INSTALLED = (
    "Signing in needs packages that are not installed. Install them, and start the app again: "
    "pip install 'formcheck[app,clinic]'"
)


def is_set_up() -> bool:
    """Return whether people sign in: whether Streamlit's secrets name a provider."""
    return "is_logged_in" in _user()


def can_sign_in() -> bool:
    """Return whether the packages that Streamlit needs for a provider are installed."""
    return find_spec("authlib") is not None and any(find_spec(name) is not None for name in ("httpx2", "httpx"))


def scope(store: Store) -> Scope:
    """Return the scope of the current user; see `scope_of`."""
    return scope_of(_user(), store)


def scope_of(user: Mapping[str, Any], store: Store) -> Scope:
    """Return the scope of a user.

    Parameters
    ----------
    user : mapping of str to Any
        Streamlit's record of the user: ``is_logged_in``, and the provider's claims; empty if nobody signs in.
    store : Store

    Raises
    ------
    NotAllowedError
        If nobody is signed in where people sign in, the sign-in has ended, or no account belongs to it. The message is
        for the page.
    """
    if "is_logged_in" not in user:
        if store.has_accounts():
            raise NotAllowedError(_NOT_SET_UP)
        return store.local()
    if not user["is_logged_in"]:
        msg = "Sign in to see your sets."
        raise NotAllowedError(msg)
    if not _is_current(user):
        raise NotAllowedError(_ENDED)
    issuer, subject = str(user.get("iss", "")), str(user.get("sub", ""))
    account = store.account_of(issuer, subject)
    if account is None:
        msg = f"No account here belongs to this sign-in. Ask an admin of the clinic to add it: {subject} of {issuer}"
        raise NotAllowedError(msg)
    own = store.acting_as(account)
    _ = own.account  # raises where it has ended
    return own


def admit(open_store: Callable[[], Store]) -> bool:
    """Let a page be shown, or show how to sign in instead; without sign-in every page is shown."""
    if not is_set_up():
        return True
    if not can_sign_in():
        st.error(_NOT_INSTALLED)
        return False
    try:
        scope(open_store())
    except NotAllowedError as error:
        _show_door(str(error), is_known=bool(_user()["is_logged_in"]))
        return False
    return True


def role_of(open_store: Callable[[], Store]) -> Role | Literal["local", ""]:
    """Return the role of the current user: ``local`` without sign-in, empty if the store cannot be used."""
    try:
        own = scope(open_store()).account
    except FormcheckError:
        return ""  # pages that need the store say why
    return "local" if own.is_local else own.role


def has_people(open_store: Callable[[], Store]) -> bool:
    """Return whether the one user of a machine looks after others."""
    try:
        return len(scope(open_store()).people()) > 1
    except FormcheckError:
        return False


def show_account(open_store: Callable[[], Store]) -> None:
    """Show who is signed in, with a button to sign out; nothing without sign-in."""
    if not is_set_up():
        return
    account = scope(open_store()).account
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"Signed in as {account.name}, {account.role}.")
        st.button("Sign out", key="account_out", on_click=st.logout, type="tertiary")


def _show_door(why: str, *, is_known: bool) -> None:
    st.title("formcheck")
    (st.warning if is_known else st.markdown)(why)
    with st.container(horizontal=True):
        st.button("Sign in again" if is_known else "Sign in", key="account_in", on_click=st.login, type="primary")
        if is_known:
            st.button("Sign out", key="account_out", on_click=st.logout)


def _is_current(user: Mapping[str, Any]) -> bool:
    """Return whether the sign-in is still valid by the provider's time limit; one without a limit is not."""
    until_s = user.get("exp")
    return isinstance(until_s, int | float) and time.time() < until_s


def _user() -> dict[str, Any]:
    return dict(st.user.to_dict())
