"""Drives the live page in a browser: opens and starts it, and returns what it spoke and drew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Page, TimeoutError, expect

from benchmarks.live import driving
from benchmarks.live.driving import aim_at as aim_at
from benchmarks.live.driving import choose as choose
from benchmarks.live.driving import settle as settle

# Long enough to be framed, to keep still, and to be counted down.
STILL_S = 6.5
WITHIN_MS = 120_000
# What the page hands to the browser's voice, and each stage that it drew, in their order.
RECORDED = (
    """
window.spoken = [];
speechSynthesis.speak = (one) => { if (one.text) window.spoken.push(one.text); one.onstart?.(); };
"""
    + driving.STAGES
)
_BACKGROUND = "(node) => getComputedStyle(node).backgroundColor"
_STATE = "() => JSON.stringify([window.stages, window.spoken, window.drawn])"
HIDE = """() => {
  Object.defineProperty(document, "hidden", { value: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
LOSE_AN_OFFER = """(one) => {
  const live = one.__live;
  live.offer = () => { delete live.offer; live.offered_ms = performance.now(); };
}"""
UNLISTED = "if (navigator.mediaDevices) navigator.mediaDevices.enumerateDevices = () => new Promise(() => {});"
INSECURE = "Object.defineProperty(window, 'isSecureContext', { value: false });"


@contextmanager
def live(browser: Browser, app: str, *, width_px: int = 1280) -> Iterator[Page]:
    with driving.visit(browser, f"{app}/live", "Live", width_px=width_px, script=RECORDED) as page:
        yield page


@contextmanager
def camera(chromium: str, playwright: BrowserType, clip: Path) -> Iterator[Browser]:
    with driving.browser(chromium, playwright, driving.camera_flags(clip)) as browser:
        yield browser


def start(page: Page) -> None:
    page.get_by_role("button", name="Start the camera").click(timeout=30_000)


def stop(page: Page) -> None:
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("button", name="Start the camera")).to_be_visible(timeout=30_000)


def become_dark(page: Page) -> None:
    """Turn the system's colours dark, and wait until the page has followed: it does so without being loaded anew."""
    light = page.get_by_test_id("stApp").evaluate(_BACKGROUND)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        f"(light) => ({_BACKGROUND})(document.querySelector('[data-testid=stApp]')) !== light", arg=light
    )


def screenshot(page: Page, target: Path) -> None:
    """Take a screenshot of a whole page, which scrolls within its window."""
    settle(page)
    size = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": size["width"], "height": 2400})
    page.wait_for_timeout(500)
    page.screenshot(path=target)
    page.set_viewport_size(size)


def wait_for(page: Page, condition: str, within_ms: float = WITHIN_MS) -> None:
    try:
        page.wait_for_function(f"() => {condition}", timeout=within_ms)
    except TimeoutError as error:
        msg = f"not within {within_ms / 1000:.0f} s: {condition}\n{page.evaluate(_STATE)}\n{page.inner_text('body')}"
        raise AssertionError(msg) from error


def spoken(page: Page) -> list[str]:
    return [str(text) for text in page.evaluate("window.spoken")]


def screenshot_stages(page: Page, screenshots: Path, name: str, conditions: dict[str, str]) -> None:
    """Wait for one condition after the other, and take a screenshot at each."""
    for stage, condition in conditions.items():
        wait_for(page, condition)
        page.screenshot(path=screenshots / f"{name}_{stage}.png")


STAGES = {
    "framing": "window.stages.includes('framing') && window.drawn > 3",
    "countdown": "window.spoken.includes('2')",
    "working": "window.spoken.lastIndexOf('1') > window.spoken.indexOf('Go') && window.spoken.includes('Go')",
    "rest": "window.stages.includes('rest') && window.spoken.some((one) => one.startsWith('Rest'))",
}


def counts(words: list[str]) -> list[str]:
    return [text for text in words[words.index("Go") + 1 :] if text.isdigit()]


def cues(words: list[str]) -> list[str]:
    """What was spoken between the start and the rest, except numbers."""
    after = words[words.index("Go") + 1 :]
    end = next(i for i, text in enumerate(after) if text.startswith(("Rest", "All sets done")))
    return [text for text in after[:end] if not text.isdigit()]
