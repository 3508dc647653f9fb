"""The pose model's landmarks go in; the centres of the joints, as far as a view shows them, come out.

The landmarks of hip, shoulder or heel are points that annotators marked on images, not the centres that joints turn
about. In a side view a squat's knee then reads some 7 degrees straighter than it is, most of it at the bottom (on real
people 2 to 5 degrees: V47, V48, V50). The offsets here move each landmark by a constant amount along the two segments
that meet in it and at right angles to them. They were fitted by ``python -m benchmarks.accuracy.fitting.offsets`` on
rendered bodies with known joints, and tested on others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from formcheck.motion.body import SIDES
from formcheck.motion.cleaning.perspective import without_perspective
from formcheck.motion.cleaning.view import ViewState
from formcheck.pose.skeleton import LEFT, RIGHT
from formcheck.records import Pose, Side

Plane = Literal["sagittal", "frontal"]
Points = Mapping[str, complex]

SEGMENTS: Final[dict[Plane, dict[str, tuple[str, ...]]]] = {
    "sagittal": {
        "shoulder": ("trunk", "upper_arm"),
        "hip": ("trunk", "thigh"),
        "knee": ("thigh", "shank"),
        "ankle": ("shank", "foot"),
        "heel": ("foot",),
        "toe": ("foot",),
    },
    # From the front, offsets of hip and knee brought held-out bodies no nearer.
    "frontal": {
        "shoulder": ("trunk",),
        "ankle": ("shank",),
    },
}
"""The segments that a landmark's offset is measured along."""

_ENDS = {
    "trunk": ("hip", "shoulder"),
    "upper_arm": ("elbow", "shoulder"),
    "thigh": ("knee", "hip"),
    "shank": ("ankle", "knee"),
    "foot": ("heel", "toe"),
}
JOINTS = tuple(dict.fromkeys(joint for ends in _ENDS.values() for joint in ends))

OFFSETS: Final[dict[Plane, dict[str, tuple[float, ...]]]] = {
    "sagittal": {
        "shoulder": (-0.103, 0.025, 0.006, 0.008),
        "hip": (-0.049, -0.003, 0.059, -0.039),
        "knee": (-0.029, -0.022, 0.011, 0.036),
        "ankle": (-0.08, -0.006, 0.009, -0.022),
        "heel": (-0.046, 0.024),
        "toe": (0.073, -0.004),
    },
    "frontal": {
        "shoulder": (-0.08, 0.015),
        "ankle": (-0.05, -0.012),
    },
}
"""For each segment of `SEGMENTS`: how far along it and at right angles to it, forward or outward, in shank lengths."""


def joint_centres(pose: Pose, view: ViewState) -> Pose:
    """Move the landmarks of a pose to the centres of their joints, as far as that is known from this view.

    Parameters
    ----------
    pose : Pose
        As the pose model gave it, or from markers.
    view : ViewState
        From where the camera looks; an oblique or unknown view changes nothing, and neither does a pose that is
        centred already.

    Returns
    -------
    Pose
        With x and y of the landmarks moved; depth, visibility and the 3-D landmarks are as they were.
    """
    plane = plane_of(view)
    if plane is None or pose.centred or not pose.found:
        return pose
    if plane == "frontal":
        pose = without_perspective(pose)
    landmarks = pose.landmarks.copy()
    for side in SIDES:
        names = LEFT if side == "left" else RIGHT
        points = {joint: complex(landmarks[names[joint], 0], -landmarks[names[joint], 1]) for joint in JOINTS}
        for joint, moved in shifts(points, plane, outward(view, side), OFFSETS[plane]).items():
            landmarks[names[joint], 0] += moved.real
            landmarks[names[joint], 1] -= moved.imag
    return replace(pose, landmarks=landmarks)


def plane_of(view: ViewState) -> Plane | None:
    """Return the plane in which offsets are known from a view; None for an oblique or unknown one."""
    if view.label in ("side", "floor_side") and view.forward != 0:
        return "sagittal"
    return "frontal" if view.label in ("front", "rear") else None


def outward(view: ViewState, side: Side) -> float:
    """Return the sign of the frame's x direction in which offsets count forward, or outward in a front view."""
    if view.forward != 0:
        return view.forward
    return 1.0 if (side == "left") == (view.label == "front") else -1.0


def shifts(points: Points, plane: Plane, sign: float, offsets: Mapping[str, Sequence[float]]) -> dict[str, complex]:
    """Return how far each landmark of one side is moved, in pixels, y up."""
    unit = abs(points["knee"] - points["ankle"])
    return {
        joint: unit * sum(share * axis for share, axis in zip(offsets[joint], axes, strict=True))
        for joint, axes in local_axes(points, plane, sign).items()
    }


def local_axes(points: Points, plane: Plane, sign: float) -> dict[str, list[complex]]:
    """Return unit vectors along each of a joint's segments and at right angles to it, forward or outward.

    A segment without a length has no direction; its axes are 0.
    """
    along: dict[str, complex] = {}
    for name, (low, high) in _ENDS.items():
        segment = points[high] - points[low]
        along[name] = segment / abs(segment) if abs(segment) > 0 else 0j
    return {
        joint: [axis for name in names for axis in (along[name], -1j * sign * along[name])]
        for joint, names in SEGMENTS[plane].items()
    }
