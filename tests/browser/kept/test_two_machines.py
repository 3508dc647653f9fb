"""A week by files between two machines without sign-in: a therapist's and a runner's, each with an app and a store."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from benchmarks.data import SAMPLES
from benchmarks.live import driving
from formcheck.store.scope.scope import Scope
from formcheck.store.store import Store
from tests.browser.kept.clips import thinned
from tests.browser.live_page import settle

# Two apps run, and a clip is analysed: minutes on a machine that has other things to do.
pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.timeout(550)]

CLIP = SAMPLES / "squat_too_shallow_side.mp4"
ENDS_S = (8.4, 8.6, 8.8)
"""When each clip ends: all have two of three squats, and no two clips are the same."""
_SOON_MS, _ANALYSED_MS = 60_000, 420_000


class Machine(NamedTuple):
    """The page of somebody's app, and where its store lies."""

    page: Page
    home: Path

    def go(self, path: str, title: str) -> None:
        self.page.goto("/" + path)
        expect(self.page.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=_SOON_MS)
        settle(self.page)

    def store(self) -> Store:
        return Store.open(self.home, f"sqlite:///{self.home / 'formcheck.db'}")


@pytest.fixture
def machines(plain_browser: Browser, tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    """The therapist's and the runner's; neither reaches anything of the other."""
    with ExitStack() as stack:
        opened = []
        for name in ("therapist", "runner"):
            (tmp_path / name).mkdir()
            address = stack.enter_context(driving.serve(tmp_path / name))
            size = {"width": 1280, "height": 900}
            context = stack.enter_context(plain_browser.new_context(base_url=address, viewport=size))  # type: ignore[arg-type]
            context.set_default_timeout(_SOON_MS)
            opened.append(Machine(context.new_page(), tmp_path / name / "home"))
        yield opened[0], opened[1]


def test_a_week_by_files(machines: tuple[Machine, Machine], tmp_path: Path) -> None:
    therapist, runner = machines
    _follows(runner, _prescribes(therapist, tmp_path / "plan.formcheck"))
    for done, end_s in enumerate(ENDS_S):
        _uploads(runner, thinned(CLIP, tmp_path / f"squat {done + 1}.mp4", end_s), done)
    _sees_the_session_done(runner)
    _saves_all(runner, sent := [tmp_path / f"{number}.formcheck" for number in range(3)])
    _opens_all(therapist, sent)
    _reviews(therapist)
    _prints(therapist)
    _reads_what_was_decided(runner, _saved(therapist.page, tmp_path / "back.formcheck"))


def _name(page: Page, name: str) -> None:
    page.get_by_role("textbox", name="Your name").first.fill(name)
    page.keyboard.press("Tab")
    settle(page)


def _downloaded(page: Page, link: Locator, target: Path) -> Path:
    with page.expect_download(timeout=_ANALYSED_MS) as download:
        link.click()
    download.value.save_as(target)
    return target


def _prescribes(therapist: Machine, file: Path) -> Path:
    page = therapist.page
    therapist.go("prescribe", "Prescribe")
    _name(page, "T. Therapist")
    page.get_by_role("button", name="Somebody new").click()
    somebody = page.get_by_test_id("stPopoverBody")
    somebody.get_by_role("textbox", name="Name", exact=True).fill("Patient 7")
    page.keyboard.press("Tab")
    somebody.get_by_role("button", name="Add", exact=True).click()
    settle(page)
    page.keyboard.press("Escape")
    expect(somebody).to_have_count(0)
    exercise = page.get_by_role("combobox", name="Another exercise")
    exercise.fill("Squat")
    page.get_by_role("option", name="Squat", exact=True).click()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("textbox", name="Note on this exercise").fill("As deep as it is comfortable.")
    for day in ("Tue", "Thu", "Sat", "Sun"):
        page.get_by_role("button", name=day, exact=True).click()
        settle(page)
    page.get_by_role("button", name="Prescribe to Patient 7").click()
    expect(page.get_by_text("Version 1 is prescribed to Patient 7.")).to_be_visible()
    return _downloaded(page, page.get_by_role("link", name="Save as a file for the person"), file)


def _follows(runner: Machine, file: Path) -> None:
    """Open what was prescribed, and answer what is asked before the first session."""
    page = runner.page
    runner.go("plan", "Plan")
    page.get_by_text("Open a prescription that your therapist sent").click()
    _keeps(page, file)
    expect(page.get_by_text("Prescribed by T. Therapist, version 1")).to_be_visible()
    for number in range(3):
        page.get_by_role("radiogroup").nth(number).get_by_text("No", exact=True).click()
        settle(page)
    expect(page.get_by_text("As deep as it is comfortable.")).to_be_visible()
    expect(page.get_by_text("0 of 3 sets done")).to_be_visible()


def _keeps(page: Page, file: Path) -> None:
    """Choose a file that somebody sent, and keep what is in it."""
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Check and keep it").click()


def _uploads(runner: Machine, clip: Path, done: int) -> None:
    page = runner.page
    page.get_by_role("link", name="Plan", exact=True).first.click()
    expect(page.get_by_text(f"{done} of 3 sets done")).to_be_visible()
    page.get_by_role("button", name="Upload a clip").click()
    expect(page.get_by_role("heading", name="Review a clip", exact=True)).to_be_visible()
    expect(page.get_by_text("Judged as T. Therapist prescribed it (version 1).")).to_be_visible()
    page.locator("input[type=file]").set_input_files(clip)
    page.get_by_text("Quicker, less exact pose model").click()
    page.get_by_role("button", name="Analyse").click()
    expect(page.locator("video")).to_be_visible(timeout=_ANALYSED_MS)


def _sees_the_session_done(runner: Machine) -> None:
    runner.page.get_by_role("link", name="Plan", exact=True).first.click()
    expect(runner.page.get_by_text("3 of 3 sets done")).to_be_visible()


def _saves_all(runner: Machine, files: list[Path]) -> None:
    """Save each set as a file, the newest first."""
    for number, file in enumerate(files):
        runner.go("history", "History")
        opener = runner.page.get_by_test_id("stButton").filter(has_text="Open")
        opener.nth(number).get_by_role("button").click()
        _saved(runner.page, file)


def _saved(page: Page, file: Path) -> Path:
    """Save the set that is shown."""
    more = page.get_by_text("For a patient's file, another person or another program")
    expect(more).to_be_visible()
    if not page.get_by_text("The share file holds the annotated clip").is_visible():
        more.click()
    page.get_by_text("The share file holds the annotated clip").click()
    settle(page)
    return _downloaded(page, page.get_by_role("link", name="Share file"), file)


def _opens_all(therapist: Machine, files: list[Path]) -> None:
    """Open each for the patient; the newest is opened last, and stays open."""
    page = therapist.page
    for file in reversed(files):
        therapist.go("desk", "Desk")
        page.get_by_text("Open a set that somebody shared").click()
        # While the expander opens, what drops down from within it is closed again.
        settle(page)
        who = page.get_by_role("combobox", name="Who did it")
        who.click()
        who.fill("Patient 7")
        page.get_by_role("option", name="Patient 7").click()
        _keeps(page, file)
        expect(page.locator(".player")).to_be_visible()
    expect(page.get_by_text("As deep as it is comfortable.")).to_be_visible()


def _reviews(therapist: Machine) -> None:
    """Overrule two findings, move a repetition and comment, by keys alone."""
    page = therapist.page
    page.wait_for_function(
        "[...document.querySelectorAll('*')].some(e => e.shadowRoot?.querySelector('video')?.readyState >= 2)"
    )
    page.locator(".player").focus()
    expect(page.locator(".which")).to_contain_text("Repetition 1: to fix")
    for number in (1, 2):
        page.keyboard.press("x")
        page.keyboard.press("1")
        expect(page.locator(".jumps .settled")).to_have_count(number)
        page.keyboard.press("ArrowDown")
    for key in ("Home", "s", "Shift+ArrowRight", "Shift+ArrowRight", "t", "Shift+ArrowRight", "Shift+ArrowRight", "e"):
        page.keyboard.press(key)
    page.keyboard.press("w")
    expect(page.locator(".said")).to_have_text("Kept.")
    page.keyboard.press("c")
    page.keyboard.type("deep enough for this week")
    page.keyboard.press("Enter")
    expect(page.get_by_text("deep enough for this week")).to_be_visible()


def _prints(therapist: Machine) -> None:
    page = therapist.page
    page.get_by_text("For a patient's file, another person or another program").click()
    page.get_by_role("textbox", name="Patient").fill("Patient 7")
    with page.expect_download(timeout=_ANALYSED_MS) as download:
        page.get_by_role("link", name="PDF", exact=True).click()
    pages = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes())).pages
    text = "".join(each.extract_text() for each in pages)
    assert all(part in text for part in ("Patient 7", "T. Therapist", "deep enough for this week"))


def _reads_what_was_decided(runner: Machine, file: Path) -> None:
    page = runner.page
    runner.go("desk", "Desk")
    page.get_by_text("Open a set that somebody shared").click()
    _keeps(page, file)
    expect(page.locator(".player")).to_be_visible()
    page.goto(page.url.replace("/desk", "/history"))
    expect(page.get_by_text("deep enough for this week")).to_be_visible()
    expect(page.get_by_text("T. Therapist").first).to_be_visible()
    expect(page.get_by_text("The machine's own", exact=True)).to_be_visible()
    with runner.store() as store:
        assert _decided(store.local()) == {
            "by": {"T. Therapist"}, "kinds": ["overrule_finding", "overrule_finding", "move_repetition", "comment"],
        }  # fmt: skip


def _decided(own: Scope) -> dict[str, object]:
    (answered,) = [one for one in own.sets() if one.decisions]
    entries = own.decisions(answered.id)
    return {"by": {one.by for one in entries}, "kinds": [one.kind for one in entries]}
