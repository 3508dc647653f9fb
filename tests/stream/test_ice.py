"""STUN and TURN servers from the user's setting."""

from __future__ import annotations

import pytest

from formcheck.errors import UsageError
from formcheck.stream import ice


def test_no_server_is_asked_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ice.VARIABLE, raising=False)
    assert ice.servers() == ()


def test_servers_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ice.VARIABLE, '[{"urls": ["turn:a.example:3478"], "username": "u", "credential": "p"}]')
    assert ice.servers() == (ice.Server(urls=["turn:a.example:3478"], username="u", credential="p"),)


@pytest.mark.parametrize("text", ["turn:a.example", "{}", '[{"url": "stun:a"}]', '[{"urls": "https://a.example"}]'])
def test_the_message_for_wrong_servers_shows_the_right_form(text: str) -> None:
    with pytest.raises(UsageError, match=r"FORMCHECK_ICE_SERVERS .*Write it like this: \[\{"):
        ice.servers(text)
