"""A frame, a pose and a scene -> the picture with the body drawn on it, and below it what the scene says of it.

Words, counter and strip stand in a panel of their own: over the picture they would hide the face or the foot that they
are about.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.skeleton import enlarge
from formcheck.records import Pose, Verdict
from formcheck.report.lettering import Colour, Image, fitting, put, text_size, wrap
from formcheck.report.overlay import DARK, VERDICT_COLOURS, WHITE, draw, mark
from formcheck.report.scene import STRIP_S, Scene, Strip

# A smaller picture is enlarged, or its words could not be read.
_LEAST_WIDTH_PX: Final = 480
_GREY: Final = (190, 198, 206)
_STRIP_SHARE: Final = 0.3
_STRIP_POINTS: Final = 100
_SHADE: Final = 12
_SIGNAL: Final[Colour] = (110, 190, 255)
_FORMS: Final[dict[bool | None, tuple[Verdict, str]]] = {
    True: ("ok", ""), False: ("fault", " !"), None: ("not_judged", " ?"),
}  # fmt: skip
"""Whether a repetition was in form -> the verdict whose colour it has in the strip, and the sign after its number."""
_LEGEND: Final[tuple[tuple[Verdict, str], ...]] = (("ok", "OK"), ("caution", "caution"), ("fault", "fault"))


@dataclass(frozen=True)
class Layout:
    """Where picture and panel are.

    Parameters
    ----------
    width_px, height_px : int
        Size of the frames.
    """

    width_px: int
    height_px: int

    @cached_property
    def enlarged(self) -> int:
        """By what whole factor the picture is enlarged."""
        return max(1, -(-_LEAST_WIDTH_PX // self.width_px))

    @cached_property
    def picture_px(self) -> tuple[int, int]:
        """Width and height of the picture in it."""
        return self.enlarged * self.width_px, self.enlarged * self.height_px

    @cached_property
    def unit(self) -> int:
        """Height of a line of words, in pixels."""
        return max(14, round(self.enlarged * self.width_px / 44))

    @cached_property
    def size_px(self) -> tuple[int, int]:
        """Width and height of picture and panel together; the height is even, as video needs it."""
        height = self.enlarged * self.height_px + round(7.5 * self.unit)
        return self.enlarged * self.width_px, height + height % 2

    def annotated(self, image: Image, pose: Pose, scene: Scene) -> Image:
        """Draw a moment.

        Parameters
        ----------
        image : ndarray of uint8, shape (height_px, width_px, 3)
            RGB; not changed.
        pose : Pose
            The person, in its pixels.
        scene : Scene
            What to show.

        Returns
        -------
        ndarray of uint8, shape (height, width, 3)
            RGB, of the size `size_px`.
        """
        whole = self.plain(image)
        height = self.enlarged * self.height_px
        draw(whole[:height], enlarge(pose, self.enlarged), scene)
        _panel(whole[height:], scene, self.unit)
        return whole

    def plain(self, image: Image) -> Image:
        """Return the picture above an empty panel."""
        width, height = self.size_px
        whole = np.full((height, width, 3), DARK, np.uint8)
        picture = (width, self.enlarged * self.height_px)
        whole[: picture[1]] = image if self.enlarged == 1 else cv2.resize(image, picture, interpolation=cv2.INTER_CUBIC)
        return whole


def _panel(panel: Image, scene: Scene, unit: int) -> None:
    height, width, _ = panel.shape
    strip_top = height - round(_STRIP_SHARE * height)
    left = _counter(panel[:strip_top], scene, unit) + unit
    right = width - _side(panel[:strip_top], scene, unit) - unit
    if scene.cue and right > left:
        _cue(panel[:strip_top, left:right], scene, unit)
    _strip(panel[strip_top:], scene.strip, unit)


def _counter(panel: Image, scene: Scene, unit: int) -> int:
    """Draw the count and how many of it were in form; return where they end to the right."""
    number, *below = scene.counted
    put(panel, number, unit, unit // 4, 3 * unit, WHITE)
    small = round(0.8 * unit)
    for i, line in enumerate(below):
        put(panel, line, unit, unit // 4 + text_size(number, 3 * unit)[1] + round(i * 1.1 * small), small, _GREY)
    return unit + max(text_size(number, 3 * unit)[0], *(text_size(line, small)[0] for line in below))


def _side(panel: Image, scene: Scene, unit: int) -> int:
    """Draw the view and what the marks mean at the right; return how wide that is."""
    size = max(9, round(0.65 * unit))
    rows = [*_LEGEND]
    width = max(text_size(scene.view, size)[0], *(text_size(word, size)[0] + 2 * unit for _, word in rows))
    left = panel.shape[1] - width - unit // 2
    put(panel, scene.view, left, unit // 4, size, _GREY)
    for i, (verdict, word) in enumerate(rows, 1):
        top = unit // 4 + round(1.5 * size * i)
        mark(panel, (left + size // 2, top + round(0.75 * size)), verdict, max(3, size // 3))
        put(panel, word, left + 2 * size, top, size, _GREY)
    return width


def _cue(place: Image, scene: Scene, unit: int) -> None:
    """Write the cue, and below it what was read and its limit, with a bar in the colour of the verdict."""
    height, width, _ = place.shape
    room = width - unit
    text = ("! " if scene.cue_verdict == "fault" else "") + scene.cue
    size = fitting(text, round((0.9 if scene.cue_verdict == "not_judged" else 1.4) * unit), room, 2)
    top = unit // 4
    for line in wrap(text, size, room):
        put(place, line, unit, top, size, WHITE)
        top += text_size("X", size)[1]
    if scene.detail:
        small = fitting(scene.detail, round(0.8 * unit), room, 2)
        for line in wrap(scene.detail, small, room):
            put(place, line, unit, top, small, _GREY)
            top += round(1.15 * small)
    cv2.rectangle(
        place, (0, unit // 3), (max(3, unit // 3), min(top, height - 1)), VERDICT_COLOURS[scene.cue_verdict], -1
    )


def _strip(image: Image, strip: Strip, unit: int) -> None:
    """Draw the signal of the last seconds, and each repetition with its number and sign, in its verdict's colour."""
    width = image.shape[1]
    image += _SHADE

    def x_of(t_s: float) -> int:
        return int((t_s - strip.now_s + STRIP_S) / STRIP_S * width)

    for one in strip.marks:
        left, right = max(x_of(one.start_s), 0), min(x_of(one.end_s), width)
        verdict, sign = _FORMS[one.in_form]
        if right > left:
            place = image[:, left:right]
            cv2.add(place, np.array([*VERDICT_COLOURS[verdict], 0.0]) * 0.3, dst=place)
            put(image, f"{one.index}{sign}", left + 2, 0, max(8, round(0.7 * unit)), WHITE)
    _signal(image, strip, max(1, unit // 9))


def _signal(image: Image, strip: Strip, thick: int) -> None:
    """Draw the signal, with a gap where nothing was seen."""
    good = np.isfinite(strip.values)
    if good.sum() < 2:
        return
    height, width, _ = image.shape
    low = min(0.0, float(strip.values[good].min()))
    span = max(float(strip.values[good].max()) - low, strip.least_span, 1e-6)
    x = (strip.times_s - strip.now_s + STRIP_S) / STRIP_S * (width - 1)
    # Depth goes down in the strip as it does in the frame.
    y = 4 + (strip.values - low) / span * (height - 8)
    step = max(1, good.sum() // _STRIP_POINTS)
    for part in np.split(np.arange(len(x)), np.flatnonzero(np.diff(good)) + 1):
        if good[part[0]]:
            _stroke(image, np.stack([x[part][::step], y[part][::step]], axis=1), thick)
    cv2.line(image, (width - 1, 0), (width - 1, height - 1), WHITE, 2 * thick)


def _stroke(image: Image, points: NDArray[np.float64], thick: int) -> None:
    line = np.rint(points).astype(np.int32)
    cv2.polylines(image, [line], False, _SIGNAL, thick)
    # A thick antialiased line takes five times as long as a thick plain one with two thin antialiased edges.
    for edge in (-1, 1):
        cv2.polylines(image, [line + np.array([0, edge * (thick // 2)], np.int32)], False, _SIGNAL, 1, cv2.LINE_AA)
