"""No page keeps anybody from using it, as far as axe-core finds it: on a phone and a screen, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from benchmarks.live import driving
from formcheck.desk.prescription import Prescribed, Prescription
from formcheck.store.store import Store
from tests.browser.live_page import become_dark, settle
from tests.desk.drawn import write_results

pytestmark = pytest.mark.browser

SHALLOW = 25.0
PAGES = {
    "": "formcheck", "live": "Live", "review": "Review a clip", "history": "History", "desk": "Desk", "plan": "Plan",
    "prescribe": "Prescribe", "exercises": "Exercises", "own": "Record your own",
}  # fmt: skip
"""Those of a machine without sign-in, by address."""


@pytest.fixture(scope="module")
def set_id(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A set in the app's store, done for a prescription, with a fault in it."""
    folder = tmp_path_factory.mktemp("results")
    write_results(folder, SHALLOW)
    squats = Prescription(exercises=(Prescribed(exercise="squat", sets=3, repetitions=10),))
    with Store.open(kept / "home") as store:
        version = store.local().prescribe(squats.to_payload())
        return store.local().save_set(folder, source="upload", prescription=version.id).id


def grave(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical, with the element that it is about."""
    settle(page)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("width_px", [390, 1280])
def test_nothing_grave_is_found_on_any_page(app: str, plain_browser: Browser, set_id: str, width_px: int) -> None:
    with driving.visit(plain_browser, app, PAGES[""], width_px=width_px) as page:
        found = {}
        for path, title in (*PAGES.items(), (f"history?set={set_id}", "History"), (f"desk?set={set_id}", "Desk")):
            page.emulate_media(color_scheme="light")
            page.goto(f"{app}/{path}")
            expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=60_000)
            found[path, "light"] = grave(page)
            become_dark(page)
            found[path, "dark"] = grave(page)
    assert {where: what for where, what in found.items() if what} == {}
