"""Real clips as the camera of a real Chromium: ``python -m benchmarks.live.filming [CLIP ...]``.

The app runs in a server of its own, and is used as people use it: an exercise is chosen, *Start the camera* is clicked,
and the set runs until the clip is over. The first frame with a person is held for 12 s first, as a user stands there
before a set. Said of each clip: the model that Live took, seconds from the click to "Go", and to "Go" where *Start now*
is pressed as soon as it shows; what was counted, and whether each cue of each repetition was judged as of the same clip
uploaded. The browser, the app and the film share this machine: let nothing else run.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast, get_args

import av
import numpy as np
from playwright.sync_api import BrowserType, Page, TimeoutError, sync_playwright

from benchmarks.live import driving
from benchmarks.live.chromium import find_chromium
from benchmarks.live.filmed import HOLD_S, first_seen_s
from benchmarks.live.same import CLIPS, Compared, Likeness, done, paired, totals
from benchmarks.real import FOOTAGE, STRANGERS
from benchmarks.real.known.truth import Clip, all_clips
from benchmarks.real.landmarks import landmarks
from benchmarks.real.looks import judged_with_looks
from benchmarks.real.measuring import match
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.records import ModelName, Report
from formcheck.report.document import from_json

_PROBE: Final = """
window.begun_ms = {}; window.camera_ms = null;
document.addEventListener("formcheck:drawn", ({ detail }) => { window.begun_ms[detail.stage] ??= performance.now(); });
if (navigator.mediaDevices) {
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    window.clicked_ms ??= performance.now();
    const stream = await ask(wanted);
    window.camera_ms ??= performance.now();
    return stream;
  };
}
"""
_GO: Final = "window.begun_ms.working"
_PATIENCE_S: Final = 40.0
_MOST: Final = {"Repetitions": 200, "Steps": 200, "Seconds": 600}
_SHIFTS_S: Final[list[float]] = np.arange(-6.0, 6.01, 0.1).tolist()


@dataclass(frozen=True, slots=True)
class Filmed:
    """What the app said of a clip before its camera; times in seconds from the click, None where it never began."""

    go_s: float | None
    report: Report | None


def measure(clip: Clip, model: ModelName, chromium: str, playwright: BrowserType) -> tuple[Compared, str]:
    """Show a clip to the app in a browser, and to the analysis of uploads; say with which model Live looked."""
    exercise = load_exercise(clip.exercise)
    begins_s = first_seen_s(landmarks(clip.path, model))
    with tempfile.TemporaryDirectory() as folder:
        film = driving.write_camera_clip(clip.path, Path(folder) / "film.y4m", still_s=HOLD_S, begins_s=begins_s)
        lasts_s = HOLD_S + _length_s(clip.path) - begins_s
        with _app(Path(folder), chromium, playwright, film) as pages:
            live = _set(next(pages), exercise, lasts_s)
            now_s = _start_now(next(pages), exercise)
    uploaded = judged_with_looks(clip.path, clip.exercise, model, held_s=HOLD_S).finish()
    report = live.report
    pairs = list(paired(report, uploaded, _later_s(report, uploaded))) if report is not None else []
    counted = done(report) if report is not None else 0
    compared = Compared(clip.path.stem, exercise.id, live.go_s, now_s, counted, done(uploaded), pairs)
    return compared, report.model if report is not None else "-"


@contextmanager
def _app(folder: Path, chromium: str, playwright: BrowserType, film: Path) -> Iterator[Iterator[Page]]:
    with driving.serve(folder) as address, driving.browser(chromium, playwright, driving.camera_flags(film)) as browser:

        def pages() -> Iterator[Page]:
            while True:
                with driving.visit(browser, f"{address}/live", "Live", script=_PROBE) as page:
                    yield page

        yield pages()


def _length_s(clip: Path) -> float:
    with av.open(str(clip)) as container:
        return max(frame.time or 0.0 for frame in container.decode(video=0))


def _set(page: Page, exercise: Exercise, lasts_s: float) -> Filmed:
    """Do one set, until the clip is over; give what was downloaded afterwards."""
    _begin(page, exercise)
    page.wait_for_function("() => window.camera_ms", timeout=60_000)
    page.wait_for_timeout(lasts_s * 1000)
    go_s = _seconds(page, _GO)
    page.get_by_role("button", name="Stop", exact=True).click()
    if go_s is None:
        return Filmed(None, None)
    link = page.get_by_role("link", name="Download the reports")
    try:
        with page.expect_download(timeout=90_000) as download:
            link.click(timeout=60_000)
    except TimeoutError:
        return Filmed(go_s, None)
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as files:
        return Filmed(go_s, from_json(files.read("set_1/report.json").decode()))


def _start_now(page: Page, exercise: Exercise) -> float | None:
    """Press *Start now* as soon as it shows; give the seconds to "Go"."""
    _begin(page, exercise)
    try:
        page.get_by_role("button", name="Start now").click(timeout=_PATIENCE_S * 1000)
        page.wait_for_function(f"() => {_GO}", timeout=_PATIENCE_S * 1000)
    except TimeoutError:
        return None
    return _seconds(page, _GO)


def _begin(page: Page, exercise: Exercise) -> None:
    driving.choose_set(page, exercise.name, _MOST)
    page.get_by_role("button", name="Start the camera").click()


def _seconds(page: Page, moment: str) -> float | None:
    found = page.evaluate(f"{moment} === undefined ? null : ({moment} - window.clicked_ms) / 1000")
    return None if found is None else float(found)


def _later_s(live: Report, uploaded: Report) -> float:
    """Find by how much the clock of Live began after the film's: where most repetitions meet, and nearest."""
    found = [(one.start_s, one.peak_s, one.end_s) for one in live.repetitions]

    def fit(shift_s: float) -> tuple[int, float]:
        moments = [one.peak_s - shift_s for one in uploaded.repetitions]
        pairs = match(moments, found)
        return len(pairs), -sum(abs(moments[i] - found[j][1]) for i, j in pairs)

    return max(_SHIFTS_S, key=fit)


def row(found: Compared, model: str) -> str:
    """Write one line of the table."""
    go, now = (f"{t_s:.1f}" if t_s is not None else "never" for t_s in (found.go_s, found.start_now_s))
    kinds = " | ".join(str(found.likenesses[kind]) for kind in get_args(Likeness))
    return f"| {found.name} | {found.exercise} | {model} | {go} | {now} | {found.live} | {found.uploaded} | {kinds} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="full", choices=get_args(ModelName), help="with which the upload is judged")
    parser.add_argument("clips", nargs="*", default=CLIPS, help="names of clips, by default all of `same.CLIPS`")
    arguments = parser.parse_args()
    if (chromium := find_chromium()) is None:
        parser.exit(2, "No Chromium found: install it (Debian: sudo apt install chromium) or set FORMCHECK_CHROMIUM.\n")
    known = {clip.path.stem: clip for clip in all_clips(FOOTAGE, STRANGERS)}
    print("| clip | exercise | model | go s | *Start now* s | live | uploaded | same | softer | harder | contrary |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    all_found = []
    with sync_playwright() as playwright:
        for name in arguments.clips:
            found, model = measure(known[name], cast("ModelName", arguments.model), chromium, playwright.chromium)
            all_found.append(found)
            print(row(found, model), flush=True)
    print(totals(all_found))


if __name__ == "__main__":
    main()
