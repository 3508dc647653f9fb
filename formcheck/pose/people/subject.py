"""Who is coached: of several people the one who exercises, near and central; or whoever was pointed at."""

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
    heights,
    rhythm,
)
from formcheck.records import Pose

_WINDOW_S = 20.0
_IDLE_S = 4.0
_LATELY_S = 8.0
_CLEARLY = 2.0
_AT_WORK = 0.5
_STILL_SHARE = 0.15
_CLOSE_UP_SHARE = 0.2
# Further than this between two frames is another person, or a landmark that lies.
_JUMP_M = 0.3
_STEP_M = 0.2
# Natural logarithm of a change in size between two moments that follow one another: 0.22 at most within 0.1 s in clips
# of people who exercise, walk away and run.
_GROWN = 0.3
# Who is hidden for a moment comes out again within this.
_NEARBY_M = 1.5
_HIDDEN_S = 0.7
_TRAIL_S = 3.0
_TRAIL_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Subject:
    """A point in the picture on the person to coach.

    Attributes
    ----------
    x, y : float
        Shares 0..1 of the picture's width and height, from the upper left corner.
    at_s : float
        The moment, in seconds.

    Raises
    ------
    UsageError
        If the point lies outside the picture or the moment before the clip.
    """

    x: float
    y: float
    at_s: float = 0.0

    def __post_init__(self) -> None:
        if not (0.0 <= self.x <= 1.0 and 0.0 <= self.y <= 1.0 and 0.0 <= self.at_s < math.inf):
            raise UsageError(_WRONG_SUBJECT.format(f"{self.x:g},{self.y:g},{self.at_s:g}"))

    @classmethod
    def on(cls, person: Person) -> Subject:
        """Point at the middle of somebody's hips, or the edge of the picture next to it."""
        pose = person.pose
        x, y = np.clip((person.place.real / pose.width_px, person.place.imag / pose.height_px), 0.0, 1.0).tolist()
        return cls(x, y, pose.t_s)

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
    "A subject is a point on the person: X,Y in shares of the picture's width and height, each 0 to 1, perhaps with "
    "the moment in seconds; found {!r}. For the person on the left try: --subject 0.25,0.5"
)


