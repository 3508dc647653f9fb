"""The choices that several pages offer."""

from __future__ import annotations

import os

import streamlit as st

from formcheck.coaching.definition import Exercise
from formcheck.coaching.library import exercises
from formcheck.records import ViewLabel

_DEFAULT = "squat"
_VIEWS: dict[str, ViewLabel | None] = {"Detect it": None, "The side": "side", "The front": "front", "Behind": "rear"}


def catalogue() -> list[Exercise]:
    """List the exercises, with those of the folder that ``formcheck app --exercises`` names."""
    return exercises(os.environ.get("FORMCHECK_EXERCISES") or None)


def choose_exercise(key: str, *, disabled: bool = False) -> Exercise:
    """Let the user choose an exercise."""
    offered = catalogue()
    ids = [exercise.id for exercise in offered]
    return st.selectbox(
        "Exercise", offered, index=ids.index(_DEFAULT) if _DEFAULT in ids else 0, format_func=lambda e: e.name,
        key=key, disabled=disabled,
    )  # fmt: skip


def choose_view(key: str, *, disabled: bool = False) -> ViewLabel | None:
    """Let the user say from where the camera looks; None leaves it to be detected."""
    label = st.selectbox(
        "Camera looks from", list(_VIEWS), key=key, disabled=disabled,
        help="Choose it yourself where it is detected wrongly.",
    )  # fmt: skip
    return _VIEWS[label]
