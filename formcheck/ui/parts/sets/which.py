"""Offers the likeliest exercises, with pictures, for a clip whose exercise is not sure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import streamlit as st

from formcheck.catalogue.exercise import Exercise
from formcheck.errors import FormcheckError
from formcheck.jobs.order import Order
from formcheck.store.entries import Job
from formcheck.ui.parts.how_to import show_example
from formcheck.ui.parts.sets.clips import ChosenClip
from formcheck.ui.serving.keeping import jobs, scope

_PICTURE_PX = 150
# As `formcheck.analysis.unnamed.finding.unsure` names them.
_GUESS = re.compile(r"(\w+) \((\d+)%: ")


def ask_which(orders: Mapping[ChosenClip, Order], ask: Callable[[Mapping[ChosenClip, Order]], None]) -> None:
    """Ask about each chosen clip whose exercise was not sure.

    Parameters
    ----------
    orders : mapping of ChosenClip to Order
        The clips chosen on the page, and how each is to be judged.
    ask : callable
        Has a clip judged by the exercise that the user chooses.
    """
    for standing in jobs().standings(scope()):
        job = standing.job
        clip = next((clip for clip in orders if clip.name == job.name), None)
        if clip is not None and job.state == "failed" and _was_to_be_found(job):
            _ask_one(job, clip, orders[clip], ask)


def guesses_in(error: str, folder: str | None) -> list[tuple[Exercise, int]]:
    """Parse the likeliest exercises from a worker's message, each with its probability in percent."""
    found = []
    for exercise_id, percent in _GUESS.findall(error):
        try:
            found.append((Order(exercise=exercise_id, folder=folder).definition(), int(percent)))
        except FormcheckError:
            continue
    return found


def _was_to_be_found(job: Job) -> bool:
    return Order.from_payload(job.payload).is_to_be_found


def _ask_one(job: Job, clip: ChosenClip, order: Order, ask: Callable[[Mapping[ChosenClip, Order]], None]) -> None:
    likely = guesses_in(job.error, order.folder)
    if not likely:
        return
    st.subheader("Which of these is it?", anchor=False)
    for column, (exercise, percent) in zip(st.columns(len(likely)), likely, strict=True):
        with column:
            show_example(exercise, _PICTURE_PX)
            chosen = order.model_copy(update={"exercise": exercise.id})
            st.button(
                f"{exercise.name} ({percent} %)", key=f"which_{job.id}_{exercise.id}", width="stretch",
                on_click=_choose, args=(job, clip, chosen, ask),
            )  # fmt: skip


def _choose(job: Job, clip: ChosenClip, order: Order, ask: Callable[[Mapping[ChosenClip, Order]], None]) -> None:
    jobs().cancel(scope(), job.id)
    ask({clip: order})
