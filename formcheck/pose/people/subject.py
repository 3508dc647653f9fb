"""People over time go in; the one who is coached comes out.

That is the person who exercises, near and central, or the one whom the user pointed at.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

import numpy as np

from formcheck.errors import UsageError
from formcheck.pose.people.person import Person, middle
from formcheck.pose.people.track import (
    ABSENT_S,
    IDLE_M,
    SLACK_M,
    SPEED_M_S,
    Spot,
    Track,
    amplitude,
    exercise_score,
    heights,
)
from formcheck.records import Pose

_WINDOW_S = 20.0
_IDLE_S = 4.0
_RECENT_S = 8.0
_CLEARLY_BETTER = 2.0
_EXERCISING = 0.5
_STILL_SHARE = 0.15
_CLOSE_UP_SHARE = 0.2
# A larger distance than this between two frames means another person, or an outlier.
_JUMP_M = 0.3
_STEP_M = 0.2
# Natural logarithm of the change in size between one moment and the next: 0.22 at most within 0.1 s in clips of people
# who exercise, walk away and run.
_GROWTH = 0.3
# A person who was occluded for a moment reappears within this distance.
_REAPPEARS_M = 1.5
_OCCLUDED_S = 0.7
_TRAIL_S = 3.0
_TRAIL_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Subject:
    """A point in the frame on the person to coach.

    Attributes
    ----------
    x, y : float
        Shares 0..1 of the frame's width and height, from the upper left corner.
    at_s : float
        The moment, in seconds.

    Raises
    ------
    UsageError
        If the point is outside the frame or the moment before the clip.
    """

    x: float
    y: float
    at_s: float = 0.0

    def __post_init__(self) -> None:
        if not (0.0 <= self.x <= 1.0 and 0.0 <= self.y <= 1.0 and 0.0 <= self.at_s < math.inf):
            raise UsageError(_WRONG_SUBJECT.format(f"{self.x:g},{self.y:g},{self.at_s:g}"))

    @classmethod
    def on(cls, person: Person) -> Subject:
        """Point at the middle of a person's hips, or at the nearest point of the frame."""
        pose = person.pose
        x, y = np.clip((person.place.real / pose.width_px, person.place.imag / pose.height_px), 0.0, 1.0).tolist()
        return cls(x, y, pose.t_s)

    def mirrored(self) -> Subject:
        """Return the same point in the mirrored frame."""
        return replace(self, x=1.0 - self.x)

    @classmethod
    def parse(cls, text: str) -> Subject:
        """Read ``X,Y`` or ``X,Y,SECONDS``.

        Raises
        ------
        UsageError
            If it is something else.
        """
        try:
            numbers = [float(part) for part in text.split(",")]
        except ValueError:
            numbers = []
        if len(numbers) not in (2, 3):
            raise UsageError(_WRONG_SUBJECT.format(text))
        return cls(*numbers)


_WRONG_SUBJECT = (
    "A subject is a point on the person: X,Y in shares of the frame's width and height, each 0 to 1, optionally with "
    "the moment in seconds; found {!r}. For the person on the left try: --subject 0.25,0.5"
)


