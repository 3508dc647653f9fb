"""Where one's own exercises are."""

from __future__ import annotations

import os
from typing import Final

FOLDER: Final = "FORMCHECK_EXERCISES"
"""Environment variable with the folder that ``formcheck app --exercises`` names."""


def own_folder() -> str | None:
    """Name the folder of one's own exercises; None where there is none."""
    return os.environ.get(FOLDER) or None
