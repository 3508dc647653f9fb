"""The desk's player as tests use it."""

from __future__ import annotations

from playwright.sync_api import Page

_SETTLED = """(video) => new Promise((done) => {
  const look = () => (video.readyState >= 2 && !video.seeking ? done() : setTimeout(look, 50));
  look();
})"""


def settle(page: Page) -> None:
    """Wait until the film shows the moment that it was sent to: a key marks the moment that is shown."""
    page.locator("video").evaluate(_SETTLED)
