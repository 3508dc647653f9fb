"""A posture in the words of the field: what carries the body, joint angles, where feet and hands are.

Every number can be mixed with that of another posture, which is all that movement is here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeVar

from formcheck.records import Side

Mixed = TypeVar("Mixed")
Carry = Literal["left", "right", "both", "shoulders", "pelvis"]


@dataclass(frozen=True)
class Leg:
    """One leg: planted, with the foot where it is said, or free, with the joint angles that are said.

    Attributes
    ----------
    planted : bool
        Whether the foot's place rules the leg, or the angles do.
    forward : float
        Ball of the foot ahead of where it stands at rest, in leg lengths.
    out : float
        Foot outside of its hip joint, in leg lengths.
    lift : float
        Ball of the foot above the floor, in leg lengths.
    heel_deg : float
        Heel lifted about the ball, toes flat; negative: the toes lifted about the heel.
    toe_out_deg : float
        Direction of the foot away from straight ahead, outwards.
    knee_in_deg : float
        Turn of the knee about the line from hip to ankle, inwards from the direction of the foot.
    hip_deg, abduction_deg, rotation_deg, knee_deg, ankle_deg : float
        Flexion of the hip, its abduction and outward rotation, flexion of the knee, and dorsiflexion, of a free leg.
    """

    planted: bool = True
    forward: float = 0.0
    out: float = 0.0
    lift: float = 0.0
    heel_deg: float = 0.0
    toe_out_deg: float = 7.0
    knee_in_deg: float = 0.0
    hip_deg: float = 0.0
    abduction_deg: float = 0.0
    rotation_deg: float = 0.0
    knee_deg: float = 0.0
    ankle_deg: float = 0.0


@dataclass(frozen=True)
class Arm:
    """One arm, by angles from hanging straight down in space, whatever the trunk does.

    Attributes
    ----------
    flexion_deg, abduction_deg : float
        Of the upper arm, forward and outward.
    elbow_deg : float
        Flexion of the elbow.
    rotation_deg : float
        Turn of the forearm about the upper arm, inwards: 0 bends the elbow forward.
    """

    flexion_deg: float = 2.0
    abduction_deg: float = 8.0
    elbow_deg: float = 12.0
    rotation_deg: float = 15.0


@dataclass(frozen=True)
class Posture:
    """A whole body.

    Attributes
    ----------
    carry : {"left", "right", "both", "shoulders", "pelvis"}
        What fixes the place of the pelvis: the leg on that side with `knee_deg` and `shin_deg`, both legs so, the
        shoulders resting at `height`, or the pelvis itself at `height`.
    knee_deg, shin_deg : float
        Knee flexion and forward lean of the shin of the carrying leg.
    height : float
        Of mid-shoulder or mid-hip above the floor, in leg lengths, where they carry.
    ahead, aside : float
        Mid-hip ahead of and to the left of where the carrying limb puts it, in leg lengths.
    lean_deg, side_lean_deg : float
        Lean of the line from mid-hip to mid-shoulder, forward and to the left.
    left_hip_down_deg : float
        Pelvic obliquity: the left hip lower.
    yaw_deg, roll_deg : float
        Turn of the whole body to the left, and its roll to the left about its long axis' forward direction.
    spin_deg : float
        Turn of the whole body to the left about its own long axis, before it is rolled.
    spine_deg : float
        Flexion of the spine between pelvis and chest, beyond upright standing.
    twist_deg : float
        Turn of the chest to the left against the pelvis.
    head_deg : float
        Bowing of the head, beyond half of the trunk's lean.
    left, right : Leg
    left_arm, right_arm : Arm
    """

    carry: Carry = "both"
    knee_deg: float = 4.0
    shin_deg: float = 3.0
    height: float = 0.0
    ahead: float = 0.0
    aside: float = 0.0
    lean_deg: float = 1.0
    side_lean_deg: float = 0.0
    left_hip_down_deg: float = 0.0
    yaw_deg: float = 0.0
    roll_deg: float = 0.0
    spin_deg: float = 0.0
    spine_deg: float = 0.0
    twist_deg: float = 0.0
    head_deg: float = 0.0
    left: Leg = Leg()
    right: Leg = Leg()
    left_arm: Arm = Arm()
    right_arm: Arm = Arm()


def mixed(a: Mixed, b: Mixed, share: float) -> Mixed:
    """Go this share of the way from one posture to another, number by number; what is no number stays as in `a`."""
    mixture: Any = a
    if a == b:
        return a
    if isinstance(a, Posture | Leg | Arm):
        mixture = replace(a, **{f.name: mixed(getattr(a, f.name), getattr(b, f.name), share) for f in fields(a)})
    elif isinstance(a, float) and isinstance(b, float):
        mixture = a + share * (b - a)
    return mixture  # type: ignore[no-any-return]


def changed(posture: Posture, changes: dict[str, float | bool | str]) -> Posture:
    """Return the posture with fields set by dotted names: ``left.heel_deg``; ``legs.`` and ``arms.`` set both sides.

    Raises
    ------
    TypeError
        If there is no such field.
    """
    for name, value in changes.items():
        posture = _set(posture, name, value)
    return posture


def _set(posture: Posture, name: str, value: Any) -> Posture:
    limb, _, field = name.rpartition(".")
    if not limb:
        return replace(posture, **{field: value})
    limbs = {"legs": ("left", "right"), "arms": ("left_arm", "right_arm")}.get(limb, (limb,))
    return replace(posture, **{one: replace(getattr(posture, one), **{field: value}) for one in limbs})


def mirrored(posture: Posture) -> Posture:
    """Exchange left and right."""
    carry: dict[Carry, Carry] = {"left": "right", "right": "left"}
    signed = ("aside", "side_lean_deg", "left_hip_down_deg", "yaw_deg", "roll_deg", "spin_deg", "twist_deg")
    return replace(
        posture,
        carry=carry.get(posture.carry, posture.carry),
        left=posture.right,
        right=posture.left,
        left_arm=posture.right_arm,
        right_arm=posture.left_arm,
        **{name: -getattr(posture, name) for name in signed},
    )


def leg_of(posture: Posture, side: Side) -> Leg:
    """Return the leg of a side."""
    return posture.left if side == "left" else posture.right


def arm_of(posture: Posture, side: Side) -> Arm:
    """Return the arm of a side."""
    return posture.left_arm if side == "left" else posture.right_arm
