"""What has just become known, for whoever watches a set."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.motion.cleaning.view import ViewState
from formcheck.records import Finding, Hold, Repetition, RepetitionSide


@dataclass(frozen=True, slots=True)
class RepetitionCounted:
    """A repetition or a step is over and judged."""

    repetition: Repetition


@dataclass(frozen=True, slots=True)
class ClockStarted:
    """A hold is in form: its clock runs."""

    t_s: float


@dataclass(frozen=True, slots=True)
class ClockStopped:
    """The clock of a hold stands still; `message` says why."""

    t_s: float
    message: str


@dataclass(frozen=True, slots=True)
class HoldEnded:
    """A hold is over and judged."""

    hold: Hold


@dataclass(frozen=True, slots=True)
class CueRaised:
    """Something to say now, and the side that works in the repetition or hold it is about."""

    finding: Finding
    side: RepetitionSide = "both"


@dataclass(frozen=True, slots=True)
class ViewChanged:
    """The camera looks from elsewhere than before."""

    view: ViewState


Event = RepetitionCounted | ClockStarted | ClockStopped | HoldEnded | CueRaised | ViewChanged
