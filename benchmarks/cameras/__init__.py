"""Cameras as people place them: sampled scenes, rendered, read through the whole chain, and held against the truth."""

from __future__ import annotations

from benchmarks.data import CACHE

FOLDER = CACHE / "cameras"
"""Where clips, their truth and their landmarks are kept; they can all be made again."""
COUNT = 212
"""Scenes that are sampled: half of bodies that constants may be fitted on, half of bodies that are reported for."""
