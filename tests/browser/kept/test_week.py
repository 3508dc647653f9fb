"""A week in a clinic: prescribed, done, reviewed by keys, printed, read; and nothing of it for anybody else."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect
from pypdf import PdfReader

from benchmarks.data import SAMPLES
from benchmarks.live import driving
from formcheck.desk.decision import Decision
from formcheck.store.entries import Account, Role
from formcheck.store.store import Store
from tests.browser.kept.clinic import add_accounts, sign_in
from tests.browser.kept.clips import thinned
from tests.browser.live_page import RECORDED, STILL_S, camera, start, stop, wait_for
from tests.browser.openid_provider import Provider

# Four people sign in and a clip is analysed: minutes on a machine that has other things to do.
pytestmark = [pytest.mark.browser, pytest.mark.camera, pytest.mark.model, pytest.mark.timeout(550)]

STAFF: dict[str, Role] = {
    "Therapist": "therapist",
    "Runner": "runner",
    "Second therapist": "therapist",
    "Second runner": "runner",
}
USERS = dict.fromkeys(STAFF, 3600.0)
CLIP, TWO_S = SAMPLES / "squat_too_shallow_side.mp4", 8.4
"""Three squats, and when the second is over."""
# The countdown says two as well.
COUNTED_TWO = """(() => {
  const counts = window.spoken.slice(window.spoken.lastIndexOf("Go") + 1).filter((one) => /^\\d+$/.test(one));
  return window.spoken.includes("Go") && counts[0] === "1" && counts[1] === "2";
})()"""
_SOON_MS, _ANALYSED_MS = 60_000, 420_000
As = Callable[[str], Page]


@pytest.fixture(scope="module")
def accounts(home: Path, openid: Provider) -> dict[str, Account]:
    """Two therapists and two runners; the first treats the first."""
    with Store.open(home) as store:
        admin = store.acting_as(store.add_account("admin", "Admin", issuer=openid.issuer, subject="Admin"))
        made = add_accounts(store, STAFF, openid.issuer)
        admin.treat(made["Therapist"].id, made["Runner"].person_id or "")
    return made


@pytest.fixture
def browser(chromium: str, playwright_chromium: BrowserType, tmp_path: Path) -> Iterator[Browser]:
    """A browser before whose camera somebody squats, again and again."""
    clip = driving.write_camera_clip(SAMPLES / "squat_good_side.mp4", tmp_path / "camera.y4m", still_s=STILL_S)
    with camera(chromium, playwright_chromium, clip) as opened:
        yield opened


@pytest.fixture
def signed_in(browser: Browser, clinic: str) -> Iterator[As]:
    """Sign somebody in, in a browser of their own."""
    with ExitStack() as stack:

        def signed_in_as(name: str) -> Page:
            page = stack.enter_context(browser.new_context(viewport={"width": 1280, "height": 900})).new_page()
            page.add_init_script(RECORDED)
            page.set_default_timeout(_SOON_MS)
            sign_in(page, clinic, name)
            expect(page.get_by_text(f"Signed in as {name}, {STAFF[name]}.")).to_be_visible(timeout=_SOON_MS)
            return page

        yield signed_in_as


def go(page: Page, path: str, title: str) -> None:
    parts = urlsplit(page.url)
    page.goto(f"{parts.scheme}://{parts.netloc}/{path}")
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=_SOON_MS)


def settled(page: Page) -> None:
    page.wait_for_function("!document.querySelector('[data-stale=\"true\"]')")


def test_a_week(signed_in: As, home: Path, accounts: dict[str, Account], tmp_path: Path, screenshots: Path) -> None:
    therapist, runner = signed_in("Therapist"), signed_in("Runner")
    _prescribes(therapist)
    _answers_what_is_asked_first(runner)
    _does_a_set_by_upload(runner, thinned(CLIP, tmp_path / "squat.mp4"))
    _does_a_set_live(runner)
    _does_a_set_by_upload(runner, thinned(CLIP, tmp_path / "again.mp4", TWO_S), done=2)
    runner.screenshot(path=screenshots / "week_review.png", full_page=True)
    _sees_the_session_done(runner)
    _were_done_as_prescribed(home, accounts["Runner"])
    set_id, film = _reviews(therapist)
    _prints(therapist)
    _reads_what_was_decided(runner, set_id, film)
    therapist.screenshot(path=screenshots / "week_desk.png", full_page=True)
    for name in ("Second therapist", "Second runner"):
        _sees_nothing(signed_in(name), set_id, film)
    # The machine's own report is as it was, and what was decided is signed.
    with Store.open(home) as store:
        entries = store.acting_as(accounts["Therapist"]).decisions(set_id)
        kinds = [Decision.model_validate(entry.payload).kind for entry in entries]
        seen = [entry.action for entry in store.acting_as(accounts["Runner"]).audit() if entry.by == "Therapist"]
    assert kinds == ["overrule_finding", "overrule_finding", "move_repetition", "comment"]
    assert {entry.by for entry in entries} == {"Therapist"}
    assert {"prescribe", "open", "decide"} <= set(seen)


def _prescribes(page: Page) -> None:
    go(page, "prescribe", "Prescribe")
    page.get_by_role("combobox", name="Another exercise").click()
    page.get_by_role("combobox", name="Another exercise").fill("Squat")
    page.get_by_role("option", name="Squat", exact=True).click()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("textbox", name="Note on this exercise").fill("As deep as it is comfortable.")
    for day in ("Tue", "Thu", "Sat", "Sun"):
        page.get_by_role("button", name=day, exact=True).click()
        settled(page)
    page.get_by_role("textbox", name="Note to the patient").fill("Three sets each day.")
    page.keyboard.press("Tab")
    settled(page)
    page.get_by_role("button", name="Prescribe to Runner").click()
    expect(page.get_by_text("Version 1 is prescribed to Runner.")).to_be_visible(timeout=_SOON_MS)
    expect(page.get_by_text("every day")).to_be_visible()


def _answers_what_is_asked_first(page: Page) -> None:
    go(page, "plan", "Plan")
    expect(page.get_by_text("Three sets each day.")).to_be_visible(timeout=_SOON_MS)
    for number in range(3):
        page.get_by_role("radiogroup").nth(number).get_by_text("No", exact=True).click()
        settled(page)
    expect(page.get_by_text("As deep as it is comfortable.")).to_be_visible(timeout=_SOON_MS)


def _does_a_set_by_upload(page: Page, clip: Path, done: int = 0) -> None:
    page.get_by_role("link", name="Plan", exact=True).first.click()
    expect(page.get_by_text(f"{done} of 3 sets done")).to_be_visible(timeout=_SOON_MS)
    page.get_by_role("button", name="Upload a clip").click()
    expect(page.get_by_role("heading", name="Review a clip", exact=True)).to_be_visible(timeout=_SOON_MS)
    expect(page.get_by_text("Judged as Therapist prescribed it (version 1).")).to_be_visible(timeout=_SOON_MS)
    page.locator("input[type=file]").set_input_files(clip)
    page.get_by_text("Quicker, less exact pose model").click()
    page.get_by_role("button", name="Analyse").click()
    expect(page.locator("video")).to_be_visible(timeout=_ANALYSED_MS)
    plain = page.get_by_role("button", name="Plain picture")
    plain.click()
    expect(plain).to_have_attribute("aria-pressed", "true")
    page.wait_for_function(
        "[...document.querySelectorAll('*')].some(e => e.shadowRoot?.querySelector('video')?.readyState >= 2)"
    )


def _does_a_set_live(page: Page) -> None:
    page.get_by_role("link", name="Plan", exact=True).first.click()
    expect(page.get_by_text("1 of 3 sets done")).to_be_visible(timeout=_SOON_MS)
    page.get_by_role("button", name="Do it live").click()
    expect(page.get_by_role("combobox", name="Exercise")).to_have_value("Squat", timeout=_SOON_MS)
    expect(page.get_by_role("spinbutton", name="Sets", exact=True)).to_have_value("3")
    start(page)
    wait_for(page, COUNTED_TWO)
    stop(page)
    expect(page.get_by_role("heading", name="Your set")).to_be_visible(timeout=_SOON_MS)


def _were_done_as_prescribed(home: Path, account: Account) -> None:
    with Store.open(home) as store:
        own = store.acting_as(account)
        prescription = own.prescription()
        assert prescription is not None
        sets = own.sets()
    assert [one.source for one in sets] == ["upload", "live", "upload"]
    assert {one.prescription_id for one in sets} == {prescription.id}
    assert min(one.repetitions for one in sets) >= 2


def _sees_the_session_done(page: Page) -> None:
    page.get_by_role("link", name="Plan", exact=True).first.click()
    expect(page.get_by_text("3 of 3 sets done")).to_be_visible(timeout=_SOON_MS)
    expect(page.get_by_text("All of today's sets are done.")).to_be_visible()


def _reviews(page: Page) -> tuple[str, str]:
    """Overrule two findings, move a repetition and comment, by keys alone; return the set and its film's address."""
    go(page, "desk", "Desk")
    page.get_by_test_id("stButtonGroup").get_by_text("Faulty", exact=True).click(timeout=_SOON_MS)
    settled(page)
    expect(page.get_by_text("2 sets")).to_be_visible()
    page.get_by_role("button", name="Review", exact=True).first.click()
    expect(page.locator(".player")).to_be_visible(timeout=_SOON_MS)
    page.wait_for_function(
        "[...document.querySelectorAll('*')].some(e => e.shadowRoot?.querySelector('video')?.readyState >= 2)"
    )
    which, said, settled_ones = page.locator(".which"), page.locator(".said"), page.locator(".jumps .settled")
    expect(which).to_contain_text("Repetition 1: to fix")
    for number in (1, 2):
        page.keyboard.press("x")
        page.keyboard.press("1")
        expect(settled_ones).to_have_count(number, timeout=_SOON_MS)
        page.keyboard.press("ArrowDown")
    for key in ("Home", "s", "Shift+ArrowRight", "Shift+ArrowRight", "t", "Shift+ArrowRight", "Shift+ArrowRight", "e"):
        page.keyboard.press(key)
    expect(page.locator(".times")).to_contain_text("start 0:00.00")
    page.keyboard.press("w")
    expect(said).to_have_text("Kept.", timeout=_SOON_MS)
    page.keyboard.press("c")
    page.keyboard.type("deep enough for this week")
    page.keyboard.press("Enter")
    expect(page.get_by_text("deep enough for this week")).to_be_visible(timeout=_SOON_MS)
    film = page.locator("video").get_attribute("src")
    found = re.search(r"set=([0-9a-f]+)", page.url)
    assert found is not None
    assert film is not None
    return found[1], film