class Chooser:
    """Keep people apart over time and choose the one to coach.

    Parameters
    ----------
    wish : Subject, optional
        Whom to coach, whatever they do. Without it the choice is reconsidered while the one chosen is idle or away,
        never while they move.
    """

    def __init__(self, wish: Subject | None = None) -> None:
        self._wish = wish
        self._tracks: list[Track] = []
        self._looks_s: list[float] = []
        self._shot = 0
        self._trail: deque[Spot] = deque()
        self._here: tuple[Pose, Spot] | None = None
        self._is_cut = False
        self.chosen: Track | None = None
        self.is_crowd = False
        """Whether the same two people were seen together in two looks on end: now and then a plant passes for one."""
        self._seen: list[Track] = []

    def push(self, t_s: float, people: Sequence[Person], shot: int = 0) -> None:
        """Take in everybody who is seen at a moment; times must not decrease."""
        same_shot, self._shot = shot == self._shot, shot
        self._looks_s.append(t_s)
        before, self._seen = self._seen, []
        for track, person in self._assigned(t_s, people, same_shot):
            track.add(t_s, person)
            self._seen.append(track)
        self.is_crowd = self.is_crowd or sum(track in before for track in self._seen) > 1
        for track in self._tracks:
            track.samples = track.since(t_s - _WINDOW_S)
        self._tracks = [track for track in self._tracks if track.samples or track is self.chosen]
        self._looks_s = [t for t in self._looks_s if t >= t_s - _WINDOW_S]

    def select_subject(self, wish: Subject | None) -> None:
        """Choose anew: whoever is pointed at, or with None the one who exercises."""
        self._wish, self.chosen = wish, None
        self._trail.clear()

    def cut(self) -> None:
        """Take in that the film was cut: nobody need be where they were."""
        self._trail.clear()
        self._is_cut = True

    def follow(self, pose: Pose) -> None:
        """Take in where the one chosen is, frame by frame."""
        if pose.found:
            self._is_cut = False
            if len(self._trail) > 1 and pose.t_s < self._trail[-2].t_s + _TRAIL_EVERY_S:
                self._trail.pop()  # the last is where they are; the others need not be as close
            self._trail.append(self._spot(pose))
        while self._trail and self._trail[0].t_s < pose.t_s - _TRAIL_S:
            self._trail.popleft()

    @property
    def is_under_way(self) -> bool:
        """Whether somebody has been followed of late."""
        return bool(self._trail)

    def is_where_last(self, pose: Pose) -> bool:
        """Whether the hips are where they were last; quicker to tell than `stray`."""
        if not self.is_under_way:
            return True
        return abs(complex(*middle(pose, "hip")) - self._trail[-1].place) < _STEP_M * self._trail[-1].scale

    def may_be_hidden(self, t_s: float) -> bool:
        """Whether to wait for them where only somebody else is seen: among others, or when they were seen just now."""
        return self.is_crowd or (self.is_under_way and t_s - self._trail[-1].t_s < _HIDDEN_S)

    def stray(self, pose: Pose) -> Literal["", "drifted", "elsewhere"]:
        """Tell whether a pose is away from where the one chosen was of late, little by little or at once."""
        if not self._trail:
            return "elsewhere" if self.is_crowd else ""
        if not pose.found:
            return "drifted" if self.is_crowd else ""
        here, usual, last = self._spot(pose), self._usual_spot(), self._trail[-1]
        is_far = here.apart_m(last) > min(_JUMP_M + SPEED_M_S * (here.t_s - last.t_s), _NEARBY_M)
        if is_far or abs(math.log(here.scale / last.scale)) > _GROWN:
            return "elsewhere"
        return "drifted" if here.apart_m(usual) > SLACK_M else ""

    def _spot(self, pose: Pose) -> Spot:
        """Work it out once for each pose."""
        if self._here is None or self._here[0] is not pose:
            self._here = pose, Spot.of(pose)
        return self._here[1]

    def _usual_spot(self) -> Spot:
        places, scales = [spot.place for spot in self._trail], [spot.scale for spot in self._trail]
        usual = complex(median(p.real for p in places), median(p.imag for p in places))
        return Spot(self._trail[-1].t_s, usual, median(scales))

    def choose(self) -> Track | None:
        """Choose from what was seen so far, and stay with the choice as long as it makes sense."""
        candidates = [track for track in self._tracks if track.samples]
        if not candidates:
            return self.chosen
        if self._wish is not None:
            self.chosen = self.chosen or min(candidates, key=self._off_wish)
            return self.chosen
        if self.chosen is None:
            self.chosen = max(candidates, key=self.score)
        elif self._may_leave():
            best = max(candidates, key=lambda track: self.score(track, _LATELY_S))
            clearly = self.score(best, _LATELY_S) > _CLEARLY * self.score(self.chosen, _LATELY_S)
            at_work = rhythm(best.since(self._looks_s[-1] - _LATELY_S)) > _AT_WORK
            self.chosen = best if clearly and at_work else self.chosen
        return self.chosen

    def pick(self, t_s: float, people: Sequence[Person]) -> Person | None:
        """Give the one who was chosen among people who are seen at a moment, if they are."""
        chosen = self.choose()
        if chosen is None or not chosen.samples:
            return None
        at = self._expected(chosen, t_s)
        costs = [(chosen.cost(person, at), i) for i, person in enumerate(people)]
        cost, best = min(costs, default=(math.inf, 0))
        return people[best] if math.isfinite(cost) else None

    def _expected(self, chosen: Track, t_s: float) -> Spot | None:
        """Where the one chosen should be: where they were of late, or where the survey saw them; None behind a cut."""
        if self._is_cut:
            return None
        if self._trail:
            spot = self._usual_spot().later(t_s)
            return replace(spot, reach_m=min(spot.reach_m, _NEARBY_M))
        seen_s, person = chosen.near(t_s)
        return Spot(seen_s, person.place, person.scale).later(t_s)

    def score(self, track: Track, within_s: float = _WINDOW_S) -> float:
        """Likelihood, in no unit, that this is who exercises, by what was seen of late."""
        since_s = self._looks_s[-1] - within_s
        samples = track.since(since_s)
        if not samples:
            return 0.0
        people = [person for _, person in samples]
        largest = max(other.samples[-1][1].scale for other in self._tracks if other.samples)
        size = min(1.0, median(p.scale for p in people) / largest)
        aside = median(abs(p.place.real / p.pose.width_px - 0.5) for p in people)
        seen = min(1.0, len(people) / sum(t >= since_s for t in self._looks_s))
        whole = _CLOSE_UP_SHARE + (1 - _CLOSE_UP_SHARE) * sum(p.whole for p in people) / len(people)
        return size * (1.0 - aside) * seen * whole * (_STILL_SHARE + rhythm(samples))

    def _assigned(self, t_s: float, people: Sequence[Person], same_shot: bool) -> list[tuple[Track, Person]]:
        """Join people to the tracks they go on, likeliest first; whoever is new begins a track."""
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
        new = [(Track(p.look), p) for j, p in enumerate(people) if j not in joined]
        self._tracks += [track for track, _ in new]
        return pairs + new

    def _may_leave(self) -> bool:
        """Whether the one chosen is away, or stands idle."""
        now_s = self._looks_s[-1]
        if self.chosen is None or not self.chosen.samples or now_s - self.chosen.samples[-1][0] > ABSENT_S:
            return True
        return amplitude(heights(self.chosen.since(now_s - _IDLE_S))) < IDLE_M

    def _off_wish(self, track: Track) -> float:
        if self._wish is None:
            return 0.0
        seen_s, person = track.near(self._wish.at_s)
        pose = person.pose
        off = pose.landmarks[:, :2] - (self._wish.x * pose.width_px, self._wish.y * pose.height_px)
        late_m = SPEED_M_S * abs(seen_s - self._wish.at_s)
        return float(np.hypot(*off.T).min()) / person.scale + late_m
