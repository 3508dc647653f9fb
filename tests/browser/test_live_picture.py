"""The picture of the live page: mirrored or not, full screen on any device, a screen that stays on, no words on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserType, FloatRect, Page

from benchmarks.data import SAMPLES
from benchmarks.live import driving
from formcheck.stream import BROWSER
from tests.browser.live_page import camera, settle, start, stop, wait_for

pytestmark = pytest.mark.browser

LOCKS = """
window.locks = [];
Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
  window.locks.push("kept");
  return { release: async () => { window.locks.push("released"); } };
} } });
"""
NO_FULL_SCREEN = "delete Element.prototype.requestFullscreen;"
DRAWN = """
window.drawn = 0;
document.addEventListener("formcheck:drawn", () => { window.drawn += 1; });
"""


def box(page: Page) -> FloatRect:
    found = page.locator(".screen").bounding_box()
    assert found is not None
    return found


@pytest.mark.camera
@pytest.mark.model
def test_a_phone_is_filled_mirrored_and_kept_awake(
    app: str, chromium: str, playwright_chromium: BrowserType, tmp_path: Path, screenshots: Path
) -> None:
    clip = tmp_path / "camera.y4m"
    driving.write_camera_clip(SAMPLES / "squat_good_side.mp4", clip, still_s=2.0)
    with camera(chromium, playwright_chromium, clip) as browser:
        _on_a_phone(browser, app, screenshots)


def _on_a_phone(browser: Browser, app: str, screenshots: Path) -> None:
    with driving.visit(browser, f"{app}/live", "Live", width_px=390, script=LOCKS + NO_FULL_SCREEN + DRAWN) as page:
        start(page)
        wait_for(page, "window.drawn > 10")
        assert page.evaluate("window.locks") == ["kept"]
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        assert page.evaluate("window.locks") == ["kept", "kept"]

        video = page.locator(".screen video")
        mirrored = "getComputedStyle(node).transform"
        assert video.evaluate(f"(node) => {mirrored}") == "matrix(-1, 0, 0, 1, 0, 0)"
        page.screenshot(path=screenshots / "390_mirrored.png")
        page.get_by_label("Mirror the picture").uncheck()
        assert video.evaluate(f"(node) => {mirrored}") == "none"

        page.get_by_role("button", name="Full screen", exact=True).click()
        size = page.viewport_size
        assert size is not None
        filled = box(page)
        assert (filled["x"], filled["y"]) == (0, 0)
        assert (filled["width"], filled["height"]) == (size["width"], size["height"])
        page.screenshot(path=screenshots / "390_filled.png")
        page.get_by_role("button", name="Leave full screen").click()
        assert box(page)["height"] < size["height"]

        stop(page)
        settle(page)
        assert page.evaluate("window.locks.at(-1)") == "released"


_SCRIPTS: Final = ("panel", "draw")
_COLOURS: Final = {"ok": "rgb(64 200 120)", "fault": "rgb(255 72 72)", "not_judged": "rgb(150 160 170)"}
_STREAM: Final = """async ([width, height]) => {
  const film = Object.assign(document.createElement("canvas"), { width, height });
  const video = document.querySelector("video");
  const brush = film.getContext("2d");
  setInterval(() => brush.fillRect(0, 0, width, height), 50);
  video.srcObject = film.captureStream(20);
  document.querySelector(".screen").hidden = false;
  while (video.videoWidth !== width || video.videoHeight !== height) await new Promise((go) => setTimeout(go, 30));
}"""
_DRAW: Final = """([sketch, colours]) => {
  const [canvas, video, panel] = ["canvas", "video", ".panel"].map((one) => document.querySelector(one));
  drawSketch({ canvas, video, panel }, sketch, { colours, posture: "standing" }, false);
}"""
# What is drawn over the picture farther from the body's bones and joints than their rings are wide.
_STRAY: Final = """(bones) => {
  const [canvas, video, panel] = ["canvas", "video", ".panel"].map((one) => document.querySelector(one));
  const { picture, words } = fit(canvas, video, panel), c = canvas.getContext("2d");
  const at = (u, v) => [picture.x + u * picture.w, picture.y + v * picture.h], near = 2 * picture.unit;
  const distance = ([x, y], [ax, ay], [bx, by]) => {
    const [dx, dy] = [bx - ax, by - ay], along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
    const share = Math.min(1, Math.max(0, along));
    return Math.hypot(x - ax - share * dx, y - ay - share * dy);
  };
  const drawnIn = (box, step) => {
    const [x, y, w, h] = [box.x, box.y, box.w, box.h].map(Math.floor), found = [];
    const { data } = c.getImageData(x, y, w, h);
    for (let row = 0; row < h; row += step) for (let column = 0; column < w; column += step) {
      const i = 4 * (row * w + column), alpha = data[i + 3];
      if (alpha > 0) found.push({ point: [x + column, y + row], light: data[i] + data[i + 1] + data[i + 2] });
    }
    return found;
  };
  const drawn = drawnIn(picture, 6);
  const isStray = ({ point }) => bones.every(([a, b, u, v]) => distance(point, at(a, b), at(u, v)) > near);
  const overlap = Math.min(picture.x + picture.w, words.x + words.w) - Math.max(picture.x, words.x) > 1
    && Math.min(picture.y + picture.h, words.y + words.h) - Math.max(picture.y, words.y) > 1;
  const lit = drawnIn(words, 4).filter(({ light }) => light > 400);
  return { body: drawn.length, stray: drawn.filter(isStray).length, overlap, lit: lit.length };
}"""
_JOINTS: Final = {
    "shoulder": (0.09, -0.3), "elbow": (0.13, -0.14), "hip": (0.06, 0.0), "knee": (0.07, 0.22), "ankle": (0.07, 0.44),
}  # fmt: skip
_LINKS: Final = (("shoulder", "elbow"), ("shoulder", "hip"), ("hip", "knee"), ("knee", "ankle"))


def _sketch(x: float, y: float, height: float, **told: object) -> dict[str, object]:
    """Describe somebody whose hips are at a place of the picture, with two faults, in a set."""

    def place(joint: str, side: int) -> tuple[float, float]:
        beside, below = _JOINTS[joint]
        return x + side * beside * height * 0.6, y + below * height

    bones = [[*place(a, side), *place(b, side), False, True] for a, b in _LINKS for side in (-1, 1)]
    joints = [[*place("knee", side), "fault"] for side in (-1, 1)]
    return {
        "stage": "working", "bones": bones, "joints": joints, "angle": None, "people": [], "number": "12",
        "below": "of 15, 10 in form, 1 not judged", "words": "", "good": True,
        "cue": {"text": "Left: Keep your knee over your foot", "verdict": "fault"},
    } | told  # fmt: skip


_PLACES: Final = {
    "high": (0.5, 0.35, 0.8), "low": (0.5, 0.62, 0.8), "left": (0.12, 0.5, 0.7), "right": (0.88, 0.5, 0.7),
    "near": (0.5, 0.5, 1.4), "far": (0.5, 0.5, 0.25),
}  # fmt: skip


def _alone(browser: Browser, width_px: int, height_px: int) -> Page:
    page = browser.new_page(viewport={"width": width_px, "height": height_px})
    html, css = ((BROWSER / f"live.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    script = "\n".join((BROWSER / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    page.set_content(f"<style>body {{ margin: 0 }} {css}</style><main>{html}</main><script>{script}</script>")
    return page


@pytest.mark.parametrize("window", [(1280, 900), (390, 844), (844, 390)], ids=["screen", "phone", "phone across"])
@pytest.mark.parametrize("camera", [(640, 480), (640, 360), (480, 640)], ids=["4:3", "16:9", "upright"])
def test_nothing_but_the_body_is_drawn_over_the_picture(
    plain_browser: Browser, window: tuple[int, int], camera: tuple[int, int]
) -> None:
    page = _alone(plain_browser, *window)
    page.evaluate(_STREAM, list(camera))
    for filled in (False, True):
        page.evaluate("(on) => document.querySelector('.screen').classList.toggle('filled', on)", filled)
        for place in _PLACES.values():
            sketch = _sketch(*place)
            page.evaluate(_DRAW, [sketch, _COLOURS])
            found = page.evaluate(_STRAY, sketch["bones"])
            assert found["body"] > 10
            assert (found["stray"], found["overlap"]) == (0, False), json.dumps([place, filled, found])
            assert found["lit"] > 100, "count and cue are in the panel"
    page.close()
