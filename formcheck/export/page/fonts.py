"""Finds the font of the PDF: DejaVu Sans, which every installation has through MediaPipe's requirements."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from formcheck.errors import MissingPackageError

_FOLDER: Final = Path("mpl-data", "fonts", "ttf")
_FILES: Final = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}


def font_files() -> dict[str, Path]:
    """Find the font, regular (``""``) and bold (``"B"``).

    It is free, has the Latin, Greek, Cyrillic and Hebrew letters, and comes with matplotlib, which MediaPipe
    needs: nothing is shipped twice, and only the letters used go into the file.

    Raises
    ------
    MissingPackageError
        If matplotlib is not installed.
    """
    found = find_spec("matplotlib")
    places = [Path(place) for place in (found.submodule_search_locations or [])] if found is not None else []
    fonts = {style: place / _FOLDER / name for place in places for style, name in _FILES.items()}
    if not fonts or not all(path.is_file() for path in fonts.values()):
        msg = "The font of the PDF comes with matplotlib, which is not installed: `pip install matplotlib`."
        raise MissingPackageError(msg)
    return fonts
