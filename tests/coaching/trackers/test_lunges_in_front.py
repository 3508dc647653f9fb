"""Lunges before the camera and obliquely: their stride is depth, which the pose model does not find; the shins show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from formcheck.pose.skeleton import LEFT, RIGHT
from formcheck.records import Pose
from tests.support.figures import Joints, Moment, Move, Phone, film
from tests.support.moves import lunge, side_lunge, squat
from tests.support.running import FPS, TWO, report_of
from tests.support.sets import turned

SHALLOW = lunge(knee_deg=65.0, trail_deg=60.0, trail_heel_deg=35.0)


def reverse(m: Moment) -> Joints:
    """A step back: seen from the foot that stays, which leads."""
    forward = lunge(style="step", lead="left")
    joints, stays = forward(m), forward(Moment(0.0))["left_ankle"]
    moved = joints["left_ankle"] - stays
    return {name: place - [moved[0], 0.0, 0.0] for name, place in joints.items()}


def with_a_turn(m: Moment) -> Joints:
    """The trunk turns over the leading leg by 60 degrees."""
    joints = lunge(hands="chest")(m)
    about = (joints["left_shoulder"] + joints["right_shoulder"]) / 2
    above = [name for name in joints if not name.endswith(("hip", "knee", "ankle", "heel", "toe"))]
    upper = turned({name: joints[name] - about for name in above}, (60.0 if m.repetition % 2 == 0 else -60.0) * m.share)
    return joints | {name: place + about for name, place in upper.items()}


LUNGES: dict[str, tuple[str, Move]] = {
    "forward": ("forward_lunge", lunge()),
    "with a weight before the chest": ("forward_lunge", lunge(hands="chest")),
    "in place": ("forward_lunge", lunge(style="in place", lead="left")),
    "with a turn of the trunk": ("forward_lunge", with_a_turn),
    "reverse": ("reverse_lunge", reverse),
}
OTHERS: dict[str, Move] = {
    "a squat": squat(),
    "a squat, heels up": squat(heel_deg=25.0),
    "a squat in a wide stance": squat(apart=0.6),
    "a squat, feet together": squat(apart=0.12),
    "a squat with the weight on one leg": squat(shift=0.08),
    "a side lunge": side_lunge(),
}
DIRECTIONS = [0.0, 20.0, -45.0, 45.0, 180.0]
HEIGHTS = [0.2, 0.9, 1.6]


def in_pairs(
    kinds: Iterable[str], directions: Sequence[float], depths: tuple[float, float]
) -> list[tuple[str, float, float, float]]:
    """Every kind in every direction and at both depths, and every height with each of these: not all combinations."""
    return [
        (kind, direction, HEIGHTS[(i + j + k) % len(HEIGHTS)], depth)
        for i, kind in enumerate(kinds)
        for j, direction in enumerate(directions)
        for k, depth in enumerate(depths)
    ]


def copied(pose: Pose) -> Pose:
    """What a model gives of a rear leg that the front leg hides: a copy of the front leg just beside it."""
    front, rear = (LEFT, RIGHT) if pose.world[LEFT["ankle"], 2] < pose.world[RIGHT["ankle"], 2] else (RIGHT, LEFT)
    landmarks, world = pose.landmarks.copy(), pose.world.copy()
    for joint in ("knee", "ankle", "heel", "toe"):
        landmarks[rear[joint]] = landmarks[front[joint]] + [6.0, 0.0, 0.0, 0.0]
        world[rear[joint]] = world[front[joint]] + [0.02, 0.0, 0.0, 0.0]
    return replace(pose, landmarks=landmarks, world=world)


@pytest.mark.parametrize("height_m", HEIGHTS)
def test_a_lunge_counts_whose_rear_leg_is_hidden_by_the_front_leg(height_m: float) -> None:
    poses = film(lunge(style="in place", lead="left"), TWO, Phone(0.0, height_m), fps=FPS)
    low = [copied(pose) if pose.world[LEFT["knee"], 2] < -0.25 else pose for pose in poses]
    assert report_of("forward_lunge", low).summary.repetitions == 2


def counted(exercise: str, move: Move, phone: Phone) -> int:
    return report_of(exercise, film(move, TWO, phone, fps=FPS)).summary.repetitions


@pytest.mark.parametrize(("kind", "off_front_deg", "height_m", "depth"), in_pairs(LUNGES, DIRECTIONS, (0.4, 1.0)))
def test_a_lunge_counts(kind: str, off_front_deg: float, height_m: float, depth: float) -> None:
    assert counted(*LUNGES[kind], Phone(off_front_deg, height_m, depth=depth)) == 2


@pytest.mark.parametrize("off_front_deg", DIRECTIONS)
def test_a_shallow_lunge_counts(off_front_deg: float) -> None:
    assert counted("forward_lunge", SHALLOW, Phone(off_front_deg, distance_m=5.0)) == 2


@pytest.mark.parametrize(("kind", "off_front_deg", "height_m", "depth"), in_pairs(OTHERS, DIRECTIONS[:3], (0.7, 1.0)))
def test_what_is_no_lunge_does_not(kind: str, off_front_deg: float, height_m: float, depth: float) -> None:
    assert counted("forward_lunge", OTHERS[kind], Phone(off_front_deg, height_m, depth=depth)) == 0
