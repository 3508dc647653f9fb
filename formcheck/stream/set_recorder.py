"""The poses of a stream go in; each set that has ended comes out once, with its poses and its worst moments."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis import Analysis
from formcheck.live.stage import FinishedSet, StageName
from formcheck.live.unnamed.watch import KEPT_S
from formcheck.pose.recording import PoseTrack
from formcheck.records import Pose
from formcheck.report.summary import parts

Images = Mapping[str, NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class RecordedSet:
    """A set of a camera that has ended, with its poses from the countdown on; None if there are none."""

    analysis: Analysis
    track: PoseTrack | None


OnSet = Callable[[RecordedSet], None]
"""Takes each set as soon as it has ended. It is called while the next frame waits, and must return at once."""


class SetRecorder:
    """Collects the poses of the set under way, and returns each set once."""

    def __init__(self) -> None:
        self._poses: deque[Pose] = deque()
        self._told = 0
        self._before: Images = {}

    def push(self, pose: Pose, stage: StageName) -> None:
        """Take a pose, and the stage that it belongs to."""
        if stage == "framing":
            self._poses.clear()
        elif stage not in ("rest", "done"):
            self._poses.append(pose)
        # A set that was found by itself may have begun while that was watched for.
        while stage == "watching" and self._poses[0].t_s < pose.t_s - KEPT_S:
            self._poses.popleft()

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
        poses, self._poses = list(self._poses), deque()
        done = [each for each in new if parts(each.report) or each.report.gait is not None]
        return [RecordedSet(_analysis(each, pictures), _track(poses, each)) for each in done]


def _analysis(done: FinishedSet, pictures: Images) -> Analysis:
    return Analysis(report=done.report, series=done.series, exercise=done.exercise, worst_frames=pictures)


def _track(poses: Sequence[Pose], done: FinishedSet) -> PoseTrack | None:
    """Collect the poses that the session of a set received."""
    times_s = done.series.times_s
    shown = [pose for pose in poses if len(times_s) and times_s[0] <= pose.t_s <= times_s[-1]]
    return PoseTrack.from_poses(shown) if shown else None
