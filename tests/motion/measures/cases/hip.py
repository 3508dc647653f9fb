"""Known values for `formcheck.motion.measures.hip`."""

from __future__ import annotations

import math

from tests.motion.measures.case import Case
from tests.support.figures import HIPS, SHOULDERS, TRUNK, standing
from tests.support.postures import (
    AROUND,
    BEND,
    FRONT,
    HIP_JOINTS,
    LEGS,
    PIKE,
    RAISED,
    REAR,
    SAG,
    bent,
    bridge,
    on_the_back,
    plank,
    prone,
    raised,
    thigh_turned_back,
)


def _flexed(ahead_deg: float) -> float:
    """Flexion of a hip whose leg is so far ahead: the shoulder is outside of the hip, so the trunk's side leans."""
    aside = (SHOULDERS - HIPS) / 2
    return math.degrees(math.acos(math.cos(math.radians(ahead_deg)) * TRUNK / math.hypot(TRUNK, aside)))


CASES: list[Case] = [
    Case("hip_flexion", bent(100, 30, 40), 110.0, "left", hide=("shoulder", "hip", "knee")),
    Case("hip_extension", lambda: raised(left=(-20.0, 0.0)), 20.0, "left", hide=HIP_JOINTS),
    Case("hip_extension", lambda: raised(left=(-20.0, 0.0), lean_deg=15.0), 5.0, "left", hide=HIP_JOINTS),
    Case("hip_abduction", lambda: raised(left=(0.0, 30.0)), 30.0, "left", REAR, ("hip", "ankle")),
    Case("hip_abduction", lambda: raised(right=(0.0, -10.0)), -10.0, "right", REAR, ("hip", "ankle")),
    Case("trunk_to_leg_angle", bent(0, 0, 60), 120.0, "left", hide=("shoulder", "hip", "ankle")),
    Case("trunk_to_leg_angle", standing, 180.0, "right"),
    Case("extension_deficit", bent(100, 30, 40), 110.0, "right", hide=("shoulder", *LEGS)),
    Case("extension_deficit", bent(30, 20, -5), 30.0, "left", hide=("shoulder", *LEGS)),
    Case("knee_share_of_hinge", bent(100, 30, 40), 100 / 110, "left", hide=("shoulder", "hip", "knee", "ankle")),
    Case("knee_share_of_hinge", bent(20, 0, 60), 20 / 80, "right"),
    Case("body_line", plank(0.0, head_right=True), 0.0, "left", hide=("shoulder", "hip", "ankle")),
    Case("body_line", plank(0.1, head_right=True), PIKE, "left", hide=("shoulder", "hip", "ankle")),
    Case("body_line", plank(0.1, head_right=False), PIKE, "right", hide=("shoulder", "hip", "ankle")),
    Case("body_line", plank(-0.1, head_right=True), -PIKE, "right", hide=("shoulder", "hip", "ankle")),
    Case("middle_line", SAG, -PIKE, None, FRONT, ("shoulder", "hip", "ankle")),
    Case("bridge_line", bridge(RAISED), BEND, "left", hide=HIP_JOINTS),
    Case("bridge_line", bridge(-RAISED), -BEND, "right", hide=HIP_JOINTS),
    Case("bridge_line", on_the_back(thigh_turned_back(15)), 15.0, "left", hide=("shoulder", "hip", "knee")),
    Case("thigh_above_trunk", prone(thigh_turned_back(15)), 15.0, "left", hide=("shoulder", "hip", "knee")),
    Case("thigh_above_trunk", prone(thigh_turned_back(15), -1.0), 15.0, "left", hide=("shoulder", "hip", "knee")),
    Case("hip_flexion_3d", bent(100, 30, 40), 110.0, "left", AROUND),
    Case("hip_flexion_3d", bent(100, 30, 40), 110.0, "right", AROUND),
    Case("hip_bend_difference", lambda: raised(left=(70.0, 0.0)), _flexed(70.0) - _flexed(0.0), None, AROUND),
    Case("hip_bend_difference", bent(100, 30, 40), 0.0, None, AROUND),
    Case("hips_seen_to_differ", bent(100, 30, 40), 0.0, None, AROUND),
    Case("hips_bend_more", bent(100, 30, 30), 0.0, None, AROUND),
    Case("hips_bend_more", bent(20, 0, 60), 60.0, None, AROUND),
    Case("hip_bend_3d", bent(100, 30, 40), 110.0, "right", AROUND, ("hip", "knee")),
    Case("hip_opening", bridge(RAISED), 180.0 + BEND, None, AROUND),
    Case("hip_opening", bridge(-RAISED), 180.0 - BEND, None, AROUND),
    Case("hip_opening", bent(100, 30, 40), 70.0, None, AROUND),
    Case("hip_fold", bent(100, 30, 40), 110.0, None, AROUND),
    Case("leg_extension_3d", bent(100, 30, 40), 70.0, "left", AROUND),
    Case("leg_extension_3d", thigh_turned_back(20), 200.0, "left", AROUND),
]
