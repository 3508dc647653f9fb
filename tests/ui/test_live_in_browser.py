"""Live in a real browser whose camera is a clip; each stage is pictured at 1280 and 390 pixels."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

import formcheck
from tests import clips
from tests.ui import driving

pytestmark = [pytest.mark.browser, pytest.mark.model]

SAMPLES = driving.PROJECT / "sample_videos"
# Long enough to be framed, to keep still, and to be counted down.
_STILL_S = 8.0
_SPOKEN = "() => (window.__formcheck_spoken ?? []).map((one) => [one.kind, one.text])"
_HELD = """if (navigator.mediaDevices) {
  const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => (window.__held = await asked(wanted));
}"""
_INSECURE = "Object.defineProperty(window, 'isSecureContext', { value: false });"


@pytest.fixture(scope="session")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the screenshots."""
    return tmp_path_factory.mktemp("live")


@contextmanager
def camera(chromium: str, playwright: BrowserType, clip: Path) -> Iterator[Browser]:
    with driving.browser(chromium, playwright, driving.camera_flags(clip)) as browser:
        yield browser


def start(page: Page) -> None:
    """Start the camera and wait for the first judged pictures."""
    page.frame_locator("iframe").get_by_role("button", name="START").click(timeout=30_000)
    expect(page.get_by_test_id("stMetric").filter(has_text="Frames a second")).to_be_visible(timeout=60_000)


def stop(page: Page) -> None:
    page.frame_locator("iframe").get_by_role("button", name="STOP").click()
    expect(page.frame_locator("iframe").get_by_role("button", name="START")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("not a medical device")).to_be_visible()
    page.wait_for_timeout(1000)  # nobody starts again faster than the connection is taken down


def shoot(page: Page, target: Path) -> None:
    """Picture a whole page, which scrolls within its window, once its widgets are there."""
    expect(page.frame_locator("iframe").get_by_role("button", name="START")).to_be_visible(timeout=30_000)
    size = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": size["width"], "height": 2400})
    page.wait_for_timeout(800)
    page.screenshot(path=target)
    page.set_viewport_size(size)


def spoken(page: Page) -> list[tuple[str, str]]:
    """Kind and words of all that the page had the browser say."""
    return [(kind, text) for kind, text in page.evaluate(_SPOKEN)]


def wait_until(condition: Callable[[], bool], within_s: float = 60.0) -> None:
    end_s = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end_s, "it did not come to pass in time"
        time.sleep(0.2)


def choose(page: Page, exercise: str) -> None:
    page.get_by_role("combobox", name="Exercise").fill(exercise)
    page.get_by_role("option", name=exercise, exact=True).click()
    expect(page.get_by_role("combobox", name="Exercise")).to_have_value(exercise)


def aim_at(page: Page, repetitions: int) -> None:
    field = page.get_by_label("Repetitions", exact=True)
    field.fill(str(repetitions))
    field.press("Enter")
    page.wait_for_timeout(1000)


def perform(page: Page, pictured: Path, name: str) -> list[tuple[str, str]]:
    """Go through one set until the rest, picture each stage, and return what was said; the camera goes on."""
    stages = {
        "framing": lambda: bool(driving.messages(page)),
        "countdown": lambda: ("countdown", "2") in spoken(page),
        "working": lambda: any(kind == "count" for kind, _ in spoken(page)),
        "rest": lambda: any(text.startswith("Rest") for _, text in spoken(page)),
    }
    start(page)
    for stage, is_reached in stages.items():
        wait_until(is_reached, 90.0)
        page.screenshot(path=pictured / f"{name}_{stage}.png")
    return spoken(page)


def test_a_good_set_is_led_counted_and_summed_up_as_analyze_counts(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, pictured: Path
) -> None:
    sample = SAMPLES / "squat_good_side.mp4"
    expected = formcheck.analyze(sample, "squat", draw=False).summary
    clip = driving.write_camera_clip(sample, tmp_path / "camera.y4m", still_s=_STILL_S)
    with (
        camera(chromium, playwright_chromium, clip) as browser,
        driving.visit(browser, app, "Live") as page,
    ):
        shoot(page, pictured / "1280_before.png")
        aim_at(page, expected.repetitions)
        said = perform(page, pictured, "1280")
        stop(page)
        shoot(page, pictured / "1280_after.png")
        assert [text for kind, text in said if kind == "countdown"][-4:] == ["3", "2", "1", "Go"]
        assert [text for kind, text in said if kind == "count"] == [str(n + 1) for n in range(expected.repetitions)]
        assert not [text for kind, text in said if kind == "cue"]
        assert driving.metric(page, "Repetitions") == str(expected.repetitions)
        assert driving.metric(page, "In form") == f"{expected.in_form} of {expected.repetitions}"
        page.get_by_role("radio", name="7", exact=True).click()
        expect(page.get_by_text("Red.")).to_be_visible()
        page.get_by_role("button", name="Discard").click()
        expect(page.get_by_role("heading", name="Your set")).to_have_count(0)


