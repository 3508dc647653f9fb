"""The desk's player as tests use it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

_SETTLED = """(video) => new Promise((done) => {
  const look = () => (video.readyState >= 2 && !video.seeking ? done() : setTimeout(look, 50));
  look();
})"""


def settle(page: Page, film: Locator | None = None) -> None:
    """Wait until a film shows the moment that it was sent to."""
    (film or page.locator(".player video")).evaluate(_SETTLED)
