"""Who is let in, without a browser: on one machine everybody, in a clinic only a current sign-in with an account."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import NotAllowedError
from formcheck.store.store import Store
from formcheck.ui import account

ISSUER = "https://login.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, f"sqlite:///{tmp_path / 'formcheck.db'}") as opened:
        yield opened


def signed_in(monkeypatch: pytest.MonkeyPatch, **claims: Any) -> None:
    user = {"is_logged_in": True, "iss": ISSUER, "sub": "kim", "exp": time.time() + 60.0} | claims
    monkeypatch.setattr(account, "_user", lambda: {name: value for name, value in user.items() if value is not None})


def nobody(monkeypatch: pytest.MonkeyPatch, user: dict[str, Any]) -> None:
    monkeypatch.setattr(account, "_user", lambda: user)


def test_on_one_machine_nobody_is_asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    nobody(monkeypatch, {})
    assert account.scope(store).account.is_local
    assert account.admit(lambda: store)


def test_a_store_with_accounts_is_closed_where_nobody_can_sign_in(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody(monkeypatch, {})
    store.add_account("admin", "Kim", issuer=ISSUER, subject="kim")
    with pytest.raises(NotAllowedError, match="no sign-in set up"):
        account.scope(store)


def test_who_signed_in_acts_as_their_account(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    added = store.add_account("therapist", "Kim", issuer=ISSUER, subject="kim")
    signed_in(monkeypatch)
    assert account.scope(store).account == added


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"is_logged_in": False}, "Sign in to see"),
        ({"exp": time.time() - 1.0}, "has ended"),
        ({"exp": None}, "has ended"),
        ({"exp": "tomorrow"}, "has ended"),
        ({"sub": "somebody"}, "somebody of https://login.example"),
        ({"iss": "https://elsewhere.example"}, "No account here"),
        ({"iss": None, "sub": None}, "No account here"),
    ],
)
def test_everybody_else_stays_outside(
    store: Store, monkeypatch: pytest.MonkeyPatch, claims: dict[str, Any], why: str
) -> None:
    store.local()
    store.add_account("therapist", "Kim", issuer=ISSUER, subject="kim")
    signed_in(monkeypatch, **claims)
    with pytest.raises(NotAllowedError, match=why):
        account.scope(store)


def test_an_account_that_was_ended_stays_outside(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    added = store.add_account("therapist", "Kim", issuer=ISSUER, subject="kim")
    admin = store.acting_as(store.add_account("admin", "Lee", issuer=ISSUER, subject="lee"))
    admin.end_account(added.id)
    signed_in(monkeypatch)
    with pytest.raises(NotAllowedError, match="has ended or was removed"):
        account.scope(store)
