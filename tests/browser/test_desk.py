"""The desk in a real browser: a set is reviewed by keys alone, and what was decided is there after a reload."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.live import driving
from formcheck.desk.decision import Decision
from formcheck.store.store import Store
from tests.browser.kept.player import settle
from tests.desk.drawn import write_results

pytestmark = [pytest.mark.browser]
NEARLY_DEEP, SHALLOW = 15.0, 25.0


@pytest.fixture(scope="module")
def home(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app's store, with two sets of two squats: one doubtful, one at fault."""
    with Store.open(kept / "home") as store:
        for thigh_deg in (SHALLOW, NEARLY_DEEP):
            folder = tmp_path_factory.mktemp("results")
            write_results(folder, thigh_deg)
            store.local().save_set(folder, source="upload", name=f"thigh_{thigh_deg:g}.mp4")
    return kept / "home"


@pytest.fixture
def desk(home: Path, app: str) -> str:
    """Address of the page, when the store is filled."""
    assert home.is_dir()
    return f"{app}/desk"


def summary(page: Page) -> list[str]:
    """In form as decided, and by the machine."""
    boxes = page.get_by_test_id("stMetric").filter(has_text="In form")
    expect(boxes.nth(1)).to_be_visible(timeout=30_000)
    return [box.get_by_test_id("stMetricValue").inner_text().strip() for box in boxes.all()]


def open_first(page: Page, show: str = "") -> None:
    if show:
        page.get_by_test_id("stButtonGroup").get_by_text(show, exact=True).click(timeout=30_000)
        page.wait_for_function("!document.querySelector('[data-stale=\"true\"]')")
    page.get_by_role("button", name="Review", exact=True).first.click()
    expect(page.locator(".player")).to_be_visible(timeout=30_000)
    page.wait_for_function(
        "[...document.querySelectorAll('*')].some(e => e.shadowRoot?.querySelector('video')?.readyState >= 2)"
    )


def test_a_set_is_reviewed_by_keys_alone(desk: str, plain_browser: Browser, home: Path, screenshots: Path) -> None:
    with driving.visit(plain_browser, desk, "Desk") as page:
        page.screenshot(path=screenshots / "1280_desk.png")
        open_first(page)
        which, said = page.locator(".which"), page.locator(".said")
        # It opens at its first doubt, with the focus in the player.
        expect(which).to_have_text("Repetition 1: in form")
        expect(page.locator(".why li")).to_contain_text("Nearly a fault")
        assert summary(page) == ["2 of 2", "2 of 2"]

        # One key for a doubtful repetition: here a fault after all, there the machine is right.
        expect(page.get_by_role("group", name="What is right instead")).to_contain_text("A fault")
        page.keyboard.press("2")
        expect(said).to_have_text("Kept.", timeout=15_000)
        expect(which).to_contain_text("to fix")
        page.keyboard.press("d")
        expect(which).to_have_text("Repetition 2: in form")
        page.keyboard.press("y")
        expect(page.locator(".jumps .settled")).to_have_count(2, timeout=15_000)

        before = page.locator(".clock").inner_text()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".clock")).not_to_have_text(before)
        page.keyboard.press("c")
        page.keyboard.type("look at the heels")
        page.keyboard.press("Enter")
        expect(page.get_by_text("look at the heels")).to_be_visible(timeout=15_000)

        page.reload()
        expect(page.locator(".player")).to_be_visible(timeout=30_000)
        expect(page.get_by_text("Nothing doubtful is left.")).to_be_visible()
        assert summary(page) == ["1 of 2", "2 of 2"]
        expect(page.get_by_text("look at the heels")).to_be_visible()
        # Whoever did the set sees it too.
        page.goto(page.url.replace("/desk", "/history"))
        expect(page.get_by_text("look at the heels")).to_be_visible(timeout=30_000)
        assert summary(page)[-2:] == ["1 of 2", "2 of 2"]
    with Store.open(home) as store:
        (kept,) = [one for one in store.local().sets() if one.decisions]
        kinds = [entry.kind for entry in store.local().decisions(kept.id)]
        decisions = [Decision.model_validate(entry.payload) for entry in store.local().decisions(kept.id)]
    assert kinds == ["overrule_finding", "agree", "comment"]
    assert {decision.by for decision in decisions} == {store_name(home)}


