"""The cues of one exercise: switched off, or with other targets within the bounds of the exercise."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

import streamlit as st

from formcheck.catalogue.checks import Band
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.profile import Adjustment
from formcheck.report.describe import length_of
from formcheck.ui.parts.choices import plain
from formcheck.wording import UNITS

_Edge = Literal["min", "max"]
_LABELS: Final[Mapping[tuple[str, _Edge], str]] = {
    ("pass", "min"): "In form from", ("pass", "max"): "In form up to",
    ("warn", "min"): "A fault below", ("warn", "max"): "A fault beyond",
}  # fmt: skip
_USUAL, _OFF = "As usual", "Off"


def edit_cues(exercise: Exercise, given: Mapping[str, Adjustment], key: str) -> dict[str, Any]:
    """Let the therapist adjust cues, and return the adjustments for the prescription."""
    found = {}
    for cue in exercise.cue:
        changed = _edit(cue, given.get(cue.id, Adjustment()), f"{key}_{cue.id}") if cue.enabled else {}
        if changed:
            found[cue.id] = changed
    return found


def _edit(cue: Cue, given: Adjustment, key: str) -> dict[str, Any]:
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{key}_row"):
        state = st.selectbox(
            plain(cue.say), [_USUAL, _OFF], index=int(given.enabled is False), key=f"{key}_on", persist_state="session",
            width=240,
        )  # fmt: skip
        if state == _OFF:
            return {"enabled": False}
        return dict(_edit_bands(cue, given, key))


def _edit_bands(cue: Cue, given: Adjustment, key: str) -> Iterator[tuple[str, dict[str, float]]]:
    """Offer the finite edges of both bands; yield the bands that were changed."""
    if cue.adjustable is None or not cue.check:
        return
    check = cue.check[0]
    for name, usual, mine in (("pass", check.pass_, given.pass_), ("warn", check.warn, given.warn)):
        chosen = {edge: _edit_edge(cue, (name, edge), mine or usual, key) for edge in _finite(usual)}
        if chosen != {edge: _within(cue, getattr(usual, edge)) for edge in chosen}:
            yield name, {str(edge): value for edge, value in chosen.items()}


def _edit_edge(cue: Cue, place: tuple[str, _Edge], band: Band, key: str) -> float:
    assert cue.adjustable is not None
    unit = UNITS.get(cue.check[0].unit, f" {cue.check[0].unit}")
    bounds = cue.adjustable
    return float(
        st.number_input(
            f"{_LABELS[place]} ({unit.strip()})" if unit.strip() else _LABELS[place], bounds.lowest, bounds.highest,
            _within(cue, getattr(band, place[1])), key=f"{key}_{place[0]}_{place[1]}", persist_state="session",
            width=170, help=f"From {bounds.lowest:g} to {bounds.highest:g}{_of_what(cue)}.",
        )
    )  # fmt: skip


def _of_what(cue: Cue) -> str:
    """Name what a number without a unit is a share of."""
    length = length_of(cue.check[0]) if cue.check[0].unit == "ratio" else ""
    return f", as a share of the {length}: 0.1 is a tenth of it" if length else ""


def _finite(band: Band) -> list[_Edge]:
    edges: tuple[_Edge, ...] = ("min", "max")
    return [edge for edge in edges if math.isfinite(getattr(band, edge))]


def _within(cue: Cue, value: float) -> float:
    assert cue.adjustable is not None
    return float(min(max(value, cue.adjustable.lowest), cue.adjustable.highest))
