"""Live in a real browser whose camera is a clip."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import av
import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

import formcheck
from tests import clips
from tests.ui import driving

pytestmark = [pytest.mark.browser, pytest.mark.model]

# Processed pictures a second. The aim is 20; the figure is printed, not asserted, since it tells of the machine and of
# what else runs on it. Below this, squats fall between two pictures and the counts mean nothing.
_LEAST_RATE = 3.0


def start(page: Page) -> None:
    """Start the camera and wait for the first judged pictures."""
    page.frame_locator("iframe").get_by_role("button", name="START").click(timeout=30_000)
    expect(page.get_by_test_id("stMetric").filter(has_text="Frames a second")).to_be_visible(timeout=40_000)
    wait_until(lambda: rate(page) > 0)


def stop(page: Page) -> None:
    page.frame_locator("iframe").get_by_role("button", name="STOP").click()
    expect(page.get_by_role("heading", name="Your set")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("not a medical device")).to_be_visible()
    page.wait_for_timeout(1000)  # nobody starts again faster than the connection is taken down


def rate(page: Page) -> float:
    return float(driving.metric(page, "Frames a second"))


def wait_until(condition: Callable[[], bool], within_s: float = 40.0) -> None:
    end_s = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end_s, "it did not come to pass in time"
        time.sleep(0.2)


def watch(page: Page, for_s: float) -> list[float]:
    """Read the rate once a second."""
    rates = []
    end_s = time.monotonic() + for_s
    while time.monotonic() < end_s:
        time.sleep(1.0)
        rates.append(rate(page))
    return rates


@pytest.mark.real
def test_live_counts_what_analyze_counts(
    app: str, chromium: str, playwright_chromium: BrowserType, real_clips: Path, tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:  # fmt: skip
    clip = real_clips / "nowva_squats.mp4"
    expected = formcheck.analyze(clip, "squat", draw=False).summary.repetitions
    with av.open(str(clip)) as container:
        duration_s = (container.duration or 0) / av.time_base
    flags = driving.camera_flags(driving.write_camera_clip(clip, tmp_path / "camera.y4m"))
    with (
        driving.browser(chromium, playwright_chromium, flags) as browser,
        driving.visit(browser, app, "Live") as page,
    ):
        start(page)
        rates = watch(page, duration_s)
        stop(page)
        counted = int(driving.metric(page, "Repetitions"))
        record_property("frames_a_second", median(rates))
        print(f"Live: median {median(rates):.0f}, best {max(rates):.0f} frames a second; {counted} repetitions")  # noqa: T201
        expect(page.get_by_role("heading", name="What to fix first")).to_be_visible()
    # The clip begins anew while the camera runs: a repetition at the seam may be lost or won.
    assert abs(counted - expected) <= 1
    assert max(rates) >= _LEAST_RATE


def test_a_camera_that_shows_nobody_counts_nothing(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path
) -> None:
    clip = clips.write_clip(tmp_path / "pattern.mp4", count=60)
    flags = driving.camera_flags(driving.write_camera_clip(clip, tmp_path / "camera.y4m"))
    with (
        driving.browser(chromium, playwright_chromium, flags) as browser,
        driving.visit(browser, app, "Live") as page,
    ):
        start(page)
        wait_until(lambda: "Nobody is seen" in driving.messages(page))
        assert driving.metric(page, "Repetitions") == "0"
        stop(page)
        assert driving.metric(page, "Repetitions") == "0"
        assert "No repetition was counted" in driving.messages(page)


def test_a_second_set_starts_from_zero(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path
) -> None:
    clip = clips.write_clip(tmp_path / "pattern.mp4", count=60)
    flags = driving.camera_flags(driving.write_camera_clip(clip, tmp_path / "camera.y4m"))
    with (
        driving.browser(chromium, playwright_chromium, flags) as browser,
        driving.visit(browser, app, "Live") as page,
    ):
        start(page)
        stop(page)
        start(page)
        expect(page.get_by_role("heading", name="Your set")).to_have_count(0)
        stop(page)


def test_a_missing_camera_is_told_in_words(app: str, plain_browser: Browser) -> None:
    with driving.visit(plain_browser, app, "Live") as page:
        frame = page.frame_locator("iframe")
        frame.get_by_role("button", name="START").click(timeout=30_000)
        expect(frame.get_by_text("device not found")).to_be_visible(timeout=20_000)
        expect(page.get_by_text("connect one, or close the program that uses it")).to_be_visible()
