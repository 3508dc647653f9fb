"""A definition that builds on another -> the whole definition.

It has ``based_on = "squat"`` at the top, and below it what differs:

- Tables merge key by key; scalars and plain arrays replace.
- Arrays of tables with an `id` (cues) merge by it: known ones are changed, new ones appended.
- Other arrays of tables (checks, gates) replace.
- A new `source` replaces the base's `rationale` too, which speaks of the old one.
- A new `description` replaces the base's `steps` too, which tell of another movement.
- `dose` replaces as a whole: half of the dose of another exercise would be the dose of neither.
- ``without = ["depth", "counting.target_cue"]`` leaves out cues by their id, and keys by their dotted name.
- `status` is not inherited: evidence is for one exercise.

The base is looked for beside the file, then among the built-in definitions. A file that replaces a built-in
definition may be based on it, by the id that they share. A base may also be a file whose name begins with ``_``, which
is not an exercise by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from formcheck.catalogue.toml.located import Located, read_toml
from formcheck.errors import did_you_mean

REPLACED = frozenset({"dose"})
"""Tables that replace those of the base instead of being merged into them."""
_SPEAKS_OF = {"source": "rationale", "description": "steps"}
"""A key that is given anew, and the one that speaks of it, which is not inherited then."""


def resolve(path: Path, folders: Sequence[Path], above: tuple[Path, ...] = ()) -> Located:
    """Read a definition and merge it into what it is based on.

    Parameters
    ----------
    path : Path
        The file, in one of `folders`.
    folders : sequence of Path
        Folders of definitions; the first has priority.
    above : tuple of Path
        The files that led here, to detect circles.

    Returns
    -------
    Located
        The whole definition, without `based_on` and `without`.

    Raises
    ------
    DefinitionError
        If a file cannot be read, the base is unknown or leads back here, or `without` names something that does not
        exist.
    """
    document = Located.of(read_toml(path), path)
    own = dict(document.value)
    base, without = own.pop("based_on", None), own.pop("without", None)
    if base is None:
        if without is not None:
            msg = "`without` leaves out parts of another definition, which `based_on` must name."
            raise without.refuse(msg)
        return document
    parent = resolve(_base(base, folders, (*above, path)), folders, (*above, path))
    inherited = _inherited(parent, without)
    kept = {key: inner for key, inner in inherited.value.items() if key not in REPLACED & own.keys()}
    return merge(_with(inherited, kept), Located(own, path))


def _base(named: Located, folders: Sequence[Path], chain: tuple[Path, ...]) -> Path:
    """Find the file of the base."""
    path = chain[-1]
    nearest_last = reversed(folders[folders.index(path.parent) :])
    known = {file.stem: file for folder in nearest_last for file in sorted(folder.glob("*.toml")) if file != path}
    if named.value == path.stem and named.value not in known:
        msg = f"{path.stem} is based on itself."
        raise named.refuse(msg)
    if not isinstance(named.value, str) or named.value not in known:
        msg = f"there is no exercise {named.value!r} to be based on.{did_you_mean(str(named.value), known)}"
        raise named.refuse(msg)
    base = known[named.value]
    if base in chain:
        circle = " -> ".join(file.stem for file in (*chain[chain.index(base) :], base))
        msg = f"these are based on each other: {circle}."
        raise named.refuse(msg)
    return base


def _inherited(parent: Located, without: Located | None) -> Located:
    """Return a base without the parts that are not inherited."""
    kept = {key: inner for key, inner in parent.value.items() if key != "status"}
    if _has_ids(parent.value.get("cue")):
        kept["cue"] = _with(kept["cue"], [_without_status(cue) for cue in kept["cue"].value])
    data = _with(parent, kept)
    if without is None:
        return data
    if not isinstance(without.value, list):
        msg = f"`without` is a list of names, not {without.plain()!r}."
        raise without.refuse(msg)
    for name in without.value:
        data = _left_out(data, name)
    return data


def _without_status(cue: Located) -> Located:
    return _with(cue, {key: inner for key, inner in cue.value.items() if key != "status"})


def _left_out(data: Located, name: Located) -> Located:
    """Leave out a cue by its id, or a key by its dotted name."""
    cues = data.value.get("cue")
    ids = [_id(cue) for cue in cues.value] if _has_ids(cues) else []
    if name.value in ids:
        return _with(data, data.value | {"cue": _with(cues, [cue for cue in cues.value if _id(cue) != name.value])})
    *way, last = str(name.value).split(".")
    table = data.value.get(way[0]) if len(way) == 1 else data
    if len(way) > 1 or table is None or not isinstance(table.value, dict) or last not in table.value:
        msg = f"there is no {name.value!r} to leave out.{did_you_mean(str(name.value), [*ids, *_keys(data)])}"
        raise name.refuse(msg)
    smaller = _with(table, {key: inner for key, inner in table.value.items() if key != last})
    return smaller if table is data else _with(data, data.value | {way[0]: smaller})


def _keys(data: Located) -> list[str]:
    """List the keys that can be left out: those at the top, and those in a table."""
    inner = [
        f"{key}.{name}" for key, table in data.value.items() if isinstance(table.value, dict) for name in table.value
    ]
    return [*data.value, *inner]


def merge(parent: Located, child: Located) -> Located:
    """Merge a definition into its base, by the rules in the docstring of this module."""
    if isinstance(parent.value, dict) and isinstance(child.value, dict):
        merged = {
            key: merge(parent.value[key], inner) if key in parent.value else inner for key, inner in child.value.items()
        }
        outdated = {inner for key, inner in _SPEAKS_OF.items() if key in child.value}
        kept = {key: inner for key, inner in parent.value.items() if key not in outdated}
        return _with(child, kept | merged)
    if _has_ids(parent) and _has_ids(child):
        return _with(child, _by_id(parent.value, child.value))
    return child


def _by_id(parents: list[Located], children: list[Located]) -> list[Located]:
    # Of an id that occurs twice in one file, the first changes its parent; the second is kept, to be refused later.
    changes = {_id(child): child for child in reversed(children)}
    merged = [merge(parent, changes[_id(parent)]) if _id(parent) in changes else parent for parent in parents]
    known = {_id(parent) for parent in parents}
    return merged + [child for child in children if _id(child) not in known or child is not changes[_id(child)]]


def _has_ids(located: Located | None) -> bool:
    """Whether it is an array of tables that all have an `id`."""
    entries = located.value if located is not None else None
    return isinstance(entries, list) and all(isinstance(e.value, dict) and "id" in e.value for e in entries)


def _id(entry: Located) -> str:
    return str(entry.value["id"].value)


def _with(located: Located, value: Any) -> Located:
    """Return another value in the same place."""
    return Located(value, located.path, located.place)
