"""Nothing that was analysed is lost by a click: several clips at once, other pages, a reload, a second tab, History."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.data import SAMPLES
from benchmarks.live import driving

pytestmark = [pytest.mark.browser, pytest.mark.model]

CLIPS = [SAMPLES / "squat_too_shallow_side.mp4", SAMPLES / "forward_lunge_good_side.mp4"]
_SOON_MS, _ANALYSED_MS = 20_000, 120_000


@pytest.fixture
def page(app: str, plain_browser: Browser) -> Iterator[Page]:
    with driving.visit(plain_browser, f"{app}/review", "Review a clip") as page:
        yield page


def row(page: Page, name: str) -> str:
    """What the queue says of a clip."""
    return page.get_by_test_id("stProgress").filter(has_text=name).inner_text()


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible(timeout=_SOON_MS)


def test_the_analysis_goes_on_whatever_is_clicked(app: str, plain_browser: Browser, page: Page) -> None:
    page.locator("input[type=file]").set_input_files(CLIPS)
    page.get_by_text("Quicker, less exact pose model").click()
    page.get_by_text("Another exercise for each clip").click()
    expect(page.get_by_role("combobox", name=CLIPS[1].name)).to_be_visible()
    button = page.get_by_role("button", name="Analyse 2 clips")
    button.click()
    # Two clips wait or run; neither can be asked for twice, and one of them is cancelled.
    bars = page.get_by_test_id("stProgress")
    expect(bars).to_have_count(2, timeout=_SOON_MS)
    expect(page.get_by_role("button", name=re.compile("^Analyse"))).to_be_disabled()
    assert "next" in row(page, CLIPS[1].name)
    page.get_by_role("button", name="Cancel").nth(1).click()
    expect(bars).to_have_count(1, timeout=_SOON_MS)

    go(page, "Exercises")
    go(page, "History")
    expect(bars.filter(has_text=CLIPS[0].name)).to_be_visible(timeout=_SOON_MS)
    page.reload()
    with driving.visit(plain_browser, f"{app}/history", "History") as second:
        opener = second.get_by_test_id("stButton").filter(has_text="Open")
        expect(opener.first).to_be_visible(timeout=_ANALYSED_MS)
        assert driving.messages(second) == ""
        opener.first.get_by_role("button").click()
        expect(second.locator("video")).to_be_visible(timeout=_SOON_MS)
        second.reload()
        expect(second.locator("video")).to_be_visible(timeout=_SOON_MS)
        assert driving.metric(second, "Repetitions") == "3"
    _is_listed_until_it_is_deleted(page)


def _is_listed_until_it_is_deleted(page: Page) -> None:
    page.reload()
    kept = page.get_by_text(CLIPS[0].name)
    expect(kept).to_be_visible(timeout=_SOON_MS)
    expect(page.get_by_text(CLIPS[1].name)).to_have_count(0)
    page.get_by_role("combobox", name="Exercise").click()
    page.get_by_role("option", name="Deadlift", exact=True).click()
    expect(page.get_by_text("No set matches.")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible(timeout=_SOON_MS)


def test_a_single_clip_is_opened_when_it_is_done_also_after_a_reload(page: Page) -> None:
    page.locator("input[type=file]").set_input_files(CLIPS[0])
    page.get_by_text("Quicker, less exact pose model").click()
    page.get_by_role("button", name="Analyse").click()
    expect(page).to_have_url(re.compile("job="), timeout=_SOON_MS)
    page.reload()
    expect(page.locator("video")).to_be_visible(timeout=_ANALYSED_MS)
    expect(page).to_have_url(re.compile("set="))
    go(page, "Plan")
    go(page, "Review a clip")
    expect(page.locator("video")).to_be_visible(timeout=_SOON_MS)
