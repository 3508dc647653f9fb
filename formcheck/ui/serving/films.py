"""Serves kept files to the browser in ranges, never whole through memory.

A page that may show a file publishes it, and gets an unguessable address; nothing else is served. Each request is
checked again for who sent it; see `formcheck.ui.serving.fetching`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from formcheck.ui.serving.fetching import may_fetch

PREFIX: Final = "/kept"
_KEY: Final = secrets.token_bytes(32)
_MOST: Final = 10_000
# What was deleted must not be left in the browser either.
HEADERS: Final = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True)
class _Served:
    path: Path
    is_open: bool


class Films:
    """The files served at present, by the secret part of their address.

    Parameters
    ----------
    may_fetch : callable
        Returns whether the sender of a request may have the file of this name, which is the SHA-256 of its content.
    """

    def __init__(self, may_fetch: Callable[[Request, str], bool]) -> None:
        self._may_fetch = may_fetch
        self._served: OrderedDict[str, _Served] = OrderedDict()
        self._lock = Lock()
        self.is_served = False
        """Whether a server runs that serves them; the pages run without one in tests."""

    def publish(self, path: Path, name: str | None = None, *, download: bool = False, is_open: bool = False) -> str:
        """Return the address of a file on this server: always the same while the app runs.

        Parameters
        ----------
        path : Path
            The file.
        name : str, optional
            File name in the address and for downloads; by default that on the disk.
        download : bool
            Whether the browser is to save it instead of showing it.
        is_open : bool
            Whether everybody may have it: it comes with formcheck and shows nobody.
        """
        secret = hmac.new(_KEY, str(path).encode(), hashlib.sha256).hexdigest()
        with self._lock:
            self._served[secret] = _Served(path, is_open)
            self._served.move_to_end(secret)
            while len(self._served) > _MOST:
                self._served.popitem(last=False)
        return f"{PREFIX}/{secret}/{quote(name or path.name, safe='')}" + ("?save=1" if download else "")

    async def serve(self, request: Request) -> Response:
        """Answer a request for a file, or for a part of it."""
        with self._lock:
            served = self._served.get(request.path_params["secret"])
        if served is None or not served.path.is_file() or not await run_in_threadpool(self._may, request, served):
            raise HTTPException(404, "It is no longer kept.")
        how = "attachment" if "save" in request.query_params else "inline"
        return FileResponse(
            served.path, filename=request.path_params["name"], content_disposition_type=how, headers=HEADERS,
            media_type=None,
        )  # fmt: skip

    def _may(self, request: Request, served: _Served) -> bool:
        return served.is_open or self._may_fetch(request, served.path.name)


FILMS: Final = Films(may_fetch)
"""Those of this app."""
