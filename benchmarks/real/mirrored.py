"""A frame and its mirror image, each detected by itself: how far the two poses differ.

A pose model that is right on both gives the same pose twice, so what they differ by is error, and a lower limit of it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.real.landmarks import kept_file, landmarks
from formcheck.files import write_whole
from formcheck.motion.body import SIDES, Body
from formcheck.motion.geometry import UP, angle_deg, turn_deg
from formcheck.pose.landmarker import StillLandmarker
from formcheck.pose.skeleton import mirror
from formcheck.records import Frame, ModelName, Pose
from formcheck.video.reader import VideoReader

FRAMES = 16
"""Frames of each clip that are looked at, evenly spread over those with a person."""

_JOINTS = ("shoulder", "hip", "knee", "ankle", "heel", "toe")
# Farther apart than this, in shanks, the two poses are of two people.
_SAME_PERSON = 2.0
_NOTHING = np.empty(0)


@dataclass(frozen=True, slots=True, eq=False)
class Differences:
    """Frame by frame: joints in shank lengths (their median over the body), knee and trunk in degrees."""

    joints: NDArray[np.float64]
    knee_deg: NDArray[np.float64]
    trunk_deg: NDArray[np.float64]


def mirror_differences(path: Path, model: ModelName) -> Differences:
    """Compare frames of a clip with their mirror images; kept like the landmarks."""
    kept = kept_file(path, model, kind="-mirrored", also=[Path(__file__)])
    if not kept.exists():
        _save(kept, _differences(path, model))
    with np.load(kept) as arrays:
        return Differences(arrays["joints"], arrays["knee_deg"], arrays["trunk_deg"])


def _differences(path: Path, model: ModelName) -> Differences:
    landmarker = StillLandmarker(model)
    try:
        pairs = [_pair(landmarker, frame) for frame in _chosen(path, model)]
    finally:
        landmarker.close()
    rows = np.array([difference(a, b) for a, b in pairs if a.found and b.found and _is_same_person(a, b)])
    return Differences(*rows.T) if rows.size else Differences(_NOTHING, _NOTHING, _NOTHING)


def difference(one: Pose, again: Pose) -> tuple[float, float, float]:
    """Compare two poses of one frame.

    Parameters
    ----------
    one, again : Pose
        The second already mirrored back.

    Returns
    -------
    joints : float
        Median distance of the joints of trunk and legs, in shanks.
    knee_deg, trunk_deg : float
        Largest difference of the knees, and that of the trunk, degrees.
    """
    a, b = Body(one), Body(again)
    shank = max(abs(a.at("knee", side, guess=True) - a.at("ankle", side, guess=True)) for side in SIDES)
    apart = [abs(a.at(j, s, guess=True) - b.at(j, s, guess=True)) / shank for j in _JOINTS for s in SIDES]
    knees = [abs(_knee(a, i) - _knee(b, i)) for i in (0, 1)]
    return float(np.median(apart)), max(knees), abs(_trunk(a) - _trunk(b))


def _pair(landmarker: StillLandmarker, frame: Frame) -> tuple[Pose, Pose]:
    whole = (slice(0, frame.image.shape[0]), slice(0, frame.image.shape[1]))
    flipped = np.ascontiguousarray(frame.image[:, ::-1])
    return landmarker.detect(frame, frame.image, whole), mirror(landmarker.detect(frame, flipped, whole))


def _chosen(path: Path, model: ModelName) -> Iterator[Frame]:
    found = np.flatnonzero(np.isfinite(landmarks(path, model).landmarks[:, 0, 0]))
    chosen = set(found[np.linspace(0, len(found) - 1, FRAMES).astype(int)].tolist()) if len(found) else set()
    with VideoReader(path) as reader:
        yield from (frame for i, frame in enumerate(reader) if i in chosen)


def _is_same_person(a: Pose, b: Pose) -> bool:
    return difference(a, b)[0] < _SAME_PERSON


def _knee(body: Body, i: int) -> float:
    return angle_deg(*(body.at(joint, SIDES[i], guess=True) for joint in ("hip", "knee", "ankle")))


def _trunk(body: Body) -> float:
    return turn_deg(UP, body.mid("shoulder", guess=True) - body.mid("hip", guess=True))


def _save(path: Path, found: Differences) -> None:
    content = io.BytesIO()
    np.savez_compressed(content, joints=found.joints, knee_deg=found.knee_deg, trunk_deg=found.trunk_deg)
    write_whole(path, content.getvalue())
