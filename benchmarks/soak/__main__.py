"""Live and uploads for an hour, with something going wrong in each round: ``make soak``, ``MINUTES=60 make soak``.

A real Chromium with a clip for its camera does one set of squats after another, while clips are uploaded and analysed
beside it. In turn nothing goes wrong, a worker is killed, the network is lost, the camera unplugged, the disk filled to
the last byte, or the app killed and started again. Printed is a row for each round, and at the end whether anything
that was accepted is lost, whether the store is whole, and whether memory grows.

``--disk FOLDER`` names a folder on a small disk of its own, which is filled: for instance
``sudo mount -t tmpfs -o size=800m none FOLDER``. Without it no disk is filled.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.data import SAMPLES
from benchmarks.live import driving
from benchmarks.live.chromium import find_chromium
from benchmarks.soak.faults import FAULTS, TAKES_THE_SET, World, is_small
from benchmarks.soak.rounds import Round, kept, note, play, wait_for_jobs
from benchmarks.soak.server import Server
from formcheck.store.entries import Job
from formcheck.store.store import Store

_CLIP = SAMPLES / "squat_good_side.mp4"
_STILL_S = 4.5
_HARM = frozenset({"database", "missing", "damaged", "no report"})
"""What a kill may not do; files that nothing names may stay after one, until `formcheck store repair`."""
_HEAD = """| min | fault | Live began | analysed/s | Live kept | uploads kept | failed uploads | app MB | worker MB |
|---|---|---|---|---|---|---|---|---|"""


def main() -> int:
    """Play rounds until the time is over, and print what they come to; 1 where something is lost."""
    options = _parser().parse_args()
    if (chromium := find_chromium()) is None:
        _parser().exit(2, "No Chromium: install it (Debian: sudo apt install chromium) or set FORMCHECK_CHROMIUM.\n")
    if options.disk is not None and not is_small(options.disk):
        _parser().exit(
            2, f"The disk of {options.disk} has more than 4 GB and is not filled: mount a small one there.\n"
        )
    jobs: dict[str, Job] = {}
    rounds: list[Round] = []
    with tempfile.TemporaryDirectory(dir=options.disk) as name, _world(Path(name), chromium, options.disk) as world:
        sys.stdout.write(f"{_HEAD}\n")
        begun_s = time.monotonic()
        for fault in cycle(options.faults or FAULTS):
            if (minutes := (time.monotonic() - begun_s) / 60.0) >= options.minutes:
                break
            rounds.append(play(world, _CLIP, fault, jobs))
            sys.stdout.write(row(minutes, rounds[-1]))
            sys.stdout.flush()
        wait_for_jobs(world, jobs)
        problems = lost(rounds, jobs, world.server.home)
    sys.stdout.write("\n".join(["", memory(rounds), *(problems or ["Nothing is lost, and the store is whole."]), ""]))
    return 1 if problems else 0


@contextmanager
def _world(folder: Path, chromium: str, disk: Path | None) -> Iterator[World]:
    camera = driving.write_camera_clip(_CLIP, folder / "camera.y4m", still_s=_STILL_S)
    server = Server(folder)
    try:
        with (
            sync_playwright() as playwright,
            driving.browser(chromium, playwright.chromium, driving.camera_flags(camera)) as browser,
            browser.new_context() as context,
        ):
            live = context.new_page()
            live.add_init_script(driving.STAGES + driving.HELD)
            yield World(server, context, live, context.new_page(), disk)
    finally:
        server.stop()


def row(minutes: float, found: Round) -> str:
    """Write one line of the table."""
    began = "yes" if found.began else "no"
    counts = f"{found.live} | {found.uploads} | {found.failed}"
    return (
        f"| {minutes:.0f} | {found.fault} | {began} | {found.rate:.0f} | {counts} | {found.app_mb:.0f} | "
        f"{found.workers_mb:.0f} |\n"
    )


def lost(rounds: Sequence[Round], jobs: dict[str, Job], home: Path) -> list[str]:
    """Say what was accepted and is neither kept nor refused with a reason, and what is wrong with the store."""
    live, uploads = kept(home)
    not_ended = note(home, jobs)
    failed = [job for job in jobs.values() if job.state == "failed"]
    analysed = len(jobs) - len(failed) - len(not_ended)
    due = sum(one.began and one.fault not in TAKES_THE_SET for one in rounds)
    found = [f"Job {job_id} never ended." for job_id in not_ended]
    found += [f"Job {job.id} failed without a reason." for job in failed if not job.error]
    if len(jobs) < len(rounds):
        found.append(f"{len(rounds)} clips were uploaded, and {len(jobs)} accepted.")
    if uploads != analysed:
        found.append(f"{analysed} uploads should be kept, and {uploads} are.")
    if live < due:
        found.append(f"{due} sets were ended in Live, and {live} are kept.")
    with Store.open(home) as store:
        found += [f"The store: {fault.words}" for fault in store.check() if fault.kind in _HARM]
    return found


def memory(rounds: Sequence[Round]) -> str:
    """Compare the app's memory in the last third of the rounds with the first third, the first round left out."""
    values = [one.app_mb for one in rounds[1:]]
    third = len(values) // 3
    if not third:
        return "Too few rounds to tell of memory."
    first, last = statistics.median(values[:third]), statistics.median(values[-third:])
    return f"Memory of the app: {first:.0f} MB in the first third of the rounds, {last:.0f} MB in the last."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--faults", nargs="*", choices=list(FAULTS), help="which, in their order; by default all")
    parser.add_argument("--disk", type=Path, help="a folder on a small disk of its own, which is filled")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
