"""Where limbs go: a leg to its planted foot by inverse kinematics, a free leg and the arms by their angles."""

from __future__ import annotations

import math
from collections.abc import Hashable
from functools import cache
from typing import Protocol

import numpy as np

from benchmarks.synthetic.figure.posture import Arm, Leg
from benchmarks.synthetic.figure.turns import FORWARD, LEFT, OUT, UP, Array, about, cross, frame, turn
from formcheck.records import Side

Bones = dict[str, Array]


class Lengths(Hashable, Protocol):
    """What limbs need to know of a body: where joints and marks are at rest, and how long the bones are."""

    @property
    def femur(self) -> float:
        """Length of the thigh."""
        ...

    @property
    def tibia(self) -> float:
        """Length of the shin."""
        ...

    @property
    def leg(self) -> float:
        """Both."""
        ...

    @property
    def hip_width(self) -> float:
        """Distance of the hip joints."""
        ...

    def rest(self, name: str) -> Array:
        """Rest position of a joint or mark."""
        ...


class Foot:
    """A foot on the floor, or lifted from it: the turns of foot and toes, and where ankle and ball are."""

    def __init__(self, figure: Lengths, leg: Leg, side: Side) -> None:
        rest = figure.rest
        ankle, ball, heel = (rest(f"{side}_{name}") for name in ("ankle", "ball", "sole_heel"))
        along = ball - ankle
        self.heading = OUT[side] * leg.toe_out_deg
        flat = turn("z", self.heading - math.degrees(math.atan2(along[1], along[0])))
        aside = OUT[side] * (figure.hip_width / 2 + leg.out * figure.leg)
        start = np.array([leg.forward * figure.leg, aside, ankle[2] + leg.lift * figure.leg])
        self.foot = turn("z", self.heading) @ turn("y", leg.heel_deg) @ turn("z", -self.heading) @ flat
        self.toes = flat if leg.heel_deg >= 0 else self.foot
        pivot = ball if leg.heel_deg >= 0 else heel
        self.ankle = start + flat @ (pivot - ankle) + self.foot @ (ankle - pivot)
        self.ball = self.ankle + self.foot @ along


def planted_leg(figure: Lengths, leg: Leg, side: Side, foot: Foot, turns: Bones, places: Bones) -> None:
    """Bend a leg so that its ankle is where the foot has it, the knee over the foot or turned in from there."""
    hip = places[f"{side}_hip"]
    axis = foot.ankle - hip
    reach = float(np.linalg.norm(axis))
    along = (figure.femur**2 - figure.tibia**2 + reach**2) / (2 * reach)
    pole = turn("z", foot.heading) @ FORWARD
    pole = about(axis, OUT[side] * leg.knee_in_deg) @ frame(axis, pole)[:, 1]
    knee = hip + along * axis / reach + math.sqrt(max(figure.femur**2 - along**2, 0.0)) * pole
    _leg_bones(figure, side, cross(pole, axis), knee, foot.ankle, turns, places)
    _foot_bones(figure, side, foot.foot, foot.toes, turns, places)


def free_leg(figure: Lengths, leg: Leg, side: Side, turns: Bones, places: Bones) -> None:
    """Give a leg its angles against the pelvis."""
    swing = turns["pelvis"] @ turn("y", -leg.hip_deg) @ turn("x", OUT[side] * leg.abduction_deg)
    swing = swing @ turn("z", OUT[side] * leg.rotation_deg)
    thigh, hinge = -swing @ UP, swing @ LEFT
    shin = about(hinge, leg.knee_deg) @ thigh
    knee = places[f"{side}_hip"] + figure.femur * thigh
    _leg_bones(figure, side, hinge, knee, knee + figure.tibia * shin, turns, places)
    foot = about(hinge, leg.knee_deg) @ swing @ turn("y", -leg.ankle_deg)
    _foot_bones(figure, side, foot, foot, turns, places)


def _leg_bones(
    figure: Lengths, side: Side, hinge: Array, knee: Array, ankle: Array, turns: Bones, places: Bones
) -> None:
    places |= {f"{side}_knee": knee, f"{side}_ankle": ankle}
    for name, below in (("hip", "knee"), ("knee", "ankle")):
        along = places[f"{side}_{below}"] - places[f"{side}_{name}"]
        turns[f"{side}_{name}"] = frame(along, cross(along, hinge)) @ _leg_from_rest(figure, side, name, below)


@cache
def _leg_from_rest(figure: Lengths, side: Side, name: str, below: str) -> Array:
    rest = figure.rest(f"{side}_{below}") - figure.rest(f"{side}_{name}")
    return frame(rest, cross(rest, LEFT)).T


def _foot_bones(figure: Lengths, side: Side, foot: Array, toes: Array, turns: Bones, places: Bones) -> None:
    along = figure.rest(f"{side}_ball") - figure.rest(f"{side}_ankle")
    turns |= {f"{side}_ankle": foot, f"{side}_ball": toes}
    places[f"{side}_ball"] = places[f"{side}_ankle"] + foot @ along


def arm_bones(figure: Lengths, arm: Arm, side: Side, roll: Array, turns: Bones, places: Bones) -> None:
    """Give an arm its angles against space, or against a body that lies on its side."""
    swing = roll @ turn("y", -arm.flexion_deg) @ turn("x", OUT[side] * arm.abduction_deg)
    upper = -swing @ UP
    ahead = about(upper, OUT[side] * arm.rotation_deg) @ swing @ FORWARD
    bent = math.radians(arm.elbow_deg)
    fore = math.cos(bent) * upper + math.sin(bent) * ahead
    hinge = cross(upper, ahead)
    for name, below, direction in (("shoulder", "elbow", upper), ("elbow", "wrist", fore)):
        length, from_rest = _arm_from_rest(figure, side, name, below)
        places[f"{side}_{below}"] = places[f"{side}_{name}"] + length * direction
        turns[f"{side}_{name}"] = frame(direction, cross(hinge, direction)) @ from_rest
    turns[f"{side}_wrist"] = turns[f"{side}_elbow"]


@cache
def _arm_from_rest(figure: Lengths, side: Side, name: str, below: str) -> tuple[float, Array]:
    rest = {name: figure.rest(f"{side}_{name}") for name in ("shoulder", "elbow", "wrist")}
    hinge = cross(rest["elbow"] - rest["shoulder"], rest["wrist"] - rest["elbow"])
    bone = rest[below] - rest[name]
    return float(np.linalg.norm(bone)), frame(bone, cross(hinge, bone)).T
