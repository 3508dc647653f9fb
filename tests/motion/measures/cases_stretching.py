"""Known values for `formcheck.motion.measures.stretching`."""

from __future__ import annotations

import math

from tests.motion.measures.cases import AROUND, INWARD, KNEES_IN, Case, split
from tests.support.figures import ANKLE_HEIGHT, HIPS, LEG, TIBIA, Foot, Joints, build, point, standing
from tests.support.moves import LATERAL

_REAR = (0.0, 180.0)


def _on_right_leg() -> Joints:
    return build(
        point(0.0, 0.0, ANKLE_HEIGHT + LEG), {"left": Foot(0.0, LATERAL, lift=0.1), "right": Foot(0.0, -LATERAL)}
    )


CASES: list[Case] = [
    Case("ankle_lift_3d", _on_right_leg, 0.1 / LEG, "left", AROUND),
    Case("ankle_lift_3d", _on_right_leg, -0.1 / LEG, "right", AROUND),
    Case("foot_clearance", _on_right_leg, 0.1 / LEG, "left", _REAR, ("ankle",)),
    Case("hips_beside_foot", split(0.0, 0.0, 0.05), (LATERAL - 0.05) / HIPS, "left", _REAR, ("hip", "ankle")),
    Case("hips_beside_foot", split(0.0, 0.0, 0.05), (LATERAL + 0.05) / HIPS, "right", _REAR, ("hip", "ankle")),
    Case("foot_to_other_leg", standing, HIPS / TIBIA, "left", _REAR, ("ankle",)),
    Case("knee_gap", KNEES_IN, (HIPS - 2 * INWARD) / HIPS, None, _REAR, ("hip", "knee")),
    Case("ankle_to_other_knee", standing, math.hypot(HIPS, TIBIA) / TIBIA, "left", (0.0, 90.0), ("ankle",)),
]
