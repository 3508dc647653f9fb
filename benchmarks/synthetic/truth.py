"""What is known of a rendered clip: where every joint was, its angles, and when each repetition began and ended.

Everything is read from the posed joints, never from what was asked for.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np

from benchmarks.synthetic.body import JOINTS, MARKS
from benchmarks.synthetic.kinematics import Placed
from benchmarks.synthetic.turns import OUT, SIDES, UP, Array
from formcheck.pose.dorsal import STATIONS
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import NAMES
from formcheck.records import Pose

POINTS = (*JOINTS, *MARKS)
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
        The skeleton's points in the picture, x and y down.
    angles : dict of str to ndarray, shape (n,)
        See `angles`.
    repetitions : tuple of TrueRepetition
    about : dict
        The clip: its id, body, movement, exercise, view, fault, cue and camera.
    """

    t_s: Array
    points: Array
    pixels: Array
    angles: dict[str, Array]
    repetitions: tuple[TrueRepetition, ...]
    about: dict[str, Any]

    def save(self, path: Path) -> None:
        """Write it as one ``.npz``."""
        text = json.dumps({"repetitions": [asdict(r) for r in self.repetitions], "about": self.about})
        arrays = {"t_s": self.t_s, "points": self.points.astype(np.float32), "pixels": self.pixels.astype(np.float32)}
        named = {f"angle_{name}": values.astype(np.float32) for name, values in self.angles.items()}
        np.savez_compressed(path, text=np.array(text), **arrays, **named)  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(path) as file:
            text = json.loads(str(file["text"]))
            arrays = [np.asarray(file[name], dtype=np.float64) for name in ("t_s", "points", "pixels")]
            named = {n.removeprefix("angle_"): np.asarray(file[n], float) for n in file.files if n.startswith("angle_")}
        repetitions = tuple(TrueRepetition(**entry) for entry in text["repetitions"])
        return cls(arrays[0], arrays[1], arrays[2], named, repetitions, text["about"])

    def track(self, view: Literal["side", "front"]) -> PoseTrack:
        """Poses as a perfect detector would see them from exactly this view, far away: for `assess`."""
        return PoseTrack.from_poses(
            ideal_pose(dict(zip(POINTS, row, strict=True)), float(t_s), view)
            for t_s, row in zip(self.t_s, self.points, strict=True)
        )


def ideal_pose(points: dict[str, Array], t_s: float, view: Literal["side", "front"]) -> Pose:
    """See true points exactly from the side (facing the picture's right) or the front, without perspective."""
    forward, left, up = np.array([points[name] for name in NAMES]).T
    x, z = (forward, left) if view == "side" else (left, -forward)
    seen = np.ones(len(NAMES))
    landmarks = np.array([_WIDTH_PX / 2 + _SCALE_PX * x, _HEIGHT_PX - 200 - _SCALE_PX * up, _SCALE_PX * z, seen]).T
    world = np.array([x, -up, z, seen]).T
    hips = [NAMES.index("left_hip"), NAMES.index("right_hip")]
    world[:, :3] -= world[hips, :3].mean(axis=0)
    return Pose(t_s, _WIDTH_PX, _HEIGHT_PX, landmarks, world, np.full(len(STATIONS), np.nan))


def angles(placed: Placed) -> dict[str, float]:
    """Anatomical angles of a posed body.

    Returns
    -------
    dict of str to float
        Degrees. Flexion of knee, hip (shoulder, hip, knee) and elbow by side, from the joints in space; leans of trunk
        and shin in the sagittal plane, forward positive; elevation of the thigh above the horizontal; projection of
        the knee in the frontal plane, inwards positive; the trunk's lean to the left; flexion of the spine as the turn
        of the chest against the pelvis.
    """
    points = placed.points
    found = {
        "trunk_lean": _lean(_middle(points, "shoulder") - _middle(points, "hip")),
        "side_lean": _side_lean(_middle(points, "shoulder") - _middle(points, "hip")),
        "spine_flexion": spine_flexion_deg(placed),
    }
    for side in SIDES:
        hip, knee, ankle = (points[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
        found |= {
            f"{side}_knee_flexion": flexion_deg(hip, knee, ankle),
            f"{side}_hip_flexion": flexion_deg(points[f"{side}_shoulder"], hip, knee),
            f"{side}_elbow_flexion": flexion_deg(*(points[f"{side}_{n}"] for n in ("shoulder", "elbow", "wrist"))),
            f"{side}_shin_lean": _lean(knee - ankle),
            f"{side}_thigh_elevation": math.degrees(math.asin((hip - knee) @ UP / float(np.linalg.norm(hip - knee)))),
            f"{side}_frontal_knee_projection": OUT[side] * (_side_lean(knee - ankle) - _side_lean(hip - knee)) * -1.0,
        }
    return found


def flexion_deg(first: Array, vertex: Array, last: Array) -> float:
    """Angle by which the second bone departs from the first: 0 straight."""
    u, v = vertex - first, last - vertex
    cosine = float(u @ v / (np.linalg.norm(u) * np.linalg.norm(v)))
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def spine_flexion_deg(placed: Placed) -> float:
    """How far the chest is turned forward against the pelvis, in degrees."""
    pelvis, chest = (placed.rotations[JOINTS.index(name)] for name in ("pelvis", "spine_4"))
    between = pelvis.T @ chest
    return math.degrees(math.atan2(between[0, 2], between[2, 2]))


def _middle(points: dict[str, Array], name: str) -> Array:
    return np.asarray((points[f"left_{name}"] + points[f"right_{name}"]) / 2)


def _lean(vector: Array) -> float:
    return math.degrees(math.atan2(vector[0], vector[2]))


def _side_lean(vector: Array) -> float:
    return math.degrees(math.atan2(vector[1], vector[2]))


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
    rows = [angles(body) for body in bodies]
    named = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    return Truth(np.array(t_s, dtype=np.float64), points, pixels, named, tuple(repetitions), about)
