"""Reads an `Analysis` back from the files of a set."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from formcheck.analysis.result import Analysis
from formcheck.analysis.worst import read_worst
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise, without_cues
from formcheck.errors import DefinitionError, UnknownExerciseError
from formcheck.motion.series import Series
from formcheck.records import ExerciseRef, Report
from formcheck.report.tables import series_from_csv


def read_analysis(report: Report, files: Mapping[str, Path], folder: str | Path | None = None) -> Analysis:
    """Read what belongs to a report.

    Parameters
    ----------
    report : Report
    files : mapping of str to Path
        The files of the results folder, by name; a missing table leaves the series empty.
    folder : str or Path, optional
        Custom definitions, in which the exercise is looked up first.
    """
    table = files.get("measures.csv")
    series = series_from_csv(table.read_text("utf-8")) if table is not None and table.is_file() else Series([])
    return Analysis(
        report=report, series=series, exercise=_exercise(report.exercise, folder), worst_frames=read_worst(files)
    )


def _exercise(named: ExerciseRef, folder: str | Path | None) -> Exercise:
    """Load the definition; one that is gone leaves the name, and what the report itself says."""
    try:
        return load_exercise(named.id, folder)
    except (UnknownExerciseError, DefinitionError):
        plain = without_cues(load_exercise("squat"))
        return plain.model_copy(update={"id": named.id, "name": named.name, "steps": ()})
