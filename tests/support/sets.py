"""Uneven sets of the stick figure, and what people do before, between and after them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from formcheck.motion.body import SIDES
from formcheck.records import Pose, Side
from tests.support.figures import (
    ANKLE_HEIGHT,
    ARM,
    HIPS,
    LEG,
    OUT,
    Camera,
    Foot,
    Joints,
    Moment,
    Move,
    Point,
    SetTiming,
    Timing,
    both,
    build,
    frames,
    point,
    standing,
    tilted,
)

_BLEND_S = 0.7


@dataclass(frozen=True)
class Rep:
    """One repetition to a share of the whole depth, with a bounce at the bottom of a share of it."""

    depth: float = 1.0
    down_s: float = 1.1
    hold_s: float = 0.1
    up_s: float = 0.9
    pause_s: float = 0.5
    bounce: float = 0.0

    @property
    def tempo(self) -> SetTiming:
        return SetTiming(1, self.down_s, self.hold_s, self.up_s, self.pause_s, 0.0, self.bounce)


@dataclass(frozen=True)
class Uneven:
    """Repetitions that differ, one after the other."""

    reps: Sequence[Rep]
    before_s: float = 1.0

    @property
    def ends_s(self) -> list[float]:
        return list(accumulate((rep.tempo.duration_s for rep in self.reps), initial=self.before_s))

    @property
    def duration_s(self) -> float:
        return self.ends_s[-1]

    def at(self, t_s: float) -> Moment:
        if t_s < self.before_s:
            return Moment(0.0, False, 0, t_s)
        ends = self.ends_s
        i = min(sum(t_s >= end for end in ends[1:]), len(self.reps) - 1)
        moment = self.reps[i].tempo.at(t_s - ends[i])
        return replace(moment, share=self.reps[i].depth * moment.share, repetition=i, t_s=t_s)


def film_acts(acts: Sequence[tuple[Move, Timing]], camera: Camera, fps: float) -> list[Pose]:
    """Film acts one after the other; between two, the joints move from the last of one to the first of the next."""
    poses, begun_s = [], 0.0
    last: Joints | None = None
    for move, timing in acts:
        first = move(timing.at(0.0))
        if last is not None:
            before = last
            poses += [camera.see(_blend(before, first, t / _BLEND_S), begun_s + t) for t in frames(_BLEND_S, fps)[1:]]
            begun_s = poses[-1].t_s
        shown = [(t, move(timing.at(t))) for t in frames(timing.duration_s, fps)[1:]]
        poses += [camera.see(joints, begun_s + t) for t, joints in shown]
        begun_s, last = poses[-1].t_s, shown[-1][1]
    return poses


def _blend(first: Joints, second: Joints, share: float) -> Joints:
    eased = (1 - math.cos(math.pi * min(share, 1.0))) / 2
    return {name: (1 - eased) * first[name] + eased * second[name] for name in first}


def for_s(duration_s: float) -> SetTiming:
    """So much time without a repetition."""
    return SetTiming(0, before_s=duration_s)


def with_hands_at_feet(move: Move) -> Move:
    """The same with a hand at each foot, or both at the leading one, elbows half way."""

    def moved(m: Moment) -> Joints:
        joints = move(m)
        leads = abs(joints["left_ankle"][0] - joints["right_ankle"][0]) > 0.3
        for side in SIDES:
            hand = joints[f"{'left' if leads else side}_ankle"] + point(0.06, 0.0, 0.02)
            _put_hand(joints, side, joints[f"{side}_wrist"] * (1 - m.share) + hand * m.share)
        return joints

    return moved


def _put_hand(joints: Joints, side: Side, wrist: Point) -> None:
    joints[f"{side}_elbow"] = (joints[f"{side}_shoulder"] + wrist) / 2
    joints |= {f"{side}_{name}": wrist for name in ("wrist", "pinky", "index_finger", "thumb")}


def each_its_own(move_of: Callable[[float], Move], depths: Sequence[float]) -> Move:
    """Repetitions that are made shallower by another posture at the bottom, not by turning back on the way there."""
    moves = [move_of(depth) for depth in depths]

    def moved(m: Moment) -> Joints:
        return moves[m.repetition](replace(m, share=m.share / depths[m.repetition]))

    return moved


def waving(m: Moment) -> Joints:
    """Stand and swing both arms from the hips to overhead and back, which moves the trunk a little."""
    share = (1 - math.cos(2 * math.pi * 0.5 * m.t_s)) / 2
    joints = standing(0.26, lean_deg=4.0 * share)
    for side in SIDES:
        arm = tilted(180.0 * (1 - share))
        _put_hand(joints, side, joints[f"{side}_shoulder"] + ARM * point(0.0, OUT[side] * abs(arm[0]), arm[2]))
    return joints


def shifting(m: Moment) -> Joints:
    """Stand and put the weight on one leg and then on the other: one knee gives, the hips sway and sink a little."""
    sway = math.sin(2 * math.pi * 0.4 * m.t_s)
    pelvis = point(0.0, 0.06 * sway, ANKLE_HEIGHT + LEG * (1.0 - 0.03 * abs(sway)) - 0.01)
    return build(pelvis, both(HIPS / 2), side_lean_deg=2.0 * sway)


def turning(m: Moment) -> Joints:
    """Turn round on the spot once, in four seconds."""
    return turned(standing(0.26), min(360.0, 90.0 * m.t_s))


def marching(m: Moment) -> Joints:
    """Step on the spot, knees half way up."""
    phase = math.sin(2 * math.pi * 0.9 * m.t_s)
    lift = {"left": max(0.0, phase), "right": max(0.0, -phase)}
    feet = {
        side: Foot(-0.05 * lift[side], OUT[side] * HIPS / 2, 40.0 * lift[side], 0.15 * lift[side]) for side in SIDES
    }
    return build(point(0.0, 0.0, ANKLE_HEIGHT + 0.995 * LEG - 0.015 * abs(phase)), feet)


def turned(joints: Joints, degrees: float) -> Joints:
    """The figure turned to its left about the floor's zero."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return {name: point(cosine * p[0] - sine * p[1], sine * p[0] + cosine * p[1], p[2]) for name, p in joints.items()}
