"""Closes Streamlit's own addresses of pictures and downloads, which do not check who asks.

Pages embed pictures (`formcheck.ui.parts.files.pictures`), and offer files under addresses that check who asks
(`formcheck.ui.serving.films` and `formcheck.ui.serving.made`).
"""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send


class MediaClosed:
    """Middleware that answers every request for an address of Streamlit's media as one that does not exist.

    Parameters
    ----------
    app : callable
        The next application.
    base : str
        Prefix of all addresses of the app, such as ``/squats``; may be empty.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        # The same words and the same matching as Streamlit's own, so that no spelling reaches what this does not see.
        self._media = Route(f"{base}/media/{{file_id:path}}", _refused, methods=None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request for media, or let it pass."""
        if scope["type"] == "http" and self._media.matches(scope)[0] is not Match.NONE:
            await _refused(scope, receive, send)
        else:
            await self._app(scope, receive, send)


async def _refused(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("Not served here", 404)(scope, receive, send)
