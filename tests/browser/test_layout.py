"""No page is cut off on a phone or a screen, dark or light."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from benchmarks.live import driving
from tests.browser.live_page import become_dark

pytestmark = pytest.mark.browser

_OVERHANG_PX = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - window.innerWidth);
}"""


@pytest.mark.parametrize("width_px", [390, 1280])
@pytest.mark.parametrize(
    ("path", "title"), [("", "formcheck"), ("live", "Live"), ("review", "Review a clip"), ("exercises", "Exercises")]
)
def test_a_page_fits_its_window(app: str, plain_browser: Browser, path: str, title: str, width_px: int) -> None:
    with driving.visit(plain_browser, f"{app}/{path}", title, width_px=width_px) as page:
        page.get_by_text("not a medical device").wait_for(timeout=20_000)
        for expander in page.get_by_test_id("stExpander").all()[:2]:
            expander.locator("summary").click()
        assert page.evaluate(_OVERHANG_PX) <= 0
        become_dark(page)
        assert page.evaluate(_OVERHANG_PX) <= 0
        assert page.get_by_test_id("stException").count() == 0
