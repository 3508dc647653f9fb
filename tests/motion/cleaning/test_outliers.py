"""Outliers and identity switches, put into films of the stick figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.coaching.session import Session
from formcheck.motion.body import VISIBLE
from formcheck.motion.cleaning.outliers import OutlierFilter, OutlierKind
from formcheck.pose.skeleton import LEFT, MIRROR, RIGHT, mirror
from formcheck.records import Pose
from tests.support.figures import (
    FRONT,
    SIDE,
    Camera,
    Joints,
    Move,
    SetTiming,
    Shake,
    film,
    lying,
    point,
    standing,
    tilted,
)  # fmt: skip
from tests.support.moves import lunge, squat
from tests.support.postures import bent, on_side, raised
from tests.support.running import GOOD, findings, report_of

SET = SetTiming(2, down_s=1.2, hold_s=0.2, up_s=0.9, pause_s=0.6, before_s=1.0)
SHIN = ("knee", "ankle", "heel", "toe")
LEG_ROWS = [side[joint] for side in (LEFT, RIGHT) for joint in SHIN]


def cleaned(poses: Iterable[Pose], outliers: OutlierFilter | None = None) -> tuple[list[Pose], Counter[OutlierKind]]:
    """Filtered poses, and in how many frames there was an outlier of each kind."""
    outliers = outliers or OutlierFilter()
    filtered, counts = [], Counter[OutlierKind]()
    for pose in poses:
        filtered.append(outliers.push(pose))
        counts.update(outliers.latest)
    return filtered, counts


def with_legs_swapped(pose: Pose) -> Pose:
    landmarks, world = pose.landmarks.copy(), pose.world.copy()
    landmarks[LEG_ROWS], world[LEG_ROWS] = pose.landmarks[MIRROR][LEG_ROWS], pose.world[MIRROR][LEG_ROWS]
    return replace(pose, landmarks=landmarks, world=world)


def moved(pose: Pose, row: int, by_px: tuple[float, float]) -> Pose:
    landmarks = pose.landmarks.copy()
    landmarks[row, :2] += by_px
    return replace(pose, landmarks=landmarks)


def marked(before: Pose, after: Pose) -> set[int]:
    return set(np.flatnonzero((before.landmarks[:, 3] >= VISIBLE) & (after.landmarks[:, 3] < VISIBLE)).tolist())


@pytest.mark.parametrize("exercise", GOOD)
@pytest.mark.parametrize("camera", [SIDE, FRONT, Camera(-70.0)])
@pytest.mark.parametrize("fps", [12.5, 30.0, 60.0])
def test_good_landmarks_are_left_alone(exercise: str, camera: Camera, fps: float) -> None:
    poses = film(GOOD[exercise], SET, camera, fps=fps, shake=Shake(1.5, 0.01))
    filtered, counts = cleaned(poses)
    assert not counts
    assert all(a is b for a, b in zip(filtered, poses, strict=True))


@pytest.mark.parametrize("toes", [0.2, -0.2])
def test_an_opened_knee_of_a_person_lying_on_the_side_is_left_alone(toes: float) -> None:
    joints = on_side(bent(90, 45, 0)())
    joints |= {"right_knee": joints["right_knee"] + [0.0, 0.0, 0.25]}
    joints |= {"right_toe": joints["right_heel"] + [0.0, toes, 0.0]}
    _, counts = cleaned(film(lambda _: joints, SET, FRONT))
    assert not counts


def test_a_pose_that_stands_on_its_head_is_not_judged() -> None:
    poses = film(squat(), SET, fps=30.0)
    turned = [
        replace(pose, world=pose.world * [-1.0, -1.0, 1.0, 1.0]) if 30 <= i < 40 else pose
        for i, pose in enumerate(poses)
    ]
    filtered, counts = cleaned(turned)
    assert counts["upside_down"] == 10
    for i, pose in enumerate(filtered):
        assert pose.found != (30 <= i < 40)


@pytest.mark.parametrize("joints", [lying(standing()), standing(lean_deg=100.0), standing(lean_deg=130.0)])
def test_who_lies_or_bends_far_stands_on_no_head(joints: Joints) -> None:
    _, counts = cleaned(film(lambda _: joints, SET, SIDE, fps=30.0))
    assert not counts["upside_down"]


def test_a_quick_set_is_left_alone() -> None:
    _, counts = cleaned(film(squat(), SetTiming(3, 0.4, 0.0, 0.4, 0.3), fps=30.0))
    assert not counts


@settings(max_examples=20, deadline=None)
@given(  # no two so close that together they last until they are accepted
    st.lists(st.integers(5, 60), min_size=1, max_size=4, unique_by=lambda start: start // 8), st.integers(1, 4)
)
def test_swapped_legs_are_exchanged_back(starts: list[int], length: int) -> None:
    poses = film(lunge(style="in place", lead="left"), SET, fps=25.0)
    wrong = {i for start in starts for i in range(start, start + length)}
    filtered, counts = cleaned(with_legs_swapped(p) if i in wrong else p for i, p in enumerate(poses))
    assert counts["exchanged"] == len(wrong)
    for pose, truth in zip(filtered, poses, strict=True):
        np.testing.assert_array_equal(pose.landmarks, truth.landmarks)
        np.testing.assert_array_equal(pose.world, truth.world)


def test_legs_that_stay_exchanged_are_accepted_in_the_end() -> None:
    poses = film(lunge(style="in place", lead="left"), SET, fps=25.0)
    filtered, counts = cleaned(with_legs_swapped(p) if i >= 20 else p for i, p in enumerate(poses))
    np.testing.assert_array_equal(filtered[-1].landmarks, with_legs_swapped(poses[-1]).landmarks)
    assert 0 < counts["exchanged"] < 15


@pytest.mark.parametrize("joint", ["wrist", "ankle", "knee"])
def test_a_joint_that_jumps_is_not_trusted_until_it_is_back(joint: str) -> None:
    poses = film(squat(), SET, fps=30.0)
    wrong = {20, 21, 40}
    given = [moved(p, LEFT[joint], (150.0, -120.0)) if i in wrong else p for i, p in enumerate(poses)]
    filtered, _ = cleaned(given)
    for i, (before, after) in enumerate(zip(given, filtered, strict=True)):
        assert (LEFT[joint] in marked(before, after)) == (i in wrong)


def test_a_joint_that_stays_elsewhere_is_accepted_there() -> None:
    up = (0.0, -150.0)
    poses = [moved(p, LEFT["wrist"], up) if i >= 20 else p for i, p in enumerate(film(squat(), SET, fps=30.0))]
    filtered, counts = cleaned(poses)
    assert 0 < counts["jump"] < 8
    assert LEFT["wrist"] not in marked(poses[-1], filtered[-1])


def test_a_limb_that_grows_is_not_trusted() -> None:
    """The landmark drifts away, too slowly for a jump."""
    poses = film(squat(), SetTiming(1, before_s=4.0), fps=30.0)
    given = [moved(p, RIGHT["wrist"], (0.0, max(0, i - 60) * 1.5)) for i, p in enumerate(poses)]
    filtered, counts = cleaned(given)
    assert counts["length"] > 10
    assert RIGHT["wrist"] in marked(given[110], filtered[110])
    assert RIGHT["wrist"] not in marked(given[65], filtered[65])


@pytest.mark.parametrize("camera", [SIDE, Camera(-90.0)])
def test_a_knee_bent_backwards_is_not_trusted(camera: Camera) -> None:
    poses = film(squat(), SET, camera, fps=30.0)
    facing = 1.0 if camera.azimuth_deg > 0 else -1.0
    given = [moved(p, LEFT["knee"], (-facing * 2.0 * min(i, 25), 0.0)) for i, p in enumerate(poses[:40])]
    filtered, counts = cleaned(given)
    assert counts["backwards"] > 5
    assert {LEFT[joint] for joint in SHIN} <= marked(given[-1], filtered[-1])
    assert RIGHT["knee"] not in marked(given[-1], filtered[-1])


def test_a_far_leg_that_copies_the_near_one_is_not_trusted() -> None:
    def dim(pose: Pose, seen: float) -> Pose:
        landmarks = pose.landmarks.copy()
        landmarks[[LEFT[joint] for joint in SHIN], 3] = seen
        return replace(pose, landmarks=landmarks)

    poses = film(squat(), SET, fps=20.0)
    faint, plain = ([dim(p, seen) for p in poses] for seen in (0.65, 0.9))
    assert marked(faint[30], cleaned(faint)[0][30]) == {LEFT[joint] for joint in SHIN}
    assert marked(plain[30], cleaned(plain)[0][30]) == set()
    apart = [dim(p, 0.65) for p in film(lunge(style="in place"), SET, fps=20.0)]
    assert marked(apart[30], cleaned(apart)[0][30]) == set()


def film_with_outliers(move: Move) -> list[Pose]:
    def spoil(i: int, pose: Pose) -> Pose:
        pose = with_legs_swapped(pose) if i % 11 in (3, 4) else pose
        return moved(pose, RIGHT["knee"], (-140.0, 60.0)) if i % 13 == 5 else pose

    return [spoil(i, pose) for i, pose in enumerate(film(move, SET, fps=25.0))]


@pytest.mark.parametrize(("turn", "side"), [(lambda p: p, "left"), (mirror, "right")], ids=["as it is", "mirrored"])
def test_outliers_change_no_count_and_make_no_fault_and_are_reported(turn: Callable[[Pose], Pose], side: str) -> None:
    report = report_of("forward_lunge", map(turn, film_with_outliers(lunge(style="in place", lead="left"))))
    assert [r.side for r in report.repetitions] == [side] * 2
    assert {f.cue for f in findings(report) if f.verdict == "fault"} == set()
    assert any("were swapped" in warning for warning in report.warnings)
    assert any("jumped" in warning for warning in report.warnings)


def test_a_cut_resets_the_filter() -> None:
    poses = film(squat(), SET, fps=20.0)
    outliers = OutlierFilter()
    _, counts = cleaned(poses[:20], outliers)
    outliers.reset()
    counts += cleaned([replace(poses[20], landmarks=poses[20].landmarks * 2)], outliers)[1]
    assert not counts


def test_nobody_is_passed_on() -> None:
    nobody = SIDE.nobody()
    assert OutlierFilter().push(nobody) is nobody


def with_left_shank_turned(degrees: float) -> Pose:
    """Standing, shank and foot of the left leg turned back about the knee."""
    joints = standing()
    knee, along, up = joints["left_knee"], tilted(90.0 + degrees), tilted(degrees)
    for name in ("left_ankle", "left_heel", "left_toe"):
        offset = joints[name] - knee
        joints[name] = knee + offset[0] * along + offset[1] * point(0.0, 1.0, 0.0) + offset[2] * up
    return SIDE.see(joints)


@pytest.mark.parametrize("degrees", [0.0, 60.0, 100.0, 135.0])
def test_a_heel_at_the_buttock_is_no_knee_bent_backwards(degrees: float) -> None:
    _, counts = cleaned([with_left_shank_turned(degrees)])
    assert not counts


def test_one_knee_bent_backwards_is_counted() -> None:
    _, counts = cleaned([with_left_shank_turned(-40.0)])
    assert counts["backwards"] == 1


def with_trunk_turned(pose: Pose, turn_deg: float) -> Pose:
    """Turn head, arms and shoulders about the hips, as a pose model does that takes a plate for a head."""
    upper, hips = slice(0, 23), [LEFT["hip"], RIGHT["hip"]]
    cos, sin = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    turned = [pose.landmarks.copy(), pose.world.copy()]
    for points in turned:
        hip = points[hips, :2].mean(axis=0)
        points[upper, :2] = hip + (points[upper, :2] - hip) @ np.array([[cos, sin], [-sin, cos]])
    return replace(pose, landmarks=turned[0], world=turned[1])


@pytest.mark.parametrize("turn_deg", [-60.0, 60.0, 100.0])
@pytest.mark.parametrize("frames", [1, 6])
def test_a_trunk_that_jumps_is_not_read(turn_deg: float, frames: int) -> None:
    poses = film(squat(), SET, SIDE, fps=30.0)
    filtered, counts = cleaned(
        with_trunk_turned(p, turn_deg) if 40 <= i < 40 + frames else p for i, p in enumerate(poses)
    )
    assert not any(p.found for p in filtered[40 : 40 + frames])
    assert counts["jump"] >= frames
    assert all(p.found for p in filtered[:40])
    assert all(p.found for p in filtered[40 + frames :])


@pytest.mark.parametrize(("first", "unread"), [(40, 23), (5, 4)])
def test_a_trunk_that_jumps_is_read_once_it_stays_or_has_lasted_longer(first: int, unread: int) -> None:
    poses = film(lambda _: standing(), SET, SIDE, fps=30.0)
    filtered, _ = cleaned(with_trunk_turned(p, 60.0) if i >= first else p for i, p in enumerate(poses))
    assert [p.found for p in filtered] == [not first <= i < first + unread for i in range(len(poses))]


@settings(max_examples=20, deadline=None)
@given(st.integers(30, 130), st.integers(1, 7), st.sampled_from([-90.0, -50.0, 50.0, 90.0]))
def test_a_jump_of_the_trunk_changes_no_count(start: int, length: int, turn_deg: float) -> None:
    session = Session("squat")
    for i, pose in enumerate(film(squat(), SET, SIDE, fps=30.0)):
        session.push(with_trunk_turned(pose, turn_deg) if start <= i < start + length else pose)
    assert session.finish().summary.repetitions == 2


def test_legs_of_a_person_lying_take_turns_as_they_like() -> None:
    joints = lying(raised(left=(80.0, 90.0)))
    poses = film(lambda _: joints, SET, SIDE, fps=30.0)
    turns = [with_legs_swapped(p) if i // 3 % 2 else p for i, p in enumerate(poses)]
    filtered, counts = cleaned(turns)
    assert not counts["exchanged"]
    np.testing.assert_array_equal(filtered[4].landmarks[LEG_ROWS, :2], turns[4].landmarks[LEG_ROWS, :2])
    assert cleaned(turns_of_a_standing_person())[1]["exchanged"]


def turns_of_a_standing_person() -> list[Pose]:
    joints = raised(left=(80.0, 90.0))
    poses = film(lambda _: joints, SET, SIDE, fps=30.0)
    return [with_legs_swapped(p) if i // 3 % 2 else p for i, p in enumerate(poses)]
