"""Paths of the project and its sample videos, and of footage and labels that are not part of it."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SAMPLES = PROJECT / "sample_videos"
"""Folder of the clips that come with the project."""
DATA = Path(os.environ.get("FORMCHECK_DATA") or PROJECT.parent / "shared")
"""Folder with ``real/`` (clips of people) and ``labelled/`` (movements and frames that people labelled)."""
