"""Files that are made on request, such as a PDF, after checking who asks.

Streamlit's own download addresses do not check who asks; see
`formcheck.ui.serving.closed`.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from formcheck.errors import FormcheckError, NotAllowedError
from formcheck.store.scope.scope import Scope
from formcheck.ui.serving.fetching import scope_of_request
from formcheck.ui.serving.films import HEADERS
from formcheck.ui.serving.settling import settled

PREFIX: Final = "/made"
_KEY: Final = secrets.token_bytes(32)
_MOST: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A file that a page offers.

    Attributes
    ----------
    make : callable
        Makes its content.
    kind : str
        Its media type.
    session_id : str
        The browser session whose page offers it; the offer ends with the session.
    account_id : str or None
        The account to which it is offered; None without sign-in if the store cannot be used.
    of : tuple of str
        SHA-256 of the reports of the sets that it is made of: whoever may see these may have it. Without any it is only
        for the account.
    """

    make: Callable[[], bytes | str]
    kind: str
    session_id: str
    account_id: str | None
    of: tuple[str, ...] = ()

    def is_for(self, scope: Scope) -> bool:
        """Return whether an account may have it now."""
        if not self.of:
            return scope.account.id == self.account_id
        return all(scope.has_file(sha256) for sha256 in self.of)


class Offers:
    """The files offered at present, by the secret part of their address.

    Parameters
    ----------
    scope_of : callable
        Returns the scope of whoever sent a request; raises `FormcheckError` if there is none.
    wait : callable
        Returns once the page of a session has processed the user's last input.
    """

    def __init__(self, scope_of: Callable[[Request], Scope], wait: Callable[[str], Awaitable[None]] = settled) -> None:
        self._scope_of = scope_of
        self._wait = wait
        self._offers: OrderedDict[str, Offer] = OrderedDict()
        self._lock = Lock()

    def publish(self, offer: Offer, key: str, name: str) -> str:
        """Return the address of a file on this server: for one session and key always the same.

        Parameters
        ----------
        offer : Offer
            Replaces the previous offer there.
        key : str
            Distinguishes the offers of a session.
        name : str
            File name for saving.
        """
        secret = hmac.new(_KEY, f"{offer.session_id}/{key}".encode(), hashlib.sha256).hexdigest()
        with self._lock:
            self._offers[secret] = offer
            self._offers.move_to_end(secret)
            while len(self._offers) > _MOST:
                self._offers.popitem(last=False)
        return f"{PREFIX}/{secret}/{quote(name, safe='')}"

    def sweep(self, is_active: Callable[[str], bool]) -> None:
        """Forget the offers of sessions that have ended."""
        with self._lock:
            for secret in [s for s, offer in self._offers.items() if not is_active(offer.session_id)]:
                del self._offers[secret]

    async def serve(self, request: Request) -> Response:
        """Make a file for whoever may have it."""
        offer = await self._newest(request.path_params["secret"])
        if offer is None or not await run_in_threadpool(self._may, request, offer):
            raise HTTPException(404, "This download is no longer offered. Reload the page and try again.")
        try:
            content = await run_in_threadpool(offer.make)
        except FormcheckError as error:
            return PlainTextResponse(str(error), 422, headers=HEADERS)
        name = quote(request.path_params["name"], safe="")
        saved = {"Content-Disposition": f"attachment; filename*=utf-8''{name}"}
        return Response(content, media_type=offer.kind, headers={**HEADERS, **saved})

    async def _newest(self, secret: str) -> Offer | None:
        """Return the offer, after the input entered before the click has been processed."""
        known = self._offer(secret)
        if known is None:
            return None
        await self._wait(known.session_id)
        return self._offer(secret)

    def _offer(self, secret: str) -> Offer | None:
        with self._lock:
            return self._offers.get(secret)

    def _may(self, request: Request, offer: Offer) -> bool:
        try:
            return offer.is_for(self._scope_of(request))
        except NotAllowedError:
            return False
        except FormcheckError:
            return offer.account_id is None and not offer.of


OFFERS: Final = Offers(scope_of_request)
"""Those of this app."""
