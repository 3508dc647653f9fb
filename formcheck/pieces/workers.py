"""How many workers look at one clip: as somebody said, as the environment says, or one for each core."""

from __future__ import annotations

import os
from typing import Final

from formcheck.errors import UsageError

WORKERS: Final = "FORMCHECK_CLIP_WORKERS"
"""Environment variable with their number."""
_MOST: Final = 8
"""So many at most, unless asked for: from there on judging, in one thread, takes as long as finding the poses."""


def workers_of(asked: int | None) -> int:
    """Return how many workers look at a clip.

    Parameters
    ----------
    asked : int or None
        As somebody said; None where nobody did.

    Raises
    ------
    UsageError
        If it is no whole number from 1 on, here or in the environment.
    """
    if asked is None and (named := os.environ.get(WORKERS, "")):
        if not named.isdecimal() or not int(named):
            msg = f"{WORKERS} is {named!r}. It must be a whole number of at least 1, such as {WORKERS}=2, or be unset."
            raise UsageError(msg)
        asked = int(named)
    if asked is None:
        return min(_MOST, _cores())
    if asked < 1:
        msg = f"{asked} workers cannot analyse a clip. The number of workers must be at least 1."
        raise UsageError(msg)
    return asked


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
