"""The picture of the live page: mirrored or not, full screen on any device, and a screen that stays on."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, FloatRect, Page

from benchmarks.data import SAMPLES
from benchmarks.live import driving
from tests.browser.live_page import camera, settle, start, stop, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.camera, pytest.mark.model]

LOCKS = """
window.locks = [];
Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
  window.locks.push("kept");
  return { release: async () => { window.locks.push("released"); } };
} } });
"""
NO_FULL_SCREEN = "delete Element.prototype.requestFullscreen;"
DRAWN = """
window.drawn = 0;
document.addEventListener("formcheck:drawn", () => { window.drawn += 1; });
"""


def box(page: Page) -> FloatRect:
    found = page.locator(".screen").bounding_box()
    assert found is not None
    return found


def test_a_phone_is_filled_mirrored_and_kept_awake(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, screenshots: Path
) -> None:
    clip = tmp_path / "camera.y4m"
    driving.write_camera_clip(SAMPLES / "squat_good_side.mp4", clip, still_s=2.0)
    with camera(chromium, playwright_chromium, clip) as browser:
        _on_a_phone(browser, app, screenshots)


def _on_a_phone(browser: Browser, app: str, screenshots: Path) -> None:
    with driving.visit(browser, f"{app}/live", "Live", width_px=390, script=LOCKS + NO_FULL_SCREEN + DRAWN) as page:
        start(page)
        wait_for(page, "window.drawn > 10")
        assert page.evaluate("window.locks") == ["kept"]
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        assert page.evaluate("window.locks") == ["kept", "kept"]

        video = page.locator(".screen video")
        mirrored = "getComputedStyle(node).transform"
        assert video.evaluate(f"(node) => {mirrored}") == "matrix(-1, 0, 0, 1, 0, 0)"
        page.screenshot(path=screenshots / "390_mirrored.png")
        page.get_by_label("Mirror the picture").uncheck()
        assert video.evaluate(f"(node) => {mirrored}") == "none"

        page.get_by_role("button", name="Full screen", exact=True).click()
        size = page.viewport_size
        assert size is not None
        filled = box(page)
        assert (filled["x"], filled["y"]) == (0, 0)
        assert (filled["width"], filled["height"]) == (size["width"], size["height"])
        page.screenshot(path=screenshots / "390_filled.png")
        page.get_by_role("button", name="Leave full screen").click()
        assert box(page)["height"] < size["height"]

        stop(page)
        settle(page)
        assert page.evaluate("window.locks.at(-1)") == "released"
