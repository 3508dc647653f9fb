"""What is chosen before a set: exercise, view, side and target, with the exercise's dose as default; or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.programme import Item
from formcheck.errors import FormcheckError
from formcheck.guesses import AUTO
from formcheck.jobs.order import Order
from formcheck.live.phrases import ENGLISH, Words
from formcheck.live.set_plan import SetPlan, default_plan, plan_of
from formcheck.live.unnamed.conductor import OPEN
from formcheck.records import ModelName, Side, ViewLabel
from formcheck.ui.parts.choices import choose_exercise_or_find, choose_view, offered
from formcheck.ui.parts.heights import choose_height
from formcheck.ui.parts.prescribed.counting import counting_now
from formcheck.ui.parts.safety_questions import is_locked, safety_profile
from formcheck.ui.serving.own import own_folder

_PLANNED = "live_planned"
_SIDES: dict[str, Side | None] = {"side_either": None, "side_left": "left", "side_right": "right"}
"""By the text that names them."""


@dataclass(frozen=True)
class Choice:
    """The choices for the next stream; a model of None means the heaviest that the machine keeps up with.

    With None as the exercise, it is recognised among those that `definition` loads, adjusted to this person.
    """

    exercise: Exercise | None
    plan: SetPlan
    view: ViewLabel | None
    model: ModelName | None
    definition: Callable[[str], Exercise | None]

    @property
    def needs_dorsal(self) -> bool:
        """Whether the outline of the back may be needed."""
        return self.exercise is None or self.exercise.needs_dorsal


def choose(words: Words = ENGLISH, *, running: bool) -> Choice:
    """Offer the choices in a language; they cannot be changed while the stream runs."""
    left, right = st.columns([3, 2])
    with left:
        exercise = choose_exercise_or_find("live_exercise", words=words, disabled=running)
    with right:
        view = choose_view("live_view", words=words, disabled=running)
    plan = _choose_plan(exercise, words.on_page, disabled=running) if exercise is not None else OPEN
    height_cm = choose_height(words=words, disabled=running)
    tall = exercise.for_height(height_cm) if exercise is not None else None
    return Choice(tall, plan, view, _choose_model(words, disabled=running), _definitions(height_cm))


def _definitions(height_cm: float | None) -> Callable[[str], Exercise | None]:
    """Return a thread-safe function that loads any exercise as it is judged for this person."""
    version, folder = counting_now(), own_folder()
    known = frozenset(exercise.id for exercise in offered() if not is_locked(exercise))
    usual = Order(exercise=AUTO, folder=folder, person=safety_profile(), height_cm=height_cm)
    prescribed = usual.model_copy(update={"prescribed": dict(version.payload)}) if version is not None else usual

    def definition(exercise_id: str) -> Exercise | None:
        if exercise_id not in known:
            return None
        try:
            return prescribed.definition_of(exercise_id)
        except FormcheckError:  # what was prescribed does not fit it any more
            return usual.definition_of(exercise_id)

    return definition


def _choose_plan(exercise: Exercise, say: Callable[[str], str], *, disabled: bool) -> SetPlan:
    # Another exercise has another dose: its fields are others, and begin at it.
    item = _planned(exercise)
    key = f"live_{exercise.id}" if item is None else f"live_{exercise.id}_planned"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            say("side"), list(_SIDES), format_func=say, key=f"{key}_side", disabled=disabled, width=130
        )
        side = _SIDES[chosen]
        usual = default_plan(exercise, side) if item is None else plan_of(item, exercise, side)
        sets = _number(say("sets"), 1, 20, usual.sets, f"{key}_sets_{side}", disabled=disabled)
        repetitions, seconds = usual.repetitions, usual.seconds
        if repetitions is not None:
            counting = exercise.counting
            what = "steps" if counting is not None and counting.counts == "steps" else "repetitions"
            repetitions = _number(say(what), 1, 200, repetitions, f"{key}_repetitions_{side}", disabled=disabled)
        if seconds is not None:
            seconds = float(_number(say("seconds"), 5, 600, round(seconds), f"{key}_seconds_{side}", disabled=disabled))
        rest_s = _number(say("rest_s"), 0, 600, round(usual.rest_s), f"{key}_rest_{side}", disabled=disabled)
    return replace(usual, sets=sets, repetitions=repetitions, seconds=seconds, rest_s=float(rest_s))


def prefill_from_plan(item: Item, exercise: Exercise, side: Side | None = None) -> None:
    """Choose an exercise of a session with its dose there, until another exercise is chosen."""
    st.session_state["live_exercise"], st.session_state[_PLANNED] = exercise, item
    named = next(name for name, each in _SIDES.items() if each == side)
    st.session_state[f"live_{exercise.id}_planned_side"] = named


def _planned(exercise: Exercise) -> Item | None:
    item: Item | None = st.session_state.get(_PLANNED)
    return item if item is not None and item.exercise == exercise.id else None


def _number(label: str, least: int, most: int, usual: int, key: str, *, disabled: bool) -> int:
    return int(st.number_input(label, least, most, usual, key=key, disabled=disabled, width=140))


def _choose_model(words: Words, *, disabled: bool) -> ModelName | None:
    """Offer the small model, with which a slow machine has time for other programs."""
    small = st.toggle(words.on_page("lighter_model"), key="live_lite", disabled=disabled)
    return "lite" if small else None
