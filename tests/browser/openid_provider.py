"""A small OpenID Connect provider on this machine: the code flow with its checks, and a page to choose who signs in."""

from __future__ import annotations

import base64
import hashlib
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from threading import Thread
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "formcheck", secrets.token_urlsafe(16)
_STARTS_WITHIN_S = 20.0


class Provider:
    """Who may sign in, and for how long; `stays_s` below 0 gives a sign-in that is over already."""

    def __init__(self, issuer: str, users: dict[str, float]) -> None:
        self.issuer, self.users = issuer, users
        self._key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
        self._codes: dict[str, dict[str, str]] = {}
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._configuration),
                Route("/authorize", self._authorize),
                Route("/chosen", self._chosen),
                Route("/token", self._token, methods=["POST"]),
                Route("/jwks", self._jwks),
            ]
        )

    async def _configuration(self, _: Request) -> Response:
        ends = {
            name: f"{self.issuer}/{path}"
            for name, path in {
                "authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks",
            }.items()
        }  # fmt: skip
        return JSONResponse(
            {
                **ends, "issuer": self.issuer, "response_types_supported": ["code"],
                "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )  # fmt: skip

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if asked["client_id"] != CLIENT or asked["response_type"] != "code" or "openid" not in asked["scope"].split():
            return Response("not for this client", 400)
        links = (
            f'<p><a href="/chosen?{escape(urlencode({**asked, "user": u}))}">{escape(u)}</a></p>' for u in self.users
        )
        return HTMLResponse(f"<h1>Who are you?</h1>{''.join(links)}")

    async def _chosen(self, request: Request) -> Response:
        asked, code = dict(request.query_params), secrets.token_urlsafe(16)
        self._codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 302)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        asked = self._codes.pop(str(form.get("code")), None)
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        is_known = request.headers.get("authorization") == basic or form.get("client_secret") == SECRET
        if asked is None or not is_known or form.get("redirect_uri") != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        if not _proves(asked, str(form.get("code_verifier", ""))):
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = jwt.encode({"alg": "RS256", "kid": "1"}, self._claims(asked), self._key)
        return JSONResponse({"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "id_token": token})

    async def _jwks(self, _: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    def _claims(self, asked: dict[str, str]) -> dict[str, Any]:
        user, now = asked["user"], int(time.time())
        claims = {"iss": self.issuer, "sub": user, "aud": CLIENT, "name": user, "email": f"{user}@clinic.example"}
        return {**claims, "iat": now - 30, "exp": now + int(self.users[user]), "nonce": asked.get("nonce", "")}


def _proves(asked: dict[str, str], verifier: str) -> bool:
    if "code_challenge" not in asked:
        return True
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]


@contextmanager
def provider(users: dict[str, float]) -> Iterator[Provider]:
    """Serve a provider while the block lasts."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    made = Provider(f"http://127.0.0.1:{listening.getsockname()[1]}", users)
    server = uvicorn.Server(uvicorn.Config(made.app, log_level="error", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    end_s = time.monotonic() + _STARTS_WITHIN_S
    while not server.started:
        assert time.monotonic() < end_s, "the provider did not start"
        time.sleep(0.02)
    try:
        yield made
    finally:
        server.should_exit = True
        thread.join(timeout=10.0)
        listening.close()
