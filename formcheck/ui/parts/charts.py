"""The angle over time, as an interactive chart: zoom with the wheel, hover for values, click to go to a moment."""

from __future__ import annotations

import math
from typing import Any, Final

import altair as alt
import numpy as np

from formcheck.catalogue.checks import may_show
from formcheck.catalogue.exercise import Exercise
from formcheck.motion.measures import MEASURES
from formcheck.motion.series import Column, Series
from formcheck.records import Report
from formcheck.report.summary import parts
from formcheck.wording import form_word

_HEIGHT_PX = 260
_MOST_POINTS = 1500
CHOSEN: Final = "moment"
"""Name of the selection: rows with the time ``t``, in seconds, of the point that was clicked."""
_GOOD, _BAD, _NEUTRAL, _LINE = "#2f9e63", "#e5484d", "#8b949e", "#3b82c4"
_FORMS: Final = {True: _GOOD, False: _BAD, None: _NEUTRAL}
_SIDES = {"left": "left", "right": "right", None: "both"}


def angle_chart(report: Report, series: Series, exercise: Exercise) -> alt.LayerChart | None:
    """Draw the exercise's angle over time, with repetitions shaded and faults marked.

    Parameters
    ----------
    report : Report
        Repetitions and findings.
    series : Series
        All measures over time.
    exercise : Exercise
        Says which angle matters.

    Returns
    -------
    altair.LayerChart or None
        Interactive; as wide as its container, and in the colours of the page. None if no measure shows it.
    """
    columns = _columns(report, series, exercise)
    if not columns:
        return None
    line, faults = _line(series, columns), _faults(report, series, columns)
    zoom = alt.selection_interval(bind="scales", encodings=["x"])
    # A line is one mark: what can be clicked are points on it, which are not seen.
    chosen = alt.selection_point(name=CHOSEN, fields=["t"], on="click", nearest=True, empty=False)
    points = line.mark_circle(opacity=0).add_params(chosen)
    layers = [_shades(report), line.add_params(zoom), *([faults] if faults else []), points]
    return alt.LayerChart(layer=layers, height=_HEIGHT_PX)


def _inline(rows: list[dict[str, Any]]) -> alt.InlineData:
    data: alt.InlineData = alt.InlineData(values=rows)
    return data


def _columns(report: Report, series: Series, exercise: Exercise) -> list[Column]:
    """Choose the angle of the exercise, or the counting signal if the angle cannot be read from this view."""
    angle = exercise.display.measure if exercise.display else None
    readable = angle is not None and may_show(MEASURES[angle].views, report.view.label)
    shown = exercise.counting.signal if exercise.counting and not readable else angle
    return [column for column in series.columns if column.measure == shown]


def _line(series: Series, columns: list[Column]) -> alt.Chart:
    step = max(1, math.ceil(len(series) / _MOST_POINTS))
    measure = MEASURES[columns[0].measure]
    rows = [
        {
            "t": round(float(t), 3),
            # A row without a value breaks the line: what was not seen is a gap, not a straight line.
            "value": round(float(value), 1 if measure.unit == "deg" else 3) if np.isfinite(value) else None,
            "side": _SIDES[column.side],
        }
        for column in columns
        for t, value in zip(series.times_s[::step], series.column(column)[::step], strict=True)
    ]
    name = measure.name.replace("_", " ")
    encoding = {
        "x": alt.X("t:Q", title="seconds"),
        "y": alt.Y("value:Q", title=f"{name} (°)" if measure.unit == "deg" else name),
        "tooltip": [alt.Tooltip("t:Q", title="seconds"), alt.Tooltip("value:Q", title=name), "side:N"],
        "strokeDash": alt.StrokeDash("side:N", legend=alt.Legend(orient="top", title=None)),
    }
    line: alt.Chart = (
        alt.Chart(_inline(rows))
        .mark_line(color=_LINE, strokeWidth=1.8, invalid="break-paths-filter-domains")
        .encode(**encoding)
    )
    return line


def _shades(report: Report) -> alt.Chart:
    rows = [
        {"start": r.start_s, "end": r.end_s, "no": r.index, "form": form_word(r.in_form)} for r in report.repetitions
    ]
    rows += [
        {"start": hold.start_s, "end": hold.end_s, "no": hold.index, "form": form_word(hold.in_form)}
        for hold in report.holds
    ]
    # Below, and that of the sides above: beside each other they are wider than a phone.
    colour = alt.Color(
        "form:N",
        scale=alt.Scale(domain=[form_word(state) for state in _FORMS], range=list(_FORMS.values())),
        legend=alt.Legend(orient="bottom", title=None),
    )
    shades: alt.Chart = (
        alt.Chart(_inline(rows))
        .mark_rect(opacity=0.16)
        .encode(
            x="start:Q", x2="end:Q", color=colour,
            tooltip=[alt.Tooltip("no:Q", title="number"), alt.Tooltip("form:N", title="form")],
        )
    )  # fmt: skip
    return shades


def _faults(report: Report, series: Series, columns: list[Column]) -> alt.Chart | None:
    """Mark each fault at its moment, on the line."""
    rows = []
    for part in parts(report):
        for finding in part.findings:
            if finding.verdict == "fault" and finding.at_s is not None:
                row = max(int(series.within(0.0, finding.at_s).stop) - 1, 0)
                values = [float(series.column(column)[row]) for column in columns]
                seen = [value for value in values if np.isfinite(value)]
                rows.append({"t": finding.at_s, "value": max(seen, default=0.0), "fault": finding.message})
    if not rows:
        return None
    marks: alt.Chart = (
        alt.Chart(_inline(rows))
        .mark_point(shape="triangle-down", size=90, filled=True, color=_BAD, opacity=1)
        .encode(x="t:Q", y="value:Q", tooltip=[alt.Tooltip("t:Q", title="seconds"), "fault:N"])
    )
    return marks
