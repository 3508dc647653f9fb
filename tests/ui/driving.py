"""The app as its users meet it: a server of its own, and a browser with a clip for a camera."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from urllib.parse import urlsplit

import av
import numpy as np
from av.video.frame import VideoFrame
from playwright.sync_api import Browser, BrowserType, Page, ViewportSize, expect

PROJECT = Path(__file__).resolve().parents[2]
LOOPBACK = "127.0.0.1"
_CAMERA_FPS = 30
_CAMERA_WIDTH_PX = 640
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # Two ends on one machine find each other by address; there is nobody to ask for a name.
    "--disable-features=WebRtcHideLocalIpsWithMdns",
)  # fmt: skip
_STARTS_WITHIN_S = 60.0


@contextmanager
def serve(temporary: Path, script: str = "app.py") -> Iterator[str]:
    """Run the app and yield its address; what it keeps for a while goes into `temporary`."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]
    paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", "--server.headless=true"],
        cwd=PROJECT,
        env=os.environ | {"TMPDIR": str(temporary), "PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait_for(port, process)
        yield f"http://{LOOPBACK}:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
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
    """Start a Chromium that speaks to nobody but the page."""
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
def visit(browser: Browser, address: str, title: str, *, width_px: int = 1280, dark: bool = False) -> Iterator[Page]:
    """Open a page of the app; afterwards, nothing but this machine may have been asked for anything."""
    size: ViewportSize = {"width": width_px, "height": 900}
    with browser.new_context(viewport=size, color_scheme="dark" if dark else "light") as context:
        page = context.new_page()
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


def metric(page: Page, label: str) -> str:
    """Read one of the page's numbers."""
    box = page.get_by_test_id("stMetric").filter(has_text=label)
    return box.get_by_test_id("stMetricValue").inner_text().strip()


def messages(page: Page) -> str:
    """All that the page says in its coloured boxes."""
    return "\n".join(page.get_by_test_id("stAlert").all_inner_texts())


def write_camera_clip(source: Path, target: Path, *, still_s: float = 0.0, zoom: float = 1.0) -> Path:
    """Turn a clip into what Chromium takes for a camera: Y4M, 30 frames a second, 640 pixels wide.

    Its first picture stands still for `still_s` before it moves; with a `zoom` above 1 the upper part of the picture
    fills it, so that whoever stands there is half out of it.
    """
    with av.open(str(source)) as container, target.open("wb") as out:
        stream = container.streams.video[0]
        height_px = round(stream.height * _CAMERA_WIDTH_PX / stream.width / 2) * 2
        out.write(f"YUV4MPEG2 W{_CAMERA_WIDTH_PX} H{height_px} F{_CAMERA_FPS}:1 Ip A1:1 C420mpeg2\n".encode())
        written = 0
        for frame in container.decode(stream):
            planes = _planes(frame, height_px, zoom)
            until_s = (frame.time or 0.0) + still_s
            while Fraction(written, _CAMERA_FPS) <= until_s:
                out.write(b"FRAME\n" + planes)
                written += 1
    return target


def _planes(frame: VideoFrame, height_px: int, zoom: float) -> bytes:
    if zoom > 1:
        left = round(frame.width * (1 - 1 / zoom) / 2)
        upper = frame.to_ndarray(format="rgb24")[: round(frame.height / zoom), left : frame.width - left]
        frame = VideoFrame.from_ndarray(np.ascontiguousarray(upper, dtype=np.uint8), format="rgb24")
    small = frame.reformat(width=_CAMERA_WIDTH_PX, height=height_px, format="yuv420p")
    return bytes(small.to_ndarray().tobytes())
