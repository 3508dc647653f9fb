"""Jumps and hops. The way to the peak of a flight slows down as gravity has it: its top is the soft end of an easing."""

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
        "knees_in": Fault("knee_valgus", "front", back={_DOWN: {"legs.knee_in_deg": 40.0}}),
        "one_foot_first": Fault(
            "even_landing", "front",
            keys={1.0: {"left.lift": 0.5}}, back={_TAKE_OFF: {"left.lift": 0.27}, _DOWN: {"left.lift": 0.0}},
        ),
    },
)  # fmt: skip

MOVEMENTS = (JUMP_SQUAT,)
