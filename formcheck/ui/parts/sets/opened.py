"""One kept set: its numbers, its clip, what was found, and downloads named by exercise, day and source."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st

from formcheck.analysis import Analysis
from formcheck.errors import FormcheckError, NotKeptError
from formcheck.store.entries import KeptSet, OpenedSet
from formcheck.store.sharing import earlier_results, results_of
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.files.downloads import show_downloads
from formcheck.ui.parts.files.offering import offer_kept
from formcheck.ui.parts.files.pictures import show_picture
from formcheck.ui.parts.results import show_details, show_headline
from formcheck.ui.parts.sets.decided import decisions_of, show_decisions, show_summaries
from formcheck.ui.parts.sets.reading import analysis_of, corrected_of, measured_of, plain_clip
from formcheck.ui.player.component import go_to, rewind, show_player
from formcheck.ui.serving.keeping import scope
from formcheck.wording import day_and_time

SOURCES: Final = {"upload": "clip", "live": "Live", "file": "file"}
_SHOWN: Final = "opened_set"
_FILMS: Final = ("annotated.mp4", "share.mp4")
_TYPES: Final = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".png": "image/png",
    ".npz": "application/octet-stream",
    ".mp4": "video/mp4",
}
_IN_ORDER: Final = (
    "report.json",
    "repetitions.csv",
    "holds.csv",
    "gait.csv",
    "measures.csv",
    "moments.png",
    "poses.npz",
)


def show_set(set_id: str, forget: Callable[[], None]) -> None:
    """Show a kept set, or say why it cannot be shown.

    Parameters
    ----------
    set_id : str
    forget : callable
        Called if it was deleted or does not exist: the page then shows another one, or none.
    """
    try:
        opened = scope().open_set(set_id)
    except NotKeptError as error:
        st.info(str(error), icon=":material/info:")
        st.button("Close", on_click=forget)
        return
    except FormcheckError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    if st.session_state.get(_SHOWN) != set_id:
        st.session_state[_SHOWN] = set_id
        rewind()
    _show(opened, analysis_of(opened), forget)


def _show(opened: OpenedSet, result: Analysis, forget: Callable[[], None]) -> None:
    kept, report, paths = opened.kept, opened.report, opened.paths
    st.header(plain(report.exercise.name))
    st.caption(f"{plain(source_of(kept))}, {day_and_time(kept.at)}")
    decisions = decisions_of(kept.id)
    measured = measured_of(opened, result, decisions)
    show_headline(report)
    if decisions:
        show_summaries(result, decisions, measured)
    if "annotated.mp4" in paths:
        show_player(
            result, paths["annotated.mp4"], kept.id, plain=plain_clip(opened), decisions=decisions, measured=measured,
            corrected=corrected_of(opened, result, decisions),
        )  # fmt: skip
    show_decisions(decisions, result)
    if "moments.png" in paths:
        show_picture(paths["moments.png"], caption="The moments that matter", alt="Key frames of the set, side by side")
    show_details(result, go_to=go_to if "annotated.mp4" in paths else None)
    st.subheader("Take it with you")
    with st.container(horizontal=True):
        _downloads(opened)
    show_downloads(
        partial(results_of, scope(), kept.id), "set", partial(earlier_results, scope(), kept.id),
        of=(kept.files["report.json"],),
    )  # fmt: skip
    _offer_deletion(kept, forget)


def source_of(kept: KeptSet) -> str:
    """Return the source of a set: the user's name of the clip, or Live."""
    return kept.name or SOURCES[kept.source]


def file_name(kept: KeptSet, name: str) -> str:
    """Name a download after exercise, day and source, so that it is distinct in a folder."""
    return f"{kept.exercise_id}_{kept.at.astimezone():%Y-%m-%d}_{Path(source_of(kept)).stem}_{name}"


def _downloads(opened: OpenedSet) -> None:
    kept, paths = opened.kept, opened.paths
    for name in (*_IN_ORDER, *_FILMS):
        if name in paths:
            kind = _TYPES[Path(name).suffix]
            offer_kept(name, paths[name], file_name(kept, name), kind, key=f"download_{name}")


def _offer_deletion(kept: KeptSet, forget: Callable[[], None]) -> None:
    with st.popover("Delete this result", icon=":material/delete:"):
        st.markdown(
            "The report, the clip and all pictures of this set are removed from this machine. This cannot be undone."
        )
        st.button("Delete for good", type="primary", on_click=delete, args=(kept.id, forget), key=f"delete_{kept.id}")


def delete(set_id: str, forget: Callable[[], None]) -> None:
    """Remove a set with all its files."""
    try:
        scope().discard(set_id)
    except NotKeptError:
        pass  # gone already, in another tab say
    except FormcheckError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    forget()
