"""From a clip that was measured to an image: the signal over time, what was counted in it, and what is true."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.real.measuring import Measured
from benchmarks.real.tables import known
from formcheck.catalogue.library import load_exercise
from formcheck.motion.measures.registry import columns_of_measure
from formcheck.report.lettering import put

_WIDTH_PX, _HEIGHT_PX = 1400, 420
_LEFT_PX, _TOP_PX, _RIGHT_PX, _BOTTOM_PX = 60, 70, 1380, 380
_WHITE, _TRUE, _FRAME = (235, 235, 235), (250, 200, 60), (110, 110, 110)
_LINES = ((90, 170, 250), (220, 130, 240))
_LINES_OF_FAULTS = 12
_GOOD, _BAD, _UNKNOWN = (28, 70, 44), (96, 34, 36), (62, 66, 72)
_FORMS: Final[Mapping[bool | None, tuple[int, int, int]]] = {True: _GOOD, False: _BAD, None: _UNKNOWN}

Image = NDArray[np.uint8]


class _Axes:
    """From seconds and values to pixels."""

    def __init__(self, times_s: NDArray[np.float64], values: NDArray[np.float64]) -> None:
        self.span_s = float(times_s[0]), float(times_s[-1])
        seen = values[np.isfinite(values)]
        self.low, self.high = (float(seen.min()), float(seen.max())) if seen.size else (0.0, 1.0)

    def x(self, t_s: float) -> int:
        share = (t_s - self.span_s[0]) / max(self.span_s[1] - self.span_s[0], 1e-9)
        return round(_LEFT_PX + share * (_RIGHT_PX - _LEFT_PX))

    def y(self, value: float) -> int:
        share = (value - self.low) / max(self.high - self.low, 1e-9)
        return round(_BOTTOM_PX - share * (_BOTTOM_PX - _TOP_PX))


def draw(measured: Measured) -> Image:
    """Draw a clip's curve.

    Parameters
    ----------
    measured : Measured
        Of an exercise with a signal that is counted, or with a measure to display.

    Returns
    -------
    ndarray of uint8, shape (420, 1400, 3)
        RGB. Spans of repetitions are green where in form, red where at fault and grey where not judged; frames
        are attempts that were not counted. Yellow lines
        are true peaks, or a hold's ends.
    """
    definition = load_exercise(measured.exercise)
    name = definition.counting.signal if definition.counting else definition.display and definition.display.measure
    columns = columns_of_measure(name) if name else []
    times_s = measured.series.times_s
    curves = [measured.series.column(column) for column in columns]
    axes = _Axes(times_s, np.concatenate(curves) if curves else np.empty(0))
    image = np.full((_HEIGHT_PX, _WIDTH_PX, 3), 18, np.uint8)
    _spans(image, measured, axes)
    cv2.rectangle(image, (_LEFT_PX, _TOP_PX), (_RIGHT_PX, _BOTTOM_PX), _FRAME, 1)
    for values, colour in zip(curves, _LINES, strict=False):
        _curve(image, axes, times_s, values, colour)
    _truth(image, measured, axes)
    _findings(image, measured, axes)
    _words(image, measured, axes, name or "")
    return image


def explain(measured: Measured, folder: Path) -> Path:
    """Write a clip's curve as an image into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{measured.clip.path.stem}.png"
    coded = cv2.imencode(".png", cv2.cvtColor(draw(measured), cv2.COLOR_RGB2BGR))[1]
    path.write_bytes(coded.tobytes())
    return path


def _spans(image: Image, measured: Measured, axes: _Axes) -> None:
    for attempt in measured.report.attempts:
        left, right = axes.x(attempt.start_s), axes.x(attempt.end_s)
        cv2.rectangle(image, (left, _TOP_PX), (right, _BOTTOM_PX), _FRAME, 1)
        put(image, attempt.reason, left + 2, _BOTTOM_PX - 36, 12, _FRAME)
    for r in measured.report.repetitions:
        left, right = axes.x(r.start_s), axes.x(r.end_s)
        cv2.rectangle(image, (left, _TOP_PX), (right, _BOTTOM_PX), _FORMS[r.in_form], -1)
    for hold in measured.report.holds:
        left, right = axes.x(hold.start_s), axes.x(hold.end_s)
        cv2.rectangle(image, (left, _TOP_PX), (right, _BOTTOM_PX), _FORMS[hold.in_form], -1)


def _curve(
    image: Image, axes: _Axes, times_s: NDArray[np.float64], values: NDArray[np.float64], colour: tuple[int, int, int]
) -> None:
    """Draw a line that is broken where nothing was measured."""
    gone = np.flatnonzero(~np.isfinite(values))
    for part in np.split(np.arange(len(values)), gone):
        points = [(axes.x(float(times_s[i])), axes.y(float(values[i]))) for i in part if np.isfinite(values[i])]
        if len(points) > 1:
            cv2.polylines(image, [np.array(points, np.int32)], False, colour, 2, cv2.LINE_AA)


def _truth(image: Image, measured: Measured, axes: _Axes) -> None:
    for t_s in (*measured.clip.peaks_s, *(measured.clip.hold_s or ())):
        cv2.line(image, (axes.x(t_s), _TOP_PX), (axes.x(t_s), _BOTTOM_PX), _TRUE, 1, cv2.LINE_AA)


def _findings(image: Image, measured: Measured, axes: _Axes) -> None:
    """Number the repetitions and name their faults, each repetition's in lines of its own to be read side by side."""
    line = 0
    for r in measured.report.repetitions:
        put(image, str(r.index), axes.x(r.start_s) + 2, _BOTTOM_PX - 18, 14, _WHITE)
        for f in r.findings:
            if f.verdict == "fault" and (f.severity != "info" or not r.complete):
                words = f.cue if f.value is None else f"{f.cue} {f.value:.2f}"
                put(image, words, axes.x(r.start_s) + 2, _TOP_PX + 2 + 15 * (line % _LINES_OF_FAULTS), 12, _WHITE)
                line += 1


def _words(image: Image, measured: Measured, axes: _Axes, signal: str) -> None:
    clip, seconds = measured.clip, axes.span_s
    put(image, f"{clip.path.name}: {measured.exercise}, {clip.form}", _LEFT_PX, 6, 18, _WHITE)
    found = f"true {known(clip)} (yellow), counted {measured.counted}; {signal.replace('_', ' ')}"
    put(image, f"{found} from {axes.low:.2f} to {axes.high:.2f}", _LEFT_PX, 36, 14, _WHITE)
    put(image, f"{seconds[0]:.0f} s", _LEFT_PX, _BOTTOM_PX + 6, 14, _WHITE)
    put(image, f"{seconds[1]:.1f} s", _RIGHT_PX - 50, _BOTTOM_PX + 6, 14, _WHITE)
