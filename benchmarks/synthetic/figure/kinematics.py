"""From a posture to the turns and places of all bones: forward kinematics, and two-bone inverse kinematics for legs.

What is asked for is one thing and what comes out another: truth is read from the places of the joints, see `truth`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from benchmarks.synthetic.figure.body import JOINTS, MARK_JOINT, MARKS, Body
from benchmarks.synthetic.figure.limbs import Bones, Foot, arm_bones, free_leg, planted_leg
from benchmarks.synthetic.figure.posture import Posture, arm_of, leg_of
from benchmarks.synthetic.figure.turns import SIDES, UP, Array, tilted, turn
from formcheck.records import Side

SPINE = ("spine_1", "spine_2", "spine_3", "spine_4")
_MARK_BONES = [JOINTS.index(MARK_JOINT[name]) for name in MARKS]
_STRAIGHT = 0.9995
_MOST_STEPS, _NEAR_ENOUGH_DEG = 8, 1e-4


@dataclass(frozen=True, eq=False)
class Placed:
    """All bones of a body at one moment.

    Attributes
    ----------
    body : Body
    rotations : ndarray, shape (23, 3, 3)
        Turn of each bone from its rest.
    positions : ndarray, shape (23, 3)
        Where each joint is, in metres.
    """

    body: Body
    rotations: Array
    positions: Array

    @cached_property
    def points(self) -> dict[str, Array]:
        """Joints and marks by name, in metres."""
        offsets = self.body.marks - self.body.joints[_MARK_BONES]
        marks = np.einsum("mij,mj->mi", self.rotations[_MARK_BONES], offsets) + self.positions[_MARK_BONES]
        return dict(zip(JOINTS, self.positions, strict=True)) | dict(zip(MARKS, marks, strict=True))

    def vertices(self) -> Array:
        """Skin the mesh; shape (v, 3), metres."""
        return self.body.skin(self.rotations, self.positions)


class OutOfReachError(ValueError):
    """A planted foot is further away than the leg is long."""


class Figure:
    """A body that can take postures.

    Parameters
    ----------
    body : Body
        Whose joints to move.
    """

    def __init__(self, body: Body) -> None:
        self.body = body
        self._rest: dict[str, Array] = dict(zip(JOINTS, body.joints, strict=True)) | dict(
            zip(MARKS, body.marks, strict=True)
        )

    def rest(self, name: str) -> Array:
        """Rest position of a joint or mark."""
        return self._rest[name]

    def length(self, a: str, b: str) -> float:
        """Distance between two joints, which posing does not change along one bone."""
        return float(np.linalg.norm(self._rest[a] - self._rest[b]))

    @cached_property
    def femur(self) -> float:
        """Length of the thigh, from joint to joint."""
        return self.length("left_hip", "left_knee")

    @cached_property
    def tibia(self) -> float:
        """Length of the shin, from joint to joint."""
        return self.length("left_knee", "left_ankle")

    @property
    def leg(self) -> float:
        """Thigh and shin."""
        return self.femur + self.tibia

    @cached_property
    def hip_width(self) -> float:
        """Distance of the hip joints."""
        return self.length("left_hip", "right_hip")

    def pelvis(self, posture: Posture) -> Array:
        """Place of mid-hip, by what carries the body."""
        trunk = _Trunk(self, posture)
        offset = np.array([posture.ahead, posture.aside, 0.0]) * self.leg
        if posture.carry == "pelvis":
            return offset + posture.height * self.leg * UP
        if posture.carry == "shoulders":
            return offset + posture.height * self.leg * UP - trunk.chord
        sides = SIDES if posture.carry == "both" else (posture.carry,)
        return np.asarray(np.mean([self._over(posture, side, trunk) for side in sides], axis=0) + offset)

    def _over(self, posture: Posture, side: Side, trunk: _Trunk) -> Array:
        """Mid-hip above a planted foot, with the knee and the shin as asked for."""
        ankle = Foot(self, leg_of(posture, side), side).ankle
        ahead, _, up = tilted(posture.shin_deg, self.tibia) + tilted(posture.shin_deg - posture.knee_deg, self.femur)
        to_hip = trunk.turned("pelvis", self.rest(f"{side}_hip") - self.mid_hip)
        aside = to_hip[1] + posture.aside * self.leg - ankle[1]
        height = math.copysign(math.sqrt(max(up**2 - aside**2, 0.0)), up)
        return np.array([ankle[0] + ahead - to_hip[0], 0.0, ankle[2] + height - to_hip[2]])

    @cached_property
    def mid_hip(self) -> Array:
        """Middle of the hip joints at rest."""
        return np.asarray((self.rest("left_hip") + self.rest("right_hip")) / 2)

    @cached_property
    def trunk_offsets(self) -> list[tuple[str, Array]]:
        """Steps from mid-hip over the spine to mid-shoulder at rest, each with the bone that turns it."""
        chain = ("pelvis", *SPINE)
        shoulders = (self.rest("left_shoulder") + self.rest("right_shoulder")) / 2
        starts = [self.mid_hip, *(self.rest(name) for name in SPINE), shoulders]
        return [(bone, end - start) for bone, (start, end) in zip(chain, pairwise(starts), strict=True)]

    def place(self, posture: Posture, pelvis: Array | None = None) -> Placed:
        """Put the body into a posture.

        Parameters
        ----------
        posture : Posture
        pelvis : ndarray, shape (3,), optional
            Where mid-hip goes; by default where the posture's carrying limb puts it.

        Returns
        -------
        Placed
            With planted feet where they are said to be: a pelvis too high for the legs is lowered.
        """
        trunk = _Trunk(self, posture)
        feet = {side: Foot(self, leg_of(posture, side), side) for side in SIDES if leg_of(posture, side).planted}
        middle = self._within_reach(self.pelvis(posture) if pelvis is None else pelvis, trunk, feet)
        turns, places = trunk.bones(middle)
        for side in SIDES:
            arm_bones(self, arm_of(posture, side), side, trunk.roll, turns, places)
            if side in feet:
                planted_leg(self, leg_of(posture, side), side, feet[side], turns, places)
            else:
                free_leg(self, leg_of(posture, side), side, turns, places)
        heading = turn("z", posture.yaw_deg)
        return Placed(
            self.body,
            np.array([heading @ turns[name] for name in JOINTS]),
            np.array([heading @ places[name] for name in JOINTS]),
        )

    def _within_reach(self, middle: Array, trunk: _Trunk, feet: dict[Side, Foot]) -> Array:
        longest = _STRAIGHT * self.leg
        for side, foot in feet.items():
            hip = middle + trunk.turned("pelvis", self.rest(f"{side}_hip") - self.mid_hip)
            flat = math.hypot(*(hip - foot.ankle)[:2])
            if flat >= longest:
                msg = f"the {side} foot is out of reach: {flat:.2f} m away along the floor, the leg has {longest:.2f} m"
                raise OutOfReachError(msg)
            too_high = hip[2] - foot.ankle[2] - math.sqrt(longest**2 - flat**2)
            middle = middle - max(0.0, too_high) * UP
        return middle


class _Trunk:
    """Pelvis, spine and head: turned so that the line from mid-hip to mid-shoulder leans as asked for."""

    def __init__(self, figure: Figure, posture: Posture) -> None:
        self._figure, self._posture = figure, posture
        self.roll = turn("x", -posture.roll_deg) @ turn("z", posture.spin_deg)
        pitch, bend = posture.lean_deg, posture.side_lean_deg
        # The pitch is right after one step; a bend sideways of the spine takes some more.
        for _ in range(_MOST_STEPS):
            self._turn(pitch, bend)
            chord = self.roll.T @ self.chord
            off = posture.lean_deg - math.degrees(math.atan2(chord[0], chord[2]))
            aside = posture.side_lean_deg - math.degrees(math.atan2(chord[1], math.hypot(chord[0], chord[2])))
            if abs(off) + abs(aside) < _NEAR_ENOUGH_DEG:
                break
            pitch, bend = pitch + off, bend + aside

    def _turn(self, pitch: float, bend: float) -> None:
        p = self._posture
        current = self.roll @ turn("x", -p.left_hip_down_deg) @ turn("y", pitch - p.spine_deg / 2)
        self.turns = {"pelvis": current}
        sideways = bend - p.left_hip_down_deg
        for name in SPINE:
            current = current @ turn("y", p.spine_deg / 4) @ turn("x", -sideways / 4) @ turn("z", p.twist_deg / 4)
            self.turns[name] = current
        bowed = self.roll @ turn("y", p.lean_deg / 2 + p.head_deg)
        self.turns |= {"neck": bowed, "head": bowed}

    def turned(self, bone: str, vector: Array) -> Array:
        return np.asarray(self.turns[bone] @ vector)

    @property
    def chord(self) -> Array:
        """From mid-hip to mid-shoulder."""
        return np.asarray(np.sum([self.turns[bone] @ offset for bone, offset in self._figure.trunk_offsets], axis=0))

    def bones(self, middle: Array) -> tuple[Bones, Bones]:
        rest = self._figure.rest
        turns = dict(self.turns)
        places = {"pelvis": middle + self.turned("pelvis", rest("pelvis") - self._figure.mid_hip)}
        chain = ("pelvis", *SPINE, "neck", "head")
        for parent, name in pairwise(chain):
            places[name] = places[parent] + self.turned(parent, rest(name) - rest(parent))
        for side in SIDES:
            turns[f"{side}_clavicle"] = self.turns["spine_4"]
            for name in ("clavicle", "shoulder"):
                offset = self.turned("spine_4", rest(f"{side}_{name}") - rest("spine_4"))
                places[f"{side}_{name}"] = places["spine_4"] + offset
            places[f"{side}_hip"] = middle + self.turned("pelvis", rest(f"{side}_hip") - self._figure.mid_hip)
        return turns, places
