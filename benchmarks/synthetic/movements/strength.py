"""Squat and deadlift. Angles of good form lie inside the published bands that the catalogue names."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.synthetic.movement import Changes, Fault, Movement

_STANCE: Changes = {"legs.out": 0.10, "legs.toe_out_deg": 12.0}

SQUAT = Movement(
    "squat",
    "squat",
    rest=_STANCE,
    keys={
        1.0: {
            "knee_deg": 114.0, "shin_deg": 25.0, "lean_deg": 38.0,
            "arms.flexion_deg": 82.0, "arms.elbow_deg": 20.0, "arms.abduction_deg": 5.0,
        },
    },
    faults={
        "depth": Fault("depth", keys={1.0: {"knee_deg": 62.0, "shin_deg": 20.0, "lean_deg": 25.0}}),
        "depth_frontal": Fault("depth", "front", keys={1.0: {"knee_deg": 62.0, "shin_deg": 20.0, "lean_deg": 25.0}}),
        "knee_behind_toe": Fault(
            "knee_behind_toe", keys={1.0: {"shin_deg": 56.0, "knee_deg": 138.0, "lean_deg": 22.0}}
        ),
        "heel_down": Fault("heel_down", keys={1.0: {"legs.heel_deg": 40.0, "shin_deg": 34.0, "knee_deg": 116.0}}),
        "trunk_lean": Fault("trunk_lean", keys={1.0: {"lean_deg": 80.0, "shin_deg": 18.0, "knee_deg": 104.0}}),
        "hips_first": Fault("hips_first", back={0.75: {"lean_deg": 80.0, "knee_deg": 62.0, "shin_deg": 8.0}}),
        "full_stand": Fault("full_stand", rest={"knee_deg": 45.0, "shin_deg": 20.0, "lean_deg": 16.0}),
        "knee_valgus": Fault("knee_valgus", "front", keys={1.0: {"legs.knee_in_deg": 30.0}}, measure="knee_separation"),
        "lateral_shift": Fault("lateral_shift", "front", keys={1.0: {"aside": 0.18}}),
        "narrow_stance": Fault("stance_width", "front", rest={"legs.out": -0.08, "legs.toe_out_deg": 5.0}),
        "wide_stance": Fault("stance_width", "front", rest={"legs.out": 0.36, "legs.toe_out_deg": 25.0}),
        "slow_lower": Fault("slow_lower", down_s=0.25, amounts=(0.75, 0.87, 1.0)),
    },
)  # fmt: skip

_GRIP: Changes = {"arms.flexion_deg": 10.0, "arms.abduction_deg": 7.0, "arms.elbow_deg": 4.0, "arms.rotation_deg": 0.0}
_BENT: Changes = {"knee_deg": 62.0, "shin_deg": 9.0, "lean_deg": 58.0, "arms.flexion_deg": -11.0}

DEADLIFT = Movement(
    "deadlift",
    "deadlift",
    rest={"legs.out": 0.09, **_GRIP},
    keys={1.0: {**_BENT, "head_deg": 5.0}},
    prop="barbell",
    faults={
        "rounded_back": Fault("straight_back_proxy", keys={1.0: {"spine_deg": 70.0}}, amounts=(0.3, 0.45, 0.65)),
        "hips_shoot_up": Fault(
            "hips_shoot_up",
            back={0.75: {"knee_deg": 16.0, "shin_deg": -4.0, "lean_deg": 92.0, "arms.flexion_deg": -8.0}},
        ),
        "bar_ahead": Fault("bar_path", keys={1.0: {"arms.flexion_deg": 30.0}}, rest={"arms.flexion_deg": 30.0}),
        "straight_knees": Fault(
            "bend_knees_at_start", keys={1.0: {"knee_deg": 3.0, "shin_deg": -6.0, "lean_deg": 84.0}}
        ),
        "lockout": Fault("lockout", rest={"knee_deg": 48.0, "shin_deg": 16.0, "lean_deg": 24.0}),
        "lean_back": Fault("no_lean_back", rest={"lean_deg": -32.0, "ahead": 0.06}),
        "bent_arms": Fault("arms_straight", rest={"arms.elbow_deg": 75.0}, keys={1.0: {"arms.elbow_deg": 75.0}}),
        "narrow_stance": Fault(
            "feet_shoulder_width", "front", rest={"legs.out": -0.09}, keys={1.0: {"legs.out": -0.09}}
        ),
        "wide_grip": Fault(
            "hands_shoulder_width", "front",
            rest={"arms.abduction_deg": 42.0}, keys={1.0: {"arms.abduction_deg": 42.0}},
        ),
        "drop": Fault("slow_lower", down_s=0.25, amounts=(0.75, 0.87, 1.0)),
    },
)  # fmt: skip

_AT_CHEST: Changes = {
    "arms.flexion_deg": 22.0, "arms.abduction_deg": 12.0, "arms.elbow_deg": 138.0, "arms.rotation_deg": 30.0,
}  # fmt: skip
_AWAY: Changes = {"arms.flexion_deg": 75.0, "arms.elbow_deg": 12.0}
_OF_ANY = ("depth", "depth_frontal", "slow_lower")
_DOWN = {name: SQUAT.keys[1.0][name] for name in ("knee_deg", "shin_deg")}
GOBLET_SQUAT = replace(
    SQUAT,
    id="goblet_squat",
    exercise="goblet_squat",
    rest={**_STANCE, **_AT_CHEST},
    keys={1.0: {**_DOWN, "lean_deg": 32.0, **_AT_CHEST, "arms.flexion_deg": 36.0}},
    faults={
        **{name: SQUAT.faults[name] for name in (*_OF_ANY, "knee_behind_toe", "heel_down", "trunk_lean")},
        "knee_valgus": SQUAT.faults["knee_valgus"],
        "weight_away": Fault("weight_close", rest=_AWAY, keys={1.0: _AWAY}),
    },
)

BOSU_SQUAT = replace(
    SQUAT,
    id="bosu_squat",
    exercise="bosu_squat",
    faults={
        **{name: SQUAT.faults[name] for name in (*_OF_ANY, "hips_first")},
        "knee_behind_toe": Fault(
            "knee_behind_toe", keys={1.0: {"shin_deg": 60.0, "knee_deg": 140.0, "lean_deg": 22.0}}
        ),
        "trunk_lean": Fault("trunk_lean", keys={1.0: {"lean_deg": 92.0, "shin_deg": 18.0, "knee_deg": 104.0}}),
        "full_stand": Fault("full_stand", rest={"knee_deg": 60.0, "shin_deg": 26.0, "lean_deg": 20.0}),
        "knee_valgus": Fault("knee_valgus", "front", keys={1.0: {"legs.knee_in_deg": 40.0}}, measure="knee_separation"),
        "lateral_shift": Fault("lateral_shift", "front", keys={1.0: {"aside": 0.24}}),
        "wide_stance": Fault("stance_width", "front", rest={"legs.out": 0.46, "legs.toe_out_deg": 30.0}),
    },
)

MOVEMENTS = (SQUAT, DEADLIFT, GOBLET_SQUAT, BOSU_SQUAT)
