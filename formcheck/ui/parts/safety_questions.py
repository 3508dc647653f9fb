"""Safety of the person in this browser session: questions before the first session, flags, and releases."""

from __future__ import annotations

import streamlit as st

from formcheck.catalogue.exercise import Exercise, Flag
from formcheck.catalogue.safety import Question, SafetyProfile, clearance, rules
from formcheck.ui.parts.prescribed.counting import known_of_person

_UNLOCKED = "plan_unlocked"
_YES_NO = ("No", "Yes")


def safety_profile() -> SafetyProfile:
    """Return what was said on the page *Plan*, and what a therapist prescribed.

    Nothing of what was said is kept when the browser's tab is closed.
    """
    flags = tuple(rule.id for rule in rules().flag if st.session_state.get(_flag_key(rule.id)))
    unlocked = rules().lock.groups if st.session_state.get(_UNLOCKED) else ()
    return known_of_person(SafetyProfile(flags=flags, unlocked=unlocked))


def _flag_key(flag: Flag) -> str:
    return f"plan_flag_{flag}"


def ask_before_start() -> bool:
    """Ask what must be asked, and return whether the session may begin."""
    allowed = clearance(_answers())
    with st.expander("Before you start", expanded=allowed != "go", icon=":material/health_and_safety:"):
        st.markdown(
            "This is an exercise coach, not a medical device. It does not diagnose or treat. It sees one camera view "
            "and can be wrong."
        )
        for question in rules().question:
            _ask(question)
    if allowed == "unanswered":
        st.info("Answer the three questions to see the session.", icon=":material/help:")
    return allowed == "go" or (allowed == "ask" and _ask_for_consent())


def _answers() -> dict[str, bool | None]:
    said = {question.id: st.session_state.get(f"plan_asked_{question.id}") for question in rules().question}
    return {name: None if answer is None else answer == "Yes" for name, answer in said.items()}


def _ask(question: Question) -> None:
    st.markdown(f"**{question.asks}**" + "".join(f"\n- {sign}" for sign in question.signs))
    answer = st.radio(
        question.asks, _YES_NO, index=None, horizontal=True, key=f"plan_asked_{question.id}",
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    if answer == "Yes":
        _advise(question)


def _advise(question: Question) -> None:
    """Say what a yes to this question means; each has its own advice."""
    if question.yes == "stop":
        st.error(question.says, icon=":material/block:")
    else:
        st.warning(question.says, icon=":material/medical_services:")


def _ask_for_consent() -> bool:
    return st.checkbox(
        "A doctor or physical therapist has told me that I may do these exercises",
        key="plan_cleared", persist_state="session",
    )  # fmt: skip


def _ask_for_unlocking() -> bool:
    return st.checkbox(f"For the jumps: {rules().lock.asks}", key=_UNLOCKED, persist_state="session")


def may_exercise(exercise: Exercise | None) -> bool:
    """Return whether the user may do an exercise in front of the camera, by the answers on *Plan*, and show why not.

    Without a chosen exercise, those that are not unlocked are left out of the recognition.

    Users who have not been asked yet are not stopped, except before jumps, which can be unlocked here as well.
    """
    answers = _answers()
    yes = [question for question in rules().question if answers[question.id]]
    for question in yes:
        _advise(question)
    if any(question.yes == "stop" for question in yes):
        st.caption("You said so on the page Plan.")
        return False
    if yes and not _ask_for_consent():
        return False
    return exercise is None or not is_locked(exercise) or _ask_for_unlocking()


def is_locked(exercise: Exercise) -> bool:
    """Whether an exercise must be unlocked first, and has not been."""
    groups = rules().lock.groups
    return exercise.group in groups and exercise.group not in known_of_person(SafetyProfile()).unlocked


def ask_flags(*, with_jumps: bool) -> SafetyProfile:
    """Ask for flags that hide or cap exercises, and, if the session has jumps, whether they may be unlocked."""
    for rule in rules().flag:
        st.checkbox(rule.asks, key=_flag_key(rule.id), persist_state="session")
    if with_jumps:
        _ask_for_unlocking()
    return safety_profile()
