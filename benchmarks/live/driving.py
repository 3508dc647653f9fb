"""Runs the app in a server process and drives it with a browser whose camera is a clip."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from fractions import Fraction
from pathlib import Path
from urllib.parse import urlsplit

import av
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from playwright.sync_api import Browser, BrowserType, Page, ViewportSize, expect

from benchmarks.data import PROJECT

Image = NDArray[np.uint8]
LOOPBACK = "127.0.0.1"
# Enough to count by, and half the work of a usual camera for the machine that runs the tests.
_CAMERA_FPS = 15
_CAMERA_PX = 640
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # Both ends are on one machine and find each other by address: nothing resolves an mDNS name here.
    "--disable-features=WebRtcHideLocalIpsWithMdns",
)  # fmt: skip
_STARTS_WITHIN_S = 60.0
_STREAMLIT = ("-m", "streamlit", "run")

STAGES = """
window.stages = []; window.drawn = 0;
document.addEventListener("formcheck:drawn", ({ detail }) => {
  window.drawn += 1;
  if (window.stages.at(-1) !== detail.stage) window.stages.push(detail.stage);
});
"""
"""A script of a page that notes what *Live* drew: each stage in their order, and how many frames."""
HELD = """
if (navigator.mediaDevices) {
  const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => (window.held = await asked(wanted));
}
"""
"""A script of a page that holds its camera, for `UNPLUG`."""
UNPLUG = (
    """() => window.held.getTracks().forEach((track) => { track.stop(); track.dispatchEvent(new Event("ended")); })"""
)


@contextmanager
def serve(temporary: Path, script: str = "app.py", by: Sequence[str] = _STREAMLIT) -> Iterator[str]:
    """Run the app and yield its address; its temporary files go into `temporary`, what it keeps into ``home`` in it.

    `by` is what Python is given to run the script by.
    """
    address, process = started(temporary, script, by)
    try:
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def started(
    temporary: Path, script: str = "app.py", by: Sequence[str] = _STREAMLIT
) -> tuple[str, subprocess.Popen[bytes]]:
    """Start the app as `serve` does; return its address and the process, which is the caller's to end."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]
    paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(
        [sys.executable, *by, script, f"--server.port={port}", "--server.headless=true"],
        cwd=PROJECT,
        env=os.environ
        | {"TMPDIR": str(temporary), "FORMCHECK_HOME": str(temporary / "home"), "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(port, process)
    except BaseException:
        process.kill()
        raise
    return f"http://{LOOPBACK}:{port}", process


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a process listens on a port."""
    end_s = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < end_s:
        assert process.poll() is None, f"the app ended at once, with exit code {process.returncode}"
        try:
            socket.create_connection((LOOPBACK, port), timeout=0.5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    msg = f"the app did not listen within {_STARTS_WITHIN_S:.0f} s"
    raise AssertionError(msg)


@contextmanager
def browser(chromium: str, playwright: BrowserType, flags: Sequence[str] = ()) -> Iterator[Browser]:
    """Start a Chromium that contacts nothing but the page."""
    launched = playwright.launch(executable_path=chromium, args=[*_QUIET, *flags])
    try:
        yield launched
    finally:
        launched.close()


def camera_flags(clip: Path) -> list[str]:
    """Flags that make a Y4M clip the browser's camera."""
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={clip}",
    ]


@contextmanager
def visit(
    browser: Browser, address: str, title: str, *, width_px: int = 1280, dark: bool = False, script: str = ""
) -> Iterator[Page]:
    """Open a page of the app, after a script of the test's own.

    Afterwards, nothing but this machine may have been asked for anything.
    """
    size: ViewportSize = {"width": width_px, "height": 900}
    with browser.new_context(viewport=size, color_scheme="dark" if dark else "light") as context:
        page = context.new_page()
        page.add_init_script(script)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.goto(address)
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=30_000)
        yield page
        assert [url for url in asked if not _stays_here(url)] == []


def _stays_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob") or parts.hostname == LOOPBACK


