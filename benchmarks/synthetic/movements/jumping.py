"""Jumps and hops. The way to the peak of a flight slows down as gravity has it: its top is an easing's soft end."""

from __future__ import annotations

from benchmarks.synthetic.movement import Changes, Fault, Keys, Movement
from benchmarks.synthetic.tempo import Beat

_TAKE_OFF, _DOWN = 0.85, 0.45
"""How far on the way to the top the feet leave the floor, and where the knees are bent most: 0.4 s of flight in 1.7."""

_BENT: Changes = {"knee_deg": 88.0, "shin_deg": 26.0, "lean_deg": 36.0, "arms.flexion_deg": -30.0}
_TOES: Changes = {"knee_deg": 4.0, "shin_deg": 2.0, "legs.heel_deg": 40.0, "lean_deg": 3.0, "arms.flexion_deg": 30.0}
_FLIGHT: Changes = {**_TOES, "knee_deg": 18.0, "shin_deg": 7.0, "legs.lift": 0.23}
_TOUCH: Changes = {"knee_deg": 38.0, "shin_deg": 15.0, "legs.heel_deg": 18.0, "lean_deg": 18.0}
_ABSORBED: Changes = {"knee_deg": 98.0, "shin_deg": 28.0, "lean_deg": 36.0}
_JUMP: Keys = {_DOWN: _BENT, _TAKE_OFF: _TOES, 1.0: _FLIGHT}
_LAND: Keys = {1.0: _FLIGHT, _TAKE_OFF: _TOUCH, _DOWN: _ABSORBED}
_STIFF: Changes = {"knee_deg": 5.0, "shin_deg": 2.0, "lean_deg": 12.0}

JUMP_SQUAT = Movement(
    "jump_squat",
    "jump_squat",
    rest={"legs.out": 0.06, "legs.toe_out_deg": 8.0},
    keys=_JUMP,
    back=_LAND,
    beat=Beat(0.8, 0.0, 0.8, 0.8),
    faults={
        "stiff": Fault("soft_landing_contact", back={_TAKE_OFF: _STIFF, 0.75: {"knee_deg": 8.0, "shin_deg": 4.0}}),
        "shallow_landing": Fault("landing_depth", back={_DOWN: {"knee_deg": 48.0, "shin_deg": 18.0}}),
        "upright": Fault("trunk_on_landing", back={_TAKE_OFF: {"lean_deg": -12.0}, _DOWN: {"lean_deg": -12.0}}),
        "shallow_start": Fault("start_depth", keys={_DOWN: {"knee_deg": 32.0, "shin_deg": 12.0, "lean_deg": 14.0}}),
        "knees_in": Fault("knee_valgus", "front", back={_DOWN: {"legs.knee_in_deg": 20.0}}),
        "one_foot_first": Fault(
            "even_landing", "front",
            back={_TAKE_OFF: {"left.lift": 0.27}, _DOWN: {"left.lift": 0.0}},
        ),
    },
)  # fmt: skip

_UP: Changes = {"legs.forward": 0.55, "legs.lift": 0.45}
_ABOVE: Changes = {
    "legs.forward": 0.5, "legs.lift": 0.54, "legs.heel_deg": 10.0, "knee_deg": 85.0, "shin_deg": 30.0, "lean_deg": 30.0,
    "arms.flexion_deg": 80.0,
}  # fmt: skip
_SOFT: Changes = {**_UP, "knee_deg": 78.0, "shin_deg": 26.0, "lean_deg": 32.0, "arms.flexion_deg": 50.0}
_DEEPER: Changes = {**_UP, "knee_deg": 95.0, "shin_deg": 30.0, "lean_deg": 36.0, "arms.flexion_deg": 40.0}
_ONE_DOWN: Changes = {
    "carry": "pelvis", "height": 0.97, "ahead": 0.1, "left.forward": 0.0, "left.heel_deg": 20.0,
    "right.forward": 0.55, "right.lift": 0.45, "lean_deg": 14.0,
}  # fmt: skip
_ON_BOX = (0.6, 0.5)
_LANDED, _LOWEST, _STEP = 0.985, 0.93, 0.25


