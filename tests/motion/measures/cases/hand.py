"""Known values for `formcheck.motion.measures.hand`."""

from __future__ import annotations

from tests.motion.measures.case import Case
from tests.support.figures import (
    FOOT,
    LEG,
    SHOULDERS,
    TIBIA,
    TRUNK,
    standing,
)
from tests.support.postures import (
    AROUND,
    ASIDE,
    FEET,
    FRONT,
    HANDS_ASIDE,
    REAR,
    hand_beside_thigh,
    hands_out,
    hanging,
    moved,
    near_hand,
)

CASES: list[Case] = [
    Case("grip_width", hanging(0.0, 0.5), 0.5 / SHOULDERS, None, REAR, ("wrist", "shoulder")),
    Case("hands_apart", lambda: standing(hands="forward"), 1.0, None, AROUND),
    Case("press_out", lambda: standing(hands="forward"), 1.0, None, AROUND),
    Case("hands_below_shoulders", near_hand("hip", 0.0), 1.0, None, AROUND),
    Case("hands_beside_chest", HANDS_ASIDE, ASIDE / SHOULDERS, None, FRONT, ("wrist", "shoulder")),
    Case("hands_to_side", HANDS_ASIDE, ASIDE / SHOULDERS, "left", AROUND),
    Case("hands_to_side", HANDS_ASIDE, 0.0, "right", AROUND),
    Case("hands_beside_hips", HANDS_ASIDE, ASIDE / SHOULDERS, "left", FRONT, ("wrist", "hip")),
    Case("hands_beside_hips", HANDS_ASIDE, -ASIDE / SHOULDERS, "right", FRONT, ("wrist", "hip")),
    Case("hand_to_hip", near_hand("hip", 0.2), 0.2 / TRUNK, "right", hide=("wrist", "hip")),
    Case("hand_to_shoulder", near_hand("shoulder", 0.2), 0.2 / TRUNK, "right", hide=("wrist", "shoulder")),
    Case("hand_beside_shoulder", hands_out(0.3), 0.3 / TRUNK, "left", FRONT, ("wrist", "shoulder")),
    Case("hand_beside_shoulder", hands_out(-0.1), -0.1 / TRUNK, "right", FRONT, ("wrist", "shoulder")),
    Case("hand_from_midline", moved({"wrist": (0.0, -0.25, 0.0)}), -0.07 / SHOULDERS, "right", FRONT, ("wrist",)),
    Case("hand_to_thigh", hand_beside_thigh(0.1), 0.1 / TIBIA, "left", hide=("wrist", "hip", "knee", "ankle")),
    Case("hand_to_thigh", near_hand("hip", 0.1), 0.1 / TIBIA, "right", hide=("wrist",)),
    Case("hand_past_midfoot", hanging(0.06, 0.4), 0.06 / FOOT, "left", hide=("wrist", "heel", "toe")),
    Case("hand_past_midfoot", hanging(-0.06, 0.4), -0.06 / FOOT, "right", hide=("wrist", "heel", "toe")),
    Case("hand_to_foot", near_hand("ankle", 0.2), 0.2 / LEG, "right", AROUND, FEET),
]
