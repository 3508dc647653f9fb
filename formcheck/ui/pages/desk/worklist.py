"""The work list: which sets need a review, by what is known about them before they are opened."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time
from typing import Final

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.store.entries import KeptSet, Order, SetFilter
from formcheck.ui.parts.choices import by_group, catalogue, plain
from formcheck.ui.serving.keeping import scope
from formcheck.wording import day_and_time

_A_PAGE: Final = 20
_MOST_IN_TURN: Final = 500
_SET: Final = "set"
_FROM, _TURN = "desk_from", "desk_turn"
_STATES: Final = {
    "New": SetFilter(undecided=True),
    "Doubtful": SetFilter(doubtful=True, undecided=True),
    "Faulty": SetFilter(faulty=True),
    "Unseen": SetFilter(unseen=True),
    "Overruled": SetFilter(overruled=True),
    "All": SetFilter(),
}
_HELP: Final = (
    "New: nothing was decided yet. Doubtful: new, and a repetition was not judged or is only just fine. Faulty: a "
    "repetition is not in form. Unseen: you have not opened it. Overruled: somebody decided differently from the "
    "machine."
)
_ORDERS: Final[dict[Order, str]] = {
    "newest": "Newest first", "oldest": "Oldest first", "doubtful": "Most doubtful first", "exercise": "By exercise",
    "person": "By person",
}  # fmt: skip


def chosen_set() -> str | None:
    """Return the id of the open set, from the address of the page."""
    return st.query_params.get(_SET)


def close() -> None:
    """Go back to the list."""
    st.query_params.pop(_SET, None)


def open_set(set_id: str) -> None:
    """Open a set of the list."""
    st.query_params[_SET] = set_id


def after(set_id: str) -> str | None:
    """Return the next set of the list, as it was when a set was opened; None at its end."""
    turn: list[str] = st.session_state.get(_TURN, [])
    following = turn[turn.index(set_id) + 1 :] if set_id in turn else turn
    return following[0] if following else None


def choose() -> tuple[SetFilter, Order]:
    """Let the user filter and sort the list."""
    state = st.segmented_control(
        "Show", list(_STATES), default="Doubtful", key="desk_state", on_change=_first_page, help=_HELP
    )
    people = {person.id: person.name for person in scope().people()}
    exercises = {exercise.id: exercise.name for exercise in by_group([e for e in catalogue() if e.is_judged])}
    with st.container(horizontal=True):
        person = st.selectbox(
            "Person", list(people), index=None, format_func=people.__getitem__, placeholder="All", key="desk_person",
            on_change=_first_page, width=160,
        )  # fmt: skip
        exercise = st.selectbox(
            "Exercise", list(exercises), index=None, format_func=exercises.__getitem__, placeholder="All",
            key="desk_exercise", on_change=_first_page, width=178,
        )  # fmt: skip
        since = st.date_input("Since", None, key="desk_since", on_change=_first_page, width=140)
        order = st.selectbox("Order", list(_ORDERS), format_func=_ORDERS.__getitem__, key="desk_order", width=176)
    at = None if since is None else datetime.combine(since, time()).astimezone()
    return replace(_STATES[state or "All"], person=person, exercise=exercise, since=at), order


def list_sets(wanted: tuple[SetFilter, Order]) -> None:
    """Show the sets that match."""
    what, order = wanted
    count, first = scope().count_sets(what), st.session_state.get(_FROM, 0)
    if not count:
        st.info("No set matches." if scope().count_sets() else "Nothing is kept yet. Review a clip first.")
        return
    st.caption(f"{count} set{'' if count == 1 else 's'}")
    for kept in scope().sets(what, order=order, limit=_A_PAGE, offset=first):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            _row(kept)
            st.button("Review", key=f"desk_{kept.id}", on_click=_begin, args=(kept.id, what, order))
    if count > _A_PAGE:
        last = min(first + _A_PAGE, count)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Back", disabled=first == 0, on_click=_go, args=(max(0, first - _A_PAGE),))
            st.caption(f"{first + 1} to {last} of {count}", width="content")
            st.button("On", disabled=last == count, on_click=_go, args=(last,))


def _row(kept: KeptSet) -> None:
    marks = " ".join(f":{colour}-badge[{word}]" for word, colour in _marks(kept).items())
    done = f"{kept.in_form} of {kept.repetitions} in form" if kept.repetitions else f"{kept.hold_s:.0f} s on the clock"
    st.markdown(
        f"**{plain(kept.exercise_name)}** · {plain(kept.person_name)} · {done} {marks}  \n"
        f"{day_and_time(kept.at)} · {plain(kept.name or 'Live')}",
        width="stretch",
    )


def _marks(kept: KeptSet) -> dict[str, str]:
    """List the badges of a set, each with its colour."""
    shown = {
        ("unseen", "blue"): not kept.is_seen,
        ("new", "blue"): not kept.decisions,
        (f"{kept.not_judged} not judged", "gray"): bool(kept.not_judged),
        (f"{kept.cautions} near a limit", "orange"): bool(kept.cautions),
        (f"{kept.faulty} to fix", "red"): bool(kept.faulty),
        ("overruled", "violet"): kept.is_overruled,
    }
    return {word: colour for (word, colour), is_so in shown.items() if is_so}


def _begin(set_id: str, what: SetFilter, order: Order) -> None:
    """Open a set, and remember those after it, since a decision may remove it from the list."""
    # Who may not see the list any more is told so by the page.
    with suppress(FormcheckError):
        st.session_state[_TURN] = scope().set_ids(what, order=order, limit=_MOST_IN_TURN)
    open_set(set_id)


def _go(first: int) -> None:
    st.session_state[_FROM] = first


def _first_page() -> None:
    _go(0)
