"""The poses of a stream go in; each set that has ended comes out once, with its poses and its worst moments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis import Analysis
from formcheck.catalogue.exercise import Exercise
from formcheck.live.stage import FinishedSet, StageName
from formcheck.pose.recording import PoseTrack
from formcheck.records import Pose
from formcheck.report.summary import parts

Images = Mapping[str, NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class RecordedSet:
    """A set of a camera that has ended, with its poses from the countdown on; None where there are none."""

    analysis: Analysis
    track: PoseTrack | None


OnSet = Callable[[RecordedSet], None]
"""Takes each set as soon as it has ended. It is called while the next frame waits, and must return at once."""


class SetRecorder:
    """Collects the poses of the set under way, and hands out each set once.

    Parameters
    ----------
    exercise : Exercise
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._poses: list[Pose] = []
        self._told = 0
        self._before: Images = {}

    def push(self, pose: Pose, stage: StageName) -> None:
        """Take a pose, and the stage that it belongs to."""
        if stage in ("countdown", "working"):
            self._poses.append(pose)
        elif stage == "framing":
            self._poses.clear()

    def ended(self, finished: Sequence[FinishedSet], images: Images) -> list[RecordedSet]:
        """Return the sets that have ended since the last call, unless nothing was done in them.

        Parameters
        ----------
        finished : sequence of FinishedSet
            All that have ended so far.
        images : mapping of str to ndarray
            By cue, the picture of its worst moment in all sets so far.
        """
        new, self._told = finished[self._told :], len(finished)
        if not new:
            return []
        pictures = {cue: image for cue, image in images.items() if image is not self._before.get(cue)}
        self._before = dict(images)
        track = PoseTrack.from_poses(self._poses) if self._poses else None
        self._poses = []
        done = [each for each in new if parts(each.report) or each.report.gait is not None]
        return [RecordedSet(self._analysis(each, pictures), track) for each in done]

    def _analysis(self, done: FinishedSet, pictures: Images) -> Analysis:
        return Analysis(report=done.report, series=done.series, exercise=self._exercise, worst_frames=pictures)
