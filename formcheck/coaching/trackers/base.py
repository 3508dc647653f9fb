"""What all trackers have in common, and the one for exercises that no camera judges."""

from __future__ import annotations

from typing import Protocol

from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.events import Event


class Tracker(Protocol):
    """Consumes the recorder's rows one by one; detects repetitions, holds or steps and judges them."""

    @property
    def done(self) -> Outcome:
        """Everything that is complete and judged so far."""
        ...

    @property
    def seen(self) -> Outcome:
        """The same, and the hold under way, which is not judged yet."""
        ...

    @property
    def is_moving(self) -> bool:
        """Whether a repetition or a hold is under way."""
        ...

    @property
    def active_since_s(self) -> float | None:
        """Start of the movement under way, in seconds; None if there is none."""
        ...

    def push(self, t_s: float) -> list[Event]:
        """Process the newest row."""
        ...

    def cut(self) -> list[Event]:
        """Note that the newest row begins another shot."""
        ...

    def finish(self) -> list[Event]:
        """End the movement under way."""
        ...


class NoTracker:
    """Detects nothing: for exercises that no camera judges."""

    done = seen = Outcome()
    is_moving = False
    active_since_s = None

    def push(self, t_s: float) -> list[Event]:
        """Ignore it."""
        del t_s
        return []

    def cut(self) -> list[Event]:
        """Ignore it."""
        return []

    def finish(self) -> list[Event]:
        """Ignore it."""
        return []
