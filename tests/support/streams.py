"""Streams of poses for a live set: a person stands still, does something, and stands again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.synthetic.movement import Fault, Movement, View
from benchmarks.synthetic.proof import performed
from benchmarks.synthetic.truth import ideal_pose
from formcheck.catalogue.exercise import Exercise
from formcheck.live.framing import Framing, Readiness
from formcheck.motion.cleaning.view import ViewTracker
from formcheck.records import Pose, Side

FPS = 15.0
_WIDTH_PX, _HEIGHT_PX = 1280, 1000


def still(pose: Pose, seconds: float) -> list[Pose]:
    """The same pose for some time."""
    return [replace(pose, t_s=i / FPS) for i in range(round(seconds * FPS))]


def nobody(like: Pose, seconds: float) -> list[Pose]:
    empty = np.full((33, 4), np.nan)
    return still(replace(like, landmarks=empty, world=empty.copy()), seconds)


def joined(*parts: Sequence[Pose]) -> list[Pose]:
    """One stream after another, each from where the one before it ended."""
    poses: list[Pose] = []
    for part in parts:
        start_s = poses[-1].t_s + 1.0 / FPS if poses else 0.0
        poses += [replace(pose, t_s=start_s + pose.t_s - part[0].t_s) for pose in part]
    return poses


def blended(one: Pose, other: Pose, seconds: float) -> list[Pose]:
    """From one pose to another."""
    count = round(seconds * FPS)
    shares = [(1 - np.cos(np.pi * i / count)) / 2 for i in range(count)]
    return [
        replace(
            one, t_s=i / FPS, landmarks=one.landmarks + share * (other.landmarks - one.landmarks),
            world=one.world + share * (other.world - one.world),
        )
        for i, share in enumerate(shares)
    ]  # fmt: skip


def drawn(exercise: Exercise, movement: Movement, view: View, fault: Fault | None = None) -> list[Pose]:
    """A set of the drawn figure, as a camera 2.6 m away sees it."""
    performance = performed(exercise, movement, fault, in_view=view)
    times = np.arange(0.0, performance.duration_s, 1.0 / FPS).tolist()
    return _nearer([ideal_pose(performance.at(t_s).points, t_s, view) for t_s in times])


def begun(exercise: Exercise, movement: Movement, view: View) -> Pose:
    """The drawn figure at the start of its set."""
    points = performed(exercise, movement, None, in_view=view).at(0.0).points
    return _nearer([ideal_pose(points, 0.0, view)])[0]


def _nearer(poses: Sequence[Pose]) -> list[Pose]:
    """Crop a frame that is far too large to the usual size, or a little wider."""
    x = np.array([pose.landmarks[:, 0] for pose in poses])
    width = max(_WIDTH_PX, int(np.ptp(x)) + 100)
    off = [(x.max() + x.min() - width) / 2, poses[0].height_px - _HEIGHT_PX - 50, 0.0, 0.0]
    return [replace(pose, landmarks=pose.landmarks - off, width_px=width, height_px=_HEIGHT_PX) for pose in poses]


def framed(
    exercise: Exercise,
    poses: Iterable[Pose],
    *,
    brightness: float | None = 0.5,
    people: int = 1,
    side: Side | None = None,
) -> list[Readiness]:
    framing, views = Framing(exercise, side), ViewTracker()
    return [framing.push(pose, views.push(pose), brightness, people) for pose in poses]


def wrong(readiness: Readiness) -> list[str]:
    return [advice.id for advice in readiness.advices if not advice.ok]
