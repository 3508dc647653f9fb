"""Requests under a foreign name or from a foreign page are refused, and answers forbid browsers what nobody needs."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from streamlit import config

from formcheck.ui.serving.guard import HEADERS, Guard
from tests.ui.serving.asgi import Answer, ask

HOST = "127.0.0.1:8501"


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    options: dict[str, Any] = {
        "server.allowedHosts": ["127.0.0.1", "localhost"],
        "server.corsAllowedOrigins": ["https://clinic.example"],
        "browser.serverAddress": "squats.example",
    }
    monkeypatch.setattr(config, "get_option", options.__getitem__)


def answer(method: str = "GET", host: str | None = HOST, origin: str | None = None) -> Answer:
    named = {"host": host, "origin": origin}
    headers = {name: value for name, value in named.items() if value is not None}
    return ask(Guard(PlainTextResponse("squat")), method, "/kept/secret/a.mp4", headers=headers)


@pytest.mark.parametrize("host", [HOST, "localhost:9000", "LOCALHOST"])
def test_what_is_asked_under_an_own_name_is_answered_with_limits_for_the_browser(host: str) -> None:
    answered = answer(host=host)
    assert (answered.status, answered.body) == (200, b"squat")
    assert {name.lower(): value for name, value in HEADERS.items()}.items() <= answered.headers.items()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8501", "evil@127.0.0.1", "", None])
def test_a_foreign_name_is_refused_also_where_it_leads_to_this_machine(host: str | None) -> None:
    assert answer(host=host).status == 403


@pytest.mark.parametrize("origin", [None, f"http://{HOST}", "https://clinic.example", "https://squats.example:8443"])
def test_own_pages_and_programs_may_write(origin: str | None) -> None:
    assert answer("PUT", origin=origin).status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "file://", ""])
def test_foreign_pages_may_not_write(origin: str) -> None:
    assert answer("PUT", origin=origin).status == 403
    assert answer("DELETE", origin=origin).status == 403
    assert answer("GET", origin=origin).status == 200
