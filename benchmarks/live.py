"""Delay and memory of the live page in a real browser: ``make bench-live``, or ``MINUTES=20 make bench-live``.

The browser's fake camera shows a sample with a number burnt into each picture. A script in the page reads the number
when the camera delivers it and again when the picture with the overlay is shown; the difference is the delay from
capture to overlay: the stream's coding and decoding on both sides, the pose model, coaching and drawing.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path
from urllib.parse import urlsplit

import av
import cv2
import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, sync_playwright

from tests.conftest import find_chromium
from tests.ui import driving

CLIP = Path(__file__).parents[1] / "sample_videos" / "squat_good_side.mp4"
SIZE_PX, FPS = (640, 480), 30
BITS, BLOCK_PX, TOP_PX = 10, 16, 96
_CHECK_BITS = 2
_NUMBERED = 450
_WARM_UP_S = 8.0
_PROBE = Path(__file__).with_name("live_probe.js")
_ASKED = {"as the app asks": "null", "640x480, 30 a second": '{"width": 640, "height": 480, "frameRate": 30}'}


@dataclass(frozen=True, slots=True)
class Delays:
    """Delays in milliseconds in their order, how many pictures the camera delivered, and how many came again."""

    shown_ms: list[float]
    captured: int
    again: int
    seconds: float


def number(picture: NDArray[np.uint8], index: int) -> None:
    """Burn a number into the right edge of an RGB picture of shape (480, 640, 3), most significant bit on top.

    Two bits follow that tell a misread number: the count of its ones, modulo four.
    """
    value = index % 2**BITS
    code = (value << _CHECK_BITS) | (value.bit_count() % 4)
    for i in range(BITS + _CHECK_BITS):
        bright = code >> (BITS + _CHECK_BITS - 1 - i) & 1
        top = TOP_PX + i * BLOCK_PX
        picture[top : top + BLOCK_PX, -2 * BLOCK_PX :] = 235 if bright else 16


def pictures() -> Iterator[NDArray[np.uint8]]:
    """Yield the sample's pictures at 640x480, letters on black where its shape is another."""
    with av.open(str(CLIP)) as container:
        for frame in container.decode(video=0):
            scale = min(SIZE_PX[0] / frame.width, SIZE_PX[1] / frame.height)
            width, height = round(frame.width * scale), round(frame.height * scale)
            canvas = np.zeros((SIZE_PX[1], SIZE_PX[0], 3), np.uint8)
            left, top = (SIZE_PX[0] - width) // 2, (SIZE_PX[1] - height) // 2
            small = cv2.resize(frame.to_ndarray(format="rgb24"), (width, height))
            canvas[top : top + height, left : left + width] = small
            yield canvas


def write_camera(target: Path) -> Path:
    """Write the numbered pictures as Y4M."""
    with target.open("wb") as out:
        out.write(f"YUV4MPEG2 W{SIZE_PX[0]} H{SIZE_PX[1]} F{FPS}:1 Ip A1:1 C420mpeg2\n".encode())
        # Longer than any delay that is to be told: a number that comes again means another picture.
        for index, picture in enumerate(islice(chain.from_iterable(pictures() for _ in count()), _NUMBERED)):
            number(picture, index)
            out.write(b"FRAME\n" + cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420).tobytes())
    return target


def measure(page: Page, seconds: float) -> Delays:
    """Collect delays for a while."""
    frame = next(f for f in page.frames if f.evaluate("() => !!window.__probe?.video"))
    frame.evaluate("window.__probe.clear()")
    page.wait_for_timeout(seconds * 1000)
    found = frame.evaluate("window.__probe.result()")
    return Delays(found["delays_ms"], found["captured"], found["back"], seconds)


def memory_mb(address: str) -> float:
    """Resident memory of the app's server in MB, from /proc; not a number where there is none."""
    flag = f"--server.port={urlsplit(address).port}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if flag in (folder / "cmdline").read_bytes().split(b"\0"):
                status = (folder / "status").read_text()
                return int(status.split("VmRSS:")[1].split()[0]) / 1024
        except OSError:
            continue
    return float("nan")


def row(name: str, delays: Delays) -> str:
    """Write one line of the table."""
    if len(delays.shown_ms) < 2:
        return f"| {name} | no picture came through | | | | | |"
    half = len(delays.shown_ms) // 2
    p95 = statistics.quantiles(delays.shown_ms, n=20)[-1]
    growth = statistics.median(delays.shown_ms[half:]) - statistics.median(delays.shown_ms[:half])
    rates = f"{delays.captured / delays.seconds:.0f} | {len(delays.shown_ms) / delays.seconds:.0f}"
    median = statistics.median(delays.shown_ms)
    return f"| {name} | {median:.0f} | {p95:.0f} | {rates} | {growth:+.0f} | {delays.again} |"


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
        camera = write_camera(Path(folder) / "camera.y4m")
        print("| camera | median ms | 95th percentile ms | captured/s | shown/s | growth ms | old shown again |")
        print("|---|---|---|---|---|---|---|")
        for name, constraints in _ASKED.items():
            with (
                driving.serve(Path(folder)) as address,
                driving.browser(chromium, playwright.chromium, driving.camera_flags(camera)) as browser,
            ):
                page = browser.new_page()
                page.add_init_script(_PROBE.read_text().replace("CONSTRAINTS", constraints))
                start(page, address)
                print(row(name, measure(page, arguments.seconds)), flush=True)
                if name == list(_ASKED)[-1]:
                    watch_memory(page, address, arguments.minutes)


def start(page: Page, address: str) -> None:
    """Open the live page and start its camera."""
    page.goto(address)
    page.frame_locator("iframe").get_by_role("button", name="START").click(timeout=60_000)
    page.get_by_test_id("stMetric").first.wait_for(timeout=60_000)
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
