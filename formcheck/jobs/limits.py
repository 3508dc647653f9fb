"""Limits of the queue: clips of one user at a time, length of a clip, memory for its analysis."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, Self

from formcheck.errors import UsageError
from formcheck.jobs.order import Order

WAITING: Final = "FORMCHECK_MOST_WAITING"
"""Environment variable with the number of clips that one user may have in the queue."""
MINUTES: Final = "FORMCHECK_LONGEST_MINUTES"
"""Environment variable with the number of minutes that a clip may last."""

MEMORY: Final = "FORMCHECK_WORKER_MEMORY_MB"
"""Environment variable with the megabytes that a worker may allocate."""
MEMORY_MB: Final = 4096
"""The same by default: twice what a film in 4K takes, which is 1.9 GB with the heavy model and the annotated clip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of the queue; how large an upload may be is a setting of the app's server.

    Attributes
    ----------
    waiting : int
        Clips that one user may have waiting and running: what a clinic films in a day (our own estimate).
    minutes : float
        How long a clip may last: a set takes a minute or two, a whole session an hour.
    """

    waiting: int = 200
    minutes: float = 60.0

    @classmethod
    def named(cls) -> Self:
        """Read them from the environment; anything that is not a number above 0 gives the default."""
        usual = cls()
        return cls(waiting=int(_number(WAITING, usual.waiting)), minutes=_number(MINUTES, usual.minutes))

    def admit(self, order: Order, waiting: int) -> Order:
        """Return the order with the limit of length added.

        Raises
        ------
        UsageError
            If its user has too many clips in the queue already.
        """
        if waiting >= self.waiting:
            msg = (
                f"{waiting} of your clips are waiting or being analysed; at most {self.waiting} are allowed at a time. "
                "Cancel some of them, or add the others when some are done. For many clips, use: formcheck batch DIR "
                "--out DIR"
            )
            raise UsageError(msg)
        return order.model_copy(update={"options": replace(order.options, longest_s=60.0 * self.minutes)})


def memory_mb() -> int:
    """Return how many megabytes a worker may allocate, by the environment."""
    return int(_number(MEMORY, MEMORY_MB))


def limit_memory() -> None:
    """Have the system refuse this process more memory; has no effect where that is not supported, as on Windows."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory_mb() * 2**20, most))


def _number(name: str, usual: float) -> float:
    text = os.environ.get(name, "")
    return float(text) if text.isdecimal() and int(text) else usual
