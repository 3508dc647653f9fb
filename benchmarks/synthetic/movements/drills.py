"""Running on the spot: quick steps from one leg to the other."""

from __future__ import annotations

from benchmarks.synthetic.movement import Changes, Fault, Movement
from benchmarks.synthetic.tempo import Beat

_ARMS: Changes = {"arms.elbow_deg": 85.0, "lean_deg": 4.0}
_LIFT: Changes = {"carry": "right", "left.planted": False, "left.hip_deg": 88.0, "left.knee_deg": 95.0}

HIGH_KNEES = Movement(
    "high_knees",
    "high_knees",
    rest=_ARMS,
    keys={1.0: _LIFT},
    lead="alternate",
    views=("side",),
    beat=Beat(0.18, 0.03, 0.18, 0.04),
    faults={
        "low": Fault("thigh_level", keys={1.0: {"left.hip_deg": 48.0, "left.knee_deg": 70.0}}),
        "leaning_back": Fault("tall", rest={"lean_deg": -22.0}, keys={1.0: {"lean_deg": -22.0}}),
        "uneven": Fault("rhythm", stretch=(1.0, 1.6) * 5),
        "stiff_arms": Fault("arms", rest={"arms.elbow_deg": 8.0}, keys={1.0: {"arms.elbow_deg": 8.0}}),
    },
)

MOVEMENTS = (HIGH_KNEES,)
