"""A clinic for browser tests: an app in which people sign in with a provider on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from benchmarks.live import driving
from formcheck.store.entries import Account, Role
from formcheck.store.store import Store
from tests.browser.openid_provider import CLIENT, SECRET


def add_accounts(store: Store, roles: Mapping[str, Role], issuer: str) -> dict[str, Account]:
    """Add an account for each of the provider's users who has a role."""
    return {name: store.add_account(role, name, issuer=issuer, subject=name) for name, role in roles.items()}


@contextmanager
def clinic_app(kept: Path, home: Path, issuer: str) -> Iterator[str]:
    """Run the app with sign-in, and yield its address.

    Parameters
    ----------
    kept : Path
        Its temporary folder.
    home : Path
        Where its store lies.
    issuer : str
        The provider.
    """
    secrets = kept / "secrets.toml"
    secrets.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
"""
    )
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("STREAMLIT_SECRETS_FILES", str(secrets))
        environment.setenv("FORMCHECK_HOME", str(home))
        with driving.serve(kept) as address:
            yield address


def sign_in(page: Page, clinic: str, name: str) -> None:
    """Sign in as one of the provider's users."""
    page.goto(clinic)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=name, exact=True).click()
