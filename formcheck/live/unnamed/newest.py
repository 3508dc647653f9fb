"""Finds the set that was begun in the poses of the last minute."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from formcheck.catalogue.library import load_exercise
from formcheck.recognition.sets import LEAST, FoundSet, sets_of
from formcheck.records import Pose


class Recogniser(Protocol):
    """Finds the set that was begun in some poses, without blocking; see `newest_set`."""

    def ask(self, poses: Sequence[Pose]) -> None:
        """Start on some poses; only after the previous ones were answered."""

    def answer(self) -> tuple[FoundSet | None] | None:
        """Return what was found, once; None while that is not known."""

    def close(self) -> None:
        """Stop finding."""


def newest_set(poses: Sequence[Pose], folder: str | Path | None = None) -> FoundSet | None:
    """Find the newest set in some poses.

    Parameters
    ----------
    poses : sequence of Pose
        Of one person, as a pose model gave them.
    folder : str or Path, optional
        Custom definitions, which are considered too.

    Returns
    -------
    FoundSet or None
        With at least two repetitions, or five seconds of a hold; it need not be sure which exercise it is.
    """
    found = [one for one in sets_of(poses, folder) if one.number >= LEAST or load_exercise(one.exercise, folder).hold]
    return max(found, key=lambda one: one.end_s, default=None)