def choose_set(page: Page, exercise: str, numbers: Mapping[str, int]) -> None:
    """Choose an exercise on the page *Live*, and enter those numbers of the set for which it has a field."""
    choose(page, exercise)
    aim_at(page, {label: number for label, number in numbers.items() if page.get_by_label(label, exact=True).count()})


def choose(page: Page, exercise: str) -> None:
    """Choose an exercise on the page *Live*."""
    field = page.get_by_role("combobox", name="Exercise")
    if field.input_value(timeout=60_000) != exercise:
        field.fill(exercise)
        page.get_by_role("option", name=exercise, exact=True).click()
        expect(field).to_have_value(exercise)
    settle(page)


def aim_at(page: Page, numbers: Mapping[str, int]) -> None:
    """Enter numbers of the set plan by their labels; each takes effect when its field is left."""
    for label, number in numbers.items():
        field = page.get_by_label(label, exact=True)
        field.fill(str(number))
        field.press("Tab")
        settle(page)
        expect(field).to_have_value(str(number))


def settle(page: Page) -> None:
    """Wait until the app has processed the input and shown the page again."""
    page.wait_for_timeout(500)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)


def resident_mb(pid: int) -> float:
    """Resident memory of a process in MB, from /proc; 0 where there is none, or no such process."""
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()[0]) / 1024
    return 0.0


def metric(page: Page, label: str) -> str:
    """Read one of the page's numbers, the first of its name."""
    box = page.get_by_test_id("stMetric").filter(has_text=label).first
    return box.get_by_test_id("stMetricValue").inner_text().strip()


def messages(page: Page) -> str:
    """All that the page says in its coloured boxes."""
    return "\n".join(page.get_by_test_id("stAlert").all_inner_texts())


def write_camera_clip(
    source: Path, target: Path, *, still_s: float = 0.0, begins_s: float = 0.0,
    change: Callable[[Image], Image] = lambda image: image,
) -> Path:  # fmt: skip
    """Convert a clip to what Chromium accepts as a camera: Y4M, 15 frames per second, its longer edge 640 pixels.

    It begins at `begins_s` of the clip. The first frame is held for `still_s`; every frame is put through `change`.
    """
    written, out = 0, target.open("wb")
    with av.open(str(source)) as container, out:
        for frame in container.decode(video=0):
            if (frame.time or 0.0) < begins_s:
                continue
            image = np.ascontiguousarray(change(np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)))
            changed = VideoFrame.from_ndarray(image, format="rgb24")
            share = _CAMERA_PX / max(changed.width, changed.height)
            width_px, height_px = (round(edge * share / 2) * 2 for edge in (changed.width, changed.height))
            if not written:
                out.write(f"YUV4MPEG2 W{width_px} H{height_px} F{_CAMERA_FPS}:1 Ip A1:1 C420mpeg2\n".encode())
            planes = changed.reformat(width=width_px, height=height_px, format="yuv420p").to_ndarray().tobytes()
            until_s = (frame.time or 0.0) - begins_s + still_s
            while Fraction(written, _CAMERA_FPS) <= until_s:
                out.write(b"FRAME\n" + planes)
                written += 1
    return target


def upper_part(image: Image) -> Image:
    """Show what is above the knees, as large as the whole was."""
    height, width, _ = image.shape
    return image[: round(height * 0.55), round(width * 0.22) : round(width * 0.78)]


def upright(image: Image) -> Image:
    """Make it 3 wide and 4 high, as a phone held upright films: less at the sides, more above and below."""
    height, width, _ = image.shape
    middle = image[:, (width - height) // 2 : (width + height) // 2]
    above = height // 6
    return np.pad(middle, ((above, height // 3 - above), (0, 0), (0, 0)), mode="edge")


def twice(image: Image) -> Image:
    """Show the middle of an image twice, side by side: two people who do the same."""
    width = image.shape[1]
    middle = image[:, width // 4 : width - width // 4]
    return np.hstack([middle, middle])
