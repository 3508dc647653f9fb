"""Refuses requests under a foreign host name or from a foreign page, and limits in every answer what browsers do."""

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
    """Middleware that applies to all requests the host and origin rules of the page itself.

    Streamlit checks the host only of the page's own connection, and the token only of an upload.

    Parameters
    ----------
    app : callable
        The next application.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on and add headers to the answer."""
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
    """Whether the browser says that a page from elsewhere asks; other programs say nothing."""
    origin = headers.get("origin")
    if origin is None:
        return False
    own = {headers.get("host", ""), *map(_place, _named("server.corsAllowedOrigins"))}
    return _place(origin) not in own and urlsplit(origin).hostname != config.get_option("browser.serverAddress")


def _named(option: str) -> Sequence[str]:
    return list(config.get_option(option) or ())


def _place(origin: str) -> str:
    """Return host and port of an origin, or the origin itself if it has none."""
    return urlsplit(origin.strip()).netloc or origin
