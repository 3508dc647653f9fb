"""One round: a clip is uploaded, a set is done in Live beside it, something goes wrong, both are seen to the end."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Error, Page, TimeoutError, expect

from benchmarks.live.driving import choose_set
from benchmarks.soak.faults import FAULTS, World
from formcheck.store.entries import Job
from formcheck.store.scope.jobs import OPEN
from formcheck.store.store import Store

_WORKING: Final = "() => window.stages.includes('working')"
_STARTS_WITHIN_MS, _SET_S, _JOB_WITHIN_S = 60_000, 10.0, 900.0
_MOST: Final = {"Sets": 20, "Repetitions": 200}


@dataclass(frozen=True, slots=True)
class Round:
    """What became of a round.

    Attributes
    ----------
    fault : str
        What went wrong on purpose; in brackets where it could not be done.
    began : bool
        Whether Live came as far as "Go".
    rate : float
        Frames a second that Live analysed while the clip was analysed, before the fault.
    live, uploads : int
        Sets that are kept from Live and from uploads, in all rounds so far.
    failed : int
        Uploads that ended with a reason instead, so far.
    app_mb, workers_mb : float
        Memory of the app and of its workers together at the end of the round.
    """

    fault: str
    began: bool
    rate: float
    live: int
    uploads: int
    failed: int
    app_mb: float
    workers_mb: float


def play(world: World, clip: Path, fault: str, jobs: dict[str, Job]) -> Round:
    """Play one round, and note the jobs that were accepted."""
    _upload(world.upload, f"{world.server.address}/review", clip)
    note(world.server.home, jobs)
    began = _begin(world.live, world.server.address)
    rate = _rate(world.live) if began else 0.0
    done = FAULTS[fault](world)
    world.live.wait_for_timeout(_SET_S * 1000)
    _end(world.live)
    wait_for_jobs(world, jobs)
    live, uploads = kept(world.server.home)
    failed = sum(job.state == "failed" for job in jobs.values())
    return Round(fault if done else f"({fault})", began, rate, live, uploads, failed, *world.server.memory_mb())


def note(home: Path, jobs: dict[str, Job]) -> list[str]:
    """Add the jobs of a store to those that are known, as they stand now; list those that have not ended.

    A job whose set was opened by the page is gone from the queue, and stays here as it was last seen.
    """
    with Store.open(home) as store:
        found = {job.id: job for job in store.queue.all()}
    jobs.update(found)
    return [job.id for job in found.values() if job.state in OPEN]


def kept(home: Path) -> tuple[int, int]:
    """Count the sets that a store has from Live, and from uploads."""
    with Store.open(home) as store:
        sources = [one.source for one in store.local().sets(limit=10_000)]
    return sources.count("live"), sources.count("upload")


def wait_for_jobs(world: World, jobs: dict[str, Job]) -> None:
    """Wait until every job has ended, or for as long as one may take."""
    until_s = time.monotonic() + _JOB_WITHIN_S
    while time.monotonic() < until_s:
        if not note(world.server.home, jobs):
            return
        world.live.wait_for_timeout(1000)


def _upload(page: Page, address: str, clip: Path) -> None:
    page.goto(address)
    page.locator("input[type=file]").set_input_files(clip)
    button = page.get_by_role("button", name="Analyse")
    expect(button).to_be_enabled(timeout=60_000)
    button.click()
    page.wait_for_timeout(3000)


def _begin(page: Page, address: str) -> bool:
    page.goto(f"{address}/live")
    choose_set(page, "Squat", _MOST)
    page.get_by_role("button", name="Start the camera").click()
    try:
        page.wait_for_function(_WORKING, timeout=_STARTS_WITHIN_MS)
    except Error:
        return False
    return True


def _rate(page: Page) -> float:
    before, begun_s = page.evaluate("window.drawn"), time.monotonic()
    page.wait_for_timeout(_SET_S * 1000)
    return float(page.evaluate("window.drawn") - before) / (time.monotonic() - begun_s)


def _end(page: Page) -> None:
    """Stop, where the fault has not done so: then the page says what became of the set."""
    stop = page.get_by_role("button", name="Stop", exact=True)
    if stop.is_visible() and stop.is_enabled():
        with suppress(TimeoutError):  # it goes while the page learns that the app is gone
            stop.click(timeout=5000)
    page.wait_for_timeout(5000)
