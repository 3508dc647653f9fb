"""A TOML file -> values that know their place, so that a mistake can be reported with file and line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from formcheck.errors import DefinitionError

# The largest definition of the catalogue has 20 kB, and its longest line 540 characters.
_MOST_BYTES: Final = 200_000
_LONGEST_LINE: Final = 2000
_DEEPEST: Final = 30
Place = tuple[str | int, ...]
"""Keys and indices that lead to a value: ``("cue", 0, "check", 1, "pass")``."""


@dataclass(frozen=True, slots=True)
class Located:
    """A value with its place in a file.

    Attributes
    ----------
    value : object
        A scalar, or a dict or list of located values.
    path : Path
        The file.
    place : tuple of str and int
        Where in the file.
    """

    value: Any
    path: Path
    place: Place = ()

    @classmethod
    def of(cls, value: object, path: Path, place: Place = ()) -> Located:
        """Add its place to each value of plain data."""
        if isinstance(value, dict):
            return cls({key: cls.of(inner, path, (*place, key)) for key, inner in value.items()}, path, place)
        if isinstance(value, list):
            return cls([cls.of(inner, path, (*place, index)) for index, inner in enumerate(value)], path, place)
        return cls(value, path, place)

    def plain(self) -> Any:
        """Return the data without places."""
        if isinstance(self.value, dict):
            return {key: inner.plain() for key, inner in self.value.items()}
        if isinstance(self.value, list):
            return [inner.plain() for inner in self.value]
        return self.value

    def find(self, location: Place) -> tuple[Located, Place]:
        """Find the value at a location, or the nearest table around it.

        Parameters
        ----------
        location : tuple of str and int
            As pydantic reports it. Tags of unions are skipped.

        Returns
        -------
        Located
            The value, or what encloses it if it is missing.
        tuple of str and int
            The place in the file, without the tags.
        """
        found: Located = self
        missing: Place = ()
        for index, part in enumerate(location):
            inner, is_last = found._inner(part), index == len(location) - 1
            if inner is not None and (is_last or isinstance(inner.value, dict | list)):
                found = inner
            elif is_last:
                missing = (part,)
        return found, (*found.place, *missing)

    def _inner(self, part: str | int) -> Located | None:
        if isinstance(self.value, dict):
            return self.value.get(part)
        if isinstance(self.value, list) and isinstance(part, int) and part < len(self.value):
            inner: Located = self.value[part]
            return inner
        return None

    @property
    def line(self) -> int | None:
        """Line in the file, from 1; None for a whole file, or if the file cannot be read."""
        try:
            return line_of(self.path.read_text(encoding="utf-8"), self.place)
        except (OSError, UnicodeDecodeError):
            return None

    def refuse(self, why: str) -> DefinitionError:
        """Make an error that says what is wrong here."""
        line = self.line
        return DefinitionError(f"{self.path}{'' if line is None else f', line {line}'}: {why}")


def read_toml(path: Path) -> dict[str, object]:
    """Read a TOML file.

    Raises
    ------
    DefinitionError
        If there is no such file, it is not TOML, or it is far from any definition in size, line or depth.
    """
    try:
        text = path.read_bytes()[: _MOST_BYTES + 1].decode("utf-8")
        if why := _bloated(text):
            msg = f"{path} is not a definition: {why}."
            raise DefinitionError(msg)
        data = tomllib.loads(text)
    except FileNotFoundError:
        msg = f"There is no file {path}."
        raise DefinitionError(msg) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path} is not readable as TOML: {error}."
        raise DefinitionError(msg) from None
    except RecursionError:
        data = None
    if data is None or _is_deep(data):
        msg = f"{path} is not a definition: its tables or lists are nested more than {_DEEPEST} deep."
        raise DefinitionError(msg)
    return data


def _bloated(text: str) -> str:
    """Say why a text must not even be parsed: a key of 25,000 parts takes Python 15 s, one of 100,000 gigabytes."""
    if len(text) > _MOST_BYTES:
        return f"it has more than {_MOST_BYTES // 1000} kB, but a definition has only a few"
    longest = max(map(len, text.splitlines()), default=0)
    return f"it has a line of {longest} characters; the limit is {_LONGEST_LINE}" if longest > _LONGEST_LINE else ""


def _is_deep(data: object) -> bool:
    """Whether values are nested too deep; without recursion, which is what must be prevented."""
    level = [data]
    for _ in range(_DEEPEST):
        level = [inner for value in level for inner in _values(value)]
    return bool(level)


def _values(value: object) -> list[object]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []


def line_of(text: str, place: Place) -> int | None:
    """Find the line of a value in a valid TOML text.

    Parameters
    ----------
    text : str
        The whole file.
    place : tuple of str and int
        Keys and indices that lead to the value.

    Returns
    -------
    int or None
        Line from 1, where its statement begins; that of the nearest table around it if there is no such value.
    """
    lines = _lines(text)
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place)


def _lines(text: str) -> dict[Place, int]:
    """Return the line on which the statement of each place begins."""
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    for line, statement in _statements(text):
        data = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            table = _header(data, counts)
            lines.update({table[:end]: line for end in range(1, len(table) + 1) if table[:end] not in lines})
        else:
            _note(data, table, line, lines)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield headers and assignments with their first line: the shortest pieces that are TOML by themselves."""
    statement, first = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        if not statement:
            first = number
        statement += line + "\n"
        try:
            is_blank = not tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        if not is_blank:
            yield first, statement
        statement = ""


def _header(data: dict[str, Any], counts: dict[Place, int]) -> Place:
    """Return the place of the table that a header opens; `counts` keeps the length of each array of tables."""
    place: Place = ()
    inner: Any = data
    while inner:
        (key,) = inner
        inner = inner[key]
        place = (*place, key)
        if inner == [{}]:
            counts[place] = counts.get(place, 0) + 1
            inner = None
        if place in counts:
            place = (*place, counts[place] - 1)
    return place


def _note(value: object, place: Place, line: int, lines: dict[Place, int]) -> None:
    if place:
        lines.setdefault(place, line)
    if isinstance(value, dict):
        for key, inner in value.items():
            _note(inner, (*place, key), line, lines)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _note(inner, (*place, index), line, lines)
