"""Known values for `formcheck.motion.measures.trunk`."""

from __future__ import annotations

from tests.motion.measures.case import Case
from tests.support.figures import (
    TRUNK,
    standing,
)
from tests.support.postures import (
    AROUND,
    BODY,
    FRONT,
    REAR,
    SHOULDER_LOW,
    TURNED,
    bent,
    ear_at,
    on_side,
    plank,
)

CASES: list[Case] = [
    Case("trunk_lean", bent(lean=40), 40.0),
    Case("trunk_lean", bent(10, 5, -12), -12.0),
    Case("middle_lean", lambda: standing(lean_deg=-25.0), -25.0),
    Case("trunk_lean_foreshortened", bent(lean=40), 40.0, None, FRONT, BODY),
    Case("trunk_inclination", bent(lean=40), 40.0, None, AROUND),
    Case("trunk_inclination", lambda: standing(side_lean_deg=15.0), 0.0, None, AROUND),
    Case("trunk_shin_difference", bent(shin=30, lean=40), 10.0, "right", hide=("knee", "ankle")),
    Case("body_inclination", plank(0.0, head_right=True), 90.0, None, AROUND),
    Case("body_inclination", lambda: standing(), 0.0, None, AROUND),
    Case("lateral_trunk_lean", lambda: standing(side_lean_deg=15.0), 15.0, "left", REAR, BODY),
    Case("lateral_trunk_lean", lambda: standing(side_lean_deg=15.0), -15.0, "right", REAR, BODY),
    Case("chest_open", lambda: standing(), 1.0, None, FRONT, ("shoulder",)),
    Case("chest_open", TURNED, 0.8, None, FRONT, ("shoulder",)),
    Case("roll_back", lambda: on_side(standing()), 0.0, None, FRONT, BODY),
    Case("roll_back", lambda: on_side(standing(), 25.0), 25.0, None, FRONT, BODY),
    Case("shoulder_below_other", SHOULDER_LOW, 0.6, "left", AROUND),
    Case("shoulder_below_other", SHOULDER_LOW, -0.6, "right", AROUND),
    Case("neck_flexion", ear_at(25), 25.0, "right", hide=("ear", "shoulder", "hip")),
    Case("head_ahead", ear_at(30), 0.1 / TRUNK, "left", hide=("ear", "shoulder")),
]
