"""Sets of an exercise over the weeks: a figure of each with its error, and whether it has really changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt
import streamlit as st

from formcheck.catalogue.checks import Check
from formcheck.catalogue.exercise import Exercise
from formcheck.desk.progress import Change, Point, change, of_number, share_in_form, tempo_error
from formcheck.export.units import error_of, measure_of
from formcheck.store.entries import KeptSet
from formcheck.wording import quantity

_HEIGHT_PX: Final = 240
_LINE: Final = "#3b82c4"
_PREFIX: Final = "measure."
_DURATIONS: Final = {
    "longest_hold_s": "Longest hold",
    "tempo.down_s": "Time of the way there",
    "tempo.up_s": "Time of the way back",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure to follow: what it is called, its unit, and its value in each set."""

    title: str
    unit: str
    points: tuple[Point, ...]


def show_progress(exercise: Exercise, sets: Sequence[KeptSet]) -> None:
    """Let the user choose a figure, draw it over time, and say whether it has changed.

    Parameters
    ----------
    exercise : Exercise
    sets : sequence of KeptSet
        Sets of this exercise, of one person.
    """
    found = [figure for figure in figures(exercise, sets) if len(figure.points) > 1]
    if not found:
        return
    with st.expander("Progress", icon=":material/trending_up:"):
        titles = [figure.title for figure in found]
        title = st.selectbox("Figure", titles, key="progress_figure")
        figure = found[titles.index(title)]
        st.altair_chart(chart(figure), width="stretch")
        st.markdown(verdict(figure))
        st.caption(
            "The bars are the limits between which the true value lies in 95 of 100 cases. Film from the same place "
            "each time: another view reads another value."
        )


def figures(exercise: Exercise, sets: Sequence[KeptSet]) -> list[Figure]:
    """List what can be followed: the share in form, what the cues of the exercise read, and durations."""
    found = [Figure("In form", "share", tuple(share_in_form(sets)))]
    read = {check.measure for cue in exercise.cue for check in cue.check if isinstance(check, Check)}
    for name in sorted({name for one in sets for name in one.numbers}):
        measure = measure_of(name.removeprefix(_PREFIX)) if name.startswith(_PREFIX) else None
        if measure is not None and measure.name in read:
            title = name.removeprefix(_PREFIX).replace("_", " ").capitalize()
            found.append(Figure(title, measure.unit, tuple(of_number(sets, name, error_of(measure)))))
        elif name in _DURATIONS:
            found.append(Figure(_DURATIONS[name], "s", tuple(of_number(sets, name, tempo_error()))))
    return found


def chart(figure: Figure) -> alt.LayerChart:
    """Draw a figure over time, with its error."""
    factor = 100.0 if figure.unit == "share" else 1.0
    rows = [
        {
            "day": point.at.astimezone().isoformat(),
            **{key: round(factor * getattr(point, key), 3) for key in ("value", "low", "high")},
        }
        for point in figure.points
    ]
    unit = {"share": "%", "deg": "°"}.get(figure.unit, figure.unit)
    data: alt.InlineData = alt.InlineData(values=rows)
    base = alt.Chart(data).encode(x=alt.X("day:T", title=None))
    title = f"{figure.title} ({unit})"
    errors = base.mark_rule(color=_LINE, opacity=0.45, strokeWidth=5).encode(y="low:Q", y2="high:Q")
    line = base.mark_line(color=_LINE, point=alt.OverlayMarkDef(size=70, color=_LINE)).encode(
        y=alt.Y("value:Q", title=title, scale=alt.Scale(zero=False)),
        tooltip=[
            alt.Tooltip("day:T", title="done", format="%d %B %Y, %H:%M"),
            alt.Tooltip("value:Q", title=title),
            alt.Tooltip("low:Q", title="at least"),
            alt.Tooltip("high:Q", title="at most"),
        ],
    )
    return alt.LayerChart(layer=[errors, line], height=_HEIGHT_PX)


def verdict(figure: Figure) -> str:
    """Say whether the last set differs from the first by more than the errors of both explain."""
    found = change(figure.points)
    if found is None:
        return ""
    first, last = (figure.points[place].at.astimezone() for place in (0, -1))
    by, smallest = _worded(found, figure.unit)
    span = f"From {first:%d %B %Y} to {last:%d %B %Y}: **{by}**."
    cause = "chance" if figure.unit == "share" else "measurement error"
    if found.is_real:
        return f"{span} That is more than {cause} alone explains ({smallest}): a real change."
    return f"{span} {cause.capitalize()} alone explains up to {smallest}, so this may be no change at all."


def _worded(found: Change, unit: str) -> tuple[str, str]:
    if unit == "share":
        return f"{100.0 * found.by:+.0f} percentage points", f"{100.0 * found.smallest:.0f} points"
    sign = "+" if found.by >= 0 else "\u2212"
    return f"{sign}{quantity(abs(found.by), unit)}", quantity(found.smallest, unit)
