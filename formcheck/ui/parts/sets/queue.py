"""Jobs as a page shows them: place in the queue, progress, time left, cancelling, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from formcheck.catalogue.library import load_exercise
from formcheck.errors import FormcheckError
from formcheck.jobs.order import Order
from formcheck.jobs.turns import Standing
from formcheck.store.entries import Job
from formcheck.ui.parts.choices import plain
from formcheck.ui.serving.keeping import jobs, scope

_REFRESH_S: Final = 1.0
ACTIVE: Final = ("waiting", "running")
Open = Callable[[Job], None]


def show_queue(arrived: Callable[[list[Job]], bool], open_: Open | None = None) -> None:
    """Show the jobs that wait or run, those that failed, and those that are done but not opened yet.

    Parameters
    ----------
    arrived : callable
        Called with all jobs at each refresh; returns whether the page must be shown again.
    open_ : callable, optional
        Called with a job that is done, when the user asks for its result; without it, those are left out.
    """
    is_busy = any(standing.job.state in ACTIVE for standing in jobs().standings(scope()))

    def look() -> None:
        told = jobs().standings(scope())
        still = any(standing.job.state in ACTIVE for standing in told)
        if arrived([standing.job for standing in told]) or (is_busy and not still):
            st.rerun()
        _show(told, open_)

    st.fragment(look, run_every=_REFRESH_S if is_busy else None)()


def _show(told: list[Standing], open_: Open | None) -> None:
    left_out = ("cancelled",) if open_ is not None else ("cancelled", "done")
    shown = [standing for standing in told if standing.job.state not in left_out]
    if len([standing for standing in shown if standing.job.state in ACTIVE]) > 1:
        st.subheader("Clips in the queue", anchor=False)
    for standing in shown:
        with st.container(horizontal=True, vertical_alignment="center", key=f"job_{standing.job.id}"):
            _show_one(standing, open_)


def _show_one(standing: Standing, open_: Open | None) -> None:
    job = standing.job
    named = " · ".join(filter(None, (plain(job.name), plain(exercise_name(job)))))
    if job.state == "failed":
        st.error(f"**{named}**  \n{plain(job.error)}", icon=":material/error:", width="stretch")
        st.button("Dismiss", key=f"dismiss_{job.id}", on_click=jobs().cancel, args=(scope(), job.id))
    elif job.state == "done":
        st.markdown(f"{named} · done", width="stretch")
        st.button("Open", key=f"open_{job.id}", on_click=open_, args=(job,), type="primary")
    else:
        st.progress(job.progress, f"{named} · {told_of(standing)}", width="stretch")
        st.button("Cancel", key=f"cancel_{job.id}", on_click=jobs().cancel, args=(scope(), job.id))


def told_of(standing: Standing) -> str:
    """Describe the standing of a job."""
    job, left = standing.job, time_left(standing.left_s)
    if job.state == "waiting":
        place = "next" if standing.ahead <= 1 else f"{standing.ahead} clips before it"
        return f"waits, {place}" + (f", done in {left}" if left else "")
    if job.progress >= 1.0:
        return "finishing the annotated clip"
    if job.progress == 0.0:
        return "reading the clip"
    return f"{job.progress:.0%}" + (f", {left} left" if left else "")


def time_left(seconds: float | None) -> str:
    """Write a remaining time, rounded up; empty if it is not known."""
    if seconds is None:
        return ""
    if seconds < 60.0:
        return f"about {max(5, 5 * -(-int(seconds) // 5))} s"
    return f"about {-(-int(seconds) // 60)} min"


def exercise_name(job: Job) -> str:
    """Name the exercise that a clip is judged as; empty if it is not known yet."""
    order = Order.from_payload(job.payload)
    if order.is_to_be_found:
        return ""
    try:
        return load_exercise(order.exercise, order.folder).name
    except FormcheckError:
        return order.exercise
