"""Chooses the conductor for an exercise, or for one that is still to be found."""

from __future__ import annotations

from collections.abc import Callable

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.session import Session
from formcheck.live.conductor import Conductor
from formcheck.live.phrases import ENGLISH, Words
from formcheck.live.set_plan import SetPlan
from formcheck.live.unnamed.conductor import Search, UnnamedConductor
from formcheck.records import ViewLabel


def conductor_of(
    exercise: Exercise | Search,
    plan: SetPlan,
    session_of: Callable[[Exercise], Session],
    view: ViewLabel | None = None,
    words: Words = ENGLISH,
) -> Conductor | UnnamedConductor:
    """Make the conductor of a stream.

    Parameters
    ----------
    exercise : Exercise or Search
    plan : SetPlan
        Of a chosen exercise.
    session_of : callable
        Makes a fresh session of an exercise.
    view : str, optional
        Overrides the detected view.
    words : Words, optional
        The language of everything that is said; by default English.
    """
    if isinstance(exercise, Search):
        return UnnamedConductor(exercise, session_of, view, words)
    return Conductor(exercise, plan, lambda: session_of(exercise), view, words)
