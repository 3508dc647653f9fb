"""What the browser tests share: one server and one browser without a camera."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, expect, sync_playwright

from benchmarks.live import driving
from formcheck.store.entries import Account
from tests.browser.kept.clinic import clinic_app
from tests.browser.openid_provider import Provider, provider

# A page is run anew at each click, on a machine that has other things to do: five seconds are too few now and then.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app's temporary folder: one for each file of tests, which looks at what is left in it."""
    return tmp_path_factory.mktemp("app")


@pytest.fixture(scope="module")
def app(kept: Path) -> Iterator[str]:
    """Address of a running app."""
    with driving.serve(kept) as address:
        yield address


@pytest.fixture(scope="module")
def home(kept: Path) -> Path:
    """Folder of the store."""
    return kept / "home"


@pytest.fixture(scope="module")
def openid(request: pytest.FixtureRequest) -> Iterator[Provider]:
    """A provider of the USERS of a file, by name: for how many seconds each is signed in."""
    with provider(request.module.USERS) as running:
        yield running


@pytest.fixture(scope="module")
def clinic(kept: Path, home: Path, openid: Provider, accounts: dict[str, Account]) -> Iterator[str]:
    """Address of an app in which people sign in; who has an account there is the file's own to say."""
    assert accounts
    with clinic_app(kept, home, openid.issuer) as address:
        yield address


@pytest.fixture(scope="module")
def playwright_chromium() -> Iterator[BrowserType]:
    """For one file only: it keeps an event loop running in this thread, and other files run loops of their own."""
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(scope="module")
def plain_browser(chromium: str, playwright_chromium: BrowserType) -> Iterator[Browser]:
    """A browser that has no camera."""
    with driving.browser(chromium, playwright_chromium) as browser:
        yield browser


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the screenshots."""
    return tmp_path_factory.mktemp("live")
