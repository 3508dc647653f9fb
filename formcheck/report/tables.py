"""Writes a report and its series as CSV tables, by the names of their files."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from typing import Final, get_args

from formcheck.motion.series import Column, Series
from formcheck.records import Finding, Hold, Repetition, Report, Side

TABLE_NAMES: Final = ("repetitions.csv", "holds.csv", "gait.csv", "measures.csv")
"""Every table that a report may have."""


def tables(report: Report, series: Series) -> dict[str, str]:
    """Return the tables of a report by the names of their files.

    ``repetitions.csv`` and ``measures.csv`` are always among them; ``holds.csv`` is if there was a hold, and
    ``gait.csv`` if the exercise is a run.
    """
    made = {
        "repetitions.csv": repetitions_csv(report),
        "holds.csv": holds_csv(report) if report.holds else None,
        "gait.csv": gait_csv(report) if report.gait is not None else None,
        "measures.csv": measures_csv(series),
    }
    return {name: text for name, text in made.items() if text is not None}


def repetitions_csv(report: Report) -> str:
    """Return a row for each repetition: times, tempo, measures at the peak, and verdict and value of each cue.

    ``in_form`` is blank if it was not judged, as are values that were not seen.
    """
    return _from_rows([_repetition_row(repetition) for repetition in report.repetitions], _REPETITION_COLUMNS)


def _repetition_row(repetition: Repetition) -> dict[str, object]:
    tempo = repetition.tempo
    row: dict[str, object] = {
        "index": repetition.index,
        "side": repetition.side,
        "start_s": _time(repetition.start_s),
        "peak_s": _time(repetition.peak_s),
        "end_s": _time(repetition.end_s),
        "complete": repetition.complete,
        "in_form": repetition.in_form,
        "down_s": _number(tempo.down_s),
        "hold_s": _number(tempo.hold_s),
        "up_s": _number(tempo.up_s),
    }
    measures = {name: _number(value) for name, value in repetition.measures.items()}
    return row | measures | _judged(repetition.findings)


def holds_csv(report: Report) -> str:
    """Return a row for each hold: times, number of breaks, and verdict and value of each cue.

    ``in_form_s`` is the time that its clock ran; ``in_form`` is blank where it was not judged.
    """
    return _from_rows([_hold_row(hold) for hold in report.holds], _HOLD_COLUMNS)


def _hold_row(hold: Hold) -> dict[str, object]:
    row: dict[str, object] = {
        "index": hold.index,
        "side": hold.side,
        "start_s": _time(hold.start_s),
        "end_s": _time(hold.end_s),
        "in_form_s": _number(hold.in_form_s),
        "in_form": hold.in_form,
        "breaks": len(hold.breaks),
    }
    return row | _judged(hold.findings)


def _from_rows(rows: Sequence[Mapping[str, object]], least_columns: Sequence[str]) -> str:
    """Return a table with the columns of its first row, or a header alone."""
    return _csv(list(rows[0]) if rows else least_columns, [list(row.values()) for row in rows])


def _judged(findings: Sequence[Finding]) -> dict[str, object]:
    verdicts: dict[str, object] = {f"{finding.cue}.verdict": finding.verdict for finding in findings}
    return verdicts | {f"{finding.cue}.value": _number(finding.value) for finding in findings}


def gait_csv(report: Report) -> str:
    """Return a row for each measure of a run, blank where it could not be measured."""
    measures = report.gait.measures if report.gait else {}
    return _csv(["measure", "value"], [[name, _number(value)] for name, value in measures.items()])


def measures_csv(series: Series) -> str:
    """Return a row for each frame: its time and all measures, blank where not seen; see `Session.shown`."""
    header = ["t_s", *(column.title for column in series.columns)]
    rows = [[_time(float(t)), *map(_number, row)] for t, row in zip(series.times_s, series.rows, strict=True)]
    return _csv(header, rows)


def series_from_csv(text: str) -> Series:
    """Read the series from ``measures.csv``, to the five digits that are written there."""
    rows = csv.reader(io.StringIO(text))
    series = Series([_column(title) for title in next(rows, ["t_s"])[1:]])
    for t_s, *values in rows:
        series.append(float(t_s), [float(value) if value else math.nan for value in values])
    return series


def _column(title: str) -> Column:
    measure, _, end = title.rpartition("_")
    sides: list[Side] = [side for side in get_args(Side) if side == end]
    return Column(measure, sides[0]) if sides else Column(title)


_REPETITION_COLUMNS = ["index", "side", "start_s", "peak_s", "end_s", "complete", "in_form", "down_s", "hold_s", "up_s"]

_HOLD_COLUMNS = ["index", "side", "start_s", "end_s", "in_form_s", "in_form", "breaks"]


def _time(t_s: float) -> str:
    """Format a time to 0.1 ms, even late in a long clip, where five digits would not be enough."""
    return str(round(t_s, 4))


def _number(value: float | None) -> str:
    return "" if value is None or not math.isfinite(value) else f"{value:.5g}" if abs(value) < 1e3 else f"{value:.3f}"


def _csv(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
