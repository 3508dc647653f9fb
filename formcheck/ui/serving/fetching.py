"""Checks who asks for a kept file, and whether they may have it: an address alone opens nothing.

The browser sends the cookie of Streamlit's sign-in with each request. So an address that was passed on, or that was
shown before a treatment or an account ended, is answered like one that does not exist.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from streamlit.auth_util import get_secrets_auth_section
from streamlit.web.server.server_util import AUTH_COOKIE_NAME

# Streamlit has no public way to read its sign-in outside of a page; a test signs in for real.
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from formcheck.errors import FormcheckError
from formcheck.store.scope.scope import Scope
from formcheck.ui import account
from formcheck.ui.serving.keeping import store


def may_fetch(request: Request, sha256: str) -> bool:
    """Return whether a file with this content belongs to a set within the asker's reach."""
    try:
        return scope_of_request(request).has_file(sha256)
    except FormcheckError:
        return False


def scope_of_request(request: Request) -> Scope:
    """Return the scope of whoever sent a request.

    Raises
    ------
    NotAllowedError
        If nobody is signed in where people sign in, or the sign-in has ended.
    """
    return account.scope_of(_user_of(request), store())


def _user_of(request: Request) -> Mapping[str, Any]:
    """Read the sign-in from the cookie, as Streamlit does for a page; nothing if people do not sign in."""
    if not get_secrets_auth_section():
        return {}
    signed = _get_signed_cookie_with_chunks(dict(request.cookies), AUTH_COOKIE_NAME)
    try:
        user = json.loads(signed or "{}")
    except ValueError:
        user = {}
    return {"is_logged_in": False, **user}
