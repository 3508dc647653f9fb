"""The 33 BlazePose landmarks by name and side; the right side is always derived from the left."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import did_you_mean
from formcheck.records import Pose, Side

# BlazePose lists the three points of one eye and then those of the other; every later pair is left, right.
_EYE_POINTS = ("eye_inner", "eye", "eye_outer")
_PAIRED_POINTS = (
    "ear", "mouth", "shoulder", "elbow", "wrist", "pinky", "index_finger", "thumb",
    "hip", "knee", "ankle", "heel", "toe",
)  # fmt: skip
_FIRST_PAIRED = 1 + 2 * len(_EYE_POINTS)

# One side of the skeleton, and what joins the two sides.
_LIMB_BONES = (
    ("eye_inner", "eye"), ("eye", "eye_outer"), ("eye_outer", "ear"),
    ("shoulder", "elbow"), ("elbow", "wrist"),
    ("wrist", "pinky"), ("wrist", "index_finger"), ("wrist", "thumb"), ("pinky", "index_finger"),
    ("shoulder", "hip"), ("hip", "knee"), ("knee", "ankle"), ("ankle", "heel"), ("heel", "toe"), ("ankle", "toe"),
)  # fmt: skip
_CROSS_BONES = ("mouth", "shoulder", "hip")

NOSE = 0
LEFT: Mapping[str, int] = MappingProxyType(
    {name: 1 + i for i, name in enumerate(_EYE_POINTS)}
    | {name: _FIRST_PAIRED + 2 * i for i, name in enumerate(_PAIRED_POINTS)}
)
RIGHT: Mapping[str, int] = MappingProxyType(
    {name: i + (len(_EYE_POINTS) if name in _EYE_POINTS else 1) for name, i in LEFT.items()}
)
COUNT = 1 + len(LEFT) + len(RIGHT)

_BY_SIDE: Mapping[Side, Mapping[str, int]] = {"left": LEFT, "right": RIGHT}


def _names() -> tuple[str, ...]:
    by_index = {NOSE: "nose"}
    for side, indices in _BY_SIDE.items():
        by_index |= {i: f"{side}_{joint}" for joint, i in indices.items()}
    return tuple(by_index[i] for i in range(COUNT))


def _mirror_permutation() -> NDArray[np.intp]:
    permutation = np.arange(COUNT)
    left, right = list(LEFT.values()), list(RIGHT.values())
    permutation[left], permutation[right] = right, left
    permutation.setflags(write=False)
    return permutation


def _bones() -> tuple[tuple[str, str], ...]:
    limbs = tuple((f"{side}_{a}", f"{side}_{b}") for side in _BY_SIDE for a, b in _LIMB_BONES)
    face = tuple(("nose", f"{side}_{_EYE_POINTS[0]}") for side in _BY_SIDE)
    return face + limbs + tuple((f"left_{joint}", f"right_{joint}") for joint in _CROSS_BONES)


NAMES = _names()
"""Full names by landmark index, for example ``NAMES[25] == "left_knee"``."""

MIRROR = _mirror_permutation()
"""Landmark index of the same point on the other side, shape (33,)."""

_LARGE_JOINTS = [names[joint] for names in (LEFT, RIGHT) for joint in ("shoulder", "hip", "knee", "ankle")]

# Of a grown person; the pose model gives everybody about this size.
_STATURE_M = 1.7

BONES = _bones()
"""Pairs of full names to join with a line."""


def index(joint: str, side: Side) -> int:
    """Find the landmark index of a joint.

    Parameters
    ----------
    joint : str
        A key of `LEFT`, such as ``"knee"`` or ``"toe"``.
    side : {"left", "right"}
        The person's own side.

    Returns
    -------
    int
        0..32.

    Raises
    ------
    ValueError
        If there is no such joint or side.
    """
    if side not in _BY_SIDE:
        msg = f"side must be 'left' or 'right', not {side!r}"
        raise ValueError(msg)
    if joint not in LEFT:
        msg = f"unknown joint {joint!r}; known are {', '.join(LEFT)}.{did_you_mean(joint, LEFT)}"
        raise ValueError(msg)
    return _BY_SIDE[side][joint]


def without_person(pose: Pose) -> Pose:
    """Return the pose of a frame in which nobody is taken to be, at the same time: all of it NaN."""
    landmarks, world, dorsal = (np.full_like(array, np.nan) for array in (pose.landmarks, pose.world, pose.dorsal))
    return dataclasses.replace(pose, landmarks=landmarks, world=world, dorsal=dorsal)


def pixels_per_metre(pose: Pose) -> float:
    """Return pixels per metre at the person's distance, from the spread of the same joints in the image and in 3-D.

    Returns
    -------
    float
        Pixels per metre, NaN without a person.
    """
    image_px, world_m = _spread(pose.landmarks), _spread(pose.world)
    return image_px / world_m if world_m > 0 else math.nan


def stature_px(pose: Pose) -> float:
    """Return how high the person would be in the image, standing upright, in pixels; NaN without a person."""
    return _STATURE_M * pixels_per_metre(pose)


def _spread(points: NDArray[np.float64]) -> float:
    large = points[_LARGE_JOINTS, :2]
    off = large - large.sum(axis=0) / len(large)
    return math.sqrt(np.vdot(off, off))


def enlarge(pose: Pose, factor: float) -> Pose:
    """Return the pose that the frame would give, enlarged by a factor; the 3-D pose stays as it is."""
    larger = np.array([factor, factor, factor, 1.0])
    width, height = round(factor * pose.width_px), round(factor * pose.height_px)
    return dataclasses.replace(pose, width_px=width, height_px=height, landmarks=pose.landmarks * larger)


def mirror(pose: Pose) -> Pose:
    """Return the pose that the mirrored frame would give.

    Parameters
    ----------
    pose : Pose
        Any pose, also one without a person.

    Returns
    -------
    Pose
        x flipped within the width, world x negated, left and right exchanged. The dorsal profile stays as it is: it
        is measured from the body's own axis.
    """
    landmarks, world = pose.landmarks[MIRROR], pose.world[MIRROR]
    landmarks[:, 0] = pose.width_px - landmarks[:, 0]
    world[:, 0] = -world[:, 0]
    return dataclasses.replace(pose, landmarks=landmarks, world=world)


def interpolated(before: Pose, after: Pose, t_s: float) -> Pose:
    """Return the pose at a moment between two others, linearly in time.

    Parameters
    ----------
    before, after : Pose
        In frames of the same size; `after` is the later one.
    t_s : float
        The moment, in seconds, between the times of both.

    Returns
    -------
    Pose
        The earlier one, with the new time, where the person is missing in one of them or another shot has begun.
    """
    if not (before.found and after.found and before.shot == after.shot):
        return dataclasses.replace(before, t_s=t_s)
    share = (t_s - before.t_s) / (after.t_s - before.t_s)
    landmarks = before.landmarks + share * (after.landmarks - before.landmarks)
    world = before.world + share * (after.world - before.world)
    return dataclasses.replace(before, t_s=t_s, landmarks=landmarks, world=world)
