"""How many workers analyse one clip: the number asked for, that of the environment, or one for each core."""

from __future__ import annotations

import os
from typing import Final

from formcheck.errors import UsageError

WORKERS: Final = "FORMCHECK_CLIP_WORKERS"
"""Environment variable with the number of workers."""
_MOST: Final = 8
"""The default is at most this many: with more, judging, in one thread, takes longer than finding the poses."""


def workers_of(asked: int | None) -> int:
    """Return how many workers analyse a clip.

    Parameters
    ----------
    asked : int or None
        The number asked for, if any.

    Raises
    ------
    UsageError
        If it is not a whole number of at least 1, here or in the environment.
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
