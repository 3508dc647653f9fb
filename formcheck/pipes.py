"""A worker process in, the way back to the process that started it out."""

from __future__ import annotations

import os


def own_output() -> int:
    """Keep the standard output for messages: what a library prints goes where errors go, from now on.

    Returns
    -------
    int
        Descriptor of the file that the messages are to be written to; the caller closes it.
    """
    own = os.dup(1)
    os.dup2(2, 1)
    return own
