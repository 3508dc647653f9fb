"""Known values for `formcheck.motion.measures.stance`."""

from __future__ import annotations

import math

from tests.motion.measures.case import Case
from tests.support.figures import (
    FEMUR,
    HIPS,
    LEG,
    SHOULDERS,
    TIBIA,
    standing,
)
from tests.support.postures import (
    AROUND,
    COS_30,
    COS_70,
    FEET,
    FEET_APART,
    FRONT,
    INWARD,
    KNEES_APART,
    KNEES_IN,
    REAR,
    SHIN_BACK,
    bent,
    on_one_leg,
    one_bent,
    opened,
    split,
)

CASES: list[Case] = [
    Case("stance_width", lambda: standing(0.45), 0.45 / SHOULDERS, None, REAR, ("ankle", "shoulder")),
    Case("foot_gap", lambda: standing(0.45), 0.45 / HIPS, None, REAR, ("ankle", "hip")),
    Case("foot_split", split(0.3, 0.1), 0.4 / LEG, hide=("ankle",)),
    Case("feet_parted", opened, FEET_APART, None, FRONT, ("ankle", "hip", "shoulder")),
    Case("ankles_across", lambda: standing(0.9), 0.9 / LEG, None, AROUND, FEET),
    Case("ankles_across", split(0.3, 0.1), HIPS / LEG, None, AROUND, FEET),
    Case("feet_apart", lambda: standing(0.45), 0.45 / LEG, None, AROUND),
    Case("stride", split(0.3, 0.1), 0.4 / LEG, None, AROUND, FEET),
    Case("step_apart", split(0.3, 0.1), 0.4 / LEG, None, AROUND),
    Case("foot_reach", one_bent(70), math.hypot(SHIN_BACK, HIPS) / LEG, None, AROUND),
    Case("foot_reach", standing, HIPS / LEG, None, AROUND),
    Case("foot_ahead_of_other", split(0.3, 0.1), 0.4 / LEG, "left", AROUND),
    Case("foot_ahead_of_other", split(0.3, 0.1), 0.0, "right", AROUND),
    Case("ankle_ahead", split(0.3, 0.1), 0.3 / LEG, "left", AROUND),
    Case("ankle_ahead", split(0.3, 0.1), -0.1 / LEG, "right", AROUND),
    Case("foot_below_hip", bent(100, 30), (TIBIA * COS_30 + FEMUR * COS_70) / LEG, "left", AROUND),
    Case("stands_on", on_one_leg, FEMUR / LEG, "right", AROUND),
    Case("foot_from_midline", lambda: standing(0.3), 0.15 / HIPS, "left", REAR, ("ankle", "heel")),
    Case("knee_separation", KNEES_IN, (HIPS - 2 * INWARD) / HIPS, None, REAR, ("knee", "ankle")),
    Case("knee_gap", KNEES_IN, (HIPS - 2 * INWARD) / HIPS, None, REAR, ("hip", "knee")),
    Case("knees_parted", opened, KNEES_APART, None, FRONT, ("knee", "hip", "shoulder")),
    Case("knees_apart_3d", opened, KNEES_APART, None, AROUND),
    Case("foot_to_other_leg", standing, HIPS / TIBIA, "left", REAR, ("ankle",)),
    Case("ankle_to_other_knee", standing, math.hypot(HIPS, TIBIA) / TIBIA, "left", (0.0, 90.0), ("ankle",)),
]
