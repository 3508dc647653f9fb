"""The known values of all measures, a module for each module of `formcheck.motion.measures`."""

from __future__ import annotations

from tests.motion.measures.cases import arm, back, foot, hand, hip, knee, leg, pelvis, position, stance, trunk

MODULES = (arm, back, foot, hand, hip, knee, leg, pelvis, position, stance, trunk)
CASES = [case for module in MODULES for case in module.CASES]