def test_a_faulty_set_hears_its_cue_once_on_a_phone(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, pictured: Path
) -> None:
    """Two of three repetitions must lean before it is said, and the third is let be."""
    sample = SAMPLES / "forward_lunge_leaning_side.mp4"
    clip = driving.write_camera_clip(sample, tmp_path / "camera.y4m", still_s=_STILL_S)
    with (
        camera(chromium, playwright_chromium, clip) as browser,
        driving.visit(browser, app, "Live", width_px=390) as page,
    ):
        shoot(page, pictured / "390_before.png")
        choose(page, "Forward lunge")
        aim_at(page, 3)
        said = perform(page, pictured, "390")
        stop(page)
        shoot(page, pictured / "390_after.png")
        assert [text for kind, text in said if kind == "cue"] == ["Keep your trunk tall"]
        assert said.index(("cue", "Keep your trunk tall")) > said.index(("count", "1"))
        expect(page.get_by_role("heading", name="What to fix first")).to_be_visible()
        expect(page.get_by_text("Worst at").first).to_be_visible()


@pytest.mark.parametrize("wrong", ["half out", "nobody", "wrong view"])
def test_wrong_framing_never_says_go(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, pictured: Path, wrong: str
) -> None:
    clip = tmp_path / "camera.y4m"
    if wrong == "nobody":
        driving.write_camera_clip(clips.write_clip(tmp_path / "pattern.mp4", count=60), clip)
    elif wrong == "half out":
        driving.write_camera_clip(SAMPLES / "squat_good_side.mp4", clip, still_s=4.0, zoom=1.8)
    else:
        driving.write_camera_clip(SAMPLES / "squat_knees_inward_front.mp4", clip, still_s=4.0)
    with (
        camera(chromium, playwright_chromium, clip) as browser,
        driving.visit(browser, app, "Live") as page,
    ):
        if wrong == "wrong view":
            choose(page, "Eccentric deadlift")
        start(page)
        page.wait_for_timeout(11_000)
        page.screenshot(path=pictured / f"1280_{wrong.replace(' ', '_')}.png")
        said = spoken(page)
        stop(page)
        assert said, "it is said what to put right"
        assert {kind for kind, _ in said} == {"stage"}
        assert "No set was begun" in driving.messages(page)


def test_mute_says_nothing_and_shows_the_words(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path
) -> None:
    clip = clips.write_clip(tmp_path / "pattern.mp4", count=60)
    flags_clip = driving.write_camera_clip(clip, tmp_path / "camera.y4m")
    with (
        camera(chromium, playwright_chromium, flags_clip) as browser,
        driving.visit(browser, app, "Live") as page,
    ):
        page.get_by_role("radio", name="Mute").click()
        start(page)
        expect(page.get_by_role("status").filter(has_text="Step into the picture")).to_be_visible(timeout=30_000)
        assert spoken(page) == []
        stop(page)
        start(page)
        stop(page)


def test_a_missing_camera_is_told_in_words(app: str, plain_browser: Browser) -> None:
    with driving.visit(plain_browser, app, "Live") as page:
        frame = page.frame_locator("iframe")
        frame.get_by_role("button", name="START").click(timeout=30_000)
        expect(frame.get_by_text("device not found")).to_be_visible(timeout=20_000)
        expect(page.get_by_text("connect one, or close the program that uses it")).to_be_visible()


def test_an_unplugged_camera_and_an_app_that_is_gone_are_told_in_words(
    chromium: str, playwright_chromium: BrowserType, tmp_path: Path, pictured: Path
) -> None:
    pattern = driving.write_camera_clip(clips.write_clip(tmp_path / "pattern.mp4", count=60), tmp_path / "camera.y4m")
    with camera(chromium, playwright_chromium, pattern) as browser, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(_HELD)
        with driving.serve(tmp_path) as address:
            page.goto(address)
            start(page)
            for frame in page.frames:
                frame.evaluate("window.__held?.getTracks().forEach((track) => track.stop())")
            gone = page.get_by_test_id("stAlert").filter(has_text="Is it still plugged in")
            expect(gone).to_be_visible(timeout=30_000)
            page.screenshot(path=pictured / "1280_unplugged.png")
        expect(page.get_by_role("alert").filter(has_text="The app does not answer")).to_be_visible(timeout=30_000)
        page.screenshot(path=pictured / "1280_gone.png")


def test_an_address_that_gets_no_camera_is_told_in_words(app: str, plain_browser: Browser) -> None:
    with plain_browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(_INSECURE)
        page.goto(app)
        expect(page.get_by_role("alert").filter(has_text="only to localhost or https")).to_be_visible(timeout=30_000)


def test_a_set_that_the_server_took_along_is_told_after_the_restart(app: str, plain_browser: Browser) -> None:
    kept = "sessionStorage.setItem('formcheck_set', JSON.stringify({run: 'a', so_far: 'Squat, set 1: 7 repetitions.'}))"
    with plain_browser.new_context() as context:
        page = context.new_page()
        page.goto(app)
        page.evaluate(kept)
        page.reload()
        expect(page.get_by_role("alert").filter(has_text="7 repetitions")).to_be_visible(timeout=30_000)
