"""Known values for `formcheck.motion.measures.leg`."""

from __future__ import annotations

from tests.motion.measures.case import Case
from tests.support.figures import (
    TIBIA,
    lying,
)
from tests.support.postures import (
    AROUND,
    FRONT,
    bent,
    moved,
    on_one_leg,
    opened,
    raised,
    sine,
    thigh_turned_back,
)

CASES: list[Case] = [
    Case("shin_lean", bent(shin=30), 30.0, "left", hide=("knee", "ankle")),
    Case("shin_lean", bent(80, -6), -6.0, "right", hide=("knee", "ankle")),
    Case("thigh_elevation", bent(100, 30), 20.0, "left", hide=("hip", "knee")),
    Case("thigh_elevation", bent(135, 35), -10.0, "right", hide=("hip", "knee")),
    Case("thigh_elevation_foreshortened", bent(100, 30), 20.0, "left", (0.0, 45.0, 180.0), ("hip", "knee")),
    Case("thigh_behind", bent(100, 30), -70.0, "left", hide=("hip", "knee")),
    Case("thigh_behind", bent(8, 20), 12.0, "right", hide=("hip", "knee")),
    Case("thigh_back", lambda: raised(left=(-20.0, 0.0)), 20.0, "left", AROUND),
    Case("leg_aside", lambda: raised(left=(0.0, 30.0)), 30.0, "left", AROUND),
    Case("leg_aside", lambda: raised(left=(0.0, 30.0)), 0.0, "right", AROUND),
    Case("knee_raise", lambda: raised(left=(110.0, 0.0)), 1.0 + sine(20), "left", AROUND),
    Case("knee_raise", on_one_leg, 1.0, "left", AROUND),
    Case("knee_raise", on_one_leg, 0.0, "right", AROUND),
    Case("knee_raise", bent(100, 30), 1.0 - sine(20), "left", AROUND),
    Case("thigh_spread", lambda: lying(raised(left=(30.0, 0.0))), 30.0, hide=("hip", "knee")),
    Case("thigh_spread", opened, 30.0, None, FRONT, ("hip", "knee")),
    Case("leg_lift_3d", thigh_turned_back(20), 20.0, "left", AROUND),
    Case("leg_lift_3d", thigh_turned_back(20), 0.0, "right", AROUND),
    Case("thigh_lift_3d", lambda: raised(left=(40.0, 0.0)), 40.0, "left", AROUND),
    Case("thigh_lift_3d", lambda: raised(left=(40.0, 0.0)), 0.0, "right", AROUND),
    Case("shins_unlike", moved({"left_ankle": (-TIBIA, 0.0, TIBIA)}), 1.0, None, AROUND, ("knee", "ankle")),
    Case("shins_unlike", bent(100, 30), 0.0, None, AROUND, ("knee", "ankle")),
]
