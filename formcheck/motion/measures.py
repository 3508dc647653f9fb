"""All measures, by name. Importing this module fills the registry."""

from __future__ import annotations

from formcheck.motion import floor, frontal, sagittal, signals, spine
from formcheck.motion.registry import MEASURES, Measure

ROOMS = (sagittal, frontal, floor, signals, spine)
"""The modules that hold measures."""

__all__ = ["MEASURES", "ROOMS", "Measure"]