def store_name(home: Path) -> str:
    with Store.open(home) as store:
        return store.local().account.name


def test_a_repetition_is_moved_by_keys_and_that_is_taken_back(desk: str, plain_browser: Browser) -> None:
    with driving.visit(plain_browser, desk, "Desk", width_px=390, dark=True) as page:
        open_first(page, "Faulty")
        expect(page.locator(".which")).to_contain_text("Repetition 1: to fix")
        # Keys come faster than frames: each of them means the moment that the film is on its way to.
        for key in ("Home", "s", "Shift+ArrowRight", "Shift+ArrowRight", "t", "Shift+ArrowRight", "e"):
            page.keyboard.press(key)
        expect(page.locator(".times")).to_contain_text("start 0:00.00, turn 0:00.96, end 0:01.44")
        page.keyboard.press("w")
        expect(page.locator(".which")).to_contain_text("changed by hand", timeout=15_000)
        page.keyboard.press("u")
        expect(page.locator(".which")).not_to_contain_text("changed by hand", timeout=15_000)


def drag(page: Page, by_px: tuple[float, float]) -> None:
    """Drag the joint that is chosen: where it is stands in the script of the player, as a share of the picture."""
    x, y = page.locator(".player").evaluate(
        """root => {
          const { joints, marks } = root.__player, box = marks.canvas.getBoundingClientRect();
          const [x, y] = marks.places([joints.place(joints.chosen)])[0];
          return [box.left + x, box.top + y];
        }"""
    )
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by_px[0], y + by_px[1], steps=4)
    page.mouse.up()


def test_what_is_drawn_or_put_elsewhere_stays_at_its_time(desk: str, plain_browser: Browser) -> None:
    with driving.visit(plain_browser, desk, "Desk") as page:
        open_first(page, "All")
        page.keyboard.press("g")
        for key in ("Enter", "Shift+ArrowRight", "Enter", "Shift+ArrowUp", "Enter"):
            page.keyboard.press(key)
        expect(page.locator(".kept button")).to_contain_text("angle", timeout=15_000)
        # A joint is put elsewhere by keys, then by a finger; the measures of that frame are read anew, and taken back.
        for key in (*["Shift+ArrowRight"] * 4, "j"):
            page.keyboard.press(key)
        expect(page.locator(".joint-bar")).to_be_visible(timeout=30_000)
        page.locator(".joint").select_option(label="left knee")
        for key in ("Shift+ArrowUp", "Shift+ArrowUp", "Enter"):
            page.keyboard.press(key)
        expect(page.locator(".anew")).to_contain_text("left knee", timeout=30_000)
        corrected = page.locator(".values .put dd").first
        expect(corrected).to_have_attribute("data-was", re.compile(r"^\(machine: .*\)$"))
        once = corrected.inner_text()
        drag(page, (0.0, -12.0))
        expect(corrected).not_to_have_text(once, timeout=30_000)
        page.keyboard.press("u")
        expect(corrected).to_have_text(once, timeout=30_000)
        page.keyboard.press("u")
        expect(page.locator(".anew")).to_be_hidden(timeout=30_000)
        page.keyboard.press("Escape")
        expect(page.locator(".joint-bar")).to_be_hidden()

        page.keyboard.press("?")
        help_ = page.get_by_role("dialog", name="Keys")
        expect(help_).to_contain_text("Next doubtful one")
        page.keyboard.press("Escape")
        expect(help_).to_be_hidden()

        # The good sample beside it: the clip that comes with formcheck, at the same moment of the repetition, and
        # mirrored, since its person faces the left and this one the right.
        page.get_by_text("Beside another set or the good sample, in step").click()
        page.get_by_text("The good sample", exact=True).click()
        pair = page.locator(".pair")
        expect(pair.locator("figcaption").last).to_have_text(
            "Squat from the side: good form (mirrored)", timeout=30_000
        )
        expect(pair.locator("figcaption").first).to_contain_text("thigh_")
        settle(page, pair.locator("video.other"))
        assert "scaleX(-1)" in (pair.locator("video.other").get_attribute("style") or "")
        began_s = pair.locator("video.other").evaluate("video => video.currentTime")
        pair.focus()
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        expect(pair.locator(".clock")).not_to_have_text("")
        page.wait_for_timeout(300)
        assert pair.locator("video.other").evaluate("video => video.currentTime") > began_s > 1.0
