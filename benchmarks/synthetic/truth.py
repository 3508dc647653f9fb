"""The truth of a rendered clip: where every joint was, its angles, and when each repetition began and ended.

Everything is read from the posed joints, never from what was asked for.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np

from benchmarks.synthetic.figure.body import JOINTS, MARKS
from benchmarks.synthetic.figure.kinematics import Placed
from benchmarks.synthetic.figure.turns import OUT, SIDES, UP, Array
from formcheck.pose.dorsal import STATIONS
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import NAMES
from formcheck.records import Pose

POINTS = (*JOINTS, *MARKS)
_SAGITTAL = np.array([1.0, 0.0, 1.0])
_SCALE_PX = 400.0
_WIDTH_PX, _HEIGHT_PX = 4000, 2000


@dataclass(frozen=True)
class TrueRepetition:
    """One repetition as it was done.

    Attributes
    ----------
    side : {"left", "right", "both"}
    start_s, peak_s, end_s : float
        First movement, middle of the bottom, back at rest.
    amount : float
        How much of the fault was drawn: 0 none, 1 at its worst.
    size : float or None
        True value of the measure that shows the fault; None without one.
    """

    side: str
    start_s: float
    peak_s: float
    end_s: float
    amount: float = 0.0
    size: float | None = None


@dataclass(frozen=True, eq=False)
class Truth:
    """The truth of one clip.

    Attributes
    ----------
    t_s : ndarray, shape (n,)
    points : ndarray, shape (n, len(POINTS), 3)
        Joints and marks in metres, in the order of `POINTS`.
    pixels : ndarray, shape (n, 33, 2)
        The skeleton's points in the frame in pixels, x to the right and y down.
    spine_flexion_deg : ndarray, shape (n,)
        How far the chest was turned forward against the pelvis, which no joint's place tells.
    repetitions : tuple of TrueRepetition
    about : dict
        The clip: its id, body, movement, exercise, view, fault, cue and camera.
    """

    t_s: Array
    points: Array
    pixels: Array
    spine_flexion_deg: Array
    repetitions: tuple[TrueRepetition, ...]
    about: dict[str, Any]

    def save(self, path: Path) -> None:
        """Write it as one ``.npz``."""
        text = json.dumps({"repetitions": [asdict(r) for r in self.repetitions], "about": self.about})
        spine = self.spine_flexion_deg.astype(np.float32)
        np.savez_compressed(
            path, allow_pickle=False, text=np.array(text), t_s=self.t_s, angle_spine_flexion=spine,
            points=self.points.astype(np.float32), pixels=self.pixels.astype(np.float32),
        )  # fmt: skip

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        names = ("t_s", "points", "pixels", "angle_spine_flexion")
        with np.load(path) as file:
            text = json.loads(str(file["text"]))
            t_s, points, pixels, spine = (np.asarray(file[name], dtype=np.float64) for name in names)
        repetitions = tuple(TrueRepetition(**entry) for entry in text["repetitions"])
        return cls(t_s, points, pixels, spine, repetitions, text["about"])

    @cached_property
    def angles(self) -> dict[str, Array]:
        """Anatomical angles over time, each of shape (n,): see `angles`."""
        return angles({name: self.points[:, i] for i, name in enumerate(POINTS)})

    def track(self, view: Literal["side", "front"]) -> PoseTrack:
        """Poses as a perfect detector would see them from exactly this view, far away: for `assess`."""
        return PoseTrack.from_poses(
            ideal_pose(dict(zip(POINTS, row, strict=True)), float(t_s), view)
            for t_s, row in zip(self.t_s, self.points, strict=True)
        )


def ideal_pose(points: dict[str, Array], t_s: float, view: Literal["side", "front"]) -> Pose:
    """See true points exactly from the side (facing the right of the frame) or the front, without perspective."""
    forward, left, up = np.array([points[name] for name in NAMES]).T
    x, z = (forward, left) if view == "side" else (left, -forward)
    seen = np.ones(len(NAMES))
    landmarks = np.array([_WIDTH_PX / 2 + _SCALE_PX * x, _HEIGHT_PX - 200 - _SCALE_PX * up, _SCALE_PX * z, seen]).T
    world = np.array([x, -up, z, seen]).T
    hips = [NAMES.index("left_hip"), NAMES.index("right_hip")]
    world[:, :3] -= world[hips, :3].mean(axis=0)
    return Pose(
        t_s=t_s,
        width_px=_WIDTH_PX,
        height_px=_HEIGHT_PX,
        landmarks=landmarks,
        world=world,
        dorsal=np.full(len(STATIONS), np.nan),
        centred=True,
    )


def angles(points: dict[str, Array]) -> dict[str, Array]:
    """Anatomical angles of a posed body.

    Parameters
    ----------
    points : dict of str to ndarray, shape (..., 3)
        Joints in metres, for one moment or many.

    Returns
    -------
    dict of str to ndarray, shape (...)
        Degrees, by side: flexion of knee and elbow, which are hinges, from the joints in space; flexion of the hip
        between trunk (shoulder to hip) and thigh in the sagittal plane, so that a knee held out does not count; lean
        of the shin forward; elevation of the thigh above the horizontal; projection of the knee in the frontal plane,
        inwards positive. Of the whole: lean of the trunk forward, and to the left.
    """
    trunk = _middle(points, "shoulder") - _middle(points, "hip")
    found = {"trunk_lean": _lean(trunk), "side_lean": _side_lean(trunk)}
    for side in SIDES:
        shoulder, hip, knee, ankle = (points[f"{side}_{name}"] for name in ("shoulder", "hip", "knee", "ankle"))
        thigh, shin = hip - knee, knee - ankle
        found |= {
            f"{side}_knee_flexion": flexion_deg(hip, knee, ankle),
            f"{side}_hip_flexion": flexion_deg(*(point * _SAGITTAL for point in (shoulder, hip, knee))),
            f"{side}_elbow_flexion": flexion_deg(shoulder, points[f"{side}_elbow"], points[f"{side}_wrist"]),
            f"{side}_shin_lean": _lean(shin),
            f"{side}_thigh_elevation": np.degrees(np.arcsin(thigh @ UP / np.linalg.norm(thigh, axis=-1))),
            f"{side}_frontal_knee_projection": OUT[side] * (_side_lean(thigh) - _side_lean(shin)),
        }
    return found


def flexion_deg(first: Array, vertex: Array, last: Array) -> Array:
    """Angle by which the second bone departs from the first: 0 straight."""
    u, v = vertex - first, last - vertex
    cosine = (u * v).sum(axis=-1) / (np.linalg.norm(u, axis=-1) * np.linalg.norm(v, axis=-1))
    return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def spine_flexion_deg(placed: Placed) -> float:
    """How far the chest is turned forward against the pelvis, in degrees."""
    pelvis, chest = (placed.rotations[JOINTS.index(name)] for name in ("pelvis", "spine_4"))
    between = pelvis.T @ chest
    return math.degrees(math.atan2(between[0, 2], between[2, 2]))


def _middle(points: dict[str, Array], name: str) -> Array:
    return np.asarray((points[f"left_{name}"] + points[f"right_{name}"]) / 2)


def _lean(vector: Array) -> Array:
    return np.asarray(np.degrees(np.arctan2(vector[..., 0], vector[..., 2])))


def _side_lean(vector: Array) -> Array:
    return np.asarray(np.degrees(np.arctan2(vector[..., 1], vector[..., 2])))


def gather(
    t_s: Sequence[float],
    placed: Iterable[Placed],
    pixels: Array,
    repetitions: Sequence[TrueRepetition],
    about: dict[str, Any],
) -> Truth:
    """Put the truth of a clip together from the posed bodies of its frames."""
    bodies = list(placed)
    points = np.array([[body.points[name] for name in POINTS] for body in bodies])
    spine = np.array([spine_flexion_deg(body) for body in bodies])
    return Truth(np.array(t_s, dtype=np.float64), points, pixels, spine, tuple(repetitions), about)
