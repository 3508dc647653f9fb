"""One line of a prescription on the page: how much, which side, on which days, by which cues."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from formcheck.catalogue.exercise import Exercise
from formcheck.desk.prescription import DAYS, Prescribed
from formcheck.ui.pages.prescribing.limits import edit_cues
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.prescribed.words import MOST_REPETITIONS, MOST_SECONDS, MOST_SETS

_REPETITIONS, _SECONDS = "Repetitions", "Seconds"
_SIDES: Final = {"both": "Both, or each in turn", "left": "Left", "right": "Right"}


def edit_row(given: Prescribed, exercise: Exercise, key: str, remove: Callable[[], None]) -> dict[str, Any]:
    """Let the therapist edit one line.

    Parameters
    ----------
    given : Prescribed
        The previous line.
    exercise : Exercise
        The definition without adjustments.
    key : str
        Distinguishes the widgets of several lines.
    remove : callable
        Takes the line away.

    Returns
    -------
    dict
        The line as `Prescription.from_payload` reads it.
    """
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(exercise.name)}**", width="stretch")
            st.button(
                f"Remove {exercise.name}", key=f"{key}_remove", on_click=remove, type="tertiary",
                icon=":material/delete:",
            )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            row: dict[str, Any] = {"exercise": given.exercise, **_edit_dose(given, exercise, key)}
        days = st.pills(
            "Days", DAYS, selection_mode="multi", default=list(given.days), key=f"{key}_days",
            format_func=lambda day: day.capitalize()[:3], persist_state="session",
        )  # fmt: skip
        row["days"] = [day for day in DAYS if day in days]
        row["words"] = st.text_input(
            "Note on this exercise", given.words, key=f"{key}_words", max_chars=500, persist_state="session"
        ).strip()
        row["cues"] = _edit_cues(given, exercise, key)
    return row


def _edit_dose(given: Prescribed, exercise: Exercise, key: str) -> dict[str, Any]:
    sets = st.number_input("Sets", 1, MOST_SETS, given.sets, key=f"{key}_sets", persist_state="session", width=130)
    kinds = [_REPETITIONS, _SECONDS] if exercise.counting is not None else [_SECONDS]
    kind = st.selectbox(
        "Counted in", kinds, index=len(kinds) - 1 if given.repetitions is None else 0, key=f"{key}_kind",
        persist_state="session", width=150,
    )  # fmt: skip
    in_time = kind == _SECONDS
    usual = (given.seconds or 30) if in_time else (given.repetitions or 10)
    amount = st.number_input(
        kind, 1, MOST_SECONDS if in_time else MOST_REPETITIONS, round(usual), key=f"{key}_{kind}",
        persist_state="session", width=130,
    )  # fmt: skip
    dose: dict[str, Any] = {"sets": sets, kind.lower(): amount}
    if exercise.has_sides:
        dose["side"] = st.selectbox(
            "Side", list(_SIDES), index=list(_SIDES).index(given.side), format_func=_SIDES.__getitem__,
            key=f"{key}_side", persist_state="session", width=190,
        )  # fmt: skip
    return dose


def _edit_cues(given: Prescribed, exercise: Exercise, key: str) -> dict[str, Any]:
    """Show the cues on request; until then the previous ones stay."""
    kept = {cue: one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for cue, one in given.cues.items()}
    if not exercise.is_judged:
        return {}
    label = f"Cues and targets ({len(kept)} changed)" if kept else "Cues and targets"
    if not st.toggle(label, value=bool(kept), key=f"{key}_cues", persist_state="session"):
        return kept
    return edit_cues(exercise, given.cues, key)
