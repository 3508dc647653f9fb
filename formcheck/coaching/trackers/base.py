"""What watches a set, by the kind of exercise: repetitions, holds, gait, or nothing."""

from __future__ import annotations

from typing import Protocol

from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.events import Event


class Tracker(Protocol):
    """Finds what an exercise counts in the rows that the recorder adds."""

    @property
    def done(self) -> Outcome:
        """What is over and judged so far."""
        ...

    @property
    def seen(self) -> Outcome:
        """The same and, not yet judged, the hold under way."""
        ...

    @property
    def incomplete_attempts(self) -> int:
        """Attempts of which the film shows a part."""
        ...

    @property
    def is_moving(self) -> bool:
        """Whether something is under way."""
        ...

    @property
    def active_since_s(self) -> float | None:
        """When what is under way began."""
        ...

    def push(self, t_s: float) -> list[Event]:
        """Look at the newest row."""
        ...

    def cut(self) -> list[Event]:
        """Take note that another shot begins with the newest row."""
        ...

    def finish(self) -> list[Event]:
        """End what is under way."""
        ...


class NoTracker:
    """Watches nothing: for what no camera judges."""

    done = seen = Outcome()
    incomplete_attempts = 0
    is_moving = False
    active_since_s = None

    def push(self, t_s: float) -> list[Event]:
        """Let it pass."""
        del t_s
        return []

    def cut(self) -> list[Event]:
        """Let it pass."""
        return []

    def finish(self) -> list[Event]:
        """Let it pass."""
        return []
