"""All measures, by name. Importing this module fills the registry."""

from __future__ import annotations

from formcheck.motion import frontal, running, sagittal, signals, spine
from formcheck.motion.registry import MEASURES, Measure

ROOMS = (sagittal, frontal, signals, spine, running)
"""The modules that hold measures."""

__all__ = ["MEASURES", "ROOMS", "Measure"]
