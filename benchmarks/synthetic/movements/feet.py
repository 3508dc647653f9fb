"""Calf raises, heel drops, toe walking and the ankle with a band."""

from __future__ import annotations

from benchmarks.synthetic.movement import Changes, Fault, Keys, Movement
from benchmarks.synthetic.tempo import Beat

_HALF: Changes = {"legs.heel_deg": 20.0, "knee_deg": 3.0, "shin_deg": 2.5}
_RAISED: Changes = {"legs.heel_deg": 38.0, "knee_deg": 2.0, "shin_deg": 2.0}
_SLOW, _DROPPED = Beat(1.2, 0.5, 2.5, 0.8), Beat(1.2, 0.5, 0.5, 0.8)
_FADING = (1.0, 1.0, 0.9, 0.5)
_BENT: Changes = {"knee_deg": 45.0, "shin_deg": 20.0}

CALF_RAISE = Movement(
    "calf_raise",
    "calf_raise_double",
    rest={},
    keys={0.5: _HALF, 1.0: _RAISED},
    views=("side",),
    beat=_SLOW,
    faults={
        "fading": Fault("full_height", depths=_FADING),
        "knees_bent": Fault("knee_straight", keys={1.0: _BENT}),
        "dropped": Fault("slow", beat=_DROPPED),
        "rocking": Fault("no_forward_rock", keys={1.0: {"shin_deg": 13.0}}),
    },
)

_ON_LEFT: Changes = {
    "carry": "left", "right.planted": False, "right.hip_deg": 60.0, "right.knee_deg": 80.0, "right.ankle_deg": -10.0,
    "aside": 0.06,
}  # fmt: skip
_HALF_LEFT: Changes = {"left.heel_deg": 20.0, "knee_deg": 3.0, "shin_deg": 2.5}
_DROP: Changes = {"left_hip_down_deg": -24.0}
_RAISED_LEFT: Changes = {"left.heel_deg": 38.0, "knee_deg": 2.0, "shin_deg": 2.0}

CALF_RAISE_SINGLE = Movement(
    "calf_raise_single",
    "calf_raise_single",
    rest=_ON_LEFT,
    keys={0.5: _HALF_LEFT, 1.0: _RAISED_LEFT},
    beat=_SLOW,
    faults={
        "fading": Fault("full_height", depths=_FADING),
        "knee_bent": Fault("knee_straight", keys={1.0: _BENT}),
        "dropped": Fault("slow", beat=_DROPPED),
        "rocking": Fault("no_forward_rock", keys={1.0: {"shin_deg": 13.0}}),
        "pelvis_drops": Fault("pelvis_level", "front", rest=_DROP, keys=dict.fromkeys((0.5, 1.0), _DROP)),
    },
)

ECCENTRIC_HEEL_RAISE = Movement(
    "eccentric_heel_raise",
    "eccentric_heel_raise",
    rest=_ON_LEFT,
    keys={0.5: _HALF_LEFT, 1.0: _RAISED_LEFT},
    views=("side",),
    beat=Beat(3.0, 2.0, 3.0, 0.8),
    faults={
        "fading": Fault("full_range", depths=_FADING),
        "knee_bent": Fault("knee_straight", keys={1.0: _BENT}),
        "hurried": Fault("tempo_323", beat=Beat(1.0, 0.3, 1.0, 0.8)),
    },
)

# The ball stays on the edge: a heel that sinks about itself takes the figure down by as much as the ball would rise.
_STEP, _SUNK = 0.22, 0.16
_TWO_UP: Changes = {"legs.heel_deg": 35.0, "legs.lift": _STEP}
_OFF: Changes = {"carry": "left", "right.lift": 0.45, "right.forward": -0.3, "right.heel_deg": 40.0}
_LOW: Changes = {**_OFF, "left.heel_deg": -16.0, "left.lift": _SUNK, "shin_deg": 5.0}
_LEVEL: Changes = {"left.heel_deg": 2.0, "legs.lift": _STEP}
_BOTH_LOW: Changes = {"carry": "left", "left.heel_deg": -16.0, "legs.lift": _SUNK, "right.heel_deg": 0.0}

