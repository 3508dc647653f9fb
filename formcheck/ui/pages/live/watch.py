"""What the page shows beside the picture while a stream runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import streamlit as st

from formcheck.catalogue.exercise import Exercise
from formcheck.live.conductor import PATIENCE_S
from formcheck.live.framing import Readiness
from formcheck.live.phrases import ENGLISH, Words
from formcheck.live.stage import COUNTDOWN_S, Stage
from formcheck.records import ViewLabel
from formcheck.report.describe import unseen_checks
from formcheck.stream.camera import Camera
from formcheck.stream.status import Status
from formcheck.ui.pages.live.found import show_found
from formcheck.ui.parts.how_to import show_example
from formcheck.ui.parts.people import coach_another
from formcheck.ui.parts.results import show_numbers
from formcheck.wording import minutes_and_seconds

_GONE_S = 3.0
_LIST_PX, _EXAMPLE_PX = 380, 130
_EXERCISING = ("countdown", "working", "rest")


def show_stage(camera: Camera | None) -> None:
    """Show what to do now, or how the set is going, and problems with the stream."""
    status = camera.status if camera is not None else Status()
    if camera is not None and camera.problem:
        st.error(camera.problem, icon=":material/error:")
    elif camera is None or status.stage is None:
        st.info((camera.words if camera else ENGLISH).on_page("connecting"), icon=":material/visibility:")
    else:
        _show_running(camera, status, status.stage)


def _show_running(camera: Camera, status: Status, stage: Stage) -> None:
    words, gone_s = camera.words, time.monotonic() - status.seen_s
    if gone_s > _GONE_S:
        st.error(words.on_page("lost", seconds=round(gone_s)), icon=":material/videocam_off:")
    show_numbers({**_numbers(camera, status, stage), words.on_page("frame_rate"): f"{status.frames_per_s:.0f}"})
    if status.slow:
        st.warning(status.slow, icon=":material/speed:")
    if stage.name in ("countdown", "working") and stage.costs:
        st.warning(stage.costs, icon=":material/accessibility_new:")
    readiness = stage.readiness if stage.name in ("framing", "watching") else None
    if readiness is not None and (stage.name == "framing" or readiness.first is not None):
        _show_readiness(camera.exercise if stage.name == "framing" else None, readiness, words)
    else:
        _show_hint(_hint(camera, status, stage), camera.exercise if stage.name in _EXERCISING else None)
    if camera.is_searching:
        show_found(stage, words, camera.choose)
    coach_another(status.people, camera.select_subject, words)


def _show_hint(hint: str, exercise: Exercise | None) -> None:
    """Show what to do now, beside how the exercise is done."""
    with st.container(horizontal=True, gap="medium"):
        if exercise is not None:
            with st.container(width="content"):
                show_example(exercise, _EXAMPLE_PX)
        with st.container(width=_LIST_PX):
            st.info(hint, icon=":material/visibility:")


def _numbers(camera: Camera, status: Status, stage: Stage) -> dict[str, int | str]:
    """Say in a few numbers where in the plan this is, and what was done."""
    say, exercise = camera.words.on_page, camera.exercise
    if exercise is None or stage.name in ("watching", "catching_up"):
        return {say("set"): stage.set_index} if stage.set_index else {}
    is_open = camera.is_searching
    of_sets = {say("set"): stage.set_index if is_open else say("of", count=stage.set_index, of=camera.plan.sets)}
    if stage.name == "rest" and stage.remaining_s is not None:
        return {say("rest"): minutes_and_seconds(stage.remaining_s), **of_sets}
    if exercise.gait is not None:
        return {say("seconds"): _of(stage, say), **of_sets}
    if status.clock is not None:
        aim_s = camera.plan.seconds or status.clock.target_s
        return {say("clock"): f"{status.clock.seconds:.0f} s", say("aim"): f"{aim_s:.0f} s", **of_sets}
    counting = exercise.counting
    what = say("steps" if counting is not None and counting.counts == "steps" else "repetitions")
    unseen = {say("not_judged"): status.not_judged} if status.not_judged else {}
    return {what: _of(stage, say), say("in_form"): status.in_form, **unseen, **of_sets}


def _of(stage: Stage, say: Callable[..., str]) -> str:
    return say("of", count=stage.count, of=stage.target) if stage.target else f"{stage.count}"


def _show_readiness(exercise: Exercise | None, readiness: Readiness, words: Words) -> None:
    """Show the exercise, and list what must be right before a set, by signs and words rather than colour alone.

    Without a chosen exercise, a set begins whatever is wrong, and what that costs is not known.
    """
    first = readiness.first
    ready = words("check_ready", seconds=COUNTDOWN_S)
    told = ready if first is None else f"{first.say or words('one_moment')}."
    (st.success if first is None else st.warning)(told, icon=":material/accessibility_new:")
    with st.container(horizontal=True, gap="medium"):
        if exercise is not None:
            with st.container(width="content"):
                show_example(exercise)
        with st.container(width=_LIST_PX):
            st.markdown("\n".join(_lines(readiness, words)))
    if first is not None and readiness.can_begin and exercise is not None:
        st.caption(words.on_page("by_itself", seconds=round(PATIENCE_S)))


def _lines(readiness: Readiness, words: Words) -> Iterator[str]:
    """Write a line for each check; what to do is written out only for the first that is not right."""
    told: set[str] = set()
    for advice in readiness.advices:
        name = words(f"check_{advice.id}")
        if advice.ok:
            yield f"- :material/check: {name}"
            continue
        is_new = advice.say not in {"", *told}
        told.add(advice.say)
        yield f"- :material/close: **{(advice.with_cost or advice.say) if is_new else name}**"


def _hint(camera: Camera, status: Status, stage: Stage) -> str:
    say = camera.words.on_page
    if stage.name == "watching":
        return say("not_sure" if stage.recognition is not None else "watching")
    if stage.name == "catching_up":
        return camera.words("one_moment")
    if stage.name == "countdown":
        return say("it_begins")
    if stage.name == "rest":
        return say("rest_then", number=stage.set_index + 1)
    if stage.name == "done":
        return say("sets_done")
    if not status.person_found:
        return say("nobody")
    return stage.why or _seen(camera.exercise, stage.view.label, camera.words)


def _seen(exercise: Exercise | None, view: ViewLabel, words: Words) -> str:
    """Say from where the camera looks, and how much cannot be judged from there."""
    unseen = unseen_checks(exercise, view) if exercise is not None else 0
    hint = words.on_page(f"only_{exercise.views[0]}", count=unseen) if exercise is not None and unseen else ""
    return f"{words.on_page(f'seen_{view}')} {hint}".strip()
