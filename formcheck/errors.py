"""Every error that formcheck raises for a cause outside its code, and the exit code of the command line for each.

::

    FormcheckError                        1
    ├── UsageError                        2   usage error: an unknown name, a bad option, a bad definition
    │   ├── UnknownExerciseError
    │   ├── UnknownProgrammeError
    │   ├── UnsureError                       it is not clear which exercise a clip shows
    │   └── DefinitionError                   a TOML file that is not a valid exercise, programme or profile
    ├── UnreadableInputError              3   the input cannot be read
    │   ├── UnreadableVideoError              not a video, empty, or truncated before the first frame
    │   └── UnreadableRecordingError          not a pose recording (.npz)
    ├── NobodyFoundError                  4   a video without a person in it
    ├── ModelError                        5   a pose model is missing or damaged
    ├── OutputError                       6   the output location is not writable, or the disk is full
    ├── MissingPackageError               7   the packages of the app are not installed
    └── StoreError                        8   the store of sets cannot be used
        ├── StoreBusyError                    another process writes to it for too long
        ├── StoreDamagedError                 its database or a file of it is damaged
        ├── NewerStoreError                   it was written by a newer formcheck
        ├── NotKeptError                      there is no such set, person or job, or not for this account
        └── NotAllowedError                   the account may not do that

A message has up to four parts: what was wrong, what was found, what would be right, and the next command to try.
A bug in formcheck itself is not a `FormcheckError`: it is shown with its traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


class FormcheckError(Exception):
    """Base of all errors that a user can cause; the command line prints the message without a traceback."""

    exit_code = 1


class UsageError(FormcheckError):
    """The call itself was wrong."""

    exit_code = 2


class UnknownExerciseError(UsageError):
    """No exercise has this id."""


class UnknownProgrammeError(UsageError):
    """No programme has this id."""


class UnsureError(UsageError):
    """It is not clear which exercise a clip shows; `likeliest` holds the ids of the candidates."""

    def __init__(self, message: str, likeliest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.likeliest = likeliest


class DefinitionError(UsageError):
    """An exercise, programme or profile does not follow its format."""


class UnreadableInputError(FormcheckError):
    """An input file cannot be read."""

    exit_code = 3


class UnreadableVideoError(UnreadableInputError):
    """The file cannot be read as a video."""


class UnreadableRecordingError(UnreadableInputError):
    """The file cannot be read as a pose recording."""


class NobodyFoundError(FormcheckError):
    """No person was found in the video."""

    exit_code = 4


class ModelError(FormcheckError):
    """A pose model is missing or damaged."""

    exit_code = 5


class OutputError(FormcheckError):
    """The result cannot be written to the requested location."""

    exit_code = 6


class MissingPackageError(FormcheckError):
    """The packages of a part of formcheck are not installed."""

    exit_code = 7


class StoreError(FormcheckError):
    """The store of sets cannot be used."""

    exit_code = 8


class StoreBusyError(StoreError):
    """Another process was writing to the store and did not finish in time."""


class StoreDamagedError(StoreError):
    """The database, or a file beside it, is not what was written."""


class NewerStoreError(StoreError):
    """The store was written by a newer formcheck."""


class NotKeptError(StoreError):
    """There is no such set, person or job, or it is not for this account."""


class NotAllowedError(StoreError):
    """The account may not do that."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the known words nearest to a given one, to be appended to an error message.

    Parameters
    ----------
    word : str
        The word that was given.
    known : iterable of str
        The words that would have been accepted.

    Returns
    -------
    str
        ``" Did you mean 'squat' or 'side_lunge'?"``, at most three words; an empty string if none is similar.
    """
    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5)
    if not near:
        return ""
    return f" Did you mean {' or '.join(repr(n) for n in near)}?"


def first_problem(error: ValidationError, whole: str) -> str:
    """Name the first place that a model refuses, and why; `whole` is its name if the model refuses all of it."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"]) or whole
    return f"{place}: {first['msg']}"