ECCENTRIC_HEEL_DROP = Movement(
    "eccentric_heel_drop",
    "eccentric_heel_drop",
    rest=_TWO_UP,
    keys={0.1: _OFF, 1.0: _LOW},
    back={1.0: _LOW, 0.95: _BOTH_LOW, 0.0: _TWO_UP},
    views=("side",),
    prop="edge",
    beat=Beat(3.6, 0.8, 1.5, 1.0),
    faults={
        "fast": Fault("slow_lower", down_s=0.9),
        "not_below": Fault("below_step", keys={1.0: {**_LEVEL, **_OFF}}, back={0.95: _LEVEL}),
        "knee_bent": Fault("knee_straight_version", keys={0.1: _BENT, 1.0: _BENT}),
        "one_leg_up": Fault("two_up_one_down", back={0.95: _LOW, 0.1: _OFF}),
    },
)  # fmt: skip

_SEATED: Changes = {
    "carry": "pelvis", "height": 0.13, "lean_deg": -8.0, "legs.planted": False, "legs.hip_deg": 84.0,
    "legs.knee_deg": 5.0, "legs.ankle_deg": -25.0, "arms.flexion_deg": -25.0, "arms.elbow_deg": 8.0,
}  # fmt: skip

DORSIFLEXION = Movement(
    "ankle_dorsiflexion_band",
    "ankle_dorsiflexion_band",
    rest=_SEATED,
    keys={1.0: {"left.ankle_deg": 8.0}},
    lead="alternate",
    views=("side",),
    prop="mat",
    beat=_SLOW,
    faults={
        "short": Fault("range", keys={1.0: {"left.ankle_deg": -16.6}}),
        "knee_bends": Fault("knee_still", keys={1.0: {"left.knee_deg": 45.0, "left.hip_deg": 100.0}}),
        "snapped_back": Fault("slow", beat=_DROPPED),
    },
)

_TIPTOE: Changes = {"legs.heel_deg": 30.0, "lean_deg": 2.0, "knee_deg": 6.0}
_STRIDE = 0.3


def _steps() -> tuple[Keys, Keys]:
    """Step ahead with the left foot, and bring the right one beside it."""
    over: Changes = {"carry": "right", "left.forward": _STRIDE / 2, "left.lift": 0.05}
    ahead: Changes = {"carry": "pelvis", "height": 1.165, "ahead": 0.05 + _STRIDE / 2, "left.forward": _STRIDE}
    beside: Changes = {
        "carry": "left", "left.forward": _STRIDE, "right.forward": _STRIDE / 2, "right.lift": 0.05,
    }  # fmt: skip
    together: Changes = {"left.forward": _STRIDE, "right.forward": _STRIDE}
    return {0.5: over, 1.0: ahead}, {1.0: ahead, 0.5: beside, 0.0: together}


_AHEAD, _BESIDE = _steps()
_KNEES_BENT = {
    0.5: {"knee_deg": 42.0, "shin_deg": 20.0},
    1.0: {"height": 1.04},
}
_FLAT: Changes = {"legs.heel_deg": -8.0, "height": 1.065, "ahead": _STRIDE / 2}
_LEANING: Changes = {"lean_deg": 24.0}

TOE_WALK = Movement(
    "toe_walk",
    "toe_walk",
    rest=_TIPTOE,
    keys=_AHEAD,
    back=_BESIDE,
    lead="alternate",
    travel=_STRIDE,
    views=("side",),
    beat=Beat(0.4, 0.05, 0.4, 0.1),
    faults={
        "uneven": Fault("control", stretch=(1.0, 1.0, 2.0, 2.0) * 2),
        "sinking": Fault("heels_up", keys={1.0: _FLAT}),
        "knees_bent": Fault("knees_straight", rest=_BENT, keys=_KNEES_BENT, back=_KNEES_BENT),
        "leaning": Fault(
            "trunk_tall", rest=_LEANING, keys={0.5: _LEANING, 1.0: _LEANING}, back={0.5: _LEANING, 0.0: _LEANING}
        ),
    },
)

MOVEMENTS = (CALF_RAISE, CALF_RAISE_SINGLE, ECCENTRIC_HEEL_RAISE, ECCENTRIC_HEEL_DROP, DORSIFLEXION, TOE_WALK)
