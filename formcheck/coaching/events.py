"""What becomes known during a set, for a caller that follows it live."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.motion.cleaning.view import ViewState
from formcheck.records import Finding, Hold, Repetition, RepetitionSide


@dataclass(frozen=True, slots=True)
class RepetitionCounted:
    """A repetition or a step is complete and judged."""

    repetition: Repetition


@dataclass(frozen=True, slots=True)
class ClockStarted:
    """The clock of a hold runs, because the posture is held in form."""

    t_s: float


@dataclass(frozen=True, slots=True)
class ClockStopped:
    """The clock of a hold is paused; `message` says why."""

    t_s: float
    message: str


@dataclass(frozen=True, slots=True)
class HoldEnded:
    """A hold is over and judged."""

    hold: Hold


@dataclass(frozen=True, slots=True)
class CueRaised:
    """A fault to correct now, and the working side of the repetition or hold that shows it."""

    finding: Finding
    side: RepetitionSide = "both"


@dataclass(frozen=True, slots=True)
class ViewChanged:
    """The view has changed."""

    view: ViewState


Event = RepetitionCounted | ClockStarted | ClockStopped | HoldEnded | CueRaised | ViewChanged
