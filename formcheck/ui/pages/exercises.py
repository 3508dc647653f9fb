"""The page *Exercises*: how it is done, what goes wrong, how to film, how much; the numbers fold out below."""

from __future__ import annotations

import streamlit as st

from formcheck.catalogue.checks import Check, DurationCheck, GaitCheck, SetCheck
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.modes import Mode
from formcheck.catalogue.safety import hidden_because
from formcheck.catalogue.sources import references, spell_out
from formcheck.report import describe
from formcheck.ui import account
from formcheck.ui.pages.own import page as own
from formcheck.ui.parts.choices import GROUPS, by_group, catalogue, plain
from formcheck.ui.parts.how_to import faults_to_avoid, show_example, show_how_to
from formcheck.ui.parts.safety_questions import safety_profile
from formcheck.ui.serving import keeping
from formcheck.wording import SEVERITY_NAMES, VERDICT_NAMES, VERDICTS

_STATUS = {
    "draft": ("Draft", "gray"),
    "tested": ("Tested on drawn people", "blue"),
    "clinician_reviewed": ("Reviewed by a clinician", "green"),
}
_MODES: dict[Mode, tuple[str, str]] = {
    "counting": ("Counted", "When a repetition counts"),
    "hold": ("Held", "When the clock runs"),
    "gait": ("Run", "What is read"),
    "timer": ("Timed, not judged", "For how long"),
    "log": ("Written down, not judged", "What is written down"),
}
"""What stands on the badge, and before the reasons behind the way it is done."""
_PICTURE_PX = 260
_ALL = "All groups"
_BANDS = tuple(VERDICT_NAMES[verdict] for verdict in VERDICTS if verdict != "not_judged")


def page() -> None:
    """Show the page."""
    st.title("Exercises")
    exercise = _choose(catalogue())
    if account.role_of(keeping.store) in ("local", "therapist"):
        st.page_link(own.address(), label="Not in the list? Record your own", icon=":material/add_circle:")
    _show_head(exercise)
    _show_how_to(exercise)
    _show_practice(exercise)
    with st.expander(
        "The numbers: what is checked, the limits, and where they come from", icon=":material/straighten:"
    ):
        if exercise.is_judged:
            _show_reasons(exercise)
            _show_cues([cue for cue in exercise.cue if cue.enabled])
            _show_disabled([cue for cue in exercise.cue if not cue.enabled])
        _show_references(exercise)


def _choose(known: list[Exercise]) -> Exercise:
    tested = sum(exercise.is_judged and exercise.status != "draft" for exercise in known)
    judged = sum(exercise.is_judged for exercise in known)
    st.caption(f"{len(known)} exercises, {judged} judged by camera; {tested} with every check tested on drawn people.")
    left, right = st.columns([2, 3])
    group = left.selectbox(
        "Group", [_ALL, *(g for g in GROUPS if any(e.group == g for e in known))], key="shown_group",
        format_func=str.capitalize,
    )  # fmt: skip
    offered = by_group([exercise for exercise in known if group in (_ALL, exercise.group)])
    ids = [exercise.id for exercise in offered]
    return right.selectbox(
        "Exercise", offered, index=ids.index("squat") if "squat" in ids else 0, format_func=lambda e: e.name,
        key="shown_exercise",
    )  # fmt: skip


def _show_cues(cues: list[Cue]) -> None:
    st.subheader(f"{len(cues)} checks")
    tested = sum(cue.status != "draft" for cue in cues)
    st.caption(
        f"{tested} of {len(cues)} are tested on drawn people. "
        "A value in the first band is fine, one in the second is worth watching, one in the third is a fault. "
        "A fault begins only beyond the measurement error."
    )
    for cue in cues:
        _show_cue(cue)


def _show_disabled(cues: list[Cue]) -> None:
    """Name the checks that are switched off, and why."""
    if cues:
        st.markdown("Switched off:\n" + "".join(f"\n- **{cue.say}.** {plain(cue.disabled_because)}" for cue in cues))


def _show_references(exercise: Exercise) -> None:
    st.subheader("References")
    st.markdown("\n".join(f"- {plain(references()[code].full)}" for code in exercise.source_codes))
    st.caption(
        "*Own estimate* marks a number that no study gives: it rests on geometry, on the error of the measure or on "
        "practice. Works that are cited from memory are marked in the list."
    )


def _show_head(exercise: Exercise) -> None:
    mode, _ = _MODES[exercise.mode]
    with st.container(horizontal=True):
        st.badge(exercise.group.capitalize(), color="gray")
        st.badge(mode, color="blue" if exercise.is_judged else "gray")
    if hidden := hidden_because(exercise, safety_profile()):
        st.warning(hidden, icon=":material/visibility_off:")


def _show_how_to(exercise: Exercise) -> None:
    """Answer "how do I do it": the picture, the steps, and the faults to avoid."""
    st.markdown(plain(exercise.description))
    st.subheader("How to do it")
    if exercise.steps:
        show_how_to(exercise, _PICTURE_PX)
    else:
        show_example(exercise, _PICTURE_PX)
    if faults := faults_to_avoid(exercise):
        st.subheader("Faults to avoid")
        st.markdown("\n".join(f"- **{plain(cue.say)}.** {plain(cue.why)}" for cue in faults))


def _show_practice(exercise: Exercise) -> None:
    """Say how to film it, how much of it to do, and what to do if no camera judges it."""
    if exercise.hint:
        st.markdown(f"**How to film.** {exercise.hint}")
    if exercise.unseen:
        st.markdown(f"**What no camera sees.** {exercise.unseen}")
    st.markdown(f"**How much.** {plain(describe.dose(exercise))} :gray[{plain(describe.basis(exercise.dose))}]")
    if not exercise.is_judged:
        _show_reasons(exercise)


def _show_reasons(exercise: Exercise) -> None:
    _, reasons = _MODES[exercise.mode]
    st.markdown(f"**{reasons}.** {_done(exercise)} :gray[{plain(describe.basis(exercise.how))}]")


def _done(exercise: Exercise) -> str:
    """Say how an exercise without checks is done."""
    if exercise.timer is not None:
        where = f" for each of: {', '.join(exercise.timer.places)}" if exercise.timer.places else ""
        return f"{exercise.timer.seconds:g} seconds, never more than {exercise.timer.cap_s:g}{where}."
    return f"{plain('; '.join(exercise.log.asks))}." if exercise.log is not None else ""


def _show_cue(cue: Cue) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(cue.say)}**")
        label, color = _STATUS[cue.status]
        with st.container(horizontal=True):
            st.badge(label, color=color)  # type: ignore[arg-type]
            st.badge(SEVERITY_NAMES[cue.severity], color="gray")
            if cue.deciding:
                st.badge("Decides whether in form", color="gray")
        st.markdown(cue.why)
        for check in cue.check:
            _show_check(check)
        if cue.quote:
            st.markdown(f"In the words of the article: *{plain(cue.quote)}*")
        if cue.rationale:
            st.markdown(f"Why these numbers: {plain(cue.rationale)}")
        st.caption(f"Source: {plain(spell_out(cue.source))}")


def _show_check(check: Check | DurationCheck | SetCheck | GaitCheck) -> None:
    named = zip(_BANDS, describe.bands(check), strict=True)
    numbers = " · ".join(f"**{name}** {text}" for name, text in named if text)
    st.markdown(f"{plain(describe.what(check))}  \n{numbers}")
