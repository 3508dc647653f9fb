"""A worker without a pose model, for tests: ``python -m tests.pieces.knowing [MARKER]``.

Its follower reads the number of a frame out of the picture. Where a file is named, the process dies in the second
batch of any piece: each time, if the name ends in ``always``, otherwise once, and makes the file.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np

from formcheck.pieces import detecting, worker
from formcheck.pose.people.follower import Surveyed
from formcheck.pose.people.person import Person
from formcheck.pose.people.subject import SubjectChooser
from formcheck.records import Frame, Pose
from tests.support.clips import index_of
from tests.support.figures import film
from tests.support.moves import squat

POSE = film(squat())[0]
SHOT_EVERY = 20
"""A shot begins with each frame whose number can be divided by this."""

DIES_IN = 10
"""The frame of its shot in which a process dies: in the second batch of a piece that begins with a shot."""


class KnowingFollower:
    """Sees one person, who stands still, at as many pixels from the left as the frame's picture says."""

    is_crowd = False
    subject = None

    def __init__(self, *_: object, comes_s: float = 0.0, **__: object) -> None:
        self._comes_s, self._people = comes_s, 1 if comes_s == 0.0 else 0
        self.looked_s: list[float] = []
        self._shot = 0
        self.detected = 0

    @property
    def surveyed(self) -> Surveyed:
        chooser = SubjectChooser()
        picture = np.zeros((POSE.height_px, POSE.width_px, 3), np.uint8)
        if self._people:
            chooser.push(0.0, [Person.of(Frame(0, 0.0, picture), POSE)])
        return Surveyed(chooser, 0.0, may_be_small=not self._people)

    def begin_with(self, surveyed: Surveyed) -> None:
        self._people = int(surveyed.chooser.is_one)

    def survey(self, frames: Iterable[tuple[Frame, int]]) -> None:
        frame, _ = next(iter(frames))
        self.looked_s.append(frame.t_s)
        self._people = int(frame.t_s >= self._comes_s)

    def detect(self, frame: Frame) -> Pose:
        self.detected += 1
        self._shot += frame.index % SHOT_EVERY == 0 and self.detected > 1
        moved = POSE.landmarks + np.array([index_of(frame.image), 0.0, 0.0, 0.0])
        return replace(POSE, t_s=frame.t_s, landmarks=moved, shot=self._shot)

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class DyingFollower(KnowingFollower):
    """Dies with its process."""

    marker = Path()

    def detect(self, frame: Frame) -> Pose:
        is_time = frame.index % SHOT_EVERY == DIES_IN and self.detected >= DIES_IN
        if is_time and (self.marker.name.endswith("always") or not self.marker.exists()):
            self.marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().detect(frame)


if __name__ == "__main__":
    vars(detecting)["Follower"] = KnowingFollower
    if len(sys.argv) > 1:
        DyingFollower.marker = Path(sys.argv[1])
        vars(detecting)["Follower"] = DyingFollower
    worker.main()
