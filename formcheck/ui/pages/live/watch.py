"""What the page shows beside the picture while a stream runs."""

from __future__ import annotations

import time
from collections.abc import Iterator

import streamlit as st

from formcheck.catalogue.exercise import Exercise
from formcheck.live.conductor import PATIENCE_S
from formcheck.live.framing import Readiness
from formcheck.live.phrases import Words
from formcheck.live.stage import COUNTDOWN_S, Stage
from formcheck.report import describe
from formcheck.stream.camera import Camera, Status
from formcheck.ui.parts.how_to import show_example
from formcheck.ui.parts.people import coach_another
from formcheck.ui.parts.results import show_numbers
from formcheck.wording import minutes_and_seconds

_GONE_S = 3.0
_LIST_PX = 380
_LOST = (
    "No picture has come from the camera for {seconds:.0f} seconds. Is it still plugged in, and is no other program "
    "using it? Press *Stop*, connect it, and press *Start the camera*: the set so far is kept."
)


def show_stage(camera: Camera | None) -> None:
    """Show what to do now, or how the set goes, and what is wrong with the stream."""
    status = camera.status if camera is not None else Status()
    if camera is not None and camera.problem:
        st.error(camera.problem, icon=":material/error:")
    elif camera is None or status.stage is None:
        st.info("Connecting to the camera.", icon=":material/visibility:")
    else:
        _show_running(camera, status, status.stage)


def _show_running(camera: Camera, status: Status, stage: Stage) -> None:
    gone_s = time.monotonic() - status.seen_s
    if gone_s > _GONE_S:
        st.error(_LOST.format(seconds=gone_s), icon=":material/videocam_off:")
    show_numbers({**_numbers(camera, status, stage), "Frames per second": f"{status.frames_per_s:.0f}"})
    if status.slow:
        st.warning(status.slow, icon=":material/speed:")
    if stage.name in ("countdown", "working") and stage.costs:
        st.warning(stage.costs, icon=":material/accessibility_new:")
    if stage.name == "framing" and stage.readiness is not None:
        _show_readiness(camera.exercise, stage.readiness, camera.words)
    else:
        st.info(_hint(camera, status, stage), icon=":material/visibility:")
    coach_another(status.people, camera.select_subject)


def _numbers(camera: Camera, status: Status, stage: Stage) -> dict[str, int | str]:
    """Say in a few numbers where in the plan this is, and what was done."""
    of_sets = f"{stage.set_index} of {camera.plan.sets}"
    if stage.name == "rest" and stage.remaining_s is not None:
        return {"Rest": minutes_and_seconds(stage.remaining_s), "Set": of_sets}
    if camera.exercise.gait is not None:
        return {"Seconds": f"{stage.count} of {stage.target}", "Set": of_sets}
    if status.clock is not None:
        return {
            "On the clock": f"{status.clock.seconds:.0f} s",
            "Aim": f"{camera.plan.seconds or status.clock.target_s:.0f} s",
            "Set": of_sets,
        }
    counting = camera.exercise.counting
    what = "Steps" if counting is not None and counting.counts == "steps" else "Repetitions"
    aim = f" of {stage.target}" if stage.target else ""
    unseen = {"Not judged": status.not_judged} if status.not_judged else {}
    return {what: f"{stage.count}{aim}", "In form": status.in_form, **unseen, "Set": of_sets}


def _show_readiness(exercise: Exercise, readiness: Readiness, words: Words) -> None:
    """Show the exercise, and list what must be right before a set; a sign and words, so that no colour is needed."""
    first = readiness.first
    ready = words("check_ready", seconds=COUNTDOWN_S)
    told = ready if first is None else f"{first.say or words('one_moment')}."
    (st.success if first is None else st.warning)(told, icon=":material/accessibility_new:")
    with st.container(horizontal=True, gap="medium"):
        with st.container(width="content"):
            show_example(exercise)
        with st.container(width=_LIST_PX):
            st.markdown("\n".join(_lines(readiness, words)))
    if first is not None and readiness.can_begin:
        st.caption(f"The set begins by itself within {PATIENCE_S:.0f} seconds, or at once with *Start now*.")


def _lines(readiness: Readiness, words: Words) -> Iterator[str]:
    """Write a line for each thing; one that waits for another is named, and what to do is said there alone."""
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
    if stage.name == "countdown":
        return "It begins. Stay where you are."
    if stage.name == "rest":
        return f"Rest. Set {stage.set_index + 1} begins by itself when you are in place again."
    if stage.name == "done":
        return "All sets are done. The summary comes by itself, or with *Stop*."
    if not status.person_found:
        return "Nobody is seen. Step back until your whole body is in the picture."
    if stage.why:
        return stage.why
    hint = describe.view_hint(camera.exercise, stage.view.label)
    return f"{describe.view_sentence(stage.view.label)} {hint}"
