"""A therapist's ten sets, from the work list to the last decision by keys alone; and a set that comes in as a file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.live import driving
from formcheck.export.share import pack
from formcheck.store.sharing import results_of
from formcheck.store.store import Store
from tests.desk.drawn import write_results

pytestmark = pytest.mark.browser
SETS, NEARLY_DEEP = 10, 15.0
_START = datetime(2026, 3, 2, 18, tzinfo=UTC)


@pytest.fixture(scope="module")
def home(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app's store, with ten sets of somebody, in each of which two repetitions are doubtful."""
    folder = tmp_path_factory.mktemp("results")
    write_results(folder, NEARLY_DEEP)
    with Store.open(kept / "home") as store:
        patient = store.local().add_person("Patient 7").id
        for day in range(SETS):
            at = _START + timedelta(days=day)
            store.local().save_set(folder, source="upload", name=f"day {day}.mp4", at=at, person=patient)
    return kept / "home"


def tab_to(page: Page, name: str) -> None:
    """Press the tabulator until a button of this name has the focus."""
    target = page.get_by_role("button", name=name, exact=True).first
    expect(target).to_be_visible(timeout=30_000)
    for _ in range(60):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the tabulator does not lead to {name!r}")


# Three minutes are what a therapist has for ten sets.
@pytest.mark.timeout(180)
def test_ten_sets_are_reviewed_by_keys_within_three_minutes(app: str, plain_browser: Browser, home: Path) -> None:
    with driving.visit(plain_browser, f"{app}/desk", "Desk") as page:
        expect(page.get_by_text(f"{SETS} sets")).to_be_visible(timeout=30_000)
        tab_to(page, "Review")
        page.keyboard.press("Enter")
        shown = ""
        for _ in range(SETS):
            expect(page).not_to_have_url(shown or f"{app}/desk", timeout=30_000)
            shown = page.url
            # The first is a fault after all, and of the second the machine is right: one key each.
            expect(page.locator(".which", has_text="Repetition 1: in form")).to_have_count(1, timeout=30_000)
            expect(page.locator(".player")).to_have_count(1, timeout=30_000)
            page.keyboard.press("2")
            expect(page.locator(".jumps .settled")).to_have_count(1, timeout=30_000)
            page.keyboard.press("d")
            page.keyboard.press("y")
            expect(page.locator(".jumps .settled")).to_have_count(2, timeout=30_000)
            page.keyboard.press("n")
        expect(page.locator(".said")).to_have_text("This is the last set of the list.")
        tab_to(page, "Back to the list")
        page.keyboard.press("Enter")
        expect(page.get_by_text("No set matches.")).to_be_visible(timeout=30_000)
    with Store.open(home) as store:
        me = store.local()
        kinds = {tuple(one.kind for one in me.decisions(each.id)) for each in me.sets(limit=SETS)}
    assert kinds == {("overrule_finding", "agree")}


def test_a_set_that_somebody_shared_is_opened_and_reviewed(
    app: str, plain_browser: Browser, home: Path, tmp_path: Path
) -> None:
    write_results(tmp_path / "results", NEARLY_DEEP + 2.0)
    with Store.open(tmp_path / "runner", f"sqlite:///{tmp_path / 'runner.db'}") as theirs:
        done = theirs.local().save_set(tmp_path / "results", source="upload", name="squat.mp4")
        pack(results_of(theirs.local(), done.id), tmp_path / "squat.formcheck", by="Runner", with_clip=True)
    with driving.visit(plain_browser, f"{app}/desk", "Desk") as page:
        page.get_by_text("Open a set that somebody shared").click()
        page.locator("input[type=file]").set_input_files(tmp_path / "squat.formcheck")
        page.get_by_role("textbox", name="Somebody new").fill("Patient 8")
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Check and keep it").click(timeout=30_000)
        expect(page.locator(".player")).to_be_visible(timeout=30_000)
        expect(page.get_by_text("Patient 8 ·")).to_be_visible()
        page.keyboard.press("c")
        page.keyboard.type("deep enough")
        page.keyboard.press("Enter")
        expect(page.get_by_text("deep enough")).to_be_visible(timeout=30_000)
    with Store.open(home) as store:
        me = store.local()
        (came,) = [one for one in me.sets(limit=SETS + 1) if one.source == "file"]
        assert (came.person_name, came.at, [one.kind for one in me.decisions(came.id)]) == (
            "Patient 8", done.at, ["comment"],
        )  # fmt: skip
