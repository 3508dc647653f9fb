"""Review a clip in a real browser: from the upload to the annotated player, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.data import SAMPLES
from benchmarks.live import driving
from tests.support import clips

pytestmark = [pytest.mark.browser]


@pytest.fixture
def page(app: str, plain_browser: Browser) -> Iterator[Page]:
    with driving.visit(plain_browser, f"{app}/review", "Review a clip") as page:
        yield page


def quicker(page: Page) -> None:
    """Have the smaller pose model: what a page does with a result does not depend on it."""
    page.get_by_text("Quicker, less exact pose model").click()


def upload(page: Page, clip: Path) -> None:
    page.locator("input[type=file]").set_input_files(clip)
    button = page.get_by_role("button", name="Analyse")
    expect(button).to_be_enabled(timeout=20_000)
    button.click()


def upload_as(page: Page, exercise: str, clip: Path) -> None:
    """Upload a clip and say what it shows, instead of leaving it to be found."""
    page.get_by_role("combobox", name="Exercise").fill(exercise)
    page.get_by_role("option", name=exercise, exact=True).click()
    upload(page, clip)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def refused(page: Page, because: str) -> None:
    """Wait for what the page says instead of a result; nowhere does it show a stack trace."""
    expect(page.get_by_test_id("stAlert").filter(has_text=because)).to_be_visible(timeout=60_000)
    assert "Traceback" not in page.content()
    assert page.get_by_test_id("stException").count() == 0
    assert page.locator("video").count() == 0


@pytest.mark.model
def test_an_upload_is_analysed_and_plays(page: Page, kept: Path) -> None:
    clip = SAMPLES / "squat_good_side.mp4"
    upload_as(page, "Squat", clip)
    player = page.locator("video")
    expect(player).to_be_visible(timeout=120_000)
    page.wait_for_function("video => video.readyState >= 2", arg=player.element_handle())
    with av.open(str(clip)) as container:
        duration_s = (container.duration or 0) / av.time_base
    # A card that sums up follows the last frame.
    assert duration_s < player.evaluate("video => video.duration") < duration_s + 5.0
    assert driving.metric(page, "Repetitions") == "2"
    expect(page.get_by_role("heading", name="What to fix first")).to_be_visible()
    expect(page.get_by_role("button", name="Delete this result")).to_be_visible()
    named = page.get_by_test_id("stLinkButton").all_inner_texts()
    assert {"report.json", "repetitions.csv", "measures.csv", "moments.png", "poses.npz", "annotated.mp4"} <= set(named)
    with page.expect_download() as download:
        page.get_by_role("link", name="report.json").click()
    assert f'"{clip.name}"' in Path(download.value.path()).read_text("utf-8")

    # Neither another page nor the uploader takes the result away; the user does, and then nothing of it stays.
    page.get_by_role("link", name="Exercises").click()
    expect(page.get_by_role("heading", name="Exercises", exact=True)).to_be_visible()
    page.get_by_role("link", name="Review a clip").click()
    expect(player).to_be_visible()
    film = page.request.get(str(player.evaluate("video => video.src")))
    assert film.status == 200
    assert files_in(kept / "home" / "files")
    page.get_by_role("button", name="Delete this result").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(player).to_have_count(0)
    assert page.request.get(film.url).status == 404
    assert files_in(kept / "home" / "files") == []
    assert files_in(kept / "home" / "work") == []


@pytest.mark.model
def test_the_first_door_leads_to_a_result(app: str, plain_browser: Browser, screenshots: Path) -> None:
    result = ""
    for width_px in (1280, 390):
        with driving.visit(plain_browser, app, "formcheck", width_px=width_px) as page:
            page.screenshot(path=screenshots / f"{width_px}_start.png")
            if result:
                # It is kept: the second window need not wait for the same analysis.
                page.goto(result)
            else:
                page.get_by_role("button", name="Try a sample").click()
            expect(page.locator("video")).to_be_visible(timeout=120_000)
            assert driving.metric(page, "Repetitions") == "3"
            expect(page).to_have_url(re.compile("set="))
            result = page.url
            page.screenshot(path=screenshots / f"{width_px}_sample.png", full_page=True)
            _goes_to_what_is_chosen(page)


def _goes_to_what_is_chosen(page: Page) -> None:
    player = page.locator("video")
    page.wait_for_function("video => video.readyState >= 1", arg=player.element_handle())
    assert player.evaluate("video => video.currentTime") == 0
    page.get_by_role("button", name="Show it").first.click()
    page.wait_for_function("video => video.currentTime > 0.5", arg=player.element_handle())
    expect(player).to_be_in_viewport()
    shown_s = player.evaluate("video => video.currentTime")
    page.wait_for_timeout(1000)  # the page scrolls smoothly to the player
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    # The first repetition: a row is 35 pixels high. While a button has the focus, Streamlit's table may take
    # the first click for itself.
    for _ in range(2):
        table.click(position={"x": 60, "y": 35 * 1.5})
        page.wait_for_timeout(2500)
        if abs(player.evaluate("video => video.currentTime") - shown_s) > 0.3:
            break
    else:
        pytest.fail("no click on a row moved the player")
    expect(player).to_be_in_viewport()
    _goes_to_a_point_of_the_chart(page)


def _goes_to_a_point_of_the_chart(page: Page) -> None:
    player, chart = page.locator("video"), page.get_by_test_id("stVegaLiteChart").first
    times_s = []
    for share in (0.3, 0.8):
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        assert box is not None
        before_s = player.evaluate("video => video.currentTime")
        chart.click(position={"x": share * box["width"], "y": 0.5 * box["height"]})
        moved = "([video, before]) => Math.abs(video.currentTime - before) > 0.1"
        page.wait_for_function(moved, arg=[player.element_handle(), before_s])
        times_s.append(player.evaluate("video => video.currentTime"))
        page.wait_for_timeout(1000)
    assert times_s[1] - times_s[0] > 1.0
    expect(player).to_be_in_viewport()


@pytest.mark.model
def test_the_same_upload_can_be_analysed_as_another_exercise(page: Page) -> None:
    quicker(page)
    upload_as(page, "Squat", SAMPLES / "squat_too_shallow_side.mp4")
    expect(page.get_by_role("heading", name="Squat")).to_be_visible(timeout=120_000)
    # The choices are folded away, so that the result stands at the top.
    expect(page.get_by_role("button", name="Analyse")).not_to_be_visible()
    page.get_by_text("Clips and options").click()
    page.get_by_label("Exercise").click()
    page.get_by_role("option", name="Deadlift", exact=True).click()
    expect(page.get_by_role("heading", name="Squat")).to_be_visible()
    page.get_by_role("button", name="Analyse").click()
    expect(page.get_by_role("heading", name="Deadlift")).to_be_visible(timeout=120_000)


def test_text_named_as_a_clip_is_refused(page: Page, tmp_path: Path) -> None:
    clip = tmp_path / "squat.mp4"
    clip.write_text("This is no film.\n" * 50)
    upload(page, clip)
    refused(page, "squat.mp4")


def test_an_image_named_as_a_clip_is_refused(page: Page, tmp_path: Path) -> None:
    clip = tmp_path / "ein Bild von mir, größer.mp4"
    with av.open(str(clip), "w", format="image2", options={"update": "1"}) as out:
        stream = out.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = clips.WIDTH_PX, clips.HEIGHT_PX, "rgb24"
        out.mux(stream.encode(av.VideoFrame.from_ndarray(clips.frame_image(1), format="rgb24")))
    upload(page, clip)
    refused(page, clip.name)


@pytest.mark.model
def test_a_clip_without_a_person_is_reported(page: Page, tmp_path: Path) -> None:
    upload(page, clips.write_clip(tmp_path / "empty_room.mp4", count=20, fps=10))
    refused(page, "No person was found in empty_room.mp4")


@pytest.mark.model
def test_a_sample_is_chosen_with_its_exercise_and_analysed(page: Page) -> None:
    quicker(page)
    page.get_by_label("Or try a sample").click()
    page.get_by_text("Forward lunge from the side: good form").click()
    expect(page.get_by_role("combobox", name="Exercise")).to_have_value("Forward lunge")
    button = page.get_by_role("button", name="Analyse")
    expect(button).to_be_enabled(timeout=20_000)
    button.click()
    expect(page.locator("video")).to_be_visible(timeout=120_000)
    assert driving.metric(page, "Repetitions") == "2"
