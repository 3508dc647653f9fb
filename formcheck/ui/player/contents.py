"""Packs an `Analysis` for the player: times of frames and measures as compact arrays."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis import Analysis
from formcheck.catalogue.checks import Check, may_show
from formcheck.catalogue.exercise import Exercise
from formcheck.motion.measures import MEASURES
from formcheck.motion.series import Column, Series
from formcheck.records import ClipInfo, ViewLabel
from formcheck.report.clip.layout import Measures
from formcheck.wording import UNITS, digits

_TICKS_PER_S: Final = 10_000
_EMPTY: Final = -32768
_LARGEST: Final = 32000
_MOST_COLUMNS: Final = 16


def curves(result: Analysis) -> dict[str, Any]:
    """Pack the times of all frames and their measures.

    Returns
    -------
    dict
        ``times``: whole tenths of a millisecond, int32. ``columns``: name, unit, digits, scale and values, int16 in
        units of the scale; -32768 where not measured. Arrays are little-endian and in base64.
    """
    series = result.series
    return {
        "times": _text(np.round(series.times_s * _TICKS_PER_S).astype("<i4")),
        "columns": [_packed(column, series) for column in shown_columns(result)],
    }


def shown_columns(result: Analysis) -> list[Column]:
    """Choose the measures that the exercise is judged by and this view shows, the displayed one first."""
    names = dict.fromkeys(_names(result.exercise, result.report.view.label))
    by_name = [column for name in names for column in result.series.columns if column.measure == name]
    seen = [column for column in by_name if np.isfinite(result.series.column(column)).any()]
    return seen[:_MOST_COLUMNS]


def _names(exercise: Exercise, view: ViewLabel) -> Iterator[str]:
    """List the measures that matter; one that counts but is never graded may be read from every view."""
    if exercise.display is not None and may_show(MEASURES[exercise.display.measure].views, view):
        yield exercise.display.measure
    if exercise.counting is not None:
        yield exercise.counting.signal
    for cue in exercise.cue:
        checks = [check for check in cue.check if isinstance(check, Check) and may_show(check.views, view)]
        yield from (check.measure for check in checks if cue.enabled)


def picture_share(source: ClipInfo) -> list[float]:
    """Return what share of an annotated frame's width and height is the picture; below it is the panel."""
    if source.width_px is None or source.height_px is None:
        return [1.0, 1.0]
    layout = Measures(source.width_px, source.height_px)
    return [1.0, layout.picture_px[1] / layout.size_px[1]]


def _packed(column: Column, series: Series) -> dict[str, Any]:
    values, unit = series.column(column), MEASURES[column.measure].unit
    seen = np.isfinite(values)
    scale = float(np.abs(values[seen]).max(initial=0.0)) / _LARGEST or 1.0
    whole = np.where(seen, np.round(np.where(seen, values, 0.0) / scale), _EMPTY).astype("<i2")
    name = column.measure.replace("_", " ")
    return {
        "name": f"{name}, {column.side}" if column.side else name,
        "unit": UNITS.get(unit, f" {unit}"), "digits": digits(unit), "scale": scale, "values": _text(whole),
    }  # fmt: skip


def _text(array: NDArray[Any]) -> str:
    return base64.b64encode(array.tobytes()).decode()
