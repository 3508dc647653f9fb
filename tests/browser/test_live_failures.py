"""What the live page says when something fails and what it keeps, and its use without a voice or a mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, expect

from benchmarks.data import SAMPLES
from benchmarks.live import driving
from tests.browser.live_page import (
    HIDE,
    INSECURE,
    LOSE_AN_OFFER,
    RECORDED,
    STAGES,
    STILL_S,
    UNLISTED,
    camera,
    choose,
    live,
    screenshot,
    spoken,
    start,
    stop,
    wait_for,
)
from tests.support import clips

pytestmark = [pytest.mark.browser, pytest.mark.camera, pytest.mark.model]


def test_each_word_is_a_caption_and_a_lost_network_and_a_hidden_tab_are_reported(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path
) -> None:
    pattern = clips.write_clip(tmp_path / "pattern.mp4", count=60)
    clip = driving.write_camera_clip(pattern, tmp_path / "camera.y4m")
    with camera(chromium, playwright_chromium, clip) as browser, live(browser, app) as page:
        page.get_by_role("radio", name="Mute").click()
        start(page)
        caption = page.get_by_role("status").filter(has_text="Step into view")
        expect(caption).to_be_visible(timeout=30_000)
        assert caption.get_attribute("aria-live") == "polite"
        assert spoken(page) == []
        stop(page)
        page.evaluate("window.drawn = 0")
        start(page)
        wait_for(page, "window.drawn > 3")
        # A browser reports a lost connection after many seconds; here the event is sent at once.
        page.locator(".screen").evaluate("(one) => one.__live.onState('disconnected')")
        expect(page.get_by_role("alert").filter(has_text="connection to the app is interrupted")).to_be_visible()
        page.evaluate(HIDE)
        expect(page.get_by_role("alert").filter(has_text="This tab is hidden")).to_be_visible()
        page.locator(".screen").evaluate("(one) => one.__live.onState('failed')")
        expect(page.get_by_role("alert").filter(has_text="connection to the app is lost")).to_be_visible()
        expect(page.get_by_role("button", name="Start the camera")).to_be_visible()


def test_an_offer_that_gets_lost_is_sent_again(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path
) -> None:
    pattern = clips.write_clip(tmp_path / "pattern.mp4", count=60)
    clip = driving.write_camera_clip(pattern, tmp_path / "camera.y4m")
    with camera(chromium, playwright_chromium, clip) as browser, live(browser, app) as page:
        expect(page.get_by_role("button", name="Start the camera")).to_be_visible(timeout=30_000)
        page.locator(".screen").evaluate(LOSE_AN_OFFER)
        start(page)
        wait_for(page, "window.drawn > 3")
        stop(page)


def test_who_starts_before_the_cameras_are_listed_gets_one(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path
) -> None:
    pattern = clips.write_clip(tmp_path / "pattern.mp4", count=60)
    clip = driving.write_camera_clip(pattern, tmp_path / "camera.y4m")
    with (
        camera(chromium, playwright_chromium, clip) as browser,
        driving.visit(browser, f"{app}/live", "Live", script=RECORDED + UNLISTED) as page,
    ):
        start(page)
        wait_for(page, "window.drawn > 3")
        stop(page)


def test_a_missing_camera_is_explained(app: str, plain_browser: Browser) -> None:
    with live(plain_browser, app) as page:
        start(page)
        expect(page.get_by_role("alert").filter(has_text="No camera was found. Connect one")).to_be_visible(
            timeout=20_000
        )


def test_a_refused_camera_is_explained(app: str, chromium: str, playwright_chromium: BrowserType) -> None:
    flags = ["--use-fake-device-for-media-stream", "--deny-permission-prompts"]
    with driving.browser(chromium, playwright_chromium, flags) as browser, live(browser, app) as page:
        start(page)
        expect(page.get_by_role("alert").filter(has_text="The camera was refused. Allow it")).to_be_visible(
            timeout=20_000
        )
        expect(page.get_by_role("button", name="Start the camera")).to_be_enabled()


def test_a_set_survives_an_unplugged_camera_and_an_app_that_is_gone(
    chromium: str, playwright_chromium: BrowserType, tmp_path: Path, screenshots: Path
) -> None:
    clip = driving.write_camera_clip(SAMPLES / "squat_good_side.mp4", tmp_path / "camera.y4m", still_s=STILL_S)
    with camera(chromium, playwright_chromium, clip) as browser, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(RECORDED + driving.HELD)
        with driving.serve(tmp_path) as address:
            page.goto(f"{address}/live")
            choose(page, "Squat")
            start(page)
            wait_for(page, STAGES["working"])
            page.evaluate(driving.UNPLUG)
            expect(page.get_by_role("alert").filter(has_text="it was unplugged")).to_be_visible(timeout=30_000)
            expect(page.get_by_role("heading", name="Your set")).to_be_visible(timeout=30_000)
            screenshot(page, screenshots / "1280_unplugged.png")
            page.evaluate("window.stages.length = 0")
            start(page)
            wait_for(page, "window.stages.includes('working')")
        expect(page.get_by_role("alert").filter(has_text="set so far is kept")).to_be_visible(timeout=40_000)
        page.screenshot(path=screenshots / "1280_gone.png")


def test_a_voice_that_waits_for_a_click_is_explained(app: str, plain_browser: Browser) -> None:
    failing = "speechSynthesis.speak = (one) => one.onerror?.({ error: 'not-allowed' });"
    with driving.visit(plain_browser, f"{app}/live", "Live", script=failing) as page:
        page.get_by_role("button", name="Try the voice").click()
        expect(page.get_by_role("alert").filter(has_text="speaks only after a click")).to_be_visible()


def test_an_address_that_gets_no_camera_is_explained(app: str, plain_browser: Browser) -> None:
    with driving.visit(plain_browser, f"{app}/live", "Live", script=INSECURE) as page:
        expect(page.get_by_role("alert").filter(has_text="only on localhost or https")).to_be_visible(timeout=30_000)


def test_a_set_that_was_lost_with_the_server_is_reported_after_the_restart(app: str, plain_browser: Browser) -> None:
    kept = "sessionStorage.setItem('formcheck_set', 'Squat, set 1: 7 repetitions.')"
    with driving.visit(plain_browser, f"{app}/live", "Live", script=kept) as page:
        expect(page.get_by_role("alert").filter(has_text="7 repetitions")).to_be_visible(timeout=30_000)


def test_the_keyboard_alone_reaches_the_button_and_the_focus_is_visible(app: str, plain_browser: Browser) -> None:
    with live(plain_browser, app) as page:
        button = page.get_by_role("button", name="Start the camera")
        expect(button).to_be_visible(timeout=30_000)
        for _ in range(60):
            page.keyboard.press("Tab")
            if button.evaluate("(one) => one.getRootNode().activeElement === one"):
                break
        assert button.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert").filter(has_text="No camera was found")).to_be_visible(timeout=20_000)
