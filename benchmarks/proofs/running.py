"""Runners on a treadmill for the runs of P1: one who runs well, and for each cue one in whom it must fire."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.proofs.filming import FOLDER, watched
from benchmarks.synthetic.clips import HELD_OUT, camera_for
from benchmarks.synthetic.figure.body import Body
from benchmarks.synthetic.figure.kinematics import Figure
from benchmarks.synthetic.gait import ENLARGED, FAULTY, GOOD, Run, Runner
from formcheck.catalogue.exercise import Exercise
from formcheck.pose.recording import PoseTrack
from formcheck.records import Report, ViewLabel

_FPS, _DURATION_S = 60.0, 6.4
"""A phone's quick setting, and seven steps of each foot: what the cues ask for."""
_AZIMUTH_DEG: dict[ViewLabel, float] = {"side": 90.0, "front": 0.0, "rear": 180.0}
_CLOSE_PER_MIN = 2.0


@dataclass(frozen=True)
class RunTake:
    """One film of a runner, judged with one exercise; exercises that look at the same runner share the film.

    Attributes
    ----------
    exercise : Exercise
    view : str
    run : Run
    cue : str
        What must fire; empty in good form.
    """

    exercise: Exercise
    view: ViewLabel
    run: Run
    cue: str = ""

    @property
    def id(self) -> str:
        """Name of the clip."""
        return f"{self.exercise.id}-{self.view}-{self.cue or 'good'}"

    @property
    def fps(self) -> float:
        """Frames per second of the film."""
        return _FPS

    @property
    def true(self) -> int:
        """Steps a minute."""
        return round(self.run.cadence_spm)

    @property
    def path(self) -> Path:
        """Where the landmarks are kept."""
        return FOLDER / f"run-{self.view}-{self._digest[:12]}.npz"

    @property
    def is_enlarged(self) -> bool:
        """Whether the fault is drawn larger than it was at first."""
        return (self.exercise.id, self.cue) in ENLARGED

    @property
    def _digest(self) -> str:
        return hashlib.sha256(repr((self.run, self.view, _FPS, _DURATION_S)).encode()).hexdigest()

    def counted(self, report: Report) -> int:
        """Steps a minute that were found."""
        return round((report.gait.cadence_per_min if report.gait else None) or 0.0)

    def held(self, report: Report) -> str:
        """Whether the cadence of a good run is right within two steps a minute."""
        return "" if self.cue else "yes" if abs(self.counted(report) - self.true) <= _CLOSE_PER_MIN else "no"

    @property
    def _seed(self) -> int:
        return zlib.crc32(self._digest.encode())

    def performance(self) -> Runner:
        """Make the run, by one of the bodies that nothing was fitted on."""
        body = HELD_OUT[self._seed % len(HELD_OUT)]
        return Runner(Figure(Body.load(body)), self.run, _DURATION_S)

    def film(self) -> PoseTrack:
        """Render the runner and find the landmarks."""
        seed, runner = self._seed, self.performance()
        rng = np.random.default_rng(seed)
        times = np.arange(0.0, _DURATION_S, 1.0 / _FPS).tolist()
        camera = camera_for(runner, _AZIMUTH_DEG[self.view] + float(rng.uniform(-4.0, 4.0)), rng)
        return watched([runner.at(t_s) for t_s in times], times, camera, "treadmill", seed)


def run_takes(known: Sequence[Exercise]) -> Iterator[RunTake]:
    """List the films of the runs among some exercises: good form from each view of a cue, then the faults."""
    gaits = {exercise.id: exercise for exercise in known if exercise.mode == "gait"}
    side: ViewLabel = "side"
    drawn = {(e, view) for (e, _), (view, _) in FAULTY.items() if e in gaits} | {(e, side) for e in gaits}
    for exercise_id, view in sorted(drawn):
        yield RunTake(gaits[exercise_id], view, GOOD)
    for (exercise_id, cue), (view, run) in FAULTY.items():
        if exercise_id in gaits:
            yield RunTake(gaits[exercise_id], view, run, cue)
