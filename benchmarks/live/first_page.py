"""How soon the first page can be used: ``python -m benchmarks.live.first_page``.

The app is started as ``formcheck app`` starts it, which loads it before the browser opens. Then a tab is opened, and
others after it, each in a browser of its own. Said of each: when the largest thing was painted and when a door could be
pressed, in seconds after the address was entered; how far things moved meanwhile (layout shift); when *Try a sample*
showed its result and *Use the camera* its page, in seconds after the click. Let nothing else run.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserType, Page, expect, sync_playwright

from benchmarks.live import driving
from benchmarks.live.chromium import find_chromium

_PROBE: Final = """
window.painted_ms = 0; window.moved = 0;
new PerformanceObserver((seen) => { for (const one of seen.getEntries()) window.painted_ms = one.startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((seen) => { for (const one of seen.getEntries()) window.moved += one.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
_COMMAND: Final = ("-c", "from formcheck.cli import main; main()")
_SETTLED_MS: Final = 2000
_WITHIN_MS: Final = 60_000


def measure(address: str, chromium: str, playwright: BrowserType) -> list[float]:
    """Open a tab, press two doors, and give the row of the table."""
    with driving.browser(chromium, playwright) as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(_PROBE)
        began_s = time.monotonic()
        page.goto(address)
        expect(page.get_by_role("button", name="Use the camera")).to_be_enabled(timeout=_WITHIN_MS)
        usable_s = time.monotonic() - began_s
        page.wait_for_timeout(_SETTLED_MS)
        painted_s, moved = page.evaluate("window.painted_ms") / 1000, page.evaluate("window.moved")
        sample_s = _after(page, "Try a sample", "video")
        page.goto(address)
        live_s = _after(page, "Use the camera", "button.start")
    return [painted_s, usable_s, moved, sample_s, live_s]


def _after(page: Page, door: str, shown: str) -> float:
    """Press a door, and give the seconds until something is shown."""
    button = page.get_by_role("button", name=door)
    expect(button).to_be_enabled(timeout=_WITHIN_MS)
    began_s = time.monotonic()
    button.click()
    expect(page.locator(shown).first).to_be_visible(timeout=_WITHIN_MS)
    return time.monotonic() - began_s


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tabs", type=int, default=3, help="how many are opened, one after the other")
    arguments = parser.parse_args()
    if (chromium := find_chromium()) is None:
        parser.exit(2, "No Chromium found: install it (Debian: sudo apt install chromium) or set FORMCHECK_CHROMIUM.\n")
    print("| tab | largest paint s | a door can be pressed s | layout shift | sample s | Live s |")
    print("|---|---|---|---|---|---|")
    with (
        tempfile.TemporaryDirectory() as folder,
        driving.serve(Path(folder), "app", _COMMAND) as address,
        sync_playwright() as playwright,
    ):
        for tab in range(1, arguments.tabs + 1):
            found = measure(address, chromium, playwright.chromium)
            painted_s, usable_s, moved, sample_s, live_s = found
            print(
                f"| {tab} | {painted_s:.2f} | {usable_s:.2f} | {moved:.3f} | {sample_s:.2f} | {live_s:.2f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
