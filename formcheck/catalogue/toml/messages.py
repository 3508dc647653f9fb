"""What is wrong with a TOML file, in words: line, place, what was found, and the nearest known name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from formcheck.catalogue.checks import Model
from formcheck.catalogue.toml.located import Located
from formcheck.errors import did_you_mean

_QUOTED = re.compile(r"'([^']*)'")


def explain(error: ValidationError, document: Located) -> str:
    """Say in words what is wrong with a file.

    Parameters
    ----------
    error : ValidationError
        What pydantic found.
    document : Located
        What was validated.

    Returns
    -------
    str
        The file, and a line for each mistake.
    """
    problems: list[Any] = list(error.errors())
    # A list whose entries are all refused counts as too short as well; the entries' own errors say it better.
    if any(problem["type"] != "too_short" for problem in problems):
        problems = [problem for problem in problems if problem["type"] != "too_short"]
    lines = [f"  {_where(problem, document)}{_what(problem)}" for problem in problems]
    return f"{document.path} is not a valid definition:\n" + "\n".join(dict.fromkeys(lines))


def _where(problem: Mapping[str, Any], document: Located) -> str:
    """Tell file, where it is another one, line, where it is known, and place."""
    found, place = document.find(problem["loc"])
    line = found.line
    file = [str(found.path)] if found.path != document.path else []
    parts = [*file, *([f"line {line}"] if line is not None else []), *([".".join(map(str, place))] if place else [])]
    return f"{', '.join(parts)}: " if parts else ""


def _what(problem: Mapping[str, Any]) -> str:
    text, given = str(problem["msg"]).removeprefix("Value error, "), problem["input"]
    match problem["type"]:
        case "extra_forbidden":
            name = str(problem["loc"][-1])
            return f"unknown key {name!r}.{did_you_mean(name, _known_keys() - {name})}"
        case "missing":
            return "this key is missing"
        case "literal_error":
            return f"{text}, not {given!r}.{did_you_mean(str(given), _QUOTED.findall(problem['ctx']['expected']))}"
        case "value_error":
            return text
        case _:
            return f"{text}, not {given!r}" if isinstance(given, str | int | float | bool) else text


def _known_keys() -> set[str]:
    models: list[type[Model]] = [Model, *_subclasses(Model)]
    return {field.alias or name for model in models for name, field in model.model_fields.items()}


def _subclasses(model: type[Model]) -> list[type[Model]]:
    return [found for child in model.__subclasses__() for found in (child, *_subclasses(child))]
