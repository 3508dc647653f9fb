"""Who exercises, for this browser session: the questions before the first session, flags, and what was unlocked."""

from __future__ import annotations

import streamlit as st

from formcheck.catalogue.exercise import Flag
from formcheck.catalogue.safety import Question, SafetyProfile, clearance, rules

_UNLOCKED = "plan_unlocked"
_YES_NO = ("No", "Yes")


def safety_profile() -> SafetyProfile:
    """Tell what was said on the page *Plan*; nothing of it is kept when the browser's tab is closed."""
    flags = tuple(rule.id for rule in rules().flag if st.session_state.get(_flag_key(rule.id)))
    return SafetyProfile(flags=flags, unlocked=rules().lock.groups if st.session_state.get(_UNLOCKED) else ())


def _flag_key(flag: Flag) -> str:
    return f"plan_flag_{flag}"


def ask_before_start() -> bool:
    """Ask what must be asked, and tell whether the session may begin."""
    known = {question.id: _answer(question) for question in rules().question}
    with st.expander("Before you start", expanded=clearance(known) != "go", icon=":material/health_and_safety:"):
        st.markdown(
            "This is an exercise coach, not a medical device. It does not diagnose or treat. It sees one camera view "
            "and can be wrong."
        )
        for question in rules().question:
            _ask(question)
    return _told(known)


def _answer(question: Question) -> bool | None:
    said = st.session_state.get(f"plan_asked_{question.id}")
    return None if said is None else said == "Yes"


def _ask(question: Question) -> None:
    st.markdown(f"**{question.asks}**" + "".join(f"\n- {sign}" for sign in question.signs))
    st.radio(
        question.asks, _YES_NO, index=None, horizontal=True, key=f"plan_asked_{question.id}",
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip


def _told(answers: dict[str, bool | None]) -> bool:
    allowed = clearance(answers)
    said = [q for q in rules().question if answers[q.id] and q.yes == allowed]
    for question in said:
        if allowed == "stop":
            st.error(question.says, icon=":material/block:")
        else:
            st.warning(question.says, icon=":material/medical_services:")
    if allowed == "unanswered":
        st.info("Answer the three questions to see the session.", icon=":material/help:")
    if allowed == "ask":
        return st.checkbox(
            "A doctor or physical therapist has told me that I may do these exercises",
            key="plan_cleared", persist_state="session",
        )  # fmt: skip
    return allowed == "go"


def ask_flags(*, with_jumps: bool) -> SafetyProfile:
    """Ask for what hides or caps exercises, and, where the session has jumps, whether they may be unlocked."""
    for rule in rules().flag:
        st.checkbox(rule.asks, key=_flag_key(rule.id), persist_state="session")
    if with_jumps:
        st.checkbox(f"For the jumps: {rules().lock.asks}", key=_UNLOCKED, persist_state="session")
    return safety_profile()
