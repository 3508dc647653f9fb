"""Known values for `formcheck.motion.measures.feet`."""

from __future__ import annotations

import math

from tests.motion.measures.cases import AROUND, Case, bent, cosine, moved, sine, split
from tests.support.figures import ANKLE_HEIGHT, FEMUR, FOOT, LEG, TIBIA, Foot, Joints, build, point
from tests.support.moves import LATERAL

_FOOT = ("heel", "toe")


def _on_right_tiptoe() -> Joints:
    """The left foot lifted, level; the right heel up by 25 degrees."""
    return build(
        point(0.0, 0.0, ANKLE_HEIGHT + LEG), {"left": Foot(0.0, LATERAL, lift=0.2), "right": Foot(0.0, -LATERAL, 25.0)}
    )


# Mean of heel and ankle: seven eighths of the heel's way up, and half of the ankle's height.
_RISEN, _FLAT = ((7 * sine(deg) + cosine(deg)) / 8 * FOOT / TIBIA for deg in (25, 0))

CASES: list[Case] = [
    Case("heels_lift", bent(heel=25), _RISEN, hide=("toe",)),
    Case("heels_lift", _on_right_tiptoe, (_RISEN + _FLAT) / 2, hide=("heel",)),
    Case("stance_heel_lift", _on_right_tiptoe, _RISEN, hide=("toe",)),
    Case("stance_heel_sink", _on_right_tiptoe, -_RISEN, hide=("ankle",)),
    Case("step_apart", split(0.3, 0.1), 0.4 / LEG, None, AROUND),
    Case("stance_heel_height", _on_right_tiptoe, sine(25), hide=_FOOT),
    Case("foot_pitch", bent(heel=25), -25.0, "left", hide=_FOOT),
    Case("foot_pitch", moved({"heel": (0.0, 0.0, -FOOT)}), 45.0, "right", hide=_FOOT),
    Case("ankle_dorsiflexion", bent(shin=30), 30.0, "left", hide=("knee", "ankle", *_FOOT)),
    Case("ankle_dorsiflexion", bent(shin=0, heel=20), -20.0, "right", hide=("knee", "ankle", *_FOOT)),
    Case(
        "heel_height_difference", moved({"left_heel": (0.0, 0.0, 0.1)}), 0.1 / TIBIA, None, (180.0,), ("heel", "knee")
    ),
    Case("toe_height_difference", moved({"left_toe": (0.0, 0.0, 0.1)}), 0.1 / TIBIA, hide=("toe", "knee")),
    Case(
        "hip_ahead", moved({"hip": (0.1, 0.0, 0.0)}), 0.1 / (math.hypot(FEMUR, 0.1) + TIBIA), "left",
        hide=("hip", "knee", "ankle"),
    ),
]  # fmt: skip
