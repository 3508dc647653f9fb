"""The player on a page: the data that it is sent, and what it sends back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from formcheck.analysis import Analysis
from formcheck.desk.deciding import apply
from formcheck.desk.decision import Decision, Span, in_force
from formcheck.desk.measuring.corrected import CorrectedFrame
from formcheck.desk.parts import Part
from formcheck.ui.player.browser_files import component, film_address
from formcheck.ui.player.contents import curves, picture_share, shown_columns
from formcheck.ui.player.correcting import anew
from formcheck.ui.player.items import items, moments
from formcheck.video.orientation import was_mirrored_back

_SOUGHT: Final = "player_sought"
OnDecision = Callable[[Mapping[str, Any]], None]


def go_to(at_s: float) -> None:
    """Have the player go to a moment of the clip, in seconds, even to the same one again."""
    _, turn = st.session_state.get(_SOUGHT, (0.0, 0))
    st.session_state[_SOUGHT] = (at_s, turn + 1)


def rewind() -> None:
    """Forget where the player was sent, for another clip."""
    st.session_state.pop(_SOUGHT, None)


def show_player(
    result: Analysis,
    annotated: Path | None,
    stamp: str,
    *,
    plain: Path | None = None,
    decisions: Sequence[Decision] = (),
    on_decision: OnDecision | None = None,
    by: str = "",
    on_next: Callable[[], None] | None = None,
    measured: Mapping[Span, Part] | None = None,
    corrected: Sequence[CorrectedFrame] = (),
    joints: Callable[[], Mapping[str, Any] | None] | None = None,
) -> None:
    """Show the player.

    Parameters
    ----------
    result : Analysis
        The machine's own report, with its series.
    annotated : Path or None
        The annotated clip; None for a set without one, whose curves are shown alone.
    stamp : str
        Identifies the set: another one starts at its beginning.
    plain : Path, optional
        The clip as it was filmed, without overlay.
    decisions : sequence of Decision
        Those about this set.
    on_decision : callable, optional
        Called with the fields of a new decision, without id, name and time. Without it nothing can be decided.
    by : str
        Name of the person who decides.
    on_next : callable, optional
        Opens the next set of a list.
    measured : mapping of Span to Repetition or Hold, optional
        What lies where a decision moved or added a repetition.
    corrected : sequence of CorrectedFrame
        Frames in which joints were moved.
    joints : callable, optional
        Returns where the joints are, once somebody wants to move one; see `formcheck.ui.player.correcting`.
    """
    at_s, turn = st.session_state.get(_SOUGHT, (0.0, 0))
    key = f"player_{stamp}"

    def decided() -> None:
        if on_decision is not None:
            on_decision(st.session_state[key].decision)

    def left() -> None:
        if on_next is not None:
            on_next()

    def ask() -> None:
        st.session_state[f"{key}_joints"] = True

    data = {
        **_curves(result, stamp), "stamp": stamp, "turn": turn, "at_s": at_s,
        "items": items(result.report, decisions, result.exercise, measured),
        "moments": moments(apply(result.report, decisions, result.exercise, measured)),
        "annotated": _address(annotated, f"{key}_annotated"), "picture": picture_share(result.report.source),
        "plain": _address(plain, f"{key}_plain"), "is_mirrored": was_mirrored_back(result.report.warnings),
        "desk": {**_desk(decisions, by), "next": on_next is not None} if on_decision is not None else None,
        "anew": anew(corrected, shown_columns(result)), "size": [*_size(result)],
        "can_correct": joints is not None and on_decision is not None,
        "joints": joints() if joints is not None and st.session_state.get(f"{key}_joints") else None,
        "marks": [mark.model_dump() for d in in_force(decisions) for mark in d.drawing],
    }  # fmt: skip
    _component()(key=key, data=data, on_decision_change=decided, on_next_change=left, on_joints_change=ask)


def _size(result: Analysis) -> tuple[int, int]:
    source = result.report.source
    return source.width_px or 0, source.height_px or 0


def _address(clip: Path | None, place: str) -> str | None:
    return None if clip is None else film_address(clip, place)


def _desk(decisions: Sequence[Decision], by: str) -> dict[str, Any]:
    """Return the last decision of this person in force, for taking it back."""
    gone = {d.target.decision for d in decisions if d.kind == "withdraw"}
    own = [d.id for d in decisions if d.by == by and d.kind != "withdraw" and d.id not in gone]
    return {"by": by, "count": len(decisions), "last": own[-1] if own else None}


@st.cache_data(max_entries=16, show_spinner=False)
def _curves(_result: Analysis, stamp: str) -> dict[str, Any]:  # noqa: ARG001 - `stamp` is what it is kept under
    return curves(_result)


@cache
def _component() -> ComponentRenderer:
    return component("player", ("frames", "shapes", "timeline", "plot", "marks", "joints", "desk", "player"))
