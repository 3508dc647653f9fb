"""Judges a clip of an unnamed exercise by the exercise that it shows, or says which it may be if that is not sure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from formcheck.analysis.analyze import analyze, every_of
from formcheck.analysis.options import AnalysisOptions
from formcheck.analysis.result import Analysis
from formcheck.analysis.unnamed.detected import Detected, detected
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.errors import UnsureError
from formcheck.guesses import Recognition
from formcheck.recognition.candidates import candidates
from formcheck.recognition.recognising import recognise


@dataclass(frozen=True, kw_only=True, eq=False)
class FoundExercise:
    """What a clip shows, with the poses that it was found in."""

    detected: Detected
    recognition: Recognition

    def id(self) -> str:
        """Id of the exercise.

        Raises
        ------
        UnsureError
            If that would be a guess; its message names the likeliest.
        """
        if not self.recognition.is_sure:
            raise UnsureError(unsure(self.recognition), tuple(guess.exercise for guess in self.recognition.guesses))
        return self.recognition.guesses[0].exercise


def find_exercise(video: str | Path, options: AnalysisOptions, folder: str | Path | None = None) -> FoundExercise:
    """Detect the poses of a clip and find out which exercise it shows; raises as `analyze` does."""
    known = detected(video, options, every_of)
    return FoundExercise(detected=known, recognition=recognise(known.poses, candidates(folder)))


def analyze_found(video: str | Path, found: FoundExercise, exercise: Exercise, options: AnalysisOptions) -> Analysis:
    """Judge a clip by the exercise that was found, or chosen from the likeliest; raises as `analyze` does."""
    return analyze(video, exercise, options, found.detected, found.recognition)


def analyze_unnamed(
    video: str | Path,
    options: AnalysisOptions,
    *,
    folder: str | Path | None = None,
    definition: Callable[[str], Exercise] | None = None,
) -> Analysis:
    """Find out which exercise a clip shows, and judge it by that.

    Parameters
    ----------
    video : str or Path
    options : AnalysisOptions
    folder : str or Path, optional
        Custom definitions, which are considered too.
    definition : callable, optional
        Loads the definition of an id; by default as it is in the catalogue.

    Raises
    ------
    UnsureError
        If the likeliest is not sure enough (`formcheck.guesses.SURE`).
    UnreadableVideoError, NobodyFoundError, ModelError, OutputError
        As in `analyze`.
    """
    found = find_exercise(video, options, folder)
    exercise = found.id()
    known = definition(exercise) if definition is not None else load_exercise(exercise, folder)
    return analyze_found(video, found, known, options)


def unsure(recognition: Recognition) -> str:
    """Make the error that says what an uncertain clip may show."""
    if not recognition.guesses:
        return (
            "No exercise of the catalogue was found in this clip. Film the whole body for two repetitions or more, or "
            "name the exercise: --exercise ID. `formcheck exercises` lists all of them."
        )
    may = ", ".join(f"{guess.exercise} ({guess.probability:.0%}: {guess.why})" for guess in recognition.guesses)
    return (
        f"It is not clear which exercise this is. It may be {may}; or none of these ({recognition.none:.0%}). "
        f"Name it: --exercise {recognition.guesses[0].exercise}"
    )
