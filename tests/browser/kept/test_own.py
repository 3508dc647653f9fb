"""An exercise of one's own in a real browser: recorded, tried, saved and listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks.data import SAMPLES
from benchmarks.live import driving
from tests.browser.live_page import choose, screenshot

pytestmark = [pytest.mark.browser, pytest.mark.model]

WITHIN_MS = 240_000


def test_one_good_set_becomes_an_exercise_that_is_listed_from_then_on(
    app: str, plain_browser: Browser, kept: Path, screenshots: Path
) -> None:
    with driving.visit(plain_browser, f"{app}/exercises", "Exercises") as page:
        page.get_by_role("link", name="Not in the list? Record your own").click()
        expect(page.get_by_role("heading", name="Record your own")).to_be_visible()
        page.get_by_text("Quicker, less exact pose model").click()
        page.locator("input[type=file]").set_input_files(SAMPLES / "squat_good_side.mp4")
        name = page.get_by_role("textbox", name="Name of the exercise")
        name.fill("Chair squat")
        name.press("Enter")
        expect(page.get_by_text("movements in this clip")).to_be_visible(timeout=WITHIN_MS)
        page.get_by_text("The definition, line by line").click()
        expect(page.get_by_text("How far the movement must go to count")).to_be_visible()
        screenshot(page, screenshots / "1280_own.png")
        page.set_viewport_size({"width": 390, "height": 900})
        screenshot(page, screenshots / "390_own.png")
        page.get_by_role("button", name="Save it").click()
        expect(page.get_by_text("is saved. It is in every list")).to_be_visible(timeout=60_000)
        page.goto(f"{app}/review")
        choose(page, "Chair squat")
    assert (kept / "home" / "exercises" / "chair_squat.toml").is_file()
