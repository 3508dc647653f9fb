"""Known values for `formcheck.motion.measures.back`."""

from __future__ import annotations

from tests.motion.measures.case import Case
from tests.support.postures import (
    BODY,
    bent,
    moved,
)

CASES: list[Case] = [
    Case("back_curvature", bent(), -0.3, curvature=-0.3),
    Case("back_curvature", bent(), 0.0, curvature=0.0),
    Case("trunk_chord", moved({"shoulder": (0.0, 0.0, -0.05)}), 0.9, "left", hide=BODY),
]
