"""Every drawn movement under the name of every other exercise: ``python -m benchmarks.crossed``.

What is counted under a name that is wrong tells that a definition does not say enough of what the movement is. The
joints are true, and seen exactly from the side and the front, and from two other directions, up or down, with landmarks
that drift. So no person has to be looked at, every exercise is among the movements, and so is what people do between
sets: walk, talk, sway, turn around, tie a shoe.
"""

from __future__ import annotations

import argparse
import math
import os
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.real.confusion import NAMES, SAME
from benchmarks.real.measuring import in_parallel
from benchmarks.real.tables import head, row_of
from benchmarks.synthetic.figure.body import Body
from benchmarks.synthetic.figure.kinematics import Figure
from benchmarks.synthetic.gait import GOOD, Run, Runner
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.movements.everyday import EVERYDAY, WALK, Walker
from benchmarks.synthetic.performance import Performance
from benchmarks.synthetic.proof import is_quick, performed
from benchmarks.synthetic.tempo import SetTiming
from benchmarks.synthetic.truth import ideal_pose
from formcheck.catalogue.library import load_exercise, without_cues
from formcheck.coaching.lookalikes import done_together
from formcheck.motion.cleaning.cleaner import PoseCleaner
from formcheck.pose.skeleton import LEFT, RIGHT
from formcheck.records import Pose

_BODY, _FPS, _QUICK_FPS, _REPETITIONS, _RUN_S = "woman", 16.0, 25.0, 4, 8.0
CAMERAS = ("side", "front", "oblique", "rear")
_ANGLES_DEG = {"oblique": (38.0, 14.0), "rear": (155.0, -10.0)}
"""How far around the person from the front, and how far up the camera looks."""
# Standard deviations of a landmark in the picture, of its place in space, and of that along the line of sight, in
# statures, and how much of it stays from frame to frame: the project's own estimates.
_IMAGE, _SPACE, _DEPTH, _MEMORY = 0.005, 0.008, 0.016, 0.9
_STATURE_M, PX_PER_M = 1.7, 400.0
_HIPS = [LEFT["hip"], RIGHT["hip"]]
_GAITS: Mapping[str, tuple[type[Runner], Run]] = {"walking": (Walker, WALK), "running": (Runner, GOOD)}
ALSO: Mapping[str, frozenset[str]] = {
    # Thighs and heels move as in these drills.
    "running": frozenset({"high_knees", "butt_kicks"}),
    "a_skip": frozenset({"high_knees"}),
    # A burpee ends in a jump from a squat, and so does one onto a box begin.
    "burpee": frozenset({"jump_squat"}),
    "box_jump": frozenset({"jump_squat"}),
}
"""Names that are not wrong for single drawings, because their movement is in them."""


