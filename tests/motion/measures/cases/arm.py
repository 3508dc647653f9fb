"""Known values for `formcheck.motion.measures.arm`."""

from __future__ import annotations

from tests.motion.measures.case import Case
from tests.support.figures import (
    ARM,
    TRUNK,
    point,
)
from tests.support.postures import (
    ABOVE,
    ARM_AHEAD,
    ARM_DOWN,
    ARM_UP,
    AROUND,
    ELBOWS_AHEAD,
    OVERHEAD,
    arm_bent,
    arms,
    elbow_at,
    elbows,
    prone,
)

CASES: list[Case] = [
    Case("elbow_flexion", arm_bent(40), 40.0, "left", hide=("shoulder", "elbow", "wrist")),
    Case("elbow_flexion_3d", arm_bent(40), 40.0, "left", AROUND),
    Case("elbow_bend_in_depth", arm_bent(40), 40.0, "left", (0.0, 30.0), ("elbow",)),
    Case("arm_above_trunk", prone(OVERHEAD), ABOVE, "right", hide=("wrist", "shoulder", "hip")),
    Case("arm_above_trunk", prone(OVERHEAD, -1.0), ABOVE, "left", hide=("wrist", "shoulder", "hip")),
    Case("opposite_arm_reach", prone(arms({"left": ARM_UP, "right": ARM_AHEAD}, ARM_DOWN)), 90.0, "right"),
    Case("opposite_arm_reach", prone(arms({"left": ARM_UP, "right": ARM_AHEAD}, ARM_DOWN)), -90.0, "left"),
    Case("elbow_beside_shoulder", elbow_at(0.15, 0.20), 0.6, "left", hide=("elbow", "shoulder")),
    Case("elbow_beside_shoulder", elbow_at(-0.15, 0.20), 0.6, "right", hide=("elbow", "shoulder")),
    Case("elbow_beside_shoulder", ELBOWS_AHEAD, 0.6, "left", hide=("elbow", "shoulder")),
    Case("shoulder_over_elbow", elbow_at(0.15, 0.20), 0.8, "left"),
    Case("shoulder_over_elbow", ELBOWS_AHEAD, 0.8, "right", hide=("elbow", "shoulder")),
    Case(
        "shoulder_past_wrist",
        arms({"left": ARM_DOWN, "right": ARM_DOWN}, point(0.15, 0.0, -0.2)),
        0.15 / ARM,
        "left",
        hide=("shoulder", "elbow", "wrist"),
    ),
    Case("elbow_near_knee", elbows(0.3, 0.1), 1.0 - 0.1 / TRUNK, "left", AROUND),
    Case("opposite_elbow_nearer", elbows(0.3, 0.1), 0.2 / TRUNK, "left", hide=("elbow", "knee")),
]
