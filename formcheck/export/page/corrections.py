"""Describes in sentences what was corrected by hand in single frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from formcheck.desk.measuring.corrected import CorrectedFrame, row_of
from formcheck.export.results import Curves, Results
from formcheck.export.units import error_of, measure_of
from formcheck.wording import moment, quantity

_MOST_FRAMES: Final = 6
_MOST_MEASURES: Final = 3


def in_words(results: Results) -> Iterator[str]:
    """Say for each corrected frame which joints were moved, by whom, and what is measured there instead."""
    for frame in results.corrected[:_MOST_FRAMES]:
        joints = " and ".join(landmark.name.replace("_", " ") for landmark in frame.landmarks)
        read = "; ".join(_changes(frame, results.curves)) or "no reading changes"
        yield f"At {moment(frame.t_s)} the {joints} ({', '.join(frame.by)}): {read}."
    if len(results.corrected) > _MOST_FRAMES:
        yield f"{len(results.corrected) - _MOST_FRAMES} more frames are listed in the tables."


def _changes(frame: CorrectedFrame, curves: Curves | None) -> list[str]:
    """Name the measures that changed most, relative to their errors."""
    row = row_of(curves.times_s, frame.t_s) if curves is not None else None
    if curves is None or row is None:
        return []
    machine = dict(zip(curves.names, curves.values[row].tolist(), strict=True))
    found: list[tuple[float, str]] = []
    for column, value in frame.values.items():
        measure, was = measure_of(column.title), machine.get(column.title, np.nan)
        if measure is None or not np.isfinite(value):
            continue
        now, before = quantity(value, measure.unit), quantity(was, measure.unit) if np.isfinite(was) else "not seen"
        if now != before:
            change = abs(value - was) / error_of(measure) if np.isfinite(was) else np.inf
            name = column.measure.replace("_", " ") + (f" {column.side}" if column.side else "")
            found.append((change, f"{name} {now} (the machine: {before})"))
    return [text for _, text in sorted(found, key=lambda one: -one[0])[:_MOST_MEASURES]]
