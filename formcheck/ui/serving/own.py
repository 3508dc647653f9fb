"""Finds the folder of custom exercises: the one that the app was started with, or one beside the store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from formcheck.errors import UsageError
from formcheck.store.places import place

FOLDER: Final = "FORMCHECK_EXERCISES"
"""Environment variable with the folder that ``formcheck app --exercises`` names."""


def folder_to_write() -> Path:
    """Return the folder that a new exercise is saved to; it need not exist yet."""
    return Path(os.environ.get(FOLDER) or place().home / "exercises")


def own_folder() -> str | None:
    """Return the folder of custom exercises; None if there are none."""
    if named := os.environ.get(FOLDER):
        return named
    try:
        usual = folder_to_write()
    except UsageError:  # pages that need the store say why
        return None
    return str(usual) if any(not one.name.startswith("_") for one in usual.glob("*.toml")) else None
