"""Running drills on the spot: quick steps from one leg to the other."""

from __future__ import annotations

from benchmarks.synthetic.movement import Changes, Fault, Movement
from benchmarks.synthetic.tempo import Beat

_ARMS: Changes = {"arms.elbow_deg": 85.0, "lean_deg": 4.0}
_LIFT: Changes = {"carry": "right", "left.planted": False, "left.hip_deg": 88.0, "left.knee_deg": 95.0}
# Most of the time between two knees at their highest lies before the first step of a pair, or before the second.
_LIMP = Fault("rhythm", beat=Beat(0.16, 0.02, 0.16, 0.3), stretch=(1.0, 1.8) * 5, enlarged=True)


def _leaning(lean_deg: float) -> Fault:
    return Fault("tall", rest={"lean_deg": lean_deg}, keys={1.0: {"lean_deg": lean_deg}})


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
        "leaning_back": _leaning(-22.0),
        "uneven": _LIMP,
        "stiff_arms": Fault("arms", rest={"arms.elbow_deg": 8.0}, keys={1.0: {"arms.elbow_deg": 8.0}}),
    },
)

_KICK: Changes = {"carry": "right", "left.planted": False, "left.hip_deg": 6.0, "left.knee_deg": 130.0}

BUTT_KICKS = Movement(
    "butt_kicks",
    "butt_kicks",
    rest=_ARMS,
    keys={1.0: _KICK},
    lead="alternate",
    views=("side",),
    beat=Beat(0.18, 0.03, 0.18, 0.04),
    faults={
        "low": Fault("heel_to_seat", keys={1.0: {"left.knee_deg": 84.0}}),
        "knee_ahead": Fault("thigh_vertical", keys={1.0: {"left.hip_deg": 55.0}}),
        "leaning_forward": _leaning(32.0),
    },
)

_SKIP: Changes = {**_LIFT, "left.ankle_deg": 20.0, "right.lift": 0.12, "right.heel_deg": 35.0}

A_SKIP = Movement(
    "a_skip",
    "a_skip",
    rest=_ARMS,
    keys={1.0: _SKIP},
    lead="alternate",
    views=("side",),
    beat=Beat(0.28, 0.06, 0.28, 0.08),
    faults={
        "low": Fault("thigh_level", keys={1.0: {"left.hip_deg": 42.0, "left.knee_deg": 70.0}}),
        "leaning_back": _leaning(-22.0),
        "running": Fault("rhythm", keys={1.0: {"right.lift": 0.0}}),
        "toe_hanging": Fault("toe_up", keys={1.0: {"left.ankle_deg": -35.0}}),
    },
)

MOVEMENTS = (HIGH_KNEES, BUTT_KICKS, A_SKIP)
