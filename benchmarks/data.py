"""Paths of the project and its sample videos, of footage and labels beside it, and of what is kept between runs."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SAMPLES = PROJECT / "sample_videos"
"""Folder of the clips that come with the project."""
DATA = Path(os.environ.get("FORMCHECK_DATA") or PROJECT.parent / "shared")
"""Folder with ``real/`` and ``strangers/`` (clips of people) and ``labelled/`` (labelled movements and frames)."""
CACHE = Path(os.environ.get("FORMCHECK_CACHE") or PROJECT / ".cache")
"""What benchmarks keep between runs; several checkouts may share one folder, because its files are named by content."""
