"""Known values for `formcheck.motion.measures.pelvis`."""

from __future__ import annotations

import math

from tests.motion.measures.case import Case
from tests.support.figures import (
    FEMUR,
    HIPS,
    LEG,
    TIBIA,
    TRUNK,
    standing,
)
from tests.support.moves import LATERAL
from tests.support.postures import (
    AROUND,
    BODY,
    FEET,
    LOW_HIPS,
    RAISED,
    REAR,
    SHIN_BACK,
    SHIN_UP,
    bent,
    bridge,
    moved,
    on_the_back,
    one_bent,
    opened,
    split,
)

CASES: list[Case] = [
    Case("hip_drop", bent(100, 30), 1 - LOW_HIPS / LEG, None, AROUND),
    Case("hip_drop", bent(0, 0), 0.0, None, AROUND),
    Case("hips_lowered", one_bent(70), SHIN_UP / LEG, "left", (0.0, 90.0, 180.0)),
    Case("hips_lowered", one_bent(70), 0.0, "right", (0.0, 90.0, 180.0)),
    Case("pelvis_height", bent(100, 30), LOW_HIPS / LEG, None, REAR, ("hip", "ankle")),
    Case("hip_above_shoulder", on_the_back(moved({"hip": (0.05, 0.0, 0.0)})), 0.0995, "left", hide=BODY),
    Case("hips_over_shoulders", bridge(RAISED), RAISED / math.hypot(RAISED, TRUNK), None, AROUND),
    Case("hips_over_shoulders", standing, -1.0, None, AROUND),
    Case("pelvic_drop", lambda: standing(left_hip_down_deg=10.0), 10.0, "right", REAR, ("hip",)),
    Case("pelvic_drop", lambda: standing(left_hip_down_deg=10.0), -10.0, "left", REAR, ("hip",)),
    Case("hip_above_other", opened, 1.0, "right", AROUND),
    Case("hip_above_other", opened, -1.0, "left", AROUND),
    Case(
        "hip_ahead",
        moved({"hip": (0.1, 0.0, 0.0)}),
        0.1 / (math.hypot(FEMUR, 0.1) + TIBIA),
        "left",
        hide=("hip", "knee", "ankle"),
    ),
    Case("lateral_shift", split(0.0, 0.0, 0.05), 0.25, None, REAR, ("hip", "ankle")),
    Case("pelvis_shift", split(0.0, 0.0, 0.1), 0.1 / LEG, None, AROUND, FEET),
    Case("hips_beside_foot", split(0.0, 0.0, 0.05), (LATERAL - 0.05) / HIPS, "left", REAR, ("hip", "ankle")),
    Case("hips_beside_foot", split(0.0, 0.0, 0.05), (LATERAL + 0.05) / HIPS, "right", REAR, ("hip", "ankle")),
    Case("pelvis_from_foot", one_bent(70), math.hypot(SHIN_BACK, HIPS / 2) / LEG, "left", AROUND),
    Case("pelvis_from_foot", one_bent(70), HIPS / 2 / LEG, "right", AROUND),
]
