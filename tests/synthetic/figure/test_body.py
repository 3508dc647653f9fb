from __future__ import annotations

import hashlib

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.synthetic.figure.body import FILE, JOINTS, MARK_JOINT, MARKS, PARENT, PARTS, SIDES, SOLE_M, Body, names
from formcheck.pose.skeleton import NAMES

Array = NDArray[np.float64]

STATURE_M = {
    "man": 1.80, "woman": 1.67, "heavy_woman": 1.65, "heavy_man": 1.78, "tall_man": 1.95, "short_woman": 1.55,
    "lean_man": 1.74, "strong_woman": 1.73,
}  # fmt: skip
STILL = np.broadcast_to(np.eye(3), (len(JOINTS), 3, 3))


@pytest.fixture(params=names())
def body(request: pytest.FixtureRequest) -> Body:
    return Body.load(request.param)


def joint(body: Body, name: str) -> Array:
    return np.asarray(body.joints[JOINTS.index(name)])


def mark(body: Body, name: str) -> Array:
    return np.asarray(body.marks[MARKS.index(name)])


def length_m(body: Body, side: str, a: str, b: str) -> float:
    return float(np.linalg.norm(joint(body, f"{side}_{a}") - joint(body, f"{side}_{b}")))


def test_the_bodies_are_those_of_the_table_with_their_statures_in_bare_feet() -> None:
    statures = {name: float(mark(Body.load(name), "head_top")[2] - SOLE_M) for name in names()}
    assert statures == pytest.approx(STATURE_M, abs=0.01)


def test_an_unknown_body_names_the_nearest() -> None:
    with pytest.raises(ValueError, match="heavy_man"):
        Body.load("heavyman")


def test_every_landmark_of_the_skeleton_is_a_joint_or_a_mark() -> None:
    assert set(NAMES) <= set(JOINTS) | set(MARKS)
    assert set(MARK_JOINT.values()) <= set(JOINTS)


def test_every_joint_hangs_on_one_that_comes_before_it() -> None:
    assert PARENT["pelvis"] is None
    assert all(JOINTS.index(str(PARENT[name])) < i for i, name in enumerate(JOINTS) if i)


def test_left_is_left_and_the_face_looks_forward(body: Body) -> None:
    for name, at in [*zip(JOINTS, body.joints, strict=True), *zip(MARKS, body.marks, strict=True)]:
        if name.startswith(SIDES):
            assert (at[1] > 0) == name.startswith("left"), name
    assert mark(body, "nose")[0] > joint(body, "head")[0] + 0.08
    assert mark(body, "left_toe")[0] > mark(body, "left_heel")[0] + 0.2


def test_both_sides_are_alike(body: Body) -> None:
    for names_, points in ((JOINTS, body.joints), (MARKS, body.marks)):
        left = points[[i for i, name in enumerate(names_) if name.startswith("left")]]
        right = points[[i for i, name in enumerate(names_) if name.startswith("right")]]
        np.testing.assert_allclose(left * [1, -1, 1], right, atol=0.01)


def test_segments_have_the_share_of_the_stature_that_people_have(body: Body) -> None:
    # Drillis and Contini's shares are 0.245 (thigh), 0.246 (shank), 0.186 (upper arm), 0.146 (forearm);
    # people and joint centres scatter about them, and the rig's upper arms are short (see BODIES.md).
    stature = STATURE_M[body.name]
    for a, b, share, scatter in (
        ("hip", "knee", 0.245, 0.03), ("knee", "ankle", 0.246, 0.03),
        ("shoulder", "elbow", 0.186, 0.05), ("elbow", "wrist", 0.146, 0.03),
    ):  # fmt: skip
        assert length_m(body, "left", a, b) / stature == pytest.approx(share, abs=scatter), (a, b)


def test_the_bodies_differ_in_their_ratios() -> None:
    ratios = [
        length_m(b, "left", "hip", "knee") / length_m(b, "left", "knee", "ankle") for b in map(Body.load, names())
    ]
    assert max(ratios) - min(ratios) > 0.08


def test_soles_lie_on_the_floor_under_the_hips(body: Body) -> None:
    assert body.vertices[:, 2].min() == pytest.approx(0.0, abs=1e-4)
    soles = body.marks[["_sole_" in name for name in MARKS]]
    np.testing.assert_allclose(soles[:, 2], 0.0, atol=1e-9)
    hips = (joint(body, "left_hip") + joint(body, "right_hip")) / 2
    np.testing.assert_allclose(hips[:2], 0.0, atol=1e-9)


def test_marks_lie_on_the_mesh(body: Body) -> None:
    inside = ("pinky", "index_finger", "thumb")
    for name, at in zip(MARKS, body.marks, strict=True):
        reach_m = 0.03 if name.endswith(inside) or "sole" in name else 0.02
        assert np.linalg.norm(body.vertices - at, axis=1).min() < reach_m, name


def test_faces_refer_to_existing_vertices_and_use_all(body: Body) -> None:
    assert body.part.shape == (len(body.faces),)
    assert np.array_equal(np.unique(body.faces), np.arange(len(body.vertices)))


def test_a_body_wears_every_part(body: Body) -> None:
    assert set(np.unique(body.part)) == set(range(len(PARTS)))


def test_weights_sum_to_one_over_known_joints(body: Body) -> None:
    np.testing.assert_allclose(body.weight.sum(axis=1), 1.0)
    assert body.weight.min() >= 0
    assert body.weight_joint.max() < len(JOINTS)
    assert body.weight_joint.shape == body.weight.shape == (len(body.vertices), 4)


def test_the_rest_pose_gives_the_rest_mesh(body: Body) -> None:
    np.testing.assert_allclose(body.skin(STILL, body.joints), body.vertices, atol=1e-12)


def test_a_rigid_motion_moves_the_mesh_rigidly(body: Body) -> None:
    turn = np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    shift = np.array([0.3, -0.2, 0.1])
    moved = body.skin(np.broadcast_to(turn, (len(JOINTS), 3, 3)), body.joints @ turn.T + shift)
    np.testing.assert_allclose(moved, body.vertices @ turn.T + shift, atol=1e-12)


def test_a_bent_knee_moves_the_shoe_and_not_the_head(body: Body) -> None:
    knee = JOINTS.index("left_knee")
    bend = np.array([[0.0, 0.0, -1.0], [0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    rotations, positions = STILL.copy(), body.joints.copy()
    for name in ("left_knee", "left_ankle", "left_ball"):
        i = JOINTS.index(name)
        rotations[i] = bend
        positions[i] = body.joints[knee] + bend @ (body.joints[i] - body.joints[knee])
    way = np.linalg.norm(body.skin(rotations, positions) - body.vertices, axis=1)
    assert way[body.vertices[:, 2] > 1.2].max() < 1e-12
    left_shoe = (body.vertices[:, 2] < 0.05) & (body.vertices[:, 1] > 0)
    assert way[left_shoe].min() > 0.3


def test_the_file_is_the_one_that_its_note_describes() -> None:
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() in FILE.with_name("BODIES.md").read_text()
