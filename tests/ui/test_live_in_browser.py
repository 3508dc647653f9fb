"""Live in a real browser whose camera is a clip; each stage is pictured at 1280 and 390 pixels."""

from __future__ import annotations

from collections.abc import Iterator
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
_STILL_S = 6.5
_WITHIN_MS = 120_000
# What the page hands to the browser's voice, and each stage that it drew, in their order.
_RECORDED = """
window.spoken = []; window.stages = []; window.drawn = 0;
speechSynthesis.speak = (one) => { if (one.text) window.spoken.push(one.text); one.onstart?.(); };
document.addEventListener("formcheck:drawn", ({ detail }) => {
  window.drawn += 1;
  if (window.stages.at(-1) !== detail.stage) window.stages.push(detail.stage);
});
"""
_HELD = """
if (navigator.mediaDevices) {
  const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => (window.held = await asked(wanted));
}
"""
_UNPLUG = (
    """() => window.held.getTracks().forEach((track) => { track.stop(); track.dispatchEvent(new Event("ended")); })"""
)
_HIDE = """() => {
  Object.defineProperty(document, "hidden", { value: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
_INSECURE = "Object.defineProperty(window, 'isSecureContext', { value: false });"


@pytest.fixture(scope="session")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the screenshots."""
    return tmp_path_factory.mktemp("live")


@contextmanager
def live(browser: Browser, app: str, *, width_px: int = 1280) -> Iterator[Page]:
    with driving.visit(browser, app, "Live", width_px=width_px, script=_RECORDED) as page:
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


def settle(page: Page) -> None:
    """Wait until the app has taken what was entered and shown the page anew."""
    page.wait_for_timeout(500)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)


def shoot(page: Page, target: Path) -> None:
    """Picture a whole page, which scrolls within its window."""
    settle(page)
    size = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": size["width"], "height": 2400})
    page.wait_for_timeout(500)
    page.screenshot(path=target)
    page.set_viewport_size(size)


def wait_for(page: Page, condition: str, within_ms: float = _WITHIN_MS) -> None:
    page.wait_for_function(f"() => {condition}", timeout=within_ms)


def spoken(page: Page) -> list[str]:
    return [str(text) for text in page.evaluate("window.spoken")]


def choose(page: Page, exercise: str) -> None:
    field = page.get_by_role("combobox", name="Exercise")
    if field.input_value() != exercise:
        field.fill(exercise)
        page.get_by_role("option", name=exercise, exact=True).click()
        expect(field).to_have_value(exercise)
    settle(page)


def aim_at(page: Page, **numbers: int) -> None:
    """Set numbers of the plan; each is taken when the page has been told of it."""
    for label, number in numbers.items():
        field = page.get_by_label(label.capitalize(), exact=True)
        field.fill(str(number))
        field.press("Tab")
        settle(page)
        expect(field).to_have_value(str(number))


def photograph(page: Page, pictured: Path, name: str, conditions: dict[str, str]) -> None:
    """Wait for one condition after the other, and picture each."""
    for stage, condition in conditions.items():
        wait_for(page, condition)
        page.screenshot(path=pictured / f"{name}_{stage}.png")


STAGES = {
    "framing": "window.stages.includes('framing') && window.drawn > 3",
    "countdown": "window.spoken.includes('2')",
    "working": "window.spoken.lastIndexOf('1') > window.spoken.indexOf('Go') && window.spoken.includes('Go')",
    "rest": "window.stages.includes('rest')",
}


def counts(said: list[str]) -> list[str]:
    return [text for text in said[said.index("Go") + 1 :] if text.isdigit()]


def cues(said: list[str]) -> list[str]:
    """What was said between the go and the rest besides numbers."""
    after = said[said.index("Go") + 1 :]
    end = next(i for i, text in enumerate(after) if text.startswith(("Rest", "All sets done")))
    return [text for text in after[:end] if not text.isdigit()]


