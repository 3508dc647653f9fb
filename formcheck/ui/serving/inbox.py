"""Uploaded clips that are not analysed yet: a file for each, in a folder for each browser session."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

# What may be a part of a path, as Streamlit names sessions and files.
_ID: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{7,63}")
_FORGOTTEN_S: Final = 3600.0
"""A browser that has lost its connection may come back to its uploads for so long (our own estimate)."""
_ENDED_S: Final = 24 * 3600.0
"""An app whose uploads are so old has ended without removing them."""


class Inbox:
    """A folder of uploads.

    Parameters
    ----------
    home : Path
        Holds a folder for each app that runs, created when the first clip comes.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self.folder = home / secrets.token_hex(8)

    def place(self, session_id: str, file_id: str) -> Path | None:
        """Return the path for an upload; None if the ids are invalid."""
        if not (_ID.fullmatch(session_id) and _ID.fullmatch(file_id)):
            return None
        return self.folder / session_id / file_id

    def find(self, file_id: str) -> Path | None:
        """Return the file of an upload, whose id only its session knows; None if there is none."""
        if not _ID.fullmatch(file_id):
            return None
        return next(iter(self.folder.glob(f"*/{file_id}")), None)

    def remove(self, path: Path) -> None:
        """Remove an upload, if it still exists."""
        with suppress(OSError):
            path.unlink()
        with suppress(OSError):
            path.parent.rmdir()

    def close(self) -> None:
        """Remove all uploads when the app ends, and its sessions with it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        with suppress(OSError):
            self._home.rmdir()

    def sweep(self, is_active: Callable[[str], bool]) -> None:
        """Remove what was left behind by sessions and apps that ended some time ago."""
        for folder in _within(self._home):
            if folder != self.folder:
                _remove_if_left(folder, _ENDED_S)
        for folder in _within(self.folder):
            if not is_active(folder.name):
                _remove_if_left(folder, _FORGOTTEN_S)


def _within(folder: Path) -> list[Path]:
    with suppress(OSError):
        return list(folder.iterdir())
    return []


def _remove_if_left(folder: Path, seconds: float) -> None:
    """Remove a folder that has not changed for so many seconds."""
    with suppress(OSError):
        newest = max(path.stat().st_mtime for path in (folder, *folder.rglob("*")))
        if time.time() - newest > seconds:
            shutil.rmtree(folder)
