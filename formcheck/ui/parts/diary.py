"""The diary: the week of running, the answers to a log, and the pain after a session."""

from __future__ import annotations

import re

import streamlit as st

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.modes import Log
from formcheck.catalogue.safety import WORST_PAIN, Light, Rise, Week, distance_before_pace, pain_advice, rules
from formcheck.report.describe import basis

_LIGHTS: dict[Light, str] = {
    "green": ":material/check_circle:",
    "amber": ":material/warning:",
    "red": ":material/block:",
}
_RISES: dict[Rise, Light] = {"ok": "green", "not_judged": "green", "flag": "amber", "warn": "red"}
_PACE = re.compile(r"(?P<minutes>\d{1,2})(?::(?P<seconds>[0-5]\d))?")


def show_log(exercise: Exercise, key: str) -> None:
    """Show the fields of a log, and the advice that follows from the answers."""
    if exercise.id in rules().weekly.logs:
        _show_weeks(key)
    elif exercise.log is not None:
        for number, ask in enumerate(exercise.log.asks):
            _show_field(exercise.log, ask, f"{key}_{number}")


def _show_field(log: Log, ask: str, key: str) -> None:
    match log.answer:
        case "yes_no":
            st.checkbox(ask, key=key, persist_state="session")
        case "number":
            st.number_input(ask, min_value=0, value=None, key=key, persist_state="session")
        case "text":
            st.text_input(ask, key=key, persist_state="session")


def _show_weeks(key: str) -> None:
    before, now = (_ask_week(when, f"{key}_{when}") for when in ("Last week", "This week"))
    if before is None or now is None:
        st.caption("Write down both distances to compare the weeks; with both paces, these are compared as well.")
        return
    advice = distance_before_pace(before, now)
    changes = [
        f"Distance {advice.distance_percent:+.0f} %" if advice.distance_percent is not None else "",
        f"speed {advice.pace_percent:+.0f} %" if advice.pace_percent is not None else "",
    ]
    said = ", ".join(filter(None, changes)).replace("-", "\u2212")
    _show_light(_RISES[advice.rise], f"{said}. {advice.says}" if said else advice.says)
    st.caption(basis(rules().weekly))


def _ask_week(when: str, key: str) -> Week | None:
    left, right = st.columns(2)
    distance = left.number_input(
        f"{when}: km", min_value=0.0, value=None, step=1.0, format="%.1f", key=f"{key}_km", persist_state="session"
    )
    said = right.text_input(
        f"{when}: usual pace, minutes a km", placeholder="5:30", key=f"{key}_pace", persist_state="session"
    )
    pace = minutes_per_km(said)
    if said.strip() and pace is None:
        right.warning("Write a pace as minutes and seconds: 5:30")
    return Week(distance_km=distance, pace_min_per_km=pace) if distance is not None else None


def minutes_per_km(said: str) -> float | None:
    """Read a pace as runners write it: ``5:30`` is 5.5 minutes; None if it is not a pace."""
    found = _PACE.fullmatch(said.strip())
    if found is None:
        return None
    return int(found["minutes"]) + int(found["seconds"] or 0) / 60 or None


def show_pain() -> int | None:
    """Ask for the worst pain, say what it means, and return it; None before it is answered."""
    worst = st.radio(
        "Worst pain, 0 is none and 10 the worst you can think of", range(WORST_PAIN + 1), index=None, horizontal=True,
        key="plan_pain", persist_state="session",
    )  # fmt: skip
    lingers = st.checkbox("It was worse the next morning", key="plan_lingers", persist_state="session")
    if worst is None:
        return None
    advice = pain_advice(worst, worse_next_morning=lingers)
    _show_light("amber" if lingers and advice.light == "green" else advice.light, advice.says)
    st.caption(basis(rules().pain))
    return worst


def _show_light(light: Light, says: str) -> None:
    show = {"green": st.success, "amber": st.warning, "red": st.error}[light]
    show(says, icon=_LIGHTS[light])
