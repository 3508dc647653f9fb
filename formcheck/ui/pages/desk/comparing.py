"""Compares the set under review with another set or the good sample: before and after, left and right."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st

from formcheck.analysis import Analysis
from formcheck.desk.pairing import Pairs, beside_sample, face_apart, in_step
from formcheck.export.beside import write_beside
from formcheck.store.entries import KeptSet, OpenedSet, SetFilter
from formcheck.ui.pages.desk.good_sample import GoodSample, good_sample
from formcheck.ui.parts.files.offering import offer_file
from formcheck.ui.parts.sets.reading import analysis_of, plain_clip
from formcheck.ui.player.pair import show_pair
from formcheck.ui.serving.keeping import scope
from formcheck.video.orientation import was_mirrored_back
from formcheck.wording import day_and_time, seen_from

_MOST = 200
_SET, _SAMPLE = "Another set", "The good sample"
_NO_CLIP: Final = "This set has no annotated clip, so it cannot be compared with another."


def offer_comparison(opened: OpenedSet) -> None:
    """Let the user choose what to show beside a set, in step, and offer both as one clip."""
    if not st.toggle("Beside another set or the good sample, in step", key="desk_pair"):
        return
    film = opened.paths.get("annotated.mp4")
    if film is None:
        st.info(_NO_CLIP)
        return
    what = st.radio("Beside", [_SET, _SAMPLE], horizontal=True, key="desk_beside_what")
    if what == _SAMPLE:
        _beside_sample(opened, film)
    else:
        _beside_set(opened, film)


def _beside_set(opened: OpenedSet, film: Path) -> None:
    same = scope().sets(SetFilter(exercise=opened.kept.exercise_id), limit=_MOST)
    others = {kept.id: kept for kept in sorted(same, key=lambda kept: kept.id == opened.kept.id)}
    chosen = st.selectbox("The other set", list(others), format_func=lambda one: _name(others[one]), key="desk_other")
    with st.container(horizontal=True):
        first = _number("From repetition", "desk_first")
        their_first = _number("Beside repetition", "desk_their_first")
    other = scope().open_set(chosen)
    their_film = other.paths.get("annotated.mp4")
    if their_film is None:
        st.info("The other set has no annotated clip.")
        return
    pairs = in_step(opened.report, other.report, first, their_first)
    their_film, is_mirrored = _turned(opened, other, their_film)
    show_pair(
        analysis_of(opened), pairs, (film, their_film), (_name(opened.kept), _name(other.kept)), is_mirrored=is_mirrored
    )
    _offer(opened, (film, their_film), pairs, [other.kept.files["report.json"]], is_mirrored=is_mirrored)


def _turned(opened: OpenedSet, other: OpenedSet, annotated: Path) -> tuple[Path, bool]:
    """Offer to mirror another set that faces the other way, and return which clip of it to show, and whether mirrored.

    The overlay of a clip cannot be read mirrored, so the clip is then shown as it was filmed.
    """
    filmed = plain_clip(other)
    if filmed is None or not face_apart(opened.report.view.facing, other.report.view.facing):
        return annotated, False
    if not st.toggle("Mirror the other set, which faces the other way (without the overlay)", key="desk_mirror"):
        return annotated, False
    return filmed, not was_mirrored_back(other.report.warnings)


def _beside_sample(opened: OpenedSet, film: Path) -> None:
    result = analysis_of(opened)
    sample = good_sample(result.exercise)
    if sample is None:
        st.info("formcheck has no good sample of this exercise. Compare with another set that was done well instead.")
        return
    if result.exercise.gait is not None:
        st.info("A run is measured over many steps and has no repetitions, so no sample can go in step with it.")
        return
    first = _number("From repetition", "desk_first")
    is_mirrored = face_apart(result.report.view.facing, sample.facing)
    pairs = beside_sample(opened.report, sample.spans, first, is_mirrored=is_mirrored)
    name = f"{sample.name} (mirrored)" if is_mirrored else sample.name
    show_pair(result, pairs, (film, sample.film), (_name(opened.kept), name), is_open=True, is_mirrored=is_mirrored)
    _say_view(result, sample)
    _offer(opened, (film, sample.film), pairs, is_mirrored=is_mirrored)


def _say_view(result: Analysis, sample: GoodSample) -> None:
    view = result.report.view.label
    if sample.view is not None and view not in (sample.view, "unknown"):
        st.caption(f"The sample is seen {seen_from(sample.view)}, and this set {seen_from(view)}.")


def _number(label: str, key: str) -> int:
    return int(st.number_input(label, 1, key=key, width=160))


def _offer(
    opened: OpenedSet, films: tuple[Path, Path], pairs: Pairs, of: Sequence[str] = (), *, is_mirrored: bool = False
) -> None:
    if pairs:
        name = f"{opened.kept.exercise_id}_{opened.kept.at.astimezone():%Y-%m-%d}_beside.mp4"
        offer_file(
            "Both as one clip", partial(_beside, *films, pairs, is_mirrored), name, "video/mp4", key="desk_beside",
            of=[opened.kept.files["report.json"], *of],
            help_="The clip is made when you press this, which takes about as long as it plays.",
        )  # fmt: skip


def _beside(ours: Path, theirs: Path, pairs: Pairs, is_mirrored: bool) -> bytes:
    with tempfile.TemporaryDirectory(prefix="formcheck-") as scratch:
        target = Path(scratch) / "beside.mp4"
        write_beside(ours, theirs, pairs, target, is_mirrored=is_mirrored)
        return target.read_bytes()


def _name(kept: KeptSet) -> str:
    return f"{kept.person_name}, {day_and_time(kept.at)}, {kept.name or 'Live'}"
