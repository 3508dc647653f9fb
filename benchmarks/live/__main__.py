"""Delay and memory of the live page in a real browser: ``make bench-live``, or ``MINUTES=20 make bench-live``.

The browser's fake camera shows a sample at 640x480 and 30 frames per second, with a number drawn into each frame. A
script in the page notes when the camera delivers a number; the app reads the number of the frame that it analyses and
sends it with the overlay; the script notes when it is drawn. The difference is the delay from capture to overlay.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import av
import cv2
import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, sync_playwright

from benchmarks.data import SAMPLES
from benchmarks.live import driving
from benchmarks.live.burnt import burn
from benchmarks.live.chromium import find_chromium

CLIP = SAMPLES / "squat_good_side.mp4"
SIZE_PX, FPS = (640, 480), 30
# Long enough to be counted down, too short to end a set: so the set goes on for as long as it is watched.
_STILL_S = 4.2
# The usual one last, since its memory is watched.
_MODELS = ("lite", "automatic")
_MANY = {"Sets": 20, "Repetitions": 200}
_WARM_UP_S = 8.0
_STEAL = 7
_PROBE = Path(__file__).with_name("probe.js")
_APP = "benchmarks/live/app.py"


@dataclass(frozen=True, slots=True)
class Delays:
    """Delays in milliseconds in their order, how many frames the browser showed, and how many overlays went back.

    `withheld` is the share of processor time that the host of a virtual machine gave to others.
    """

    shown_ms: list[float]
    captured: int
    again: int
    seconds: float
    withheld: float


def frames() -> Iterator[NDArray[np.uint8]]:
    """Yield the sample's frames at 640x480, letters on black where its shape is another."""
    with av.open(str(CLIP)) as container:
        for frame in container.decode(video=0):
            scale = min(SIZE_PX[0] / frame.width, SIZE_PX[1] / frame.height)
            width, height = round(frame.width * scale), round(frame.height * scale)
            canvas = np.zeros((SIZE_PX[1], SIZE_PX[0], 3), np.uint8)
            left, top = (SIZE_PX[0] - width) // 2, (SIZE_PX[1] - height) // 2
            small = cv2.resize(frame.to_ndarray(format="rgb24"), (width, height))
            canvas[top : top + height, left : left + width] = small
            yield canvas


def write_camera(target: Path) -> int:
    """Write the numbered frames as Y4M, the first one held for a while, and return how many they are."""
    moving = list(frames())
    shown = [moving[0]] * round(_STILL_S * FPS) + moving
    with target.open("wb") as out:
        out.write(f"YUV4MPEG2 W{SIZE_PX[0]} H{SIZE_PX[1]} F{FPS}:1 Ip A1:1 C420mpeg2\n".encode())
        for index, image in enumerate(shown):
            numbered = image.copy()
            burn(numbered, index)
            out.write(b"FRAME\n" + cv2.cvtColor(numbered, cv2.COLOR_RGB2YUV_I420).tobytes())
    return len(shown)


def measure(page: Page, seconds: float) -> Delays:
    """Collect delays for a while."""
    page.evaluate("window.__probe.clear()")
    before = _processor_times()
    page.wait_for_timeout(seconds * 1000)
    found = page.evaluate("window.__probe.result()")
    spent = _processor_times() - before
    withheld = float(spent[_STEAL] / max(spent.sum(), 1)) if len(spent) else float("nan")
    return Delays(found["delays_ms"], found["captured"], found["back"], seconds, withheld)


def _processor_times() -> NDArray[np.int64]:
    """Count what the processors spent on what since the machine started; empty where there is no /proc."""
    try:
        line = Path("/proc/stat").read_text().splitlines()[0]
    except OSError:
        return np.zeros(0, np.int64)
    # The times of guests are part of the first two.
    return np.array(line.split()[1:9], np.int64)


def memory_mb(address: str) -> float:
    """Resident memory of the app's server in MB, from /proc; not a number where there is none."""
    flag = f"--server.port={urlsplit(address).port}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if flag in (folder / "cmdline").read_bytes().split(b"\0"):
                return driving.resident_mb(int(folder.name))
        except OSError:
            continue
    return float("nan")


def row(name: str, delays: Delays) -> str:
    """Write one line of the table, with the load of the machine over the last minute."""
    if len(delays.shown_ms) < 2:
        return f"| {name} | no frame came through | | | | | | | |"
    half = len(delays.shown_ms) // 2
    p95 = statistics.quantiles(delays.shown_ms, n=20)[-1]
    growth = statistics.median(delays.shown_ms[half:]) - statistics.median(delays.shown_ms[:half])
    rates = f"{delays.captured / delays.seconds:.0f} | {len(delays.shown_ms) / delays.seconds:.0f}"
    machine = f"{os.getloadavg()[0]:.1f} | {delays.withheld:.0%}"
    median = statistics.median(delays.shown_ms)
    return f"| {name} | {median:.0f} | {p95:.0f} | {rates} | {growth:+.0f} | {delays.again} | {machine} |"


def main() -> None:
    """Print the table of delays and the memory over time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="how long the memory is watched")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long each delay is measured")
    arguments = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        parser.exit(2, "No Chromium found: install it (Debian: sudo apt install chromium) or set FORMCHECK_CHROMIUM.\n")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        camera = Path(folder) / "camera.y4m"
        probe = _PROBE.read_text().replace("CYCLE", str(write_camera(camera)))
        print("| model | median ms | 95th % ms | shown/s | analysed/s | growth ms | went back | load | withheld |")
        print("|---|---|---|---|---|---|---|---|---|")
        for model in _MODELS:
            with (
                driving.serve(Path(folder), _APP) as address,
                driving.browser(chromium, playwright.chromium, driving.camera_flags(camera)) as browser,
            ):
                page = browser.new_page()
                page.add_init_script(probe)
                start(page, address, model)
                print(row(model, measure(page, arguments.seconds)), flush=True)
                if model == "automatic":
                    watch_memory(page, address, arguments.minutes)


def start(page: Page, address: str, model: str) -> None:
    """Open the live page and start its camera."""
    page.goto(f"{address}/live")
    button = page.get_by_role("button", name="Start the camera")
    button.wait_for(timeout=60_000)
    driving.choose_set(page, "Squat", _MANY)
    if model == "lite":
        page.get_by_text("Faster, less exact pose model").click()
        page.wait_for_timeout(1500)
    button.click()
    page.wait_for_function("() => window.__probe.ready", timeout=60_000)
    page.wait_for_timeout(_WARM_UP_S * 1000)


def watch_memory(page: Page, address: str, minutes: float) -> None:
    """Print the server's memory, twelve times evenly over the minutes."""
    print("\n| minute | server MB |\n|---|---|")
    begun_s, values = time.monotonic(), [memory_mb(address)]
    print(f"| 0.0 | {values[0]:.0f} |", flush=True)
    for step in range(1, 13):
        page.wait_for_timeout(max(0.0, begun_s + step * 5 * minutes - time.monotonic()) * 1000)
        values.append(memory_mb(address))
        print(f"| {step * minutes / 12:.1f} | {values[-1]:.0f} |", flush=True)
    print(f"\nFrom the second half's first value to its last: {values[-1] - values[6]:+.1f} MB.")


if __name__ == "__main__":
    main()
