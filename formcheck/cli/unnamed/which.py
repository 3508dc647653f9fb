"""A recognition in, the id of the exercise out; asked about on a terminal where it is not sure."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.cli.progress import progress_bar
from formcheck.errors import UnsureError
from formcheck.guesses import Guess, Recognition

if TYPE_CHECKING:
    from formcheck.analysis import AnalysisOptions, FoundExercise


def found_exercise(video: Path, options: AnalysisOptions, folder: Path | None) -> FoundExercise:
    """Find out which exercise a clip shows, with a progress bar."""
    from formcheck.analysis import find_exercise

    with progress_bar(video.name) as progress:
        return find_exercise(video, replace(options, progress=progress), folder)


def which(recognition: Recognition) -> str:
    """Take the likeliest exercise if it is sure, and else ask.

    Raises
    ------
    UnsureError
        If it is not sure and there is nobody to ask.
    """
    from formcheck.analysis.unnamed.finding import unsure

    guesses = recognition.guesses
    if recognition.is_sure:
        sys.stderr.write(f"formcheck: found {_named(guesses[0])}\n")
        return guesses[0].exercise
    if not guesses or not sys.stdin.isatty():
        raise UnsureError(unsure(recognition), tuple(guess.exercise for guess in guesses))
    sys.stderr.write("formcheck: it is not clear which exercise this is. It may be\n")
    for number, guess in enumerate(guesses, 1):
        sys.stderr.write(f"  {number}  {_named(guess)}\n")
    number = int(typer.prompt("Which number", type=int, err=True))
    if not 1 <= number <= len(guesses):
        raise UnsureError(unsure(recognition), tuple(guess.exercise for guess in guesses))
    return guesses[number - 1].exercise


def _named(guess: Guess) -> str:
    return f"{guess.exercise} ({guess.probability:.0%}): {guess.why}"
