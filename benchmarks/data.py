"""Where the project lies, and where footage and labels that are not part of it are looked for."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("FORMCHECK_DATA") or PROJECT.parent / "shared")
"""Folder with ``real/`` (clips of people) and ``labelled/`` (movements and frames that people labelled)."""
