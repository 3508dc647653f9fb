"""Frames that may show several people go in; the pose of the one who is coached, with its shot, comes out."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import Self

from formcheck.pose.landmarker import Landmarker, StillLandmarker
from formcheck.pose.people.finder import PeopleFinder, isolate_person
from formcheck.pose.people.person import Person
from formcheck.pose.people.small import SMALL_SHARE, SmallPerson, height_share
from formcheck.pose.people.subject import Subject, SubjectChooser
from formcheck.pose.skeleton import without_person
from formcheck.records import Frame, ModelName, Pose
from formcheck.video.cuts import CutDetector

# A search for other people costs one inference, so it backs off while nobody else is found. A jump of the tracked place
# detects identity switches in between. In a crowd the search is closer and more frequent.
_ALONE_EVERY_S = 2.0
_ALONE_AT_MOST_S = 8.0
_PLACE_EVERY_S = 0.1
_CROWD_EVERY_S = 1.0
_OTHERS_EVERY_S = 0.33
# Least time between two searches for the person who was lost.
_LOST_EVERY_S = 0.4


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What a survey told, for other followers of the same clip: who is to be followed, until when it looked.

    It can be sent to another process.
    """

    chooser: SubjectChooser
    until_s: float
    may_be_small: bool


class Follower:
    """Tracks the person who is coached, frame by frame; the pose is empty where they are occluded or gone.

    With one person in the frame it is the `Landmarker` and little more. Use it in a ``with`` statement, or call
    `close`.

    Parameters
    ----------
    model : {"lite", "full", "heavy"}
        Which network.
    with_dorsal : bool
        Whether to measure the back's outline too.
    subject : Subject, optional
        The person to follow, instead of the one who exercises.
    has_cuts : bool
        Whether the film may be cut. A live camera's is not: at 10 to 15 pictures a second, somebody who begins to move
        after standing still changes the picture by as much as a cut does.

    Raises
    ------
    ModelError
        If the model is missing, damaged, or refused by MediaPipe.
    """

    def __init__(
        self, model: ModelName, *, with_dorsal: bool = False, subject: Subject | None = None, has_cuts: bool = True
    ) -> None:
        with ThreadPoolExecutor(1) as beside:
            waited_for = beside.submit(StillLandmarker, model)
            self._landmarker = Landmarker(model, with_dorsal)
            self._finder = PeopleFinder(waited_for.result())
        self._small = SmallPerson(model, with_dorsal)
        self._may_be_small = False
        self._chooser = SubjectChooser(subject)
        self._subject = subject
        self._cuts = CutDetector() if has_cuts else None
        self._shot = 0
        self._surveyed_s = 0.0
        self._alone_every_s = _ALONE_EVERY_S
        self._next_search_s = 0.0
        self._next_lost_s = 0.0
        self._next_place_s = 0.0
        self._selected: SimpleQueue[Subject | None] = SimpleQueue()
        self.people: tuple[Person, ...] = ()
        """The people seen in the last search, from left to right; empty where there is no choice to make."""

    @property
    def subject(self) -> Subject | None:
        """The point on the person to follow, None to follow the person who exercises."""
        return self._subject

    @property
    def is_crowd(self) -> bool:
        """Whether more than one person was seen."""
        return self._chooser.is_crowd

    @property
    def is_guess(self) -> bool:
        """Whether more than one person was seen and nobody was pointed at."""
        return self.is_crowd and self._subject is None

    def select_subject(self, subject: Subject | None) -> None:
        """Follow another person from the next frame on, or with None the one who exercises; from any thread."""
        self._selected.put(subject)

    def survey(self, frames: Iterable[tuple[Frame, int]]) -> None:
        """Choose the person before the first pose is detected, so that the choice is right from the first frame on.

        Parameters
        ----------
        frames : iterable of (Frame, int)
            Frames from the beginning of the clip, each with the number of its shot. They are read only as far as
            needed: to the first where one person is alone, to the second where nobody is there yet.
        """
        for number, (frame, shot) in enumerate(frames):
            people = self._finder.find(frame, closely=True)
            self._chooser.push(frame.t_s, people, shot)
            self._surveyed_s = frame.t_s
            self._may_be_small = not people
            if self._is_surveyed(number, len(people)):
                break
        self._next_search_s = self._surveyed_s + _ALONE_EVERY_S
        self._chooser.choose()

    @property
    def surveyed(self) -> Surveyed:
        """What the survey told, as long as no pose was detected since."""
        return Surveyed(deepcopy(self._chooser), self._surveyed_s, self._may_be_small)

    def begin_with(self, surveyed: Surveyed) -> None:
        """Begin with what another follower surveyed, instead of an own survey."""
        self._chooser = deepcopy(surveyed.chooser)
        self._surveyed_s, self._may_be_small = surveyed.until_s, surveyed.may_be_small
        self._next_search_s = self._surveyed_s + _ALONE_EVERY_S

    def _is_surveyed(self, number: int, people: int) -> bool:
        """Whether there is no choice to make: one person alone, or nobody yet, as after a title card."""
        if self._chooser.is_crowd or self._subject is not None:
            return False
        return people == 1 or number > 0

    def detect(self, frame: Frame) -> Pose:
        """Find the person in the next frame of the stream; see `Landmarker.detect`."""
        pose = self._detect_in_whole(frame)
        if not self._may_be_small or self.is_crowd:
            return pose
        if pose.found:
            return self._as_large(pose)
        small = self._small.detect(frame, self._finder)
        return pose if small is None else replace(small, shot=self._shot)

    def _as_large(self, pose: Pose) -> Pose:
        """Search no parts any more, once a person of the usual size is there: nobody small is to take their place."""
        self._may_be_small = height_share(pose) < SMALL_SHARE
        if self._may_be_small or not self._small.was_found:
            return pose
        self._shot += 1  # nothing continues from what was found before, which may have been a picture on the wall
        return replace(pose, shot=self._shot)

    def _detect_in_whole(self, frame: Frame) -> Pose:
        if self._cuts is not None and self._cuts.push(frame.image):
            self._shot += 1
            self._chooser.cut()
            self._alone_every_s = _ALONE_EVERY_S
            self._next_search_s = min(self._next_search_s, frame.t_s + _ALONE_EVERY_S)
        while not self._selected.empty():
            self._switch(frame, self._selected.get())
        pose = replace(self._landmarker.detect(frame), shot=self._shot)
        is_early = frame.t_s < min(self._next_place_s, self._next_search_s)
        if is_early and not self._chooser.is_crowd and self._chooser.is_near_last(pose):
            return pose
        self._next_place_s = frame.t_s + _PLACE_EVERY_S
        return self._checked(frame, pose)

    def _switch(self, frame: Frame, subject: Subject | None) -> None:
        self._subject = subject
        self._chooser.select_subject(subject)
        self._shot += 1  # nothing continues from the person followed before
        self._next_search_s = frame.t_s

    def _checked(self, frame: Frame, pose: Pose) -> Pose:
        """Compare the pose with the recent places; search again when it is time or it may be another person's."""
        deviation = self._chooser.deviation(pose)
        if frame.t_s >= self._next_search_s or (deviation and frame.t_s >= self._next_lost_s):
            pose = self._search(frame, pose, closely=deviation == "elsewhere")
        elif deviation == "elsewhere" and self._chooser.may_be_occluded(frame.t_s):
            pose = without_person(pose)
        if not pose.found:
            self._next_place_s = frame.t_s
        self._chooser.follow(pose)
        return pose

    def _search(self, frame: Frame, pose: Pose, *, closely: bool) -> Pose:
        """Find all people, and switch back to the chosen one where another was tracked."""
        people = self._finder.find(frame, [pose], closely=closely or self._chooser.is_crowd)
        if frame.t_s > self._surveyed_s:
            self._chooser.push(frame.t_s, people, self._shot)
        if self._chooser.is_crowd:
            self.people = tuple(sorted(people, key=lambda person: person.place.real))
        self._next_search_s = frame.t_s + self._search_interval_s(len(people))
        self._next_lost_s = frame.t_s + _LOST_EVERY_S
        chosen = self._chooser.pick(frame.t_s, people)
        if chosen is None:
            is_other = self._chooser.is_crowd or (closely and self._chooser.may_be_occluded(frame.t_s))
            return without_person(pose) if is_other else pose
        if chosen.pose is pose:
            return pose
        if pose.found and self._chooser.is_following and not closely:
            self._shot += 1  # an identity switch, little by little: nothing continues from there
        self._landmarker.aim(frame, isolate_person(frame.image, chosen.pose))
        return replace(chosen.pose, shot=self._shot)

    def _search_interval_s(self, people: int) -> float:
        if self._chooser.is_crowd:
            return _CROWD_EVERY_S
        if people > 1:
            return _OTHERS_EVERY_S
        interval_s = self._alone_every_s
        if people == 1:
            self._alone_every_s = min(2 * self._alone_every_s, _ALONE_AT_MOST_S)
        return interval_s

    def close(self) -> None:
        """Free the networks; the follower cannot be used afterwards."""
        self._landmarker.close()
        self._finder.close()
        self._small.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
