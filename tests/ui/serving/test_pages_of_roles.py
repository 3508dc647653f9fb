"""Which pages there are for each role, as the documentation of the store says it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.store.entries import Role
from formcheck.ui import account
from formcheck.ui.serving.keeping import store

DOCUMENT = Path(__file__).parents[3] / "docs" / "store.md"
ISSUER = "https://login.example"
ROLES: dict[str, Role] = {"a runner": "runner", "a therapist": "therapist", "an admin": "admin"}
COLUMNS = (*ROLES, "one machine without sign-in", "nobody signed in")


def offered() -> None:
    """A page that writes down which pages the app has for who looks."""
    import streamlit as st

    from formcheck.ui import account, app
    from formcheck.ui.serving import keeping

    if account.admit(keeping.store):
        st.session_state["pages"] = {page.url_path or "start" for page in app._pages()}


def documented(column: str) -> set[str]:
    rows = [line.strip("| ").split(" | ") for line in DOCUMENT.read_text("utf-8").splitlines() if "| `/" in line]
    place = COLUMNS.index(column) + 1
    return {name.strip(" `/") for row in rows for name in row[0].split(",") if row[place] == "yes"}


@pytest.mark.parametrize("column", COLUMNS)
def test_each_role_has_the_pages_that_the_documentation_says(column: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if column != "one machine without sign-in":
        for role in ROLES.values():
            store().add_account(role, role, issuer=ISSUER, subject=role)
        signed_in = {"iss": ISSUER, "sub": ROLES.get(column, ""), "exp": time.time() + 600.0}
        user = {"is_logged_in": column in ROLES, **(signed_in if column in ROLES else {})}
        monkeypatch.setattr(account, "_user", lambda: user)
        monkeypatch.setattr(account, "is_set_up", lambda: True)
    shown = AppTest.from_function(offered).run(timeout=60)
    assert not shown.exception
    found = shown.session_state["pages"] if "pages" in shown.session_state else set()  # noqa: SIM401 - it has no get
    assert found == documented(column)
    assert bool(found) == (column != "nobody signed in")
