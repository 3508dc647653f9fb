"""Frames in, the people in them out, so that the user can choose one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarker import StillLandmarker
from formcheck.pose.people.finder import PeopleFinder
from formcheck.pose.people.person import Person
from formcheck.pose.people.subject import Subject
from formcheck.records import CLIP_MODEL, Frame, ModelName

_MARGIN = 0.15


@dataclass(frozen=True, slots=True, eq=False)
class SubjectCandidate:
    """A person who may be the one to judge: a point on them, and the part of the frame that shows them, RGB."""

    subject: Subject
    image: NDArray[np.uint8]


def subject_candidates(frames: Iterable[Frame], model: ModelName = CLIP_MODEL) -> list[SubjectCandidate]:
    """List the people in that one of several frames that shows most of them.

    Parameters
    ----------
    frames : iterable of Frame
        At least one; each costs an inference for each person.
    model : {"lite", "full", "heavy"}
        The pose model.

    Returns
    -------
    list of SubjectCandidate
        From left to right.

    Raises
    ------
    ModelError
        If the pose model is missing or damaged.
    """
    with PeopleFinder(StillLandmarker(model)) as finder:
        searches = [(frame, finder.find(frame, closely=True)) for frame in frames]
    frame, people = max(searches, key=lambda search: len(search[1]))
    return [_candidate(frame, person) for person in sorted(people, key=lambda person: person.place.real)]


def _candidate(frame: Frame, person: Person) -> SubjectCandidate:
    height, width = frame.image.shape[:2]
    points = person.pose.landmarks[:, :2]
    slack = _MARGIN * float(np.ptp(points, axis=0).max())
    left, top = np.clip(points.min(axis=0) - slack, 0, (width - 1, height - 1)).astype(int)
    right, bottom = np.clip(points.max(axis=0) + slack, 1, (width, height)).astype(int)
    return SubjectCandidate(Subject.on(person), frame.image[top : max(bottom, top + 1), left : max(right, left + 1)])