def test_two_good_sets_are_led_counted_and_summed_up_as_analyze_counts(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, pictured: Path
) -> None:
    sample = SAMPLES / "forward_lunge_good_side.mp4"
    expected = formcheck.analyze(sample, "forward_lunge", draw=False).summary
    clip = driving.write_camera_clip(sample, tmp_path / "camera.y4m", still_s=_STILL_S)
    with camera(chromium, playwright_chromium, clip) as browser, live(browser, app) as page:
        shoot(page, pictured / "1280_before.png")
        choose(page, "Forward lunge")
        aim_at(page, sets=2, repetitions=expected.repetitions)
        start(page)
        photograph(page, pictured, "1280", STAGES)
        said = spoken(page)
        assert said[said.index("Go") - 3 : said.index("Go")] == ["3", "2", "1"]
        assert counts(said) == [str(n + 1) for n in range(expected.repetitions)]
        assert cues(said) == []
        skip = page.get_by_role("button", name="Skip the rest")
        skip.focus()
        skip.press("Enter")
        wait_for(page, "window.spoken.includes('Set 2 of 2')")
        # The camera ends by itself after the last set, and the summary takes its place.
        expect(page.get_by_role("heading", name="Your sets")).to_be_visible(timeout=_WITHIN_MS)
        assert spoken(page).count("Go") == 2
        assert spoken(page)[-1] == "All sets done"
        page.get_by_role("radio", name="7", exact=True).click()
        expect(page.get_by_text("Red.")).to_be_visible()
        shoot(page, pictured / "1280_after.png")
        assert driving.metric(page, "Sets") == "2"
        assert driving.metric(page, "Repetitions") == str(2 * expected.repetitions)
        with page.expect_download() as download:
            page.get_by_role("button", name="Keep: download the reports").click()
        assert download.value.suggested_filename == "forward_lunge.zip"
        page.get_by_role("button", name="Discard").click()
        expect(page.get_by_role("heading", name="Your sets")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "exercise", "cue", "earliest"),
    [
        # Two of three repetitions must lean before it is said, and the third is let be.
        ("forward_lunge_leaning_side", "Forward lunge", "Keep your trunk tall", "1"),
        ("squat_knees_inward_front", "Squat", "Push your knees out", "1"),
    ],
)
def test_a_scripted_fault_is_said_once_when_it_happens(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, pictured: Path,
    name: str, exercise: str, cue: str, earliest: str,
) -> None:  # fmt: skip
    sample = SAMPLES / f"{name}.mp4"
    expected = formcheck.analyze(sample, exercise.lower().replace(" ", "_"), draw=False).summary.repetitions
    clip = driving.write_camera_clip(sample, tmp_path / "camera.y4m", still_s=_STILL_S)
    with camera(chromium, playwright_chromium, clip) as browser, live(browser, app, width_px=390) as page:
        shoot(page, pictured / "390_before.png")
        choose(page, exercise)
        aim_at(page, repetitions=expected)
        start(page)
        before = {stage: reached for stage, reached in STAGES.items() if stage != "rest"}
        stages = before | {"cue": f"window.spoken.includes('{cue}')", "rest": STAGES["rest"]}
        photograph(page, pictured, f"390_{name}", stages)
        said = spoken(page)
        stop(page)
        assert counts(said) == [str(n + 1) for n in range(expected)]
        assert cues(said) == [cue]
        assert said.index(cue) > said.index(earliest, said.index("Go"))
        expect(page.get_by_role("heading", name="What to fix first")).to_be_visible()
        expect(page.get_by_text("Worst at").first).to_be_visible()
        shoot(page, pictured / f"390_{name}_after.png")


@pytest.mark.parametrize("wrong", ["half out", "nobody", "wrong view", "two people"])
def test_wrong_framing_never_says_go(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, pictured: Path, wrong: str
) -> None:
    clip, squat = tmp_path / "camera.y4m", SAMPLES / "squat_good_side.mp4"
    if wrong == "nobody":
        driving.write_camera_clip(clips.write_clip(tmp_path / "pattern.mp4", count=60), clip)
    elif wrong == "half out":
        driving.write_camera_clip(squat, clip, still_s=5.0, change=driving.upper_part)
    elif wrong == "two people":
        driving.write_camera_clip(squat, clip, still_s=5.0, change=driving.twice)
    else:
        driving.write_camera_clip(SAMPLES / "squat_knees_inward_front.mp4", clip, still_s=5.0)
    with camera(chromium, playwright_chromium, clip) as browser, live(browser, app) as page:
        if wrong == "wrong view":
            choose(page, "Eccentric deadlift")
        start(page)
        wait_for(page, "window.drawn > 30 && window.spoken.length > 0")
        # Who asks to begin by hand is not let through either.
        page.get_by_role("button", name="Start now").click()
        begun = page.evaluate("window.drawn")
        wait_for(page, f"window.drawn > {begun} + 60")
        page.screenshot(path=pictured / f"1280_{wrong.replace(' ', '_')}.png")
        said, stages = spoken(page), page.evaluate("window.stages")
        stop(page)
        assert "Go" not in said
        assert "working" not in stages
        expect(page.get_by_text("No set was begun")).to_be_visible()


def test_two_sessions_at_once_and_a_phone_upright(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, pictured: Path
) -> None:
    clip = driving.write_camera_clip(
        SAMPLES / "squat_good_side.mp4", tmp_path / "camera.y4m", still_s=_STILL_S, change=driving.upright
    )
    with (
        camera(chromium, playwright_chromium, clip) as browser,
        live(browser, app, width_px=390) as one,
        live(browser, app) as other,
    ):
        other.get_by_role("radio", name="Mute").click()
        settle(other)
        start(one)
        start(other)
        for page in (one, other):
            wait_for(page, "window.stages.includes('working')")
        one.screenshot(path=pictured / "390_upright_working.png")
        assert "Go" in spoken(one)
        assert spoken(other) == []
        stop(one)
        drawn = other.evaluate("window.drawn")
        wait_for(other, f"window.drawn > {drawn} + 10")
        stop(other)


