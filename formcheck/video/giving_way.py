"""Nothing in; afterwards the calling thread leaves a busy core to the threads that others wait for."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Final

_LESS: Final = 5
"""Of niceness: such a thread gets a third of a core that it shares with one of the process's own."""


def give_way() -> None:
    """Lower the priority of the calling thread, and of those that it starts; it cannot be raised again.

    Only Linux has priorities of threads; elsewhere nothing is changed.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, os.getpriority(os.PRIO_PROCESS, 0) + _LESS)