class SubjectChooser:
    """Tracks the identities of people over time and chooses the one to coach.

    Parameters
    ----------
    wanted : Subject, optional
        The person to coach, whatever they do. Without it the choice is reconsidered while the chosen person is idle or
        away, never while they move.
    """

    def __init__(self, wanted: Subject | None = None) -> None:
        self._wanted = wanted
        self._tracks: list[Track] = []
        self._searches_s: list[float] = []
        self._shot = 0
        self._trail: deque[Spot] = deque()
        self._here: tuple[Pose, Spot] | None = None
        self._is_cut = False
        self.chosen: Track | None = None
        self.is_crowd = False
        """Whether the same two people were seen in two searches in a row: at times a plant is taken for a person."""
        self._seen: list[Track] = []

    def push(self, t_s: float, people: Sequence[Person], shot: int = 0) -> None:
        """Take all people who are seen at a moment; times must not decrease."""
        same_shot, self._shot = shot == self._shot, shot
        self._searches_s.append(t_s)
        before, self._seen = self._seen, []
        for track, person in self._assign(t_s, people, same_shot):
            track.add(t_s, person)
            self._seen.append(track)
        self.is_crowd = self.is_crowd or sum(track in before for track in self._seen) > 1
        for track in self._tracks:
            track.samples = track.since(t_s - _WINDOW_S)
        self._tracks = [track for track in self._tracks if track.samples or track is self.chosen]
        self._searches_s = [t for t in self._searches_s if t >= t_s - _WINDOW_S]

    @property
    def is_one(self) -> bool:
        """Whether exactly one person was seen so far, and nobody was pointed at."""
        return self._wanted is None and len(self._tracks) == 1

    def select_subject(self, wanted: Subject | None) -> None:
        """Choose again: the person pointed at, or with None the one who exercises."""
        self._wanted, self.chosen = wanted, None
        self._trail.clear()

    def cut(self) -> None:
        """Note that the film was cut: people may be anywhere."""
        self._trail.clear()
        self._is_cut = True

    def follow(self, pose: Pose) -> None:
        """Take the pose of the chosen person in the next frame."""
        if pose.found:
            self._is_cut = False
            if len(self._trail) > 1 and pose.t_s < self._trail[-2].t_s + _TRAIL_EVERY_S:
                self._trail.pop()  # the last is the present place; the others may be sparser
            self._trail.append(self._spot(pose))
        while self._trail and self._trail[0].t_s < pose.t_s - _TRAIL_S:
            self._trail.popleft()

    @property
    def is_following(self) -> bool:
        """Whether a person was seen in the last seconds."""
        return bool(self._trail)

    def is_near_last(self, pose: Pose) -> bool:
        """Whether the hips are near their last place; cheaper than `deviation`."""
        if not self.is_following:
            return True
        return abs(complex(*middle(pose, "hip")) - self._trail[-1].place) < _STEP_M * self._trail[-1].scale

    def may_be_occluded(self, t_s: float) -> bool:
        """Whether to wait for the person while only others are seen: in a crowd, or when they were seen just now."""
        return self.is_crowd or (self.is_following and t_s - self._trail[-1].t_s < _OCCLUDED_S)

    def deviation(self, pose: Pose) -> Literal["", "drifted", "elsewhere"]:
        """Compare a pose with the recent places of the chosen person: near (""), drifted away slowly, or elsewhere."""
        if not self._trail:
            return "elsewhere" if self.is_crowd else ""
        if not pose.found:
            return "drifted" if self.is_crowd else ""
        here, usual, last = self._spot(pose), self._usual_spot(), self._trail[-1]
        is_far = here.distance_m(last) > min(_JUMP_M + SPEED_M_S * (here.t_s - last.t_s), _REAPPEARS_M)
        if is_far or abs(math.log(here.scale / last.scale)) > _GROWTH:
            return "elsewhere"
        return "drifted" if here.distance_m(usual) > SLACK_M else ""

    def _spot(self, pose: Pose) -> Spot:
        """Compute the spot once for each pose."""
        if self._here is None or self._here[0] is not pose:
            self._here = pose, Spot.of(pose)
        return self._here[1]

    def _usual_spot(self) -> Spot:
        places, scales = [spot.place for spot in self._trail], [spot.scale for spot in self._trail]
        usual = complex(median(p.real for p in places), median(p.imag for p in places))
        return Spot(self._trail[-1].t_s, usual, median(scales))

    def choose(self) -> Track | None:
        """Choose by what was seen so far, and keep the choice as long as it makes sense."""
        candidates = [track for track in self._tracks if track.samples]
        if not candidates:
            return self.chosen
        if self._wanted is not None:
            self.chosen = self.chosen or min(candidates, key=self._distance_to_wanted)
            return self.chosen
        if self.chosen is None:
            self.chosen = max(candidates, key=self.score)
        elif self._may_switch():
            best = max(candidates, key=lambda track: self.score(track, _RECENT_S))
            clearly = self.score(best, _RECENT_S) > _CLEARLY_BETTER * self.score(self.chosen, _RECENT_S)
            exercises = exercise_score(best.since(self._searches_s[-1] - _RECENT_S)) > _EXERCISING
            self.chosen = best if clearly and exercises else self.chosen
        return self.chosen

    def pick(self, t_s: float, people: Sequence[Person]) -> Person | None:
        """Return the chosen person among the people seen at a moment, if they are there."""
        chosen = self.choose()
        if chosen is None or not chosen.samples:
            return None
        at = self._expected(chosen, t_s)
        costs = [(chosen.cost(person, at), i) for i, person in enumerate(people)]
        cost, best = min(costs, default=(math.inf, 0))
        return people[best] if math.isfinite(cost) else None

    def _expected(self, chosen: Track, t_s: float) -> Spot | None:
        """Return where the chosen person should be: the recent place, or that in the survey; None after a cut."""
        if self._is_cut:
            return None
        if self._trail:
            spot = self._usual_spot().at_time(t_s)
            return replace(spot, reach_m=min(spot.reach_m, _REAPPEARS_M))
        seen_s, person = chosen.nearest(t_s)
        return Spot(seen_s, person.place, person.scale).at_time(t_s)

    def score(self, track: Track, within_s: float = _WINDOW_S) -> float:
        """Score how likely this person is the one who exercises, by the last seconds; without a unit."""
        since_s = self._searches_s[-1] - within_s
        samples = track.since(since_s)
        if not samples:
            return 0.0
        people = [person for _, person in samples]
        largest = max(other.samples[-1][1].scale for other in self._tracks if other.samples)
        size = min(1.0, median(p.scale for p in people) / largest)
        aside = median(abs(p.place.real / p.pose.width_px - 0.5) for p in people)
        seen = min(1.0, len(people) / sum(t >= since_s for t in self._searches_s))
        whole = _CLOSE_UP_SHARE + (1 - _CLOSE_UP_SHARE) * sum(p.is_whole for p in people) / len(people)
        return size * (1.0 - aside) * seen * whole * (_STILL_SHARE + exercise_score(samples))

    def _assign(self, t_s: float, people: Sequence[Person], same_shot: bool) -> list[tuple[Track, Person]]:
        """Assign people to the tracks that they continue, likeliest first; a new person begins a track."""
        costs = [
            (track.cost(person, track.expected(t_s) if same_shot else None), i, j)
            for i, track in enumerate(self._tracks) if track.samples
            for j, person in enumerate(people)
        ]  # fmt: skip
        joined: dict[int, int] = {}
        for cost, i, j in sorted(costs):
            if math.isfinite(cost) and j not in joined and i not in joined.values():
                joined[j] = i
        pairs = [(self._tracks[i], people[j]) for j, i in joined.items()]
        new = [(Track(p.colours), p) for j, p in enumerate(people) if j not in joined]
        self._tracks += [track for track, _ in new]
        return pairs + new

    def _may_switch(self) -> bool:
        """Whether the chosen person is away, or idle."""
        now_s = self._searches_s[-1]
        if self.chosen is None or not self.chosen.samples or now_s - self.chosen.samples[-1][0] > ABSENT_S:
            return True
        return amplitude(heights(self.chosen.since(now_s - _IDLE_S))) < IDLE_M

    def _distance_to_wanted(self, track: Track) -> float:
        if self._wanted is None:
            return 0.0
        seen_s, person = track.nearest(self._wanted.at_s)
        pose = person.pose
        off = pose.landmarks[:, :2] - (self._wanted.x * pose.width_px, self._wanted.y * pose.height_px)
        late_m = SPEED_M_S * abs(seen_s - self._wanted.at_s)
        return float(np.hypot(*off.T).min()) / person.scale + late_m
