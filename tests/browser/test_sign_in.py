"""People sign in with a real OpenID provider in a real browser; nothing is shown to anybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from formcheck.store.entries import Account, Role
from formcheck.store.store import Store
from tests.browser.kept.clinic import add_accounts, sign_in
from tests.browser.openid_provider import Provider

pytestmark = pytest.mark.browser
HOUR_S = 3600.0
USERS = {"runner": HOUR_S, "therapist": HOUR_S, "stranger": HOUR_S, "late": -20.0, "leaver": HOUR_S}
ROLES: dict[str, Role] = {"runner": "runner", "therapist": "therapist", "late": "runner", "leaver": "runner"}


@pytest.fixture(scope="module")
def accounts(home: Path, openid: Provider) -> dict[str, Account]:
    """An account for everybody but the stranger."""
    with Store.open(home) as store:
        return add_accounts(store, ROLES, openid.issuer)


@pytest.fixture
def page(plain_browser: Browser) -> Iterator[Page]:
    """A page of somebody who has signed in nowhere yet."""
    context = plain_browser.new_context()
    yield context.new_page()
    context.close()


def test_without_a_sign_in_no_address_shows_anything(page: Page, clinic: str) -> None:
    for path in ("", "/review", "/live", "/plan", "/exercises", "/history"):
        page.goto(clinic + path)
        expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=30_000)
        expect(page.get_by_role("link", name="Review a clip")).to_have_count(0)


def test_who_has_an_account_comes_in_and_goes_out_again(page: Page, clinic: str) -> None:
    sign_in(page, clinic, "runner")
    expect(page.get_by_text("Signed in as runner, runner.")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("link", name="Review a clip").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("Signed in as runner, runner.")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Signed in as")).to_have_count(0)


def test_who_has_no_account_is_told_what_to_give_an_admin(page: Page, clinic: str, openid: Provider) -> None:
    sign_in(page, clinic, "stranger")
    expect(page.get_by_text(re.compile("No account here belongs to this sign-in"))).to_be_visible(timeout=30_000)
    expect(page.get_by_text(f"stranger of {openid.issuer}")).to_be_visible()
    expect(page.get_by_role("link", name="Review a clip")).to_have_count(0)


def test_a_sign_in_ends_when_its_provider_says_so(page: Page, clinic: str) -> None:
    sign_in(page, clinic, "late")
    expect(page.get_by_text("Your sign-in has ended")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("link", name="Review a clip")).to_have_count(0)


def test_an_account_that_ends_is_out_at_the_next_click(
    page: Page, clinic: str, home: Path, openid: Provider, accounts: dict[str, Account]
) -> None:
    sign_in(page, clinic, "leaver")
    expect(page.get_by_text("Signed in as leaver, runner.")).to_be_visible(timeout=30_000)
    with Store.open(home) as store:
        admin = store.add_account("admin", "admin", issuer=openid.issuer, subject="admin")
        store.acting_as(admin).end_account(accounts["leaver"].id)
    page.get_by_role("link", name="Review a clip").first.click()
    expect(page.get_by_text("This account has ended or was removed.")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Signed in as")).to_have_count(0)
