"""Draws the strip of the panel: the counting signal of the last seconds and its repetitions."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.records import Verdict
from formcheck.report.lettering import Colour, Image, put
from formcheck.report.overlay import VERDICT_COLOURS, WHITE
from formcheck.report.scene import STRIP_S, Strip

_STRIP_POINTS: Final = 100
_SHADE: Final = 12
_SIGNAL: Final[Colour] = (110, 190, 255)
_FORMS: Final[dict[bool | None, tuple[Verdict, str]]] = {
    True: ("ok", ""), False: ("fault", " !"), None: ("not_judged", " ?"),
}  # fmt: skip
"""Whether a repetition was in form -> the verdict whose colour it has in the strip, and the sign after its number."""


def draw_strip(image: Image, strip: Strip, unit: int) -> None:
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