@dataclass(frozen=True)
class Crossed:
    """What was counted in one drawn set.

    Attributes
    ----------
    drawing, camera : str
    true : int
        Repetitions, or steps, that were drawn.
    own : int or None
        How many were counted under the right name; None where it is not among the names.
    wrong : dict of str to int
        How many were counted under each wrong name, where any were.
    """

    drawing: str
    camera: str
    true: int
    own: int | None
    wrong: dict[str, int]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crossed", description=__doc__)
    parser.add_argument("drawings", nargs="*", metavar="DRAWING", help="only these (default: all)")
    parser.add_argument("--cameras", nargs="+", choices=CAMERAS, default=CAMERAS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    if unknown := sorted(set(options.drawings) - set(drawings())):
        parser.error(f"there is no drawing {', '.join(unknown)}; there are {', '.join(drawings())}")
    tasks = [(name, camera) for name in options.drawings or drawings() for camera in options.cameras]
    for line in tables(in_parallel(crossed, tasks, options.jobs)):
        print(line)


def drawings() -> list[str]:
    """List all that is drawn by name: the movements of exercises, and what is none."""
    return [*MOVEMENTS, *(movement.id for movement in EVERYDAY), *_GAITS]


def crossed(task: tuple[str, str]) -> Crossed:
    """Count one drawing, seen from one place, under all names."""
    drawing, camera = task
    act, exercise = drawn(drawing)
    cleaner = PoseCleaner()
    poses = [cleaner.push(pose) for pose in _seen(act, camera, zlib.crc32(f"{drawing} {camera}".encode()))]
    outcomes = done_together([without_cues(load_exercise(name)) for name in NAMES], poses)
    counted = {name: len(done.repetitions) for name, done in zip(NAMES, outcomes, strict=True)}
    wrong = {name: n for name, n in counted.items() if n and not _is_right(exercise or drawing, name)}
    return Crossed(drawing, camera, len(act.repetitions()), counted.get(exercise), wrong)


def tables(found: Sequence[Crossed]) -> Iterator[str]:
    """Print what was counted in each set under wrong names, and how much each wrong name counts in all."""
    yield from head("drawn", "seen from", "true", "own", "counted under wrong names")
    for one in found:
        if one.wrong:
            wrong = ", ".join(f"{name} {n}" for name, n in one.wrong.items())
            yield row_of(one.drawing, one.camera, one.true, "-" if one.own is None else one.own, wrong)
    yield ""
    total: Counter[str] = Counter()
    for one in found:
        total.update(one.wrong)
    yield from head("counted as", "repetitions")
    yield from (row_of(name, n) for name, n in total.most_common())
    yield row_of("all names", f"{total.total()} of {sum(one.true for one in found)} drawn, under {len(NAMES)} names")


def _is_right(own: str, name: str) -> bool:
    return own == name or name in ALSO.get(own, ()) or any(own in same and name in same for same in SAME)


def drawn(drawing: str, body: str = _BODY, repetitions: int = _REPETITIONS) -> tuple[Performance | Runner, str]:
    """Make the set of a drawing; with it the exercise that it is, empty where it is none."""
    figure = Figure(Body.load(body))
    if drawing in _GAITS:
        runner, run = _GAITS[drawing]
        return runner(figure, run, _RUN_S), ""
    movement = MOVEMENTS.get(drawing) or next(one for one in EVERYDAY if one.id == drawing)
    if not movement.exercise:
        return Performance(figure, movement, SetTiming((movement.beat,) * repetitions)), ""
    exercise = load_exercise(movement.exercise)
    return performed(exercise, movement, None, in_view="front", figure=figure, most=repetitions), exercise.id


def _seen(act: Performance | Runner, camera: str, seed: int) -> Iterator[Pose]:
    if camera in _ANGLES_DEG:
        yield from seen_from(act, *_ANGLES_DEG[camera], seed)
        return
    for t_s in _times(act):
        yield ideal_pose(act.at(t_s).points, t_s, "side" if camera == "side" else "front")


def seen_from(act: Performance | Runner, yaw_deg: float, pitch_deg: float, seed: int) -> Iterator[Pose]:
    """See a set from anywhere, with landmarks that drift; see `turned`."""
    for t_s, drift in zip(_times(act), drifts(seed), strict=False):
        yield moved(turned(ideal_pose(act.at(t_s).points, t_s, "front"), yaw_deg, pitch_deg), drift)


def drifts(seed: int) -> Iterator[NDArray[np.float64]]:
    """Draw errors of landmarks from frame to frame, in the picture and in space, each of shape (2, 33, 3)."""
    rng, drift = np.random.default_rng(seed), np.zeros((2, 33, 3))
    while True:
        drift = _MEMORY * drift + math.sqrt(1.0 - _MEMORY**2) * rng.standard_normal(drift.shape)
        yield drift


def _times(act: Performance | Runner) -> list[float]:
    slow = isinstance(act, Performance) and not is_quick(act.movement)
    times: list[float] = np.arange(0.0, act.duration_s, 1.0 / (_FPS if slow else _QUICK_FPS)).tolist()
    return times


def turned(pose: Pose, yaw_deg: float, pitch_deg: float) -> Pose:
    """See an exact pose from elsewhere.

    Parameters
    ----------
    pose : Pose
        Seen without perspective.
    yaw_deg, pitch_deg : float
        How far the camera goes around the hips to the person's left, and by how much it then looks up.
    """
    (cy, cp), (sy, sp) = np.cos(np.radians([yaw_deg, pitch_deg])), np.sin(np.radians([yaw_deg, pitch_deg]))
    around = np.array([[cy, 0.0, -sy], [0.0, 1.0, 0.0], [sy, 0.0, cy]])
    by = around @ np.array([[1.0, 0.0, 0.0], [0.0, cp, sp], [0.0, -sp, cp]])
    landmarks, world = pose.landmarks.copy(), pose.world.copy()
    middle = np.array([*landmarks[_HIPS, :2].mean(axis=0), 0.0])
    landmarks[:, :3] = (landmarks[:, :3] - middle) @ by + middle
    world[:, :3] = world[:, :3] @ by
    return replace(pose, landmarks=landmarks, world=world)


def moved(pose: Pose, drift: NDArray[np.float64]) -> Pose:
    """Move landmarks in the picture and in space by their errors, given in standard deviations."""
    landmarks, world = pose.landmarks.copy(), pose.world.copy()
    landmarks[:, :2] += _STATURE_M * PX_PER_M * _IMAGE * drift[0, :, :2]
    world[:, :3] += _STATURE_M * np.array([_SPACE, _SPACE, _DEPTH]) * drift[1]
    world[:, :3] -= world[_HIPS, :3].mean(axis=0)
    return replace(pose, landmarks=landmarks, world=world)


if __name__ == "__main__":
    main()
