"""The catalogue: a folder of TOML files, each an exercise; and the one place where profiles change them."""

from __future__ import annotations

import hashlib
import math
import tomllib
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from formcheck.coaching.checks import Band, Model
from formcheck.coaching.definition import Exercise
from formcheck.errors import DefinitionError, UnknownExerciseError, did_you_mean
from formcheck.records import ExerciseRef

CATALOGUE = Path(__file__).parent.parent / "exercises"


def exercise_ids(folder: Path = CATALOGUE) -> list[str]:
    """List the ids of all exercises, sorted."""
    return sorted(path.stem for path in folder.glob("*.toml") if not path.stem.startswith("_"))


@cache
def load_exercise(exercise_id: str, folder: Path = CATALOGUE) -> Exercise:
    """Load one definition.

    Raises
    ------
    UnknownExerciseError
        If there is none of that id; the nearest ids are in the message.
    DefinitionError
        If the file is not a valid definition.
    """
    known = exercise_ids(folder)
    if exercise_id not in known:
        msg = (
            f"There is no exercise {exercise_id!r}.{did_you_mean(exercise_id, known)} "
            "`formcheck exercises` lists all of them."
        )
        raise UnknownExerciseError(msg)
    path = folder / f"{exercise_id}.toml"
    return parse_exercise(read_toml(path), exercise_id, path)


def parse_exercise(data: dict[str, object], exercise_id: str, path: Path) -> Exercise:
    """Validate a definition; errors name the file, the place in it and the nearest known key."""
    try:
        return Exercise.model_validate({"id": exercise_id} | data)
    except ValidationError as error:
        raise DefinitionError(explain(error, path)) from None


def exercises() -> list[Exercise]:
    """Load the whole catalogue, sorted by id."""
    return [load_exercise(exercise_id) for exercise_id in exercise_ids()]


def reference(exercise: Exercise) -> ExerciseRef:
    """Name a definition in a report: its hash, and the bands that were in force."""
    resolved: dict[str, object] = {
        cue.id: [{"pass": _edges(check.pass_), "warn": _edges(check.warn)} for check in cue.check]
        for cue in exercise.cue
        if cue.enabled
    }
    digest = hashlib.sha256(exercise.model_dump_json(by_alias=True).encode()).hexdigest()
    return ExerciseRef(exercise.id, exercise.name, digest, resolved)


def _edges(band: Band) -> dict[str, float | None]:
    """Edges of a band as JSON can say them: None where it is open."""
    return {name: edge if math.isfinite(edge) else None for name, edge in (("min", band.min), ("max", band.max))}


def read_toml(path: Path) -> dict[str, object]:
    """Read a TOML file, with a clear error where that fails."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"There is no file {path}."
        raise DefinitionError(msg) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path} is not readable as TOML: {error}."
        raise DefinitionError(msg) from None


def explain(error: ValidationError, path: Path) -> str:
    """Say in words what is wrong with a file: the place in it, and the nearest known key."""
    problems = error.errors()
    # A list whose entries are all refused counts as too short as well; the entries' own errors say it better.
    if any(problem["type"] != "too_short" for problem in problems):
        problems = [problem for problem in problems if problem["type"] != "too_short"]
    lines = []
    for problem in problems:
        place = ".".join(str(part) for part in problem["loc"])
        text = problem["msg"].removeprefix("Value error, ")
        if problem["type"] == "extra_forbidden":
            text = f"unknown key {problem['loc'][-1]!r}.{did_you_mean(str(problem['loc'][-1]), _known_keys())}"
        lines.append(f"  {place}: {text}")
    return f"{path} is not a valid definition:\n" + "\n".join(dict.fromkeys(lines))


def _known_keys() -> set[str]:
    models: list[type[Model]] = [Model, *_subclasses(Model)]
    return {field.alias or name for model in models for name, field in model.model_fields.items()}


def _subclasses(model: type[Model]) -> list[type[Model]]:
    return [found for child in model.__subclasses__() for found in (child, *_subclasses(child))]
