"""In: two of the sample videos. Out: the pictures here, as the README and the page *The first minute* show them.

Run it after a change of what the overlay draws: .venv/bin/python -m docs.images.make_images. It needs Chromium.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import av
import cv2
import numpy as np
from playwright.sync_api import Locator, Page, sync_playwright

import formcheck
from benchmarks.data import SAMPLES
from benchmarks.live import driving
from benchmarks.live.chromium import find_chromium
from tests.browser.live_page import RECORDED, STILL_S, aim_at, camera, choose, settle, start, wait_for

HERE = Path(__file__).parent
_SQUAT = SAMPLES / "squat_knees_inward_front.mp4"
_JPEG_QUALITY = 88


def repetition(temporary: Path) -> None:
    """Analyse a squat whose knees fall inwards, and keep the frame in which the second repetition is deepest."""
    report = formcheck.analyze(_SQUAT, "squat", out=temporary)
    deepest_s = report.repetitions[1].peak_s
    with av.open(str(temporary / "annotated.mp4")) as container:
        frame = next(frame for frame in container.decode(video=0) if (frame.time or 0.0) >= deepest_s)
        _write("repetition.jpg", frame.to_ndarray(format="bgr24"))


def live_page(temporary: Path) -> None:
    """Do the same squat in front of the camera, and photograph each step from the first page to the result."""
    chromium = find_chromium()
    assert chromium is not None, "install Chromium, or name it in FORMCHECK_CHROMIUM"
    clip = driving.write_camera_clip(_SQUAT, temporary / "camera.y4m", still_s=2 * STILL_S)
    with (
        driving.serve(temporary) as app,
        sync_playwright() as playwright,
        camera(chromium, playwright.chromium, clip) as browser,
        driving.visit(browser, app, "formcheck", width_px=900, script=RECORDED) as page,
    ):
        _photograph(page, "first_start")
        page.get_by_role("button", name="Use the camera").click()
        choose(page, "Squat")
        aim_at(page, {"Sets": 1, "Repetitions": 3})
        start(page)
        wait_for(page, "window.spoken.includes('2')")
        _photograph(page, "first_countdown")
        # Which of them comes first depends on how fast the machine is.
        for said in ("spoken.includes('Push your knees out')", "spoken.lastIndexOf('2') > spoken.indexOf('Go')"):
            wait_for(page, said)
        page.wait_for_timeout(200)
        _photograph(page.locator(".screen"), "live")
        page.get_by_role("heading", name="Your set").wait_for(timeout=60_000)
        settle(page)
        page.get_by_role("heading", name="Your set").scroll_into_view_if_needed()
        _photograph(page, "first_result")


def _photograph(what: Page | Locator, name: str) -> None:
    image = cv2.imdecode(np.frombuffer(what.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    _write(f"{name}.jpg", image)


def _write(name: str, image: cv2.typing.MatLike) -> None:
    cv2.imwrite(str(HERE / name), image, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        repetition(Path(folder))
        live_page(Path(folder))
