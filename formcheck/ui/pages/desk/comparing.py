"""Another set beside the one under review: before and after, left and right, a patient and somebody else."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from formcheck.desk.pairing import in_step
from formcheck.export.beside import write_beside
from formcheck.store.entries import KeptSet, OpenedSet, SetFilter
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.files.offering import offer_file
from formcheck.ui.parts.sets.reading import analysis_of
from formcheck.ui.player.pair import show_pair
from formcheck.ui.serving.keeping import scope

_MOST = 200


def offer_comparison(opened: OpenedSet) -> None:
    """Let the user choose a set of the same exercise, this one too, and show both in step."""
    if not st.toggle("Beside another set, in step", key="desk_pair"):
        return
    same = scope().sets(SetFilter(exercise=opened.kept.exercise_id), limit=_MOST)
    others = {kept.id: kept for kept in sorted(same, key=lambda kept: kept.id == opened.kept.id)}
    chosen = st.selectbox("The other set", list(others), format_func=lambda one: _name(others[one]), key="desk_other")
    with st.container(horizontal=True):
        first = st.number_input("From repetition", 1, key="desk_first", width=160)
        their_first = st.number_input("Beside repetition", 1, key="desk_their_first", width=160)
    other = scope().open_set(chosen)
    films = [one.paths.get("annotated.mp4") for one in (opened, other)]
    if films[0] is None or films[1] is None:
        st.info("One of the two has no annotated clip.")
        return
    numbers = int(first), int(their_first)
    show_pair(
        analysis_of(opened), analysis_of(other), (films[0], films[1]), (_name(opened.kept), _name(other.kept)), numbers
    )
    pairs = in_step(opened.report, other.report, *numbers)
    if pairs:
        name = f"{opened.kept.exercise_id}_{opened.kept.at.astimezone():%Y-%m-%d}_beside.mp4"
        offer_file(
            "Both as one clip", partial(_beside, films[0], films[1], pairs), name, "video/mp4", key="desk_beside",
            of=[one.kept.files["report.json"] for one in (opened, other)],
            help_="It is written when you press, which takes about as long as the clip.",
        )  # fmt: skip


def _beside(ours: Path, theirs: Path, pairs: Sequence[tuple[float, float]]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="formcheck-") as scratch:
        target = Path(scratch) / "beside.mp4"
        write_beside(ours, theirs, pairs, target)
        return target.read_bytes()


def _name(kept: KeptSet) -> str:
    return f"{plain(kept.person_name)}, {kept.at.astimezone():%d %B %Y, %H:%M}, {plain(kept.name or 'Live')}"
