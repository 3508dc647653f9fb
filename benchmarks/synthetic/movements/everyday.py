"""What people do who train: nothing of it is an exercise, and nothing of it may be counted as one."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from scipy.interpolate import PchipInterpolator

from benchmarks.synthetic.gait import Run, Runner
from benchmarks.synthetic.movement import Movement
from benchmarks.synthetic.tempo import Beat

# Share of a stride, with forward place and lift of the foot in leg lengths and the heel's lift in degrees: own drawing
# after the usual images of walking, in which the heel lands first and leaves the floor before the toes do.
_WALKED = (
    (0.0, 0.36, 0.0, -20.0), (0.12, 0.24, 0.0, 0.0), (0.45, -0.2, 0.0, 8.0), (0.62, -0.42, 0.0, 48.0),
    (0.74, -0.22, 0.04, 52.0), (0.88, 0.16, 0.02, 5.0), (1.0, 0.36, 0.0, -20.0),
)  # fmt: skip


class Walker(Runner):
    """A figure that walks in place, as on a treadmill."""

    @cached_property
    def _path(self) -> PchipInterpolator:
        table = np.array(_WALKED)
        return PchipInterpolator(table[:, 0], table[:, 1:])


WALK = Run(cadence_spm=112.0, duty=0.62, lean_deg=3.0, bounce=0.03, height=1.1, hands_in_deg=10.0)
"""How a `Walker` walks."""

_QUICK = Beat(0.22, 0.06, 0.26, 0.25)
_GUARD = {
    "legs.out": 0.06, "left.forward": 0.16, "right.forward": -0.12, "knee_deg": 18.0, "shin_deg": 8.0,
    "arms.flexion_deg": 30.0, "arms.elbow_deg": 125.0, "lean_deg": 8.0,
}  # fmt: skip

BOXING = Movement(
    "boxing", "", rest=_GUARD,
    keys={1.0: {"left_arm.flexion_deg": 88.0, "left_arm.elbow_deg": 8.0, "twist_deg": -22.0, "ahead": 0.06,
                "knee_deg": 26.0, "shin_deg": 12.0, "right.heel_deg": 25.0}},
    lead="alternate", beat=_QUICK,
)  # fmt: skip
JUMPING_JACK = Movement(
    "jumping_jack", "", rest={},
    keys={
        0.5: {"legs.out": 0.2, "legs.lift": 0.06, "legs.heel_deg": 25.0, "arms.abduction_deg": 80.0, "knee_deg": 14.0},
        1.0: {"legs.out": 0.36, "knee_deg": 14.0, "shin_deg": 6.0, "arms.abduction_deg": 155.0},
    },
    beat=Beat(0.4, 0.05, 0.4, 0.08),
)  # fmt: skip
TUCK_JUMP = Movement(
    "tuck_jump", "", rest={"arms.elbow_deg": 60.0},
    keys={
        0.45: {"knee_deg": 70.0, "shin_deg": 22.0, "lean_deg": 30.0},
        0.8: {"legs.heel_deg": 40.0, "lean_deg": 4.0},
        1.0: {"carry": "pelvis", "height": 1.35, "legs.planted": False, "legs.hip_deg": 105.0, "legs.knee_deg": 115.0},
    },
    beat=Beat(0.7, 0.0, 0.6, 0.5),
)  # fmt: skip
TALKING = Movement(
    "talking", "", rest={"aside": 0.03, "legs.out": 0.03},
    keys={
        0.5: {"aside": -0.05, "arms.elbow_deg": 95.0, "arms.flexion_deg": 20.0, "right.heel_deg": 10.0},
        1.0: {"aside": 0.04, "arms.elbow_deg": 70.0, "left_arm.abduction_deg": 40.0, "twist_deg": 18.0,
              "left.heel_deg": 12.0, "lean_deg": 6.0},
    },
    lead="alternate", beat=Beat(1.1, 0.4, 1.2, 0.5),
)  # fmt: skip
STEPPING = Movement(
    "stepping_on_the_spot", "", rest={},
    keys={1.0: {"carry": "right", "left.planted": False, "left.hip_deg": 32.0, "left.knee_deg": 48.0, "aside": 0.02}},
    lead="alternate", beat=Beat(0.25, 0.04, 0.25, 0.06),
)  # fmt: skip
TURNING = Movement(
    "turning_around", "", rest={},
    keys={0.5: {"yaw_deg": 90.0, "left.heel_deg": 20.0}, 1.0: {"yaw_deg": 170.0, "right.heel_deg": 15.0}},
    beat=Beat(1.4, 0.6, 1.4, 0.6),
)  # fmt: skip
TYING_A_SHOE = Movement(
    "tying_a_shoe", "", rest={},
    keys={1.0: {"left.forward": 0.3, "right.forward": -0.15, "right.heel_deg": 40.0, "knee_deg": 100.0,
                "shin_deg": 25.0, "lean_deg": 62.0, "arms.flexion_deg": 40.0, "arms.elbow_deg": 10.0}},
    lead="alternate", beat=Beat(1.4, 2.5, 1.4, 0.8),
)  # fmt: skip
SWAYING = Movement(
    "swaying", "", rest={"legs.out": 0.12},
    keys={1.0: {"aside": 0.14, "side_lean_deg": 8.0, "right.heel_deg": 15.0}},
    lead="alternate", beat=Beat(0.6, 0.1, 0.6, 0.1),
)  # fmt: skip

EVERYDAY = (BOXING, JUMPING_JACK, TUCK_JUMP, TALKING, STEPPING, TURNING, TYING_A_SHOE, SWAYING)
"""Each as a movement; walking is a `Walker`."""