def test_each_word_is_a_caption_and_a_lost_network_and_a_hidden_tab_are_told(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path
) -> None:
    pattern = clips.write_clip(tmp_path / "pattern.mp4", count=60)
    clip = driving.write_camera_clip(pattern, tmp_path / "camera.y4m")
    with camera(chromium, playwright_chromium, clip) as browser, live(browser, app) as page:
        page.get_by_role("radio", name="Mute").click()
        start(page)
        caption = page.get_by_role("status").filter(has_text="Step into the picture")
        expect(caption).to_be_visible(timeout=30_000)
        assert caption.get_attribute("aria-live") == "polite"
        assert spoken(page) == []
        stop(page)
        page.evaluate("window.drawn = 0")
        start(page)
        wait_for(page, "window.drawn > 3")
        # A browser gives up a connection after many seconds; here it is told that it did.
        page.locator(".picture").evaluate("(one) => one.__live.heardState('disconnected')")
        expect(page.get_by_role("alert").filter(has_text="connection to the app is interrupted")).to_be_visible()
        page.evaluate(_HIDE)
        expect(page.get_by_role("alert").filter(has_text="This tab is hidden")).to_be_visible()
        page.locator(".picture").evaluate("(one) => one.__live.heardState('failed')")
        expect(page.get_by_role("alert").filter(has_text="connection to the app is lost")).to_be_visible()
        expect(page.get_by_role("button", name="Start the camera")).to_be_visible()


def test_a_missing_camera_is_told_in_words(app: str, plain_browser: Browser) -> None:
    with live(plain_browser, app) as page:
        start(page)
        expect(page.get_by_role("alert").filter(has_text="No camera was found. Connect one")).to_be_visible(
            timeout=20_000
        )


def test_a_refused_camera_is_told_in_words(app: str, chromium: str, playwright_chromium: BrowserType) -> None:
    flags = ["--use-fake-device-for-media-stream", "--deny-permission-prompts"]
    with driving.browser(chromium, playwright_chromium, flags) as browser, live(browser, app) as page:
        start(page)
        expect(page.get_by_role("alert").filter(has_text="The camera was refused. Allow it")).to_be_visible(
            timeout=20_000
        )
        expect(page.get_by_role("button", name="Start the camera")).to_be_enabled()


def test_what_was_done_survives_an_unplugged_camera_and_an_app_that_is_gone(
    chromium: str, playwright_chromium: BrowserType, tmp_path: Path, pictured: Path
) -> None:
    clip = driving.write_camera_clip(SAMPLES / "squat_good_side.mp4", tmp_path / "camera.y4m", still_s=_STILL_S)
    with camera(chromium, playwright_chromium, clip) as browser, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(_RECORDED + _HELD)
        with driving.serve(tmp_path) as address:
            page.goto(address)
            start(page)
            wait_for(page, STAGES["working"])
            page.evaluate(_UNPLUG)
            expect(page.get_by_role("alert").filter(has_text="it was unplugged")).to_be_visible(timeout=30_000)
            expect(page.get_by_role("heading", name="Your set")).to_be_visible(timeout=30_000)
            shoot(page, pictured / "1280_unplugged.png")
            page.evaluate("window.stages.length = 0")
            start(page)
            wait_for(page, "window.stages.includes('working')")
        expect(page.get_by_role("alert").filter(has_text="set so far is kept")).to_be_visible(timeout=40_000)
        page.screenshot(path=pictured / "1280_gone.png")


def test_a_voice_that_waits_for_a_click_is_told(app: str, plain_browser: Browser) -> None:
    failing = "speechSynthesis.speak = (one) => one.onerror?.({ error: 'not-allowed' });"
    with driving.visit(plain_browser, app, "Live", script=failing) as page:
        page.get_by_role("button", name="Try the voice").click()
        expect(page.get_by_role("alert").filter(has_text="speaks only after a click")).to_be_visible()


def test_an_address_that_gets_no_camera_is_told_in_words(app: str, plain_browser: Browser) -> None:
    with driving.visit(plain_browser, app, "Live", script=_INSECURE) as page:
        expect(page.get_by_role("alert").filter(has_text="only to localhost or https")).to_be_visible(timeout=30_000)


def test_a_set_that_the_server_took_along_is_told_after_the_restart(app: str, plain_browser: Browser) -> None:
    kept = "sessionStorage.setItem('formcheck_set', 'Squat, set 1: 7 repetitions.')"
    with driving.visit(plain_browser, app, "Live", script=kept) as page:
        expect(page.get_by_role("alert").filter(has_text="7 repetitions")).to_be_visible(timeout=30_000)


def test_keys_alone_reach_every_button_and_the_focus_is_seen(app: str, plain_browser: Browser) -> None:
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
