"""The page *History*: all kept sets, and the jobs that will become one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.errors import FormcheckError
from formcheck.store.entries import Job, KeptSet, SetFilter, Source
from formcheck.ui.parts.choices import by_group, catalogue, plain
from formcheck.ui.parts.sets.opened import delete, show_set, source_of
from formcheck.ui.parts.sets.progress import show_progress
from formcheck.ui.parts.sets.queue import show_queue
from formcheck.ui.serving.keeping import scope, store
from formcheck.wording import day_and_time

_A_PAGE: Final = 20
# A year of a set on two days of three.
_MOST_FOLLOWED: Final = 250
_FROM: Final = "history_from"
_DONE: Final = "history_done"
_SOURCES: Final[dict[Source, str]] = {"upload": "Clips", "live": "Live", "file": "Files of others"}
_MIB: Final = 1 << 20


def address() -> StreamlitPage:
    """Describe the page for the navigation, and for links from other pages."""
    return st.Page(page, title="History", icon=":material/history:", url_path="history")


def page() -> None:
    """Show the page."""
    st.title("History")
    try:
        _show()
    except FormcheckError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _show() -> None:
    set_id = st.query_params.get("set")
    if set_id is not None:
        st.button("Back to all sets", icon=":material/arrow_back:", on_click=_close)
        show_set(set_id, _close)
        return
    with st.container():
        show_queue(_arrived)
    wanted = _choose()
    _follow(wanted)
    _list(wanted)
    _say_where()


def _choose() -> SetFilter:
    """Let the user filter the list."""
    offered = by_group([exercise for exercise in catalogue() if exercise.is_judged])
    names = {exercise.id: exercise.name for exercise in offered}
    with st.container(horizontal=True):
        exercise = st.selectbox(
            "Exercise", list(names), index=None, format_func=names.__getitem__, placeholder="All",
            key="history_exercise", on_change=_first_page, width=200,
        )  # fmt: skip
        source = st.selectbox(
            "From", list(_SOURCES), index=None, format_func=_SOURCES.__getitem__, placeholder="All",
            key="history_source", on_change=_first_page, width=130,
        )  # fmt: skip
        since = st.date_input("Since", None, key="history_since", on_change=_first_page, width=140)
        until = st.date_input("Until", None, key="history_until", on_change=_first_page, width=140)
    return SetFilter(
        exercise=exercise, source=source, since=_midnight(since), until=_midnight(until, later=timedelta(days=1))
    )


def _follow(wanted: SetFilter) -> None:
    """Show the current user's progress in the chosen exercise."""
    own = scope().account.person_id
    if wanted.exercise is not None and own is not None:
        exercise = next(one for one in catalogue() if one.id == wanted.exercise)
        show_progress(exercise, scope().sets(replace(wanted, person=own), limit=_MOST_FOLLOWED))


def _midnight(day: date | None, later: timedelta = timedelta()) -> datetime | None:
    return None if day is None else datetime.combine(day + later, time()).astimezone()


def _list(wanted: SetFilter) -> None:
    count, first, own = scope().count_sets(wanted), st.session_state.get(_FROM, 0), scope().account.person_id
    if not count:
        kept_at_all = wanted != SetFilter() and scope().count_sets()
        st.info("No set matches." if kept_at_all else "Nothing is kept yet. Review a clip, or exercise in Live.")
        return
    for kept in scope().sets(wanted, limit=_A_PAGE, offset=first):
        with st.container(border=True):
            _row(kept, is_own=kept.person_id == own)
    if count > _A_PAGE:
        _turn(first, count)


def _row(kept: KeptSet, *, is_own: bool) -> None:
    whose = "" if is_own else f"{plain(kept.person_name)} · "
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{plain(kept.exercise_name)}** · {_done(kept)}  \n"
            f"{whose}{day_and_time(kept.at)} · {plain(source_of(kept))}",
            width="stretch",
        )
        st.button("Open", key=f"open_{kept.id}", on_click=_open, args=(kept.id,))
        with st.popover("Delete", icon=":material/delete:"):
            st.markdown("It is removed from this machine with its clip and pictures. This cannot be undone.")
            st.button(
                "Delete for good", type="primary", key=f"delete_{kept.id}", on_click=delete, args=(kept.id, _close)
            )


def _done(kept: KeptSet) -> str:
    """Summarise a set in a few words."""
    if kept.hold_s:
        return f"{kept.hold_s:.0f} s on the clock"
    if not kept.repetitions:
        return "nothing counted"
    judged = f", {kept.not_judged} not judged" if kept.not_judged else ""
    return f"{kept.in_form} of {kept.repetitions} in form{judged}"


def _turn(first: int, count: int) -> None:
    last = min(first + _A_PAGE, count)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Newer", disabled=first == 0, on_click=_go, args=(max(0, first - _A_PAGE),))
        st.caption(f"{first + 1} to {last} of {count}", width="content")
        st.button("Older", disabled=last == count, on_click=_go, args=(last,))


def _say_where() -> None:
    if not scope().account.is_local:
        st.caption("Kept by the clinic, on the machine that this app runs on.")
        return
    home = store().where.home
    st.caption(
        f"Kept on this machine alone, in {plain(str(home))} ({_size_mib(home):.0f} MB). "
        "FORMCHECK\\_HOME names another folder."
    )


@st.cache_data(ttl=60, show_spinner=False)
def _size_mib(home: Path) -> float:
    return sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / _MIB


def _go(first: int) -> None:
    st.session_state[_FROM] = first


_first_page = partial(_go, 0)


def _open(set_id: str) -> None:
    st.query_params["set"] = set_id


def _close() -> None:
    st.query_params.pop("set", None)


def _arrived(told: list[Job]) -> bool:
    """Whether a set has been added since the last check."""
    done = {job.id for job in told if job.state == "done"}
    before: set[str] = st.session_state.get(_DONE, done)
    st.session_state[_DONE] = done
    return bool(done - before)
