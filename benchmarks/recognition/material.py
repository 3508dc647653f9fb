"""What is to be recognised: sets that are drawn and seen from sampled cameras, and clips of real people."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.crossed import drawings, drawn, seen_from
from benchmarks.real.confusion import SAME
from benchmarks.real.known.truth import Clip
from benchmarks.real.landmarks import landmarks
from benchmarks.real.measuring import in_parallel
from formcheck.motion.cleaning.cleaner import CleanPose, PoseCleaner
from formcheck.recognition.candidates import Candidate, candidates
from formcheck.recognition.evidence import Evidence, evidence
from formcheck.recognition.following import follow, sparse
from formcheck.records import ModelName, Pose

_REPETITIONS = 4
_FAR_S = 1e9
# A camera as people place it (benchmarks.cameras): anywhere around the person, leaning by -25 to 15 degrees.
LOOKS_UP_DEG = (-15.0, 25.0)
AROUND_DEG = (-180.0, 180.0)
BODIES = {"fitted": "woman", "held_out": "man"}
"""Who draws the sets that weights are fitted to, and those that they are measured on."""
TALKS_UNTIL_S = {"s35": 12.0}
"""Clips of which only the beginning is looked at: then comes something else than their row says."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """Something to be recognised, with what the trackers found in it.

    Attributes
    ----------
    name, kind, group : str
        ``drawn`` or ``real``; ``fitted`` or ``held_out``, or the side of the split.
    exercise : str
        Id; empty for none.
    duration_s : float
    found : sequence of Evidence
    """

    name: str
    kind: str
    group: str
    exercise: str
    duration_s: float
    found: Sequence[Evidence]

    @property
    def drawing(self) -> str:
        """What was drawn, whoever drew it and from wherever it is seen."""
        return self.name.split(" from ")[0]

    def right(self, candidate: Candidate) -> bool:
        """Whether a candidate is the exercise."""
        return self.exercise in candidate.ids

    def same(self, candidate: Candidate) -> bool:
        """Whether a candidate is the exercise, or the same movement, which landmarks cannot tell apart."""
        return same_movement(self.exercise, candidate)


def same_movement(exercise: str, candidate: Candidate) -> bool:
    """Whether a candidate is an exercise, or the same movement, which landmarks cannot tell apart."""
    return exercise in candidate.ids or any(exercise in same and bool(same & set(candidate.ids)) for same in SAME)


def drawn_cases(group: str, cameras: int, jobs: int) -> list[Case]:
    """Draw every movement, and what is none, and see each from some sampled cameras."""
    tasks = [(name, group, number) for name in drawings() for number in range(cameras)]
    return in_parallel(_drawn_case, tasks, jobs)


def _drawn_case(task: tuple[str, str, int]) -> Case:
    name, group, number = task
    rng = np.random.default_rng(zlib.crc32(f"{name} {group} {number}".encode()))
    act, exercise = drawn(name, BODIES[group], _REPETITIONS)
    exercise = "run_cadence" if name == "running" else exercise
    yaw, pitch = rng.uniform(*AROUND_DEG), rng.uniform(*LOOKS_UP_DEG)
    title = f"{name} from {yaw:.0f}, looking up {pitch:.0f}"
    return _case(title, "drawn", group, exercise, seen_from(act, yaw, pitch, int(rng.integers(2**31))))


def real_cases(clips: Iterable[Clip], model: ModelName, jobs: int) -> list[Case]:
    """Take clips of people, whole."""
    return in_parallel(partial(_real_case, model=model), list(clips), jobs)


def _real_case(clip: Clip, model: ModelName) -> Case:
    until_s = TALKS_UNTIL_S.get(clip.path.stem, _FAR_S)
    poses = [pose for pose in landmarks(clip.path, model).poses() if pose.t_s < until_s]
    return _case(clip.path.stem, "real", clip.group, clip.exercise if clip.is_exercise else "", poses)


def _case(name: str, kind: str, group: str, exercise: str, poses: Iterable[Pose]) -> Case:
    cleaner = PoseCleaner()
    clean: list[CleanPose] = [cleaner.push(pose) for pose in poses]
    end_s = clean[-1].pose.t_s
    found = evidence(follow(candidates(), sparse(clean)), (clean[0].pose.t_s, end_s))
    return Case(name=name, kind=kind, group=group, exercise=exercise, duration_s=end_s, found=found)
