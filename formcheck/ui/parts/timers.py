"""A guided timer: a place, a big countdown, a limit that cannot be exceeded, and what was done."""

from __future__ import annotations

import math
from dataclasses import dataclass
from time import monotonic

import streamlit as st

from formcheck.catalogue.modes import Timer
from formcheck.catalogue.safety import seconds_left
from formcheck.catalogue.session_plan import Row
from formcheck.wording import minutes_and_seconds

_REFRESH_S = 0.5


@dataclass(frozen=True)
class _Countdown:
    """A countdown that runs."""

    place: str
    started_s: float
    seconds: float

    @property
    def gone_s(self) -> float:
        return min(self.seconds, monotonic() - self.started_s)


def show_timer(row: Row, key: str) -> None:
    """Offer the timer of an exercise, or show its running countdown; `key` distinguishes it from others on the page."""
    timer = row.exercise.timer
    if timer is None:
        return
    is_running = isinstance(st.session_state.get(f"{key}_clock"), _Countdown)
    st.fragment(_show, run_every=_REFRESH_S if is_running else None)(row, timer, key)


def _show(row: Row, timer: Timer, key: str) -> None:
    clock: _Countdown | None = st.session_state.get(f"{key}_clock")
    done = done_s(row.exercise.id)
    if clock is None:
        _offer(row, timer, key, done)
    else:
        _count_down(clock, row, key)
    if done:
        places = ", ".join(f"{place} {minutes_and_seconds(round(seconds))}" for place, seconds in done.items())
        st.markdown(f":material/check_circle: Done: {places}")


def done_s(exercise_id: str) -> dict[str, float]:
    """Return for how many seconds each place was treated in this browser session."""
    kept: dict[str, dict[str, float]] = st.session_state.setdefault("plan_done_s", {})
    return kept.setdefault(exercise_id, {})


def _offer(row: Row, timer: Timer, key: str, done: dict[str, float]) -> None:
    place = row.exercise.name
    if timer.places:
        place = st.selectbox("Where", timer.places, key=f"{key}_place", persist_state="session")
    left_s = math.floor(seconds_left(timer, done.get(place, 0.0)))
    if left_s < 1:
        st.warning(
            f"{minutes_and_seconds(timer.cap_s)} are done here, and more could do harm: move on to another place."
        )
        return
    seconds = st.number_input(
        f"Seconds, at most {left_s}", 1, left_s, min(left_s, round(row.item.seconds or timer.seconds)), step=10,
        # Another place, or less time left, is another field: it begins at the dose again.
        key=f"{key}_seconds_{place}_{left_s}",
    )  # fmt: skip
    if st.button("Start", key=f"{key}_start", icon=":material/timer:"):
        st.session_state[f"{key}_clock"] = _Countdown(place, monotonic(), float(seconds))
        # The whole page, not this part: whether it refreshes by itself is decided there.
        st.rerun()


def _count_down(clock: _Countdown, row: Row, key: str) -> None:
    left_s = clock.seconds - clock.gone_s
    st.html(
        f'<div role="timer" style="font-size:4.5rem;line-height:1.1;font-variant-numeric:tabular-nums;'
        f'font-weight:600">{minutes_and_seconds(left_s)}</div>'
    )
    st.progress(clock.gone_s / clock.seconds, text=clock.place.capitalize())
    if st.button("Stop", key=f"{key}_stop", icon=":material/stop:") or left_s <= 0:
        done = done_s(row.exercise.id)
        done[clock.place] = done.get(clock.place, 0.0) + clock.gone_s
        del st.session_state[f"{key}_clock"]
        st.rerun()