def _on_box(**changes: float) -> Keys:
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return dict.fromkeys((_LANDED, _LOWEST, *_ON_BOX), named)


BOX_JUMP = Movement(
    "box_jump",
    "box_jump",
    # The height of standing, for the pelvis carries the body on the step down to it.
    rest={"height": 1.09},
    keys={_DOWN: _BENT, 0.8: {**_TOES, "ahead": 0.12}, 1.0: _ABOVE},
    back={1.0: _ABOVE, _LANDED: _SOFT, _LOWEST: _DEEPER, **dict.fromkeys(_ON_BOX, _UP), _STEP: _ONE_DOWN},
    beat=Beat(0.8, 0.0, 3.0, 0.8),
    prop="step",
    faults={
        "stiff": Fault(
            "soft_landing",
            keys={1.0: {"knee_deg": 20.0, "shin_deg": 6.0}},
            back={share: {"knee_deg": 5.0, "shin_deg": 2.0, "lean_deg": 8.0} for share in (_LANDED, _LOWEST)},
        ),
        "one_foot_off": Fault("both_feet_on", keys={1.0: {"legs.lift": 0.47}}, back=_on_box(left__lift=0.22)),
        "heels_off": Fault("both_feet_on", back=_on_box(legs__heel_deg=-40.0)),
        "stays_bent": Fault("stand_tall", back={key: {"knee_deg": 70.0, "shin_deg": 24.0} for key in _ON_BOX}),
        "jumps_down": Fault(
            "step_down",
            back={_STEP: {"carry": "both", "ahead": 0.0, "knee_deg": 40.0, "shin_deg": 16.0, "left.heel_deg": 0.0,
                          "right.forward": 0.0, "right.lift": 0.0}},
        ),
        "knees_in": Fault("knee_valgus", "front", back={key: {"legs.knee_in_deg": 22.0} for key in (_LANDED, _LOWEST)}),
    },
)  # fmt: skip

_LEAP: Changes = {
    "carry": "pelvis", "height": 1.32, "left.lift": 0.3, "left.forward": 0.42, "right.lift": 0.34,
    "right.forward": -0.42, "right.heel_deg": 55.0, "lean_deg": 8.0, "left_arm.flexion_deg": -35.0,
    "right_arm.flexion_deg": 45.0,
}  # fmt: skip

BOUNDING = Movement(
    "bounding",
    "bounding",
    rest={"arms.elbow_deg": 80.0, "height": 1.09},
    keys={1.0: _LEAP},
    lead="alternate",
    views=("side",),
    beat=Beat(0.24, 0.0, 0.24, 0.12),
)

_ASIDE = 0.5
_HOP: Changes = {
    "carry": "pelvis", "height": 1.12, "aside": _ASIDE / 2, "left.out": _ASIDE / 2, "left.lift": 0.1,
    "right.out": -_ASIDE / 2, "right.lift": 0.16, "right.heel_deg": 30.0, "lean_deg": 14.0,
}  # fmt: skip
_STUCK: Changes = {
    "carry": "pelvis", "height": 0.98, "aside": _ASIDE, "left.out": _ASIDE - 0.06, "left.toe_out_deg": 4.0,
    "right.out": 0.04 - _ASIDE, "right.forward": -0.3, "right.lift": 0.3, "right.heel_deg": 60.0, "lean_deg": 22.0,
}  # fmt: skip

SKATER_HOP = Movement(
    "skater_hop",
    "skater_hop",
    rest={"height": 1.09},
    keys={0.5: _HOP, 0.9: _STUCK, 1.0: {**_STUCK, "height": 0.93}},
    lead="alternate",
    views=("front",),
    beat=Beat(0.6, 0.9, 0.6, 0.9),
    faults={
        "knee_in": Fault(
            "knee_valgus", "front", keys={key: {"left.knee_in_deg": 40.0} for key in (0.9, 1.0)}
        ),
        "leaning_over": Fault("trunk_lean", "front", keys={key: {"side_lean_deg": 34.0} for key in (0.9, 1.0)}),
    },
)  # fmt: skip

MOVEMENTS = (JUMP_SQUAT, BOX_JUMP, BOUNDING, SKATER_HOP)
