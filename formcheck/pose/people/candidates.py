"""The people at the beginning of a clip, to choose one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarker import StillLandmarker
from formcheck.pose.people.finder import PeopleFinder
from formcheck.pose.people.person import Person
from formcheck.pose.people.subject import Subject
from formcheck.records import Frame, ModelName
from formcheck.video.reader import VideoReader

_LOOKS_S = (0.0, 0.5, 1.5, 3.0)
_MARGIN = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class SubjectCandidate:
    """Somebody who may be the one to judge: a point on them, and their picture (height, width, 3) in RGB."""

    subject: Subject
    picture: NDArray[np.uint8]


def people_in_clip(video: Path, model: ModelName = "full") -> list[SubjectCandidate]:
    """Find the people in the first seconds of a clip, where most of them are seen at a time.

    Returns
    -------
    list of SubjectCandidate
        From left to right.

    Raises
    ------
    UnreadableVideoError
        If the clip cannot be read.
    ModelError
        If the pose model is missing or damaged.
    """
    finder = PeopleFinder(StillLandmarker(model))
    with finder, VideoReader(video) as reader:
        looks = [(frame, finder.find(frame, closely=True)) for frame in _looked_at(reader)]
    frame, people = max(looks, key=lambda look: len(look[1]))
    return [_candidate(frame, person) for person in sorted(people, key=lambda person: person.place.real)]


def _looked_at(reader: VideoReader) -> Iterator[Frame]:
    waiting = list(_LOOKS_S)
    for frame in reader:
        if waiting and frame.t_s >= waiting[0]:
            waiting.pop(0)
            yield frame
        if not waiting:
            return


def _candidate(frame: Frame, person: Person) -> SubjectCandidate:
    height, width = frame.image.shape[:2]
    points = person.pose.landmarks[:, :2]
    slack = _MARGIN * float(np.ptp(points, axis=0).max())
    left, top = np.clip(points.min(axis=0) - slack, 0, (width - 1, height - 1)).astype(int)
    right, bottom = np.clip(points.max(axis=0) + slack, 1, (width, height)).astype(int)
    return SubjectCandidate(Subject.on(person), frame.image[top : max(bottom, top + 1), left : max(right, left + 1)])
