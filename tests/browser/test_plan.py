"""The page Plan in a real browser: a countdown that ends by itself, answers that last, and no horizontal scrolling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.live import driving
from tests.browser.live_page import become_dark, settle

pytestmark = pytest.mark.browser

_OVERHANG_PX = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  return Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - window.innerWidth);
}"""
_TIMER = """
name = "Ball"
group = "self-care"
articles = ["S0"]
description = "Press gently."
[dose]
seconds = 3
source = ["own"]
[timer]
seconds = 3.0
cap_s = 60.0
places = ["left calf", "right calf"]
source = ["own"]
"""
_STRETCH = 'based_on = "front_plank"\nname = "A stretch"\nhidden_if = ["high_hamstring"]\n'
_PROGRAMME = """
name = "A trial"
description = "To try it."
source = ["S1"]
sessions_a_week = [2, 3]
minutes = [1, 30]
[[part]]
kind = "stretching"
[[part.item]]
exercise = "stretch"
seconds = 30
sides = "each"
source = ["own"]
[[part]]
kind = "self-care"
[[part.item]]
exercise = "ball"
seconds = 3
source = ["own"]
"""


@pytest.fixture(scope="module")
def custom_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an app with custom exercises and a custom programme."""
    folder = tmp_path_factory.mktemp("own")
    files = {"exercises": {"ball": _TIMER, "stretch": _STRETCH}, "programmes": {"a_trial": _PROGRAMME}}
    with pytest.MonkeyPatch.context() as patch:
        for kind, texts in files.items():
            (folder / kind).mkdir()
            patch.setenv(f"FORMCHECK_{kind.upper()}", str(folder / kind))
            for name, text in texts.items():
                Path(folder / kind / f"{name}.toml").write_text(text, encoding="utf-8")
        with driving.serve(tmp_path_factory.mktemp("plan")) as address:
            yield address


def answer_no(page: Page) -> None:
    for number in range(3):
        radio = page.get_by_test_id("stRadio").nth(number)
        radio.get_by_text("No", exact=True).click()
        expect(radio.get_by_role("radio", name="No")).to_be_checked()
    expect(page.get_by_role("heading", name="After the session")).to_be_visible(timeout=20_000)


def test_a_countdown_ends_by_itself_and_answers_last(custom_app: str, plain_browser: Browser) -> None:
    with driving.visit(plain_browser, f"{custom_app}/plan", "Plan") as page:
        answer_no(page)
        page.get_by_role("button", name="Start").click()
        expect(page.get_by_role("timer")).to_have_text(re.compile("0:0[123]"))
        expect(page.get_by_text("Done: left calf 0:03")).to_be_visible(timeout=20_000)
        expect(page.get_by_role("timer")).to_have_count(0)
        page.get_by_text("Pain high at the back of the thigh").click()
        expect(page.get_by_text("Not advised with pain")).to_be_visible(timeout=20_000)
        page.get_by_role("link", name="Review a clip").first.click()
        expect(page.get_by_text(re.compile("Left out: .*stretch"))).to_be_visible(timeout=20_000)
        page.get_by_role("link", name="Plan").first.click()
        expect(page.get_by_text("Done: left calf 0:03")).to_be_visible(timeout=20_000)
        expect(page.get_by_text("Not advised with pain")).to_be_visible()


@pytest.mark.parametrize("width_px", [390, 1280])
def test_the_session_fits_its_window(custom_app: str, plain_browser: Browser, width_px: int) -> None:
    with driving.visit(plain_browser, f"{custom_app}/plan", "Plan", width_px=width_px) as page:
        assert page.evaluate(_OVERHANG_PX) <= 0
        answer_no(page)
        assert page.evaluate(_OVERHANG_PX) <= 0
        become_dark(page)
        assert page.evaluate(_OVERHANG_PX) <= 0
        assert page.get_by_test_id("stException").count() == 0


@pytest.mark.camera
def test_an_exercise_is_done_live_with_the_dose_of_the_session(custom_app: str, plain_browser: Browser) -> None:
    with driving.visit(plain_browser, f"{custom_app}/plan", "Plan") as page:
        answer_no(page)
        page.get_by_role("button", name="Do it live").first.click()
        expect(page.get_by_role("heading", name="Live")).to_be_visible(timeout=20_000)
        expect(page.get_by_role("combobox", name="Exercise")).to_have_value("A stretch")
        expect(page.get_by_role("spinbutton", name="Seconds", exact=True)).to_have_value("30")
        expect(page.get_by_role("spinbutton", name="Sets", exact=True)).to_have_value("2")
        assert page.get_by_test_id("stException").count() == 0


def test_keys_alone_lead_through_the_session(custom_app: str, plain_browser: Browser) -> None:
    with driving.visit(plain_browser, f"{custom_app}/plan", "Plan") as page:
        answer_no(page)
        for key, shown in (
            ("g", "Exercise 1 of 2 ·"), ("n", "Exercise 2 of 2 ·"), ("b", "Exercise 1 of 2 ·"),
            ("l", "Exercise 1 of 2 of your session"), ("n", "Exercise 2 of 2 ·"), ("n", "That was the whole session"),
        ):  # fmt: skip
            settle(page)
            page.keyboard.press(key)
            expect(page.get_by_text(shown)).to_be_visible(timeout=20_000)
            if key == "l":
                expect(page.get_by_role("button", name="Start the camera")).to_be_focused(timeout=20_000)
        assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_two_postures_move_unless_less_motion_is_asked_for(
    custom_app: str, plain_browser: Browser, motion: str
) -> None:
    with driving.visit(plain_browser, f"{custom_app}/exercises", "Exercises") as page:
        page.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
        picture = page.get_by_role("img", name="Squat: start and end posture in turn")
        expect(picture).to_be_visible()
        running = picture.evaluate("(one) => one.getAnimations({ subtree: true }).length")
        box = picture.bounding_box()
        assert box is not None
        assert (running, box["width"] > box["height"]) == ((0, True) if motion == "reduce" else (1, False))
