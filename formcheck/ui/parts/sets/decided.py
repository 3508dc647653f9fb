"""The decisions about a kept set: read from the store, and shown in words and in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from pydantic import ValidationError

from formcheck.analysis import Analysis
from formcheck.desk.deciding import apply
from formcheck.desk.decision import Decision, Span, in_force
from formcheck.desk.parts import Part
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.results import numbers_of, show_numbers
from formcheck.ui.parts.sets.deciding_words import in_words
from formcheck.ui.serving.keeping import scope
from formcheck.wording import day_and_time


def decisions_of(set_id: str) -> list[Decision]:
    """Return the decisions about a set with the store's signatures, without those that are not of the desk."""
    found = []
    for kept in scope().decisions(set_id):
        signed = {**kept.payload, "id": kept.id, "by": kept.by, "at": kept.at}
        try:
            found.append(Decision.model_validate(signed))
        except ValidationError:
            continue
    return found


def show_summaries(
    result: Analysis, decisions: Sequence[Decision], measured: Mapping[Span, Part] | None = None
) -> None:
    """Show the summary with the decisions, beside the machine's own."""
    own, machine = st.columns(2)
    with own:
        st.markdown("**As decided**")
        show_numbers(numbers_of(apply(result.report, decisions, result.exercise, measured)))
    with machine:
        st.markdown("**The machine's own**")
        show_numbers(numbers_of(result.report))


def show_decisions(decisions: Sequence[Decision], result: Analysis) -> None:
    """List the decisions, the newest first, each with its name and time; nothing if there are none."""
    if not decisions:
        return
    st.subheader("What was decided")
    standing = {decision.id for decision in in_force(decisions)}
    for decision in reversed(decisions):
        words = plain(in_words(decision, result.exercise))
        gone = decision.kind != "withdraw" and decision.id not in standing
        signed = f"{day_and_time(decision.at)} \u00b7 {plain(decision.by)}"
        st.markdown(f"{f'~~{words}~~ (taken back)' if gone else words}  \n:small[{signed}]")
