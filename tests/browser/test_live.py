"""Live in a real browser whose camera is a clip, with screenshots of each stage at widths of 1280 and 390 pixels."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserType, expect

import formcheck
from benchmarks.data import SAMPLES
from benchmarks.live import driving
from tests.browser.live_page import (
    STAGES,
    STILL_S,
    WITHIN_MS,
    aim_at,
    camera,
    choose,
    counts,
    cues,
    live,
    screenshot,
    screenshot_stages,
    spoken,
    start,
    stop,
    wait_for,
)
from tests.support import clips

pytestmark = [pytest.mark.browser, pytest.mark.camera, pytest.mark.model]


def test_two_good_sets_are_led_and_counted_as_analyze_counts_them(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, screenshots: Path
) -> None:
    sample = SAMPLES / "forward_lunge_good_side.mp4"
    expected = formcheck.analyze(sample, "forward_lunge", model="full", draw=False).summary
    clip = driving.write_camera_clip(sample, tmp_path / "camera.y4m", still_s=STILL_S)
    with camera(chromium, playwright_chromium, clip) as browser, live(browser, app) as page:
        screenshot(page, screenshots / "1280_before.png")
        choose(page, "Forward lunge")
        aim_at(page, {"Sets": 2, "Repetitions": expected.repetitions})
        start(page)
        screenshot_stages(page, screenshots, "1280", STAGES)
        words = spoken(page)
        assert words[words.index("Go") - 3 : words.index("Go")] == ["3", "2", "1"]
        assert counts(words) == [str(n + 1) for n in range(expected.repetitions)]
        assert cues(words) == []
        skip = page.get_by_role("button", name="Skip the rest")
        skip.focus()
        skip.press("Enter")
        wait_for(page, "window.spoken.includes('Set 2 of 2')")
        # The camera ends by itself after the last set, and the summary takes its place.
        expect(page.get_by_role("heading", name="Your sets")).to_be_visible(timeout=WITHIN_MS)
        assert spoken(page).count("Go") == 2
        assert spoken(page)[-1] == "All sets done"
        page.get_by_role("radio", name="7", exact=True).click()
        expect(page.get_by_text("Red.")).to_be_visible()
        screenshot(page, screenshots / "1280_after.png")
        assert driving.metric(page, "Sets") == "2"
        assert driving.metric(page, "Repetitions") == str(2 * expected.repetitions)
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the reports").click()
        assert download.value.suggested_filename == "forward_lunge.zip"
        page.get_by_role("button", name="Discard").click()
        expect(page.get_by_role("heading", name="Your sets")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "exercise", "cue", "earliest"),
    [
        # The cue is spoken when two of three repetitions lean; the third is left alone.
        ("forward_lunge_leaning_side", "Forward lunge", "Keep your trunk tall", "1"),
        ("squat_knees_inward_front", "Squat", "Push your knees out", "1"),
    ],
)
def test_a_scripted_fault_is_spoken_at_most_once_a_repetition_and_when_it_happens(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, screenshots: Path,
    name: str, exercise: str, cue: str, earliest: str,
) -> None:  # fmt: skip
    sample = SAMPLES / f"{name}.mp4"
    report = formcheck.analyze(sample, exercise.lower().replace(" ", "_"), model="full", draw=False)
    expected = report.summary.repetitions
    wrong = sum(f.verdict == "fault" and f.message == cue for r in report.repetitions for f in r.findings)
    clip = driving.write_camera_clip(sample, tmp_path / "camera.y4m", still_s=STILL_S)
    with camera(chromium, playwright_chromium, clip) as browser, live(browser, app, width_px=390) as page:
        screenshot(page, screenshots / "390_before.png")
        choose(page, exercise)
        aim_at(page, {"Repetitions": expected})
        start(page)
        before = {stage: reached for stage, reached in STAGES.items() if stage != "rest"}
        stages = before | {"cue": f"window.spoken.includes('{cue}')", "rest": STAGES["rest"]}
        screenshot_stages(page, screenshots, f"390_{name}", stages)
        words = spoken(page)
        stop(page)
        assert counts(words) == [str(n + 1) for n in range(expected)]
        assert set(cues(words)) == {cue}
        assert len(cues(words)) <= wrong
        assert words.index(cue) > words.index(earliest, words.index("Go"))
        expect(page.get_by_role("heading", name="What to fix first")).to_be_visible()
        expect(page.get_by_text("Worst at").first).to_be_visible()
        screenshot(page, screenshots / f"390_{name}_after.png")


@pytest.mark.parametrize("wrong", ["half out", "wrong view", "two people"])
def test_a_bad_place_begins_within_fifteen_seconds_and_says_what_it_costs(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, screenshots: Path, wrong: str
) -> None:
    clip, squat = tmp_path / "camera.y4m", SAMPLES / "squat_good_side.mp4"
    if wrong == "half out":
        driving.write_camera_clip(squat, clip, still_s=20.0, change=driving.upper_part)
    elif wrong == "two people":
        driving.write_camera_clip(squat, clip, still_s=20.0, change=driving.twice)
    else:
        driving.write_camera_clip(SAMPLES / "squat_knees_inward_front.mp4", clip, still_s=20.0)
    with camera(chromium, playwright_chromium, clip) as browser, live(browser, app) as page:
        choose(page, "Eccentric deadlift" if wrong == "wrong view" else "Squat")
        start(page)
        wait_for(page, "window.stages.includes('working')")
        expect(page.get_by_text(re.compile(": else .*(judged|exact|coached)")).first).to_be_visible(timeout=30_000)
        page.screenshot(path=screenshots / f"1280_{wrong.replace(' ', '_')}.png")
        assert spoken(page)[-1] == "Go"
        stop(page)


def test_a_squat_that_nobody_chose_is_named_counted_from_the_first_and_kept(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, screenshots: Path
) -> None:
    clip = tmp_path / "camera.y4m"
    # Shorter than what ends a set: the camera shows the clip again and again.
    driving.write_camera_clip(SAMPLES / "squat_good_side.mp4", clip, still_s=2.0)
    with camera(chromium, playwright_chromium, clip) as browser, live(browser, app) as page:
        expect(page.get_by_role("combobox", name="Exercise")).to_have_value("Find it for me")
        start(page)
        wait_for(page, "window.spoken.includes('Begin when you like')")
        page.screenshot(path=screenshots / "1280_watching.png")
        wait_for(page, "window.spoken.some((one) => one.startsWith('Squat? '))")
        assert "Go" not in spoken(page)
        expect(page.get_by_text(re.compile("Recognised automatically, .* sure: upright"))).to_be_visible(timeout=60_000)
        screenshot(page, screenshots / "1280_found.png")
        stop(page)
        expect(page.get_by_role("heading", name="Your set")).to_be_visible(timeout=30_000)
        expect(page.get_by_role("heading", name="Squat", exact=True)).to_be_visible()
        expect(page.get_by_text(re.compile("Recognised automatically, .* sure: upright"))).to_be_visible()
        assert int(driving.metric(page, "Repetitions")) >= 2
        screenshot(page, screenshots / "1280_found_after.png")
        page.get_by_role("button", name="Discard").click()


def test_nobody_is_waited_for_until_start_now(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path
) -> None:
    clip = tmp_path / "camera.y4m"
    driving.write_camera_clip(clips.write_clip(tmp_path / "pattern.mp4", count=60), clip)
    with camera(chromium, playwright_chromium, clip) as browser, live(browser, app) as page:
        choose(page, "Squat")
        start(page)
        wait_for(page, "window.drawn > 90 && window.spoken.length > 0")
        assert "Go" not in spoken(page)
        page.get_by_role("button", name="Start now").click()
        wait_for(page, "window.stages.includes('working')")
        assert spoken(page)[-1] == "Go"
        stop(page)


def test_two_sessions_at_once_and_a_phone_upright(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, screenshots: Path
) -> None:
    clip = driving.write_camera_clip(
        SAMPLES / "squat_good_side.mp4", tmp_path / "camera.y4m", still_s=STILL_S, change=driving.upright
    )
    with (
        camera(chromium, playwright_chromium, clip) as browser,
        live(browser, app, width_px=390) as one,
        live(browser, app) as other,
    ):
        other.get_by_role("radio", name="Mute").click()
        for page in (one, other):
            choose(page, "Squat")
        start(one)
        start(other)
        for page in (one, other):
            wait_for(page, "window.stages.includes('working')")
        one.screenshot(path=screenshots / "390_upright_working.png")
        assert "Go" in spoken(one)
        assert spoken(other) == []
        stop(one)
        drawn = other.evaluate("window.drawn")
        wait_for(other, f"window.drawn > {drawn} + 10")
        stop(other)
