from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.synthetic.figure.body import JOINTS, PARENT, Body, names
from benchmarks.synthetic.figure.kinematics import Figure, Placed
from benchmarks.synthetic.figure.posture import Leg, Posture, changed, mirrored, mixed
from benchmarks.synthetic.figure.turns import SIDES
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.performance import Performance
from benchmarks.synthetic.tempo import Beat, SetTiming
from benchmarks.synthetic.truth import angles, spine_flexion_deg

TEMPO = SetTiming((Beat(1.5, 0.2, 1.2, 0.6),) * 2)
FIGURES = {name: Figure(Body.load(name)) for name in names()}
MAN = FIGURES["man"]


def set_of(movement_id: str, figure: Figure = MAN, fault: str = "", amount: float = 0.0) -> list[Placed]:
    movement = MOVEMENTS[movement_id]
    performance = Performance(figure, movement, TEMPO, movement.faults.get(fault), (amount,) * 2)
    return [performance.at(float(t_s)) for t_s in np.arange(0.0, TEMPO.duration_s, 0.3)]


def bone_lengths(placed: Placed) -> np.ndarray:
    ends = [(JOINTS.index(name), JOINTS.index(parent)) for name, parent in PARENT.items() if parent]
    return np.array([np.linalg.norm(placed.positions[a] - placed.positions[b]) for a, b in ends])


@pytest.mark.parametrize("movement", MOVEMENTS)
@pytest.mark.parametrize("body", ["heavy_woman", "tall_man"])
def test_bones_keep_their_lengths(movement: str, body: str) -> None:
    lengths = np.array([bone_lengths(placed) for placed in set_of(movement, FIGURES[body])])
    assert np.ptp(lengths, axis=0).max() < 1e-9


@pytest.mark.parametrize("movement", MOVEMENTS)
def test_turns_are_turns(movement: str) -> None:
    for placed in set_of(movement):
        identity = placed.rotations @ placed.rotations.transpose(0, 2, 1)
        assert np.allclose(identity, np.eye(3), atol=1e-9)
        assert np.allclose(np.linalg.det(placed.rotations), 1.0)


@pytest.mark.parametrize("movement", MOVEMENTS)
def test_each_bone_points_at_the_next_joint(movement: str) -> None:
    for placed in set_of(movement)[::7]:
        for name, parent in PARENT.items():
            if parent is None or name.endswith("clavicle"):
                continue
            bone, rest = JOINTS.index(parent), placed.body.joints
            carried = placed.rotations[bone] @ (rest[JOINTS.index(name)] - rest[bone]) + placed.positions[bone]
            assert np.allclose(carried, placed.positions[JOINTS.index(name)], atol=1e-6), name


@pytest.mark.parametrize("movement", ["squat", "deadlift"])
@pytest.mark.parametrize("mark", ["left_toe", "right_toe", "left_sole_heel", "right_sole_heel"])
def test_planted_feet_do_not_slide(movement: str, mark: str) -> None:
    places = np.array([placed.points[mark] for placed in set_of(movement)])
    assert np.ptp(places, axis=0).max() < 1e-6


@pytest.mark.parametrize(
    "movement", ["forward_lunge", "walking_lunge", "side_lunge", "squat", "deadlift", "calf_raise"]
)
@pytest.mark.parametrize("body", ["man", "short_woman"])
def test_nothing_sinks_into_the_floor(movement: str, body: str) -> None:
    lowest = min(point[2] for placed in set_of(movement, FIGURES[body]) for point in placed.points.values())
    assert lowest > -0.012


@pytest.mark.parametrize("body", names())
@pytest.mark.parametrize(
    ("knee_deg", "shin_deg", "lean_deg"), [(60.0, 15.0, 20.0), (95.0, 25.0, 40.0), (120.0, 30.0, 45.0)]
)
def test_depth_and_leans_come_out_as_asked(body: str, knee_deg: float, shin_deg: float, lean_deg: float) -> None:
    placed = FIGURES[body].place(Posture(knee_deg=knee_deg, shin_deg=shin_deg, lean_deg=lean_deg))
    found = angles(placed.points)
    for side in SIDES:
        assert found[f"{side}_knee_flexion"] == pytest.approx(knee_deg, abs=1.0)
        assert found[f"{side}_shin_lean"] == pytest.approx(shin_deg, abs=1.0)
    assert found["trunk_lean"] == pytest.approx(lean_deg, abs=0.1)


