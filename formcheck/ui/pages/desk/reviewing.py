"""The review of one set: the player, the decisions, and their summary beside the machine's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st
from pydantic import ValidationError

from formcheck.analysis import Analysis
from formcheck.catalogue.exercise import Exercise
from formcheck.desk import decision as decision_file
from formcheck.desk.deciding import apply
from formcheck.desk.decision import Decision, Span
from formcheck.desk.doubts import doubtful, undecided
from formcheck.desk.parts import Part
from formcheck.errors import FormcheckError
from formcheck.records import Report
from formcheck.report.document import to_json
from formcheck.store.entries import OpenedSet
from formcheck.store.sharing import earlier_results, results_of
from formcheck.ui.pages.desk.comparing import offer_comparison
from formcheck.ui.pages.desk.worklist import after, open_set
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.files.downloads import show_downloads
from formcheck.ui.parts.files.offering import offer_file
from formcheck.ui.parts.heights import choose_height_of
from formcheck.ui.parts.prescribed.words import day_names, dose
from formcheck.ui.parts.sets.decided import decisions_of, show_decisions, show_summaries
from formcheck.ui.parts.sets.reading import (
    analysis_of,
    corrected_of,
    joints_of,
    measured_of,
    plain_clip,
    prescription_of,
)
from formcheck.ui.player.component import show_player
from formcheck.ui.serving.keeping import scope
from formcheck.wording import day_and_time

_REFUSED = "desk_refused"


def show_review(set_id: str) -> None:
    """Show a kept set with its decisions, and take new ones.

    Raises
    ------
    FormcheckError
        If there is no such set for this account, or it is damaged.
    """
    opened = scope().open_set(set_id)
    result, decisions = analysis_of(opened), decisions_of(set_id)
    measured = measured_of(opened, result, decisions)
    _head(opened, result.exercise)
    if (refused := st.session_state.pop(_REFUSED, "")) != "":
        st.error(plain(refused), icon=":material/error:")
    if "annotated.mp4" not in opened.paths:
        st.info("This set has no annotated clip: it was done in Live, or written without one.")
    show_player(
        result, opened.paths.get("annotated.mp4"), set_id, plain=plain_clip(opened), decisions=decisions,
        on_decision=lambda fields: _decide(set_id, fields), by=scope().account.name, on_next=_next(set_id),
        measured=measured, corrected=corrected_of(opened, result, decisions), joints=joints_of(opened),
    )  # fmt: skip
    _summaries(result, decisions, measured)
    offer_comparison(opened)
    show_decisions(decisions, result)
    _offer(opened, apply(opened.report, decisions, result.exercise, measured), decisions)


def _head(opened: OpenedSet, exercise: Exercise) -> None:
    kept = opened.kept
    st.header(plain(kept.exercise_name))
    st.caption(f"{plain(kept.person_name)} · {day_and_time(kept.at)} · {plain(kept.name or 'Live')}")
    _say_prescribed(opened, exercise)
    choose_height_of(kept)


def _say_prescribed(opened: OpenedSet, exercise: Exercise) -> None:
    """Say what the set was done for; nothing if it was done for no prescription."""
    prescription = prescription_of(opened)
    if prescription is None:
        return
    rows = [row for row in prescription.exercises if row.exercise == opened.kept.exercise_id]
    said = [f"{dose(row, exercise)}, {day_names(row.days)}." for row in rows] or ["This exercise was not on the list."]
    said += [row.words for row in rows if row.words]
    said += ["Judged strictly."] if prescription.is_strict else []
    st.markdown(f"**Prescribed:** {plain(' '.join(said))}")


def _decide(set_id: str, fields: Mapping[str, Any]) -> None:
    """Keep a decision that the player sent; an invalid one is reported above the player."""
    try:
        made = Decision(**{**fields, "by": scope().account.name})
        scope().decide(set_id, made.model_dump(mode="json", exclude_none=True, exclude_defaults=False))
    except ValidationError as error:
        st.session_state[_REFUSED] = f"This decision was not kept: {error.errors()[0]['msg']}."
    except FormcheckError as error:
        st.session_state[_REFUSED] = f"This decision was not kept: {error}"


def _next(set_id: str) -> Any:
    following = after(set_id)
    return None if following is None else lambda: open_set(following)


def _summaries(result: Analysis, decisions: Sequence[Decision], measured: Mapping[Span, Part]) -> None:
    left = len(undecided(doubtful(result.report, result.exercise), decisions))
    st.subheader("Summary")
    show_summaries(result, decisions, measured)
    st.caption(f"{left} doubtful left" if left else "Nothing doubtful is left.")


def _offer(opened: OpenedSet, decided: Report, decisions: Sequence[Decision]) -> None:
    st.subheader("Take it with you")
    name = f"{opened.kept.exercise_id}_{opened.kept.at.astimezone():%Y-%m-%d}"
    of = (opened.kept.files["report.json"],)
    texts: Mapping[str, Callable[[], str]] = {
        "report.json": partial(to_json, opened.report),
        "decisions.json": partial(decision_file.to_json, decisions),
        "decided.json": partial(to_json, decided),
    }
    with st.container(horizontal=True):
        for what, make in texts.items():
            offer_file(what, make, f"{name}_{what}", "application/json", key=f"desk_{what}", of=of)
    st.caption("The machine's own report, the decisions, and the report as it was decided.")
    show_downloads(
        partial(results_of, scope(), opened.kept.id), "desk", partial(earlier_results, scope(), opened.kept.id), of=of
    )
