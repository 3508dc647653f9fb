"""Known values for `formcheck.motion.measures.knee`."""

from __future__ import annotations

from tests.motion.measures.case import Case
from tests.support.figures import (
    ANKLE_HEIGHT,
    FEMUR,
    LEG,
    SOLE,
    TIBIA,
)
from tests.support.moves import leg_span
from tests.support.postures import (
    AROUND,
    FRONT,
    INWARD,
    KINK,
    KNEES_IN,
    KNEES_OUT,
    LEGS,
    REAR,
    bent,
    one_bent,
    sine,
)

CASES: list[Case] = [
    Case("knee_flexion", bent(100), 100.0, "left", hide=LEGS),
    Case("knee_flexion", bent(8, 4), 8.0, "right", hide=LEGS),
    Case("knee_bend_frontal", KNEES_OUT, KINK, "right", REAR, LEGS),
    Case("knee_bend_in_depth", bent(100, 30), 100.0, "left", AROUND, LEGS),
    Case("knee_flexion_3d", bent(100, 30), 100.0, "right", AROUND),
    Case("both_knees_bent", bent(100, 30), 100.0, None, AROUND),
    Case("knee_bend_difference", one_bent(70), 70.0, None, AROUND),
    Case("knees_seen_to_differ", one_bent(70), 70.0, None, AROUND),
    Case("legs_reach", bent(100, 30), leg_span(100) / LEG, None, AROUND),
    Case("knee_past_toe", bent(shin=30), (TIBIA / 2 - 0.18) / TIBIA, "left", hide=("knee", "toe", "ankle")),
    Case("knee_past_ankle", bent(shin=30), 0.5, "right", hide=("knee", "ankle")),
    Case("knee_past_ankle", bent(80, -6), -sine(6), "right", hide=("knee", "ankle")),
    Case("knee_clearance", bent(0, 0), (ANKLE_HEIGHT - SOLE + TIBIA) / TIBIA - 0.12, "left", hide=("knee", "toe")),
    Case("frontal_knee_projection", KNEES_IN, KINK, "left", REAR, LEGS),
    Case("frontal_knee_projection", KNEES_OUT, -KINK, "right", REAR, LEGS),
    Case("knee_projection", KNEES_IN, KINK, "right", REAR, LEGS),
    Case("knee_projection", KNEES_OUT, -KINK, "left", REAR, LEGS),
    Case("knee_medial_to_ankle", KNEES_IN, INWARD / FEMUR, "right", REAR, ("knee", "ankle")),
    Case("knee_medial_to_ankle", KNEES_OUT, -INWARD / FEMUR, "left", REAR, ("knee", "ankle")),
    Case("knee_medial_to_toe", KNEES_IN, INWARD / FEMUR, "left", FRONT, ("knee", "toe")),
    Case("knee_medial_to_toe", KNEES_OUT, -INWARD / FEMUR, "right", FRONT, ("knee", "toe")),
    Case("knee_beside_toe", KNEES_OUT, INWARD / FEMUR, "left", FRONT, ("knee", "toe")),
]
