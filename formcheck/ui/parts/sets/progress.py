"""Sets of an exercise over the weeks: a figure of each with its error, and whether it has really changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import altair as alt
import streamlit as st

from formcheck.catalogue.exercise import Exercise
from formcheck.desk.progress import Change, change
from formcheck.store.entries import KeptSet
from formcheck.ui.parts.sets.figures import Figure, figures, of_person
from formcheck.wording import day, quantity

_HEIGHT_PX: Final = 240
_LINE: Final = "#3b82c4"
_HOW_SURE: Final = (
    "The bars are the limits between which the true value lies in 95 of 100 cases. Film from the same place each time: "
    "another view gives other values."
)


def show_progress(exercise: Exercise, sets: Sequence[KeptSet]) -> None:
    """Let the user choose a figure, draw it over time, and say whether it has changed.

    Parameters
    ----------
    exercise : Exercise
    sets : sequence of KeptSet
        Sets of this exercise, of one person.
    """
    of_sets = {figure.title: figure for figure in figures(exercise, sets) if len(figure.points) > 1}
    if not of_sets:
        return
    others = of_person(sets[0].person_id)
    with st.expander("Progress", icon=":material/trending_up:"):
        title = st.selectbox("Figure", [*of_sets, *others], key="progress_figure")
        figure = of_sets[title] if title in of_sets else others[title]()
        if len(figure.points) < 2:
            st.caption("There is only one value so far, and nothing to compare it with.")
            return
        st.altair_chart(chart(figure), width="stretch")
        st.markdown(verdict(figure))
        if title in of_sets:
            st.caption(_HOW_SURE)


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
            alt.Tooltip("day:T", title="done", format="%-d %B %Y, %H:%M"),
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
    span = f"From {day(first)} to {day(last)}: **{by}**."
    cause = figure.blame
    if cause == "counting":
        return f"{span} It was counted, so it has no measurement error."
    if cause == "rating":
        than = "more than" if found.is_real else "no more than"
        return f"{span} That is {than} the smallest change that matters ({smallest})."
    if found.is_real:
        return f"{span} That is more than {cause} alone explains ({smallest}): a real change."
    return f"{span} {cause.capitalize()} alone explains up to {smallest}, so this may be no change at all."


def _worded(found: Change, unit: str) -> tuple[str, str]:
    if unit == "share":
        return f"{100.0 * found.by:+.0f} percentage points".replace(
            "-", "\u2212"
        ), f"{100.0 * found.smallest:.0f} points"
    if unit == "points":
        return f"{found.by:+.0f} points".replace("-", "\u2212"), f"{found.smallest:.0f} point"
    sign = "+" if found.by >= 0 else "\u2212"
    return f"{sign}{quantity(abs(found.by), unit)}", quantity(found.smallest, unit)
