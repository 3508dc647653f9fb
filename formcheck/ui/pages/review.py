"""The page *Review a clip*: choose clips, have them analysed in the background, and look at a result."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.analysis import AnalysisOptions
from formcheck.catalogue.exercise import Exercise
from formcheck.errors import FormcheckError, NotKeptError
from formcheck.guesses import AUTO
from formcheck.jobs.order import Order
from formcheck.records import CLIP_MODEL, ModelName
from formcheck.store.entries import Job
from formcheck.store.sharing import keep_shared
from formcheck.ui.parts.choices import (
    choose_capture_fps,
    choose_exercise_or_find,
    choose_mirrored,
    choose_privacy,
    choose_view,
    plain,
)
from formcheck.ui.parts.heights import choose_height
from formcheck.ui.parts.people import choose_subject
from formcheck.ui.parts.prescribed.counting import counting_now
from formcheck.ui.parts.safety_questions import safety_profile
from formcheck.ui.parts.samples import Sample, choose
from formcheck.ui.parts.sets.clips import ChosenClip, choose_clips
from formcheck.ui.parts.sets.opened import show_set
from formcheck.ui.parts.sets.queue import ACTIVE, show_queue
from formcheck.ui.parts.sets.which import ask_which
from formcheck.ui.serving.keeping import jobs, scope
from formcheck.ui.serving.own import own_folder

_FOUND: Final = (
    "formcheck works out which exercise it is, and asks when it is not sure. Film the whole body, for at least two "
    "repetitions."
)
_TRIED: Final = "review_tried"
_ASKER: Final = "asker"
_ASKED: Final = "review_asked"
"""The jobs that this page asked for, by what was asked: so that nothing is asked for twice at a time."""
_OPENED: Final = "review_opened"
_PLACES: Final = ("job", "set")
"""What the address names: the job that is waited for, and the set that is shown."""


def address() -> StreamlitPage:
    """Describe the page for the navigation, and for links from other pages."""
    return st.Page(page, title="Review a clip", icon=":material/movie:", url_path="review")


def try_out(sample: Sample) -> None:
    """Choose a sample, and show its result when the page is shown next.

    If the result does not come with it, the sample is analysed at once, quickly, because somebody waits.
    """
    choose(sample)
    if sample.result is not None:
        with suppress(FormcheckError):  # a store that cannot be written has a message of its own
            st.session_state["review_set"] = keep_shared(scope(), sample.result)[0].id
            return
    st.session_state["review_quick"] = st.session_state[_TRIED] = True


def prefill(exercise: Exercise) -> None:
    """Preselect an exercise of the catalogue for the next clips, and close the result that is open."""
    st.session_state["review_exercise"] = exercise
    st.session_state.pop("review_set", None)


def page() -> None:
    """Show the page."""
    st.title("Review a clip")
    try:
        _show()
    except FormcheckError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _show() -> None:
    _remember_place()
    set_id = st.query_params.get("set")
    # Folded away while a result is shown, so that it stands at the top.
    with st.expander("Clips and options", expanded=set_id is None, icon=":material/upload:"):
        orders = _choose()
        new = _not_queued_yet(orders)
        many = len(orders) > 1
        st.button(
            f"Analyse {len(orders)} clips" if many else "Analyse", type="primary", disabled=not new,
            key="review_analyse", on_click=_ask, args=(new,),
        )  # fmt: skip
    if st.session_state.pop(_TRIED, False):
        _ask(new)
    # Containers, so that what is below is the same for the browser, whatever the queue holds.
    with st.container():
        show_queue(_arrived, _open)
        ask_which(orders, _ask)
    if set_id is not None:
        with st.container():
            show_set(set_id, _forget)


def _choose() -> dict[ChosenClip, Order]:
    """Let the user choose clips, and how to judge them."""
    clips = choose_clips()
    left, right = st.columns([3, 2])
    with left:
        chosen = _choose_exercises(clips)
    with right:
        view = choose_view("review_view")
    options = AnalysisOptions(
        view=view,
        model=_choose_model(),
        capture_fps=choose_capture_fps("review_slow"),
        mirrored=choose_mirrored("review_mirrored"),
        share=st.toggle("Make a short upright clip to share", value=True, key="review_share"),
        privacy=choose_privacy("review_privacy"),
        subject=choose_subject(clips[0]) if len(clips) == 1 else None,
    )
    folder, person, version = own_folder(), safety_profile(), counting_now()
    base = Order(exercise="", folder=folder, person=person, height_cm=choose_height(), options=options)
    if version is not None:
        st.caption(f"Judged as {plain(version.by)} prescribed it (version {version.version}).")
        base = base.model_copy(update={"prescribed": dict(version.payload), "prescription_id": version.id})
    return {
        clip: base.model_copy(update={"exercise": exercise.id if exercise else AUTO})
        for clip, exercise in chosen.items()
    }


def _choose_exercises(clips: Sequence[ChosenClip]) -> Mapping[ChosenClip, Exercise | None]:
    """Ask for the exercise, once for all clips or for each; None means to find it."""
    if len(clips) > 1 and st.toggle("Another exercise for each clip", key="review_each"):
        return {clip: choose_exercise_or_find(f"review_exercise_{clip.id}", label=clip.name) for clip in clips}
    exercise = choose_exercise_or_find("review_exercise")
    if not clips:
        st.caption(exercise.hint if exercise is not None else _FOUND)
    return dict.fromkeys(clips, exercise)


def _choose_model() -> ModelName:
    """Offer the lighter model, for a long clip or a slow machine."""
    return "full" if st.toggle("Quicker, less exact pose model", key="review_quick") else CLIP_MODEL


def _not_queued_yet(orders: Mapping[ChosenClip, Order]) -> dict[ChosenClip, Order]:
    """Drop the clips that are waiting or running already."""
    active = {job.id for job in scope().jobs(ACTIVE, limit=1000)}
    asked: dict[str, str] = st.session_state.setdefault(_ASKED, {})
    return {clip: order for clip, order in orders.items() if asked.get(_key(clip, order)) not in active}


def _key(clip: ChosenClip, order: Order) -> str:
    return f"{clip.id} {order.to_payload()}"


def _ask(orders: Mapping[ChosenClip, Order]) -> None:
    """Put clips into the queue; if there is only one, it is opened when it is done."""
    # Where people sign in, the account takes turns, however many tabs it has open.
    asker = st.session_state.setdefault(_ASKER, secrets.token_hex(8)) if scope().account.is_local else ""
    try:
        for clip, order in orders.items():
            job = jobs().ask(scope(), clip.path, clip.name, order, asker=asker)
            st.session_state[_ASKED][_key(clip, order)] = job.id
            if len(orders) == 1:
                st.query_params["job"] = job.id
    except FormcheckError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _arrived(told: Sequence[Job]) -> bool:
    """Open the awaited result once it is there."""
    if st.session_state.pop(_OPENED, False):
        return True
    awaited = st.query_params.get("job")
    if awaited is None:
        return False
    job = next((job for job in told if job.id == awaited), None)
    if job is not None and job.state in ACTIVE:
        return False
    _leave("job")
    if job is None or job.state != "done":
        return False
    _open(job)
    return bool(st.session_state.pop(_OPENED))


def _open(job: Job) -> None:
    """Show the set that a job became; from now on it is found in *History*."""
    st.session_state[_OPENED] = True
    if job.set_id is not None:
        st.query_params["set"] = job.set_id
    with suppress(NotKeptError):  # opened in another tab meanwhile
        scope().remove_job(job.id)


def _forget() -> None:
    _leave("set")


def _leave(place: str) -> None:
    st.query_params.pop(place, None)
    st.session_state.pop(f"review_{place}", None)


def _remember_place() -> None:
    """Restore what was awaited or shown when the user returns from another page; a reload has it in the address."""
    for place in _PLACES:
        if place in st.query_params:
            st.session_state[f"review_{place}"] = st.query_params[place]
        elif f"review_{place}" in st.session_state:
            st.query_params[place] = st.session_state[f"review_{place}"]
