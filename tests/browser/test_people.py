"""Review of a clip that shows two people: the chooser shows both, and the chosen person is judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, expect

from benchmarks.data import SAMPLES
from benchmarks.live import driving
from formcheck.video import VideoReader, VideoWriter
from tests.browser.live_page import choose

pytestmark = [pytest.mark.browser, pytest.mark.model]

_CLIP = SAMPLES / "squat_good_side.mp4"
_FPS = 10.0
_EVERY = 2
_SIDE_PX = 320


def frames_of(clip: Path) -> list[NDArray[np.uint8]]:
    with VideoReader(clip) as reader:
        return [frame.image for frame in reader]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """On the left a person who squats; on the right the same person, mirrored, who only stands there."""
    images = frames_of(_CLIP)[::_EVERY]
    first = (images[0].shape[1] - _SIDE_PX) // 2
    squatting = [image[:, first : first + _SIDE_PX] for image in images]
    path = tmp_path_factory.mktemp("pair") / "two_people.mp4"
    with VideoWriter(path, 2 * _SIDE_PX, images[0].shape[0], _FPS) as writer:
        for i, image in enumerate(squatting):
            writer.write(np.ascontiguousarray(np.hstack([image, squatting[0][:, ::-1]])), i / _FPS)
    return path


@pytest.fixture
def page(app: str, plain_browser: Browser, pair: Path) -> Iterator[Page]:
    """The page with the clip uploaded and its people shown in the chooser."""
    with driving.visit(plain_browser, f"{app}/review", "Review a clip") as page:
        page.locator("input[type=file]").set_input_files(pair)
        expect(page.get_by_role("button", name="Analyse")).to_be_enabled(timeout=20_000)
        # Of somebody who only stands there nobody could find it out.
        choose(page, "Squat")
        page.get_by_text("Several people in the picture").click()
        expect(page.get_by_role("radiogroup", name="Who is judged")).to_be_visible(timeout=60_000)
        yield page


def analyse(page: Page) -> int:
    """Press the button and return how many repetitions were counted."""
    page.get_by_role("button", name="Analyse").click()
    expect(page.locator("video")).to_be_visible(timeout=120_000)
    return int(driving.metric(page, "Repetitions"))


def drawn_on(page: Page, pair: Path, tmp_path: Path) -> list[int]:
    """Count the pixels that the annotation changed on the body on the left and on the body on the right."""
    annotated = tmp_path / "annotated.mp4"
    annotated.write_bytes(page.request.get(str(page.locator("video").evaluate("video => video.src"))).body())
    middle = len(frames_of(pair)) // 2  # the annotated clip has a card after its last frame
    before, after = (frames_of(clip)[middle].astype(int) for clip in (pair, annotated))
    changed = np.abs(after[: before.shape[0]] - before).max(axis=2) > 80  # without the panel below the picture
    return [int(half.sum()) for half in np.hsplit(changed, 2)]


def test_two_people_are_shown_from_left_to_right(page: Page) -> None:
    offered = page.get_by_role("radiogroup", name="Who is judged").get_by_role("radio")
    expect(offered).to_have_count(3)
    expect(offered.first).to_be_checked()
    expect(page.get_by_role("radio", name="Whoever exercises")).to_be_checked()
    expect(page.get_by_test_id("stImage")).to_have_count(2)
    expect(page.get_by_text("Person 3")).to_have_count(0)


def test_without_a_choice_the_person_who_exercises_is_judged(page: Page, pair: Path, tmp_path: Path) -> None:
    assert analyse(page) == 2
    left, right = drawn_on(page, pair, tmp_path)
    assert left > 10 * right


def test_the_chosen_person_is_judged_and_annotated(page: Page, pair: Path, tmp_path: Path) -> None:
    page.get_by_role("radiogroup", name="Who is judged").get_by_text("Person 2").click()
    assert analyse(page) == 0
    left, right = drawn_on(page, pair, tmp_path)
    assert right > 10 * left