def _prints(page: Page) -> None:
    page.get_by_text("For a patient's file, another person or another program").click()
    page.get_by_role("textbox", name="Patient").fill("Patient 7")
    page.get_by_role("textbox", name="Words for the page").fill("Go on like this.")
    # The click is what leaves the field: what was typed there is in the page all the same.
    text = _printed(page)
    assert "Go on like this." in text
    assert "Patient 7" in text
    assert "Squat" in text


def _printed(page: Page) -> str:
    with page.expect_download(timeout=_ANALYSED_MS) as download:
        page.get_by_role("link", name="PDF", exact=True).click()
    pages = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes())).pages
    return "".join(each.extract_text() for each in pages)


def _reads_what_was_decided(page: Page, set_id: str, film: str) -> None:
    go(page, f"history?set={set_id}", "History")
    expect(page.get_by_text("deep enough for this week")).to_be_visible(timeout=_SOON_MS)
    expect(page.get_by_text("The machine's own", exact=True)).to_be_visible()
    assert page.request.get(film).status == 200


def _sees_nothing(page: Page, set_id: str, film: str) -> None:
    for path, title in ((f"history?set={set_id}", "History"), (f"desk?set={set_id}", "Desk")):
        go(page, path, title)
        expect(page.get_by_text("There is no set").first).to_be_visible(timeout=_SOON_MS)
        expect(page.get_by_text("deep enough for this week")).to_have_count(0)
        go(page, path.partition("?")[0], title)
        expect(page.get_by_text("Nothing is kept yet.").first).to_be_visible(timeout=_SOON_MS)
    go(page, "plan", "Plan")
    expect(page.get_by_text("Three sets each day.")).to_have_count(0)
    assert page.request.get(film).status == 404
    assert page.context.browser is not None
    nobody = page.context.browser.new_context()
    assert nobody.request.get(film).status == 404
    nobody.close()
