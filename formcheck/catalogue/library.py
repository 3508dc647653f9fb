"""Folders of TOML files -> exercises: which there are, loading them, and naming one in a report."""

from __future__ import annotations

import hashlib
import math
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from formcheck.catalogue.checks import Band, Model
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.modes import Counting
from formcheck.catalogue.toml.folder import files_of, no_such, validated
from formcheck.catalogue.toml.inherit import resolve
from formcheck.errors import UnknownExerciseError
from formcheck.records import ExerciseRef

Origin = Literal["built_in", "own", "replaces_built_in"]

CATALOGUE = Path(__file__).parent / "data" / "exercises"


def definition_files(folder: str | Path | None = None) -> dict[str, Path]:
    """List the files of all exercises by their id, sorted.

    Parameters
    ----------
    folder : str or Path, optional
        Folder of custom definitions; a file with the id of a built-in one replaces it.

    Raises
    ------
    DefinitionError
        If there is no such folder, or no definition in it.
    """
    return files_of("exercise", "squat.toml", CATALOGUE, folder)


def exercise_ids(folder: str | Path | None = None) -> list[str]:
    """List the ids of all exercises, sorted; see `definition_files`."""
    return list(definition_files(folder))


def origins(folder: str | Path | None = None) -> dict[str, Origin]:
    """Return the origin of the definition of each exercise; `folder` is that of the custom definitions."""
    built_in = definition_files()

    def origin(exercise_id: str, path: Path) -> Origin:
        if path == built_in.get(exercise_id):
            return "built_in"
        return "replaces_built_in" if exercise_id in built_in else "own"

    return {exercise_id: origin(exercise_id, path) for exercise_id, path in definition_files(folder).items()}


@cache
def load_exercise(exercise_id: str, folder: str | Path | None = None) -> Exercise:
    """Load one definition.

    Parameters
    ----------
    exercise_id : str
        Its id: the stem of its file.
    folder : str or Path, optional
        Folder of custom definitions, which come before the built-in ones.

    Raises
    ------
    UnknownExerciseError
        If there is none with that id; the nearest ids are in the message.
    DefinitionError
        If the file is not a valid definition.
    """
    known = definition_files(folder)
    if exercise_id not in known:
        raise UnknownExerciseError(no_such("exercise", exercise_id, known, "exercises", folder))
    folders = [Path(folder), CATALOGUE] if folder is not None else [CATALOGUE]
    return validated(Exercise, resolve(known[exercise_id], folders), "exercise", exercise_id)


def exercises(folder: str | Path | None = None) -> list[Exercise]:
    """Load the whole catalogue, sorted by id; see `load_exercise`."""
    return [load_exercise(exercise_id, folder) for exercise_id in exercise_ids(folder)]


class Lookalike(Model):
    """What an uncounted movement may look like, given by another exercise or by a counting of its own.

    `family` lists exercises with the same movement, for which the likeness goes without saying.
    """

    words: str
    exercise: str = ""
    counting: Counting | None = None
    family: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.exercise) == (self.counting is not None):
            msg = f"{self.words!r} needs either an exercise or a counting"
            raise ValueError(msg)
        return self


@cache
def lookalikes() -> tuple[tuple[Lookalike, Exercise], ...]:
    """Load all lookalikes, each with a definition that only counts or holds: it has no cues."""
    tables = tomllib.loads((CATALOGUE / "_lookalikes.toml").read_text(encoding="utf-8"))
    return tuple((one, _only_counting(one)) for one in map(Lookalike.model_validate, tables["lookalike"]))


def _only_counting(lookalike: Lookalike) -> Exercise:
    # A counting of its own replaces that of the exercise.
    exercise = without_cues(load_exercise(lookalike.exercise or "squat"))
    return (
        exercise
        if lookalike.counting is None
        else exercise.model_copy(update={"id": "", "counting": lookalike.counting})
    )


def without_cues(exercise: Exercise) -> Exercise:
    """Return a definition that counts or holds as before, and judges nothing."""
    return exercise.model_copy(update={"cue": (), "display": None})


def reference(exercise: Exercise) -> ExerciseRef:
    """Make the record of a definition for a report: its hash, and the bands in force."""
    resolved: dict[str, object] = {
        cue.id: [{"pass": _edges(check.pass_), "warn": _edges(check.warn)} for check in cue.check]
        for cue in exercise.cue
        if cue.enabled
    }
    how = exercise.counting or exercise.hold
    required = [requirement.model_dump_json() for requirement in (how.required if how else ())]
    whole = "\n".join([exercise.model_dump_json(by_alias=True), *required])
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return ExerciseRef(id=exercise.id, name=exercise.name, definition_sha256=digest, resolved=resolved)


def _edges(band: Band) -> dict[str, float | None]:
    """Return the edges of a band as JSON values: None if it is open."""
    return {name: edge if math.isfinite(edge) else None for name, edge in (("min", band.min), ("max", band.max))}
