"""The stage of the sets at one moment, and the results of those that have ended: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.events import Event
from formcheck.guesses import Recognition
from formcheck.live.framing import Readiness
from formcheck.live.voice import Utterance
from formcheck.motion.cleaning.view import UNKNOWN, ViewState
from formcheck.motion.series import Series
from formcheck.records import Report

COUNTDOWN_S: Final = 3
"""How long to keep still before a set begins, in seconds."""

ChosenStageName = Literal["framing", "countdown", "working", "rest", "done"]
"""Of sets of an exercise that was chosen."""
StageName = Literal["watching", "catching_up"] | ChosenStageName


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The stage of the sets at one moment.

    Attributes
    ----------
    name : {"watching", "catching_up", "framing", "countdown", "working", "rest", "done"}
    set_index : int
        The set that is prepared, under way or, at rest, has just ended; from 1.
    view : ViewState
        The view that holds.
    remaining_s : float or None
        Of the countdown, the rest, or a set that ends by the clock.
    count : int
        Repetitions or steps of the set, or whole seconds of a hold or a run.
    target : int or None
        What `count` is to reach.
    readiness : Readiness or None
        While framing and counting down.
    utterances : tuple of Utterance
        What to say now, in this order.
    events : tuple of Event
        What became known of the set.
    caption : Utterance or None
        What was last said, numbers aside, while it should be shown.
    why : str
        Why the clock of a hold is paused, or movements are not counted; empty otherwise.
    costs : str
        What was not right when the set was begun, and what that costs; empty if all was right.
    recognition : Recognition or None
        Which exercise was recognised, if nobody has chosen one: that of the set under way, or, while watching, one that
        is not sure enough to begin.
    """

    name: StageName
    set_index: int
    view: ViewState = UNKNOWN
    remaining_s: float | None = None
    count: int = 0
    target: int | None = None
    readiness: Readiness | None = None
    utterances: tuple[Utterance, ...] = ()
    events: tuple[Event, ...] = ()
    caption: Utterance | None = None
    why: str = ""
    costs: str = ""
    recognition: Recognition | None = None


@dataclass(frozen=True, slots=True)
class FinishedSet:
    """A set that has ended: its report, all measures over time, and the definition that judged it."""

    report: Report
    series: Series
    exercise: Exercise
