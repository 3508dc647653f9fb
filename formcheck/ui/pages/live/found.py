"""Shows which exercise was recognised, if nobody chose one, and lets the user choose another with a click."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from formcheck.catalogue.exercise import Exercise
from formcheck.guesses import Guess
from formcheck.live.phrases import Words
from formcheck.live.stage import Stage
from formcheck.ui.parts.choices import offered, plain
from formcheck.ui.parts.how_to import show_example

_PICTURE_PX: Final = 120


def show_found(stage: Stage, words: Words, choose: Callable[[str], None]) -> None:
    """Show what was recognised and how surely, or offer the likeliest exercises; nothing before that.

    Parameters
    ----------
    stage : Stage
    words : Words
    choose : callable
        Counts the movements since the start of the set as another exercise, given by its id.
    """
    known = {exercise.id: exercise for exercise in offered()}
    guesses = stage.recognition.guesses if stage.recognition is not None else ()
    if stage.name == "watching":
        _offer(known, [guess for guess in guesses if guess.exercise in known], words, choose)
    elif stage.name == "working":
        if guesses:
            first = guesses[0]
            st.caption(words.on_page("found", percent=round(100 * first.probability), why=plain(first.why)))
        _offer_all(stage, known, words, choose)


def _offer(known: dict[str, Exercise], guesses: list[Guess], words: Words, choose: Callable[[str], None]) -> None:
    """Offer the likeliest with their pictures."""
    if not guesses:
        return
    for column, guess in zip(st.columns(len(guesses)), guesses, strict=True):
        exercise = known[guess.exercise]
        with column:
            show_example(exercise, _PICTURE_PX)
            label = f"{words.of_exercise(exercise.id, exercise.name)} ({guess.probability:.0%})"
            key = f"live_guess_{exercise.id}"
            st.button(label, key=key, width="stretch", on_click=choose, args=(exercise.id,))


def _offer_all(stage: Stage, known: dict[str, Exercise], words: Words, choose: Callable[[str], None]) -> None:
    """Offer every exercise, for a set that was recognised wrongly."""
    key = f"live_other_{stage.set_index}"

    def chosen() -> None:
        if (exercise_id := st.session_state[key]) is not None:
            choose(exercise_id)

    st.selectbox(
        words.on_page("another"), list(known), index=None, key=key, on_change=chosen,
        format_func=lambda one: words.of_exercise(one, known[one].name),
    )  # fmt: skip
