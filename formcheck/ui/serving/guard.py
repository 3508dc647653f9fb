"""Requests under a foreign host name or from a foreign page are refused, and every answer limits what browsers do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

_READING: Final = ("GET", "HEAD", "OPTIONS")
HEADERS: Final = {
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""No foreign page may show the app in a frame, the addresses of films are told to nobody, and no file that somebody
uploaded is taken for a page."""


class Guard:
    """Middleware that holds requests to the hosts and origins that the page itself is held to.

    Streamlit asks only the page's own connection for its host, and only an upload for its token.

    Parameters
    ----------
    app : callable
        What comes after it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or let it pass and add to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if not is_host_allowed(headers.get("host")):
            await PlainTextResponse("Not served under this host name", 403)(scope, receive, guarded)
        elif scope["method"] not in _READING and _is_foreign(headers):
            await PlainTextResponse("Not taken from another page", 403)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)


def _is_foreign(headers: Headers) -> bool:
    """Whether a browser says that a page from elsewhere asks; what is no browser says nothing."""
    origin = headers.get("origin")
    if origin is None:
        return False
    own = {headers.get("host", ""), *map(_place, _named("server.corsAllowedOrigins"))}
    return _place(origin) not in own and urlsplit(origin).hostname != config.get_option("browser.serverAddress")


def _named(option: str) -> Sequence[str]:
    return list(config.get_option(option) or ())


def _place(origin: str) -> str:
    """Return host and port of an origin, or what it says instead."""
    return urlsplit(origin.strip()).netloc or origin
