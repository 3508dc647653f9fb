"""Every error that formcheck raises on purpose, and the exit code that each one means.

::

    FormcheckError                 1
    ├── UsageError                 2   wrong words: unknown exercise, bad option, bad definition
    │   ├── UnknownExerciseError
    │   ├── DefinitionError        a TOML file that is not a valid exercise or profile
    │   └── OutputError            the place to write to is not writable, or is full
    ├── UnreadableVideoError       3   not a video, empty, truncated before the first frame
    ├── NobodyFoundError           4   a video without a person in it
    └── ModelError                 5   a pose model is missing or damaged

A message has up to four parts: what was wrong, what was found, what would be right, and the next command to try.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class FormcheckError(Exception):
    """Base of all errors that a user can cause; the command line prints it without a traceback."""

    exit_code = 1


class UsageError(FormcheckError):
    """The call itself was wrong."""

    exit_code = 2


class UnknownExerciseError(UsageError):
    """No definition has this id."""


class DefinitionError(UsageError):
    """A definition or profile does not follow the format."""


class OutputError(UsageError):
    """The result cannot be written where it was asked for."""


class UnreadableVideoError(FormcheckError):
    """The input cannot be read as a video."""

    exit_code = 3


class NobodyFoundError(FormcheckError):
    """No person was found in the video."""

    exit_code = 4


class ModelError(FormcheckError):
    """A pose model is missing or damaged."""

    exit_code = 5


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Name the nearest known words as the end of a sentence, or nothing.

    Parameters
    ----------
    word : str
        What was given.
    known : iterable of str
        What would have been right.

    Returns
    -------
    str
        ``" Did you mean 'squat' or 'side_lunge'?"``, or an empty string when nothing is near.
    """
    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5)
    if not near:
        return ""
    return f" Did you mean {' or '.join(repr(n) for n in near)}?"
