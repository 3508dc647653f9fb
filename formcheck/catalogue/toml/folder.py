"""A folder of TOML files, each named after its id -> its definitions, validated; custom ones replace built-in ones."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from formcheck.catalogue.toml.located import Located
from formcheck.catalogue.toml.messages import validate
from formcheck.errors import DefinitionError, did_you_mean

Definition = TypeVar("Definition", bound=BaseModel)


def files_of(kind: str, such_as: str, built_in: Path, folder: str | Path | None) -> dict[str, Path]:
    """List the files of all definitions of a kind by their id, sorted.

    Parameters
    ----------
    kind : str
        What a file defines: ``"exercise"``.
    such_as : str
        Name of a file as an example.
    built_in : Path
        Folder of the built-in definitions.
    folder : str or Path, optional
        Folder of custom definitions; a file with the id of a built-in one replaces it.

    Raises
    ------
    DefinitionError
        If there is no such folder, or no definition in it.
    """
    own = _in_folder(Path(folder)) if folder is not None else {}
    if folder is not None and not own:
        found = f"has no {kind} in it" if Path(folder).is_dir() else "is not a folder"
        article = "An" if kind[0] in "aeiou" else "A"
        msg = f"{folder} {found}. {article} {kind} is a file such as {such_as}; its name without the ending is the id."
        raise DefinitionError(msg)
    return dict(sorted((_in_folder(built_in) | own).items()))


def _in_folder(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in folder.glob("*.toml") if not path.stem.startswith("_")}


def no_such(kind: str, wanted: str, known: Iterable[str], command: str, folder: str | Path | None) -> str:
    """Say that there is no definition with an id, with the nearest ids and the command that lists all of them."""
    own = f" --{kind}s {folder}" if folder is not None else ""
    return f"There is no {kind} {wanted!r}.{did_you_mean(wanted, known)} `formcheck {command}{own}` lists all of them."


def validated(model: type[Definition], document: Located, kind: str, own_id: str) -> Definition:
    """Validate the content of a file, with its id from the file's name.

    Raises
    ------
    DefinitionError
        If it is not valid; file, line and the nearest known key are in the message.
    """
    if "id" in document.value:
        msg = f"the id of {'an' if kind[0] in 'aeiou' else 'a'} {kind} is its file's name, {own_id!r}: leave `id` out."
        raise document.value["id"].refuse(msg)
    return validate(model, document.plain() | {"id": own_id}, document)
