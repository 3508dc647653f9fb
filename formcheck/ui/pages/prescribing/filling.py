"""New lines of a prescription: one exercise with its usual dose, or a whole programme on chosen days."""

from __future__ import annotations

import os
from collections.abc import Mapping

import streamlit as st

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.programme import load_programme
from formcheck.catalogue.session_plan import programmes
from formcheck.desk.prescription import DAYS, Day, Prescribed
from formcheck.live.set_plan import default_plan
from formcheck.ui.pages.prescribing.draft import Draft
from formcheck.ui.parts.choices import by_group
from formcheck.ui.parts.prescribed.words import prescribed_of

_USUAL_DAYS: tuple[Day, ...] = ("monday", "wednesday", "friday")
# A timer or drill of which the dose says no time.
_USUAL_S = 60.0


def offer_lines(draft: Draft, known: Mapping[str, Exercise]) -> None:
    """Offer to add an exercise, or to copy a programme as a weekly plan."""
    offered = [one.id for one in by_group([one for one in known.values() if one.log is None])]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Another exercise", offered, index=None, format_func=lambda one: known[one].name, key=f"{draft.key}_new",
            placeholder="Choose", width=300,
        )  # fmt: skip
        new = [_usual(known[chosen])] if chosen is not None else []
        st.button(
            "Add", key=f"{draft.key}_add", disabled=not new, icon=":material/add:", on_click=draft.add, args=(new,)
        )
    with st.expander("A weekly plan from a programme", icon=":material/checklist:"):
        _offer_programme(draft, known)


def _offer_programme(draft: Draft, known: Mapping[str, Exercise]) -> None:
    folder = os.environ.get("FORMCHECK_PROGRAMMES") or None
    names = {one.id: one.name for one in programmes(folder)}
    chosen = st.selectbox("Programme", list(names), format_func=names.__getitem__, key=f"{draft.key}_programme")
    days = st.pills(
        "On these days", DAYS, selection_mode="multi", default=_USUAL_DAYS, key=f"{draft.key}_programme_days",
        format_func=lambda day: day.capitalize()[:3],
    )  # fmt: skip
    items = load_programme(chosen, known, folder).items
    rows = [prescribed_of(item, known[item.exercise], [day for day in DAYS if day in days] or DAYS) for item in items]
    new = [row for row in rows if row is not None]
    st.caption("What is only written down, such as a log, is left out.")
    st.button(
        f"Add its {len(new)} exercises", key=f"{draft.key}_take", disabled=not days, on_click=lambda: draft.add(new)
    )


def _usual(exercise: Exercise) -> Prescribed:
    """Begin with the dose of the exercise."""
    if not exercise.is_judged:
        seconds = exercise.timer.seconds if exercise.timer is not None else _USUAL_S
        return Prescribed(exercise=exercise.id, seconds=seconds, days=_USUAL_DAYS)
    # The dose of one side: where left and right each get it, the line is of each.
    plan = default_plan(exercise, "left")
    return Prescribed(
        exercise=exercise.id, sets=plan.sets, repetitions=plan.repetitions,
        seconds=plan.seconds if plan.repetitions is None else None, days=_USUAL_DAYS,
    )  # fmt: skip