@pytest.mark.parametrize("spine_deg", [0.0, 20.0, 45.0])
def test_a_spine_that_flexes_leaves_the_trunks_lean_as_it_is(spine_deg: float) -> None:
    straight, flexed = (
        MAN.place(Posture(knee_deg=60.0, shin_deg=10.0, lean_deg=60.0, spine_deg=flexion))
        for flexion in (0.0, spine_deg)
    )
    assert spine_flexion_deg(flexed) - spine_flexion_deg(straight) == pytest.approx(spine_deg, abs=0.1)
    assert angles(flexed.points)["trunk_lean"] == pytest.approx(60.0, abs=0.1)


def test_a_dropped_hip_and_a_leaning_trunk_are_read_back() -> None:
    placed = MAN.place(Posture(left_hip_down_deg=12.0, side_lean_deg=-10.0, knee_deg=30.0, shin_deg=12.0))
    hips = placed.points["left_hip"] - placed.points["right_hip"]
    assert math.degrees(math.atan2(-hips[2], hips[1])) == pytest.approx(12.0, abs=0.1)
    assert angles(placed.points)["side_lean"] == pytest.approx(-10.0, abs=0.2)


def test_a_knee_turned_in_comes_nearer_to_the_other() -> None:
    straight, inward = (
        MAN.place(changed(Posture(knee_deg=80.0, shin_deg=20.0), {"legs.knee_in_deg": turned}))
        for turned in (0.0, 20.0)
    )
    apart = [p.points["left_knee"][1] - p.points["right_knee"][1] for p in (straight, inward)]
    assert apart[1] < apart[0] - 0.1
    assert (
        angles(inward.points)["left_frontal_knee_projection"]
        > angles(straight.points)["left_frontal_knee_projection"] + 10
    )


def test_a_lifted_heel_keeps_the_toes_on_the_floor() -> None:
    flat, raised = (MAN.place(changed(Posture(), {"legs.heel_deg": heel})) for heel in (0.0, 30.0))
    assert raised.points["left_sole_heel"][2] > flat.points["left_sole_heel"][2] + 0.05
    assert np.allclose(raised.points["left_toe"], flat.points["left_toe"], atol=1e-6)


def test_free_leg_has_the_angles_asked_for() -> None:
    leg = Leg(planted=False, hip_deg=40.0, knee_deg=75.0)
    placed = MAN.place(replace(Posture(carry="left", lean_deg=0.0), right=leg))
    assert angles(placed.points)["right_knee_flexion"] == pytest.approx(75.0, abs=0.5)


def test_a_foot_out_of_reach_is_an_error() -> None:
    with pytest.raises(ValueError, match="left foot is out of reach"):
        MAN.place(replace(Posture(carry="right"), left=Leg(forward=2.0)))


@pytest.mark.parametrize("movement", ["forward_lunge", "side_lunge", "single_leg_squat"])
def test_mirrored_postures_give_mirrored_joints(movement: str) -> None:
    posture = changed(Posture(), {**MOVEMENTS[movement].rest, **MOVEMENTS[movement].keys[1.0]})
    body = FIGURES["woman"].body
    middle = FIGURES["woman"].pelvis(posture)
    one = FIGURES["woman"].place(posture, middle).points
    two = FIGURES["woman"].place(mirrored(posture), middle * [1.0, -1.0, 1.0]).points
    for joint in ("knee", "ankle", "wrist", "elbow", "shoulder"):
        # Bodies are all but symmetric.
        assert np.allclose(one[f"left_{joint}"] * [1.0, -1.0, 1.0], two[f"right_{joint}"], atol=0.01), (
            joint,
            body.name,
        )


def test_mixing_ends_where_it_says() -> None:
    a, b = Posture(), Posture(knee_deg=90.0, lean_deg=30.0)
    assert mixed(a, b, 0.0) == a
    assert mixed(a, b, 1.0) == b
    assert mixed(a, b, 0.5).knee_deg == pytest.approx((a.knee_deg + 90.0) / 2)


def test_movement_has_no_jumps() -> None:
    for movement in MOVEMENTS:
        performance = Performance(MAN, MOVEMENTS[movement], TEMPO)
        places = np.array([performance.at(float(t)).positions for t in np.arange(1.0, 4.5, 0.08)])
        # The feet of a burpee leap back into the plank, and those of a box jump up.
        assert np.abs(np.diff(places, axis=0)).max() < {"burpee": 1.0, "box_jump": 0.4}.get(movement, 0.32), movement
