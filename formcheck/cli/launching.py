"""Starts the app: from the command's options to the process of Streamlit that serves it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from formcheck.errors import MissingPackageError

APP_PACKAGES = ("altair", "aiortc", "streamlit")
"""What the extra ``formcheck[app]`` brings; the library and the other commands need none of it."""
INSTALL_APP = "pip install 'formcheck[app]'"


def missing_packages() -> list[str]:
    """Name the packages of the app that are not installed."""
    return [name for name in APP_PACKAGES if find_spec(name) is None]


def launch(options: Sequence[str], *, exercises: Path | None = None, programmes: Path | None = None) -> int:
    """Serve the app until it is stopped.

    Parameters
    ----------
    options : sequence of str
        Options of Streamlit.
    exercises, programmes : Path, optional
        Folders with custom definitions.

    Returns
    -------
    int
        Exit code of Streamlit.

    Raises
    ------
    MissingPackageError
        If formcheck was installed without the app.
    """
    if missing := missing_packages():
        msg = (
            f"the app needs packages that are not installed: {', '.join(missing)}. They come with formcheck[app]: "
            f"`{INSTALL_APP}`. The library and the other commands work without them."
        )
        raise MissingPackageError(msg)
    folders = {"FORMCHECK_EXERCISES": exercises, "FORMCHECK_PROGRAMMES": programmes}
    environment = {name: str(folder.resolve()) for name, folder in folders.items() if folder is not None}
    command = [sys.executable, "-m", "formcheck.ui.serve", "run", str(_script()), *options]
    return subprocess.run(command, check=False, env=os.environ | environment).returncode


def _script() -> Path:
    package = Path(__file__).parents[1]
    return next(path for path in (package.parent / "app.py", package / "_app" / "app.py") if path.is_file())
