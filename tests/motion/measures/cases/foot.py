"""Known values for `formcheck.motion.measures.foot`."""

from __future__ import annotations

from tests.motion.measures.case import Case
from tests.support.figures import (
    FOOT,
    LEG,
    TIBIA,
)
from tests.support.postures import (
    AROUND,
    FLAT,
    FRONT,
    REAR,
    RISEN,
    SHIN_UP,
    SOLE_JOINTS,
    bent,
    cosine,
    jumped,
    lifted,
    moved,
    on_right_leg,
    on_right_tiptoe,
    one_bent,
    one_foot_up,
    raised,
    sine,
)

CASES: list[Case] = [
    Case("heel_rise", bent(heel=0), 1 / 7, "left", hide=("heel", "ankle", "toe")),
    Case("heel_rise", bent(heel=25), sine(25) + cosine(25) / 7, "left", hide=("heel", "ankle", "toe")),
    Case("heel_rise_frontal", bent(heel=30), (sine(30) + cosine(30) / 7) / sine(30), "left", FRONT, ("heel", "toe")),
    Case("heels_lift", bent(heel=25), RISEN, hide=("toe",)),
    Case("heels_lift", on_right_tiptoe, (RISEN + FLAT) / 2, hide=("heel",)),
    Case("stance_heel_lift", on_right_tiptoe, RISEN, hide=("toe",)),
    Case("stance_heel_sink", on_right_tiptoe, -RISEN, hide=("ankle",)),
    Case("heel_over_toe", bent(heel=25), sine(25), "right", hide=("heel", "toe")),
    Case("stance_heel_height", on_right_tiptoe, sine(25), hide=SOLE_JOINTS),
    Case("ankle_dorsiflexion", bent(shin=30), 30.0, "left", hide=("knee", "ankle", *SOLE_JOINTS)),
    Case("ankle_dorsiflexion", bent(shin=0, heel=20), -20.0, "right", hide=("knee", "ankle", *SOLE_JOINTS)),
    Case("foot_pitch", bent(heel=25), -25.0, "left", hide=SOLE_JOINTS),
    Case("foot_pitch", moved({"heel": (0.0, 0.0, -FOOT)}), 45.0, "right", hide=SOLE_JOINTS),
    Case("free_foot_height", lifted(0.2), 0.2 / LEG, "left", (0.0, 90.0, 180.0), SOLE_JOINTS),
    Case("free_foot_height", lifted(0.2), -0.2 / LEG, "right", hide=SOLE_JOINTS),
    Case("feet_uneven", one_foot_up(0.2), 0.2 / LEG, azimuths=AROUND),
    Case("feet_uneven", jumped(0.2), 0.0, azimuths=AROUND),
    Case(
        "heel_height_difference", moved({"left_heel": (0.0, 0.0, 0.1)}), 0.1 / TIBIA, None, (180.0,), ("heel", "knee")
    ),
    Case("toe_height_difference", moved({"left_toe": (0.0, 0.0, 0.1)}), 0.1 / TIBIA, hide=("toe", "knee")),
    Case("foot_clearance", on_right_leg, 0.1 / LEG, "left", REAR, ("ankle",)),
    Case("ankle_lift_3d", one_bent(70), SHIN_UP / LEG, "left", AROUND),
    Case("ankle_lift_3d", one_bent(70), -SHIN_UP / LEG, "right", AROUND),
    Case("ankle_lift_3d", on_right_leg, 0.1 / LEG, "left", AROUND),
    Case("ankle_lift_3d", on_right_leg, -0.1 / LEG, "right", AROUND),
    Case("foot_lifted", one_bent(70), SHIN_UP / LEG, "left", AROUND),
    Case("foot_lifted", one_bent(70), 0.0, "right", AROUND),
    Case("ankles_uneven", lambda: raised(left=(30.0, 0.0)), 1 - cosine(30), None, AROUND),
]
