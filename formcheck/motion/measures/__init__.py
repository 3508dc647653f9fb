"""All measures, by name. Importing this module fills the registry."""

from __future__ import annotations

from formcheck.motion.measures import (
    feet,
    floor,
    frontal,
    hips,
    jumping,
    running,
    sagittal,
    signals,
    spine,
    stretching,
    trunk_work,
    unilateral,
)
from formcheck.motion.measures.registry import MEASURES, Measure

MODULES = (sagittal, frontal, floor, signals, spine, unilateral, hips, trunk_work, feet, stretching, jumping, running)
"""The modules that hold measures."""

__all__ = ["MEASURES", "MODULES", "Measure"]
