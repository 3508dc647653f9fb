"""Drawn sets under other names: seen from elsewhere, and what the tables say of them."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from benchmarks.crossed import Crossed, drawings, tables, turned
from benchmarks.synthetic.figure.body import Body
from benchmarks.synthetic.figure.kinematics import Figure
from benchmarks.synthetic.movements.everyday import WALK, Walker
from benchmarks.synthetic.truth import angles, ideal_pose
from formcheck.pose.skeleton import LEFT, RIGHT


def test_a_pose_seen_from_elsewhere_keeps_its_lengths_and_turns_its_feet() -> None:
    walker = Walker(Figure(Body.load("woman")), WALK, 2.0)
    pose = ideal_pose(walker.at(0.0).points, 0.0, "front")
    from_below = turned(pose, 90.0, 20.0)
    shins = [np.linalg.norm(one.world[LEFT["knee"], :3] - one.world[LEFT["ankle"], :3]) for one in (pose, from_below)]
    assert shins[1] == pytest.approx(shins[0])
    # A camera that looks up sees of two feet on the floor the one that is further away higher up.
    ankles = from_below.world[[LEFT["ankle"], RIGHT["ankle"]]]
    near, far = sorted(ankles.tolist(), key=lambda point: point[2])
    assert far[1] < near[1]


def test_a_walker_bends_hips_and_knees_as_people_do() -> None:
    walker = Walker(Figure(Body.load("woman")), WALK, 2.0)
    stride = [angles(walker.at(t_s).points) for t_s in np.linspace(0.0, WALK.stride_s, 40).tolist()]
    knee, thigh = (
        max(float(found[name]) * sign for found in stride)
        for name, sign in (("left_knee_flexion", 1.0), ("left_thigh_elevation", -1.0))
    )
    assert 50.0 < knee < 75.0
    assert -65.0 < thigh < -50.0


def test_tables_list_what_is_wrong_and_its_sum() -> None:
    found = [
        Crossed("walking", "side", 15, None, {}),
        Crossed("squat", "oblique", 4, 4, {"deadlift": 1, "reverse_lunge": 2}),
    ]
    lines = list(tables(found))
    assert not any("walking" in line for line in lines)
    assert any("deadlift 1, reverse_lunge 2" in line for line in lines)
    assert "3 of 19 drawn" in lines[-1]


def test_each_drawing_has_one_name() -> None:
    assert len(set(drawings())) == len(drawings())
    assert list(islice(drawings(), 1)) == ["squat"]
