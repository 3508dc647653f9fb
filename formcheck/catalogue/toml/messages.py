"""Puts pydantic's errors about a TOML file into words: line, place, what was found, and the nearest known name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, Tag, ValidationError

from formcheck.catalogue.toml.located import Located, Place
from formcheck.errors import DefinitionError, did_you_mean

_QUOTED = re.compile(r"'([^']*)'")
_Model = TypeVar("_Model", bound=BaseModel)
_Tagged = tuple[type[BaseModel], str | None]
"""A model, and its tag where it is one of a union."""


def validate(model: type[_Model], data: object, document: Located) -> _Model:
    """Validate data of a file against a model.

    Parameters
    ----------
    model : type of BaseModel
        What the data must be.
    data : object
        The data, without places.
    document : Located
        The file, by which mistakes are located.

    Raises
    ------
    DefinitionError
        If it is not valid; the message has a line for each mistake.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise DefinitionError(_explain(error, model, document)) from None


def _explain(error: ValidationError, model: type[BaseModel], document: Located) -> str:
    problems: list[Any] = list(error.errors())
    # A list whose entries are all refused counts as too short as well; the entries' own errors say it better.
    if any(problem["type"] != "too_short" for problem in problems):
        problems = [problem for problem in problems if problem["type"] != "too_short"]
    lines = [f"  {_where(problem, document)}{_what(problem, model)}" for problem in problems]
    return f"{document.path} is not a valid definition:\n" + "\n".join(dict.fromkeys(lines))


def _where(problem: Mapping[str, Any], document: Located) -> str:
    """Name the file, if it is another one, the line, if known, and the place."""
    found, place = document.find(problem["loc"])
    line = found.line
    file = [str(found.path)] if found.path != document.path else []
    parts = [*file, *([f"line {line}"] if line is not None else []), *([".".join(map(str, place))] if place else [])]
    return f"{', '.join(parts)}: " if parts else ""


def _what(problem: Mapping[str, Any], model: type[BaseModel]) -> str:
    text, given = str(problem["msg"]).removeprefix("Value error, "), problem["input"]
    match problem["type"]:
        case "extra_forbidden":
            *around, name = problem["loc"]
            return f"unknown key {str(name)!r}.{did_you_mean(str(name), known_keys(model, tuple(around)))}"
        case "missing":
            return "this key is missing"
        case "literal_error":
            return f"{text}, not {given!r}.{did_you_mean(str(given), _QUOTED.findall(problem['ctx']['expected']))}"
        case "value_error":
            return text
        case "tuple_type":
            return f"give a list in square brackets, not {given!r}"
        case _:
            return f"{text}, not {given!r}" if isinstance(given, str | int | float | bool) else text


def known_keys(model: type[BaseModel], place: Place) -> list[str]:
    """List the keys that a table may have.

    Parameters
    ----------
    model : type of BaseModel
        What the whole file must be.
    place : tuple of str and int
        Where the table is, as pydantic says it: keys, indices, and the tags of unions.
    """
    models = list(_models(model))
    for part in place:
        tagged: list[_Tagged] = [(found, None) for found, tag in models if tag == part]
        fields = [field for found, _ in models for name, field in _fields(found) if name == part]
        models = tagged or [inner for field in fields for inner in _models(field)] or models
    return list(dict.fromkeys(name for found, _ in models for name, _ in _fields(found)))


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    """Yield the keys of a model with the types of their values."""
    for name, field in model.model_fields.items():
        yield field.alias or name, field.annotation


def _models(annotation: Any, tag: str | None = None) -> Iterator[_Tagged]:
    """Yield all models that a type is made of, in containers and unions too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        # A root model has no key of its own: its content stands in its place.
        root = annotation.model_fields.get("root")
        yield from [(annotation, tag)] if root is None else _models(root.annotation)
        return
    parts = get_args(annotation)
    own = next((part.tag for part in parts if isinstance(part, Tag)), tag)
    for part in parts:
        yield from _models(part, own)
