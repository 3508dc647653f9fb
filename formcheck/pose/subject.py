"""Who is coached: of several people the one who exercises, near and central; or whoever was pointed at."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import UsageError
from formcheck.pose.person import Person
from formcheck.pose.skeleton import LEFT, RIGHT

_WINDOW_S = 20.0
_RATE_HZ = 4.0
_PERIODS_S = (1.2, 8.0)
# Hips, shoulders and ankles that go up and down by this much (standard deviation, metres) are at work: a squat moves
# them by 0.2, a walk by 0.05, landmarks of somebody who stands by 0.01.
_AT_WORK_M = 0.12
_IDLE_M = 0.04
_IDLE_S = 4.0
_ABSENT_S = 5.0
_CLEARLY = 2.0
_STILL_SHARE = 0.15
_CLOSE_UP_SHARE = 0.2
# How far somebody gets between two looks.
_SLACK_M = 0.5
_SPEED_M_S = 2.5
_LARGER = 0.7
# Root mean square of the difference in colour, 0..1, of the same clothes at two moments, and of clothes told apart.
_OTHER_COLOUR = 0.25
_SAME_COLOUR = 0.12
_LEARNING = 0.1


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


@dataclass(eq=False)
class Track:
    """One person over time."""

    look: NDArray[np.float64]
    samples: list[tuple[float, Person]] = field(default_factory=list)
    latest: tuple[float, Person] | None = None

    def add(self, t_s: float, person: Person) -> None:
        """Take in that the person was seen; what they look like is learnt slowly."""
        known = np.where(np.isfinite(self.look), self.look, person.look)
        step = np.where(np.isfinite(person.look), person.look, known) - known
        self.look = known + _LEARNING * step
        self.samples.append((t_s, person))

    def near(self, t_s: float) -> tuple[float, Person]:
        """Give where the person was seen, at the moment next to this one."""
        known = self.samples if self.latest is None else [*self.samples, self.latest]
        return min(known, key=lambda sample: abs(sample[0] - t_s))

    def unlike(self, person: Person) -> float:
        """Difference in colour, 0..1; a middling value where the colours cannot be seen."""
        off = self.look - person.look
        seen = off[np.isfinite(off)]
        return float(np.sqrt((seen**2).mean())) if seen.size else _SAME_COLOUR

    def cost(self, t_s: float, person: Person, *, same_scene: bool) -> float:
        """Tell how unlikely it is that this is the same person, infinite where it cannot be."""
        seen_s, last = self.near(t_s)
        colour, size = self.unlike(person), abs(math.log(person.scale / last.scale))
        passed_s = abs(t_s - seen_s)
        if not same_scene or passed_s > _ABSENT_S:
            return 1.0 + 4.0 * colour if colour < _SAME_COLOUR else math.inf
        reach_m = _SLACK_M + _SPEED_M_S * passed_s
        apart_m = abs(person.place - last.place) / person.scale
        if apart_m > reach_m or size > _LARGER or colour > _OTHER_COLOUR:
            return math.inf
        return apart_m / reach_m + 4.0 * colour + size

    def since(self, t_s: float) -> list[tuple[float, Person]]:
        """Give the samples from a moment on."""
        return [sample for sample in self.samples if sample[0] >= t_s]


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
        self._scene = 0
        self.chosen: Track | None = None
        self.is_crowd = False
        """Whether more than one person was seen, each more than once."""

    def push(self, t_s: float, people: Sequence[Person]) -> None:
        """Take in everybody who is seen at a moment; times must not decrease."""
        scene = people[0].pose.scene if people else self._scene
        same_scene, self._scene = scene == self._scene, scene
        self._looks_s.append(t_s)
        for track, person in self._assigned(t_s, people, same_scene):
            track.add(t_s, person)
        self.is_crowd |= sum(len(track.samples) > 1 for track in self._tracks) > 1
        for track in self._tracks:
            track.samples = track.since(t_s - _WINDOW_S)
        self._tracks = [track for track in self._tracks if track.samples or track is self.chosen]
        self._looks_s = [t for t in self._looks_s if t >= t_s - _WINDOW_S]

    def follow(self, t_s: float, person: Person) -> None:
        """Take in where the one chosen is, between two looks at everybody."""
        if self.chosen is not None:
            self.chosen.latest = (t_s, person)

    def choose(self) -> Track | None:
        """Choose from what was seen so far, and stay with the choice as long as it makes sense."""
        candidates = [track for track in self._tracks if track.samples]
        if not candidates:
            return self.chosen
        if self._wish is not None:
            self.chosen = self.chosen or min(candidates, key=self._off_wish)
            return self.chosen
        best = max(candidates, key=self.score)
        if self.chosen is None or (best is not self.chosen and self._may_leave(best)):
            self.chosen = best
        return self.chosen

    def is_chosen(self, t_s: float, person: Person, *, same_scene: bool) -> bool:
        """Whether this is the one who was chosen rather than somebody else."""
        return self.pick(t_s, [person], same_scene=same_scene) is person

    def pick(self, t_s: float, people: Sequence[Person], *, same_scene: bool) -> Person | None:
        """Give the one who was chosen among people who are seen at a moment, if they are."""
        if self.chosen is None:
            return None
        priced = [(self.chosen.cost(t_s, person, same_scene=same_scene), person) for person in people]
        likely = [entry for entry in priced if math.isfinite(entry[0]) and not self._is_another(entry[1])]
        return min(likely, key=lambda entry: entry[0])[1] if likely else None

    def score(self, track: Track) -> float:
        """Likelihood, in no unit, that this is who exercises."""
        people = [person for _, person in track.samples]
        largest = max(float(np.median([p.scale for _, p in other.samples])) for other in self._tracks if other.samples)
        size = float(np.median([p.scale for p in people])) / largest
        aside = float(np.median([abs(p.place.real / p.pose.width_px - 0.5) for p in people]))
        seen = min(1.0, len(people) / max(len(self._looks_s), 1))
        whole = _CLOSE_UP_SHARE + (1 - _CLOSE_UP_SHARE) * float(np.mean([p.whole for p in people]))
        return size * (1.0 - aside) * seen * whole * (_STILL_SHARE + rhythm(track.samples))

    def _assigned(self, t_s: float, people: Sequence[Person], same_scene: bool) -> list[tuple[Track, Person]]:
        """Join people to the tracks they go on, likeliest first; whoever is new begins a track."""
        costs = [(t.cost(t_s, p, same_scene=same_scene), i, j) for i, t in enumerate(self._tracks) if t.samples
                 for j, p in enumerate(people)]  # fmt: skip
        joined: dict[int, int] = {}
        for cost, i, j in sorted(costs):
            if math.isfinite(cost) and j not in joined and i not in joined.values():
                joined[j] = i
        pairs = [(self._tracks[i], people[j]) for j, i in joined.items()]
        new = [(Track(p.look), p) for j, p in enumerate(people) if j not in joined]
        self._tracks += [track for track, _ in new]
        return pairs + new

    def _may_leave(self, best: Track) -> bool:
        """Whether the one chosen is away or idle, while somebody else clearly is at work."""
        if self.chosen is None or not self.chosen.samples:
            return True
        now_s = self._looks_s[-1]
        if now_s - self.chosen.samples[-1][0] > _ABSENT_S:
            return True
        idle = _amplitude(_heights(self.chosen.since(now_s - _IDLE_S))) < _IDLE_M
        return idle and rhythm(best.samples) > 0 and self.score(best) > _CLEARLY * self.score(self.chosen)

    def _is_another(self, person: Person) -> bool:
        """Whether the clothes are clearly those of somebody else who was seen."""
        own = self.chosen.unlike(person) if self.chosen is not None else 0.0
        others = [track.unlike(person) for track in self._tracks if track is not self.chosen and len(track.samples) > 1]
        return own > _SAME_COLOUR / 2 and min(others, default=math.inf) < own / 2

    def _off_wish(self, track: Track) -> float:
        if self._wish is None:
            return 0.0
        seen_s, person = track.near(self._wish.at_s)
        pose = person.pose
        off = pose.landmarks[:, :2] - (self._wish.x * pose.width_px, self._wish.y * pose.height_px)
        late_m = _SPEED_M_S * abs(seen_s - self._wish.at_s)
        return float(np.hypot(*off.T).min()) / person.scale + late_m


def rhythm(samples: Sequence[tuple[float, Person]]) -> float:
    """Tell how much somebody goes up and down, again and again.

    Returns
    -------
    float
        0..1: 0 for who stands or walks, half for one large movement, 1 for a set.
    """
    heights = _heights(samples)
    amplitude = _amplitude(heights)
    if amplitude < _IDLE_M:
        return 0.0
    return min(1.0, amplitude / _AT_WORK_M) * (1.0 + _periodicity([t for t, _ in samples], _main(heights))) / 2


def _heights(samples: Sequence[tuple[float, Person]]) -> NDArray[np.float64]:
    """Heights in metres, less their means: both ankles and the shoulders about the hips. Arms may wave."""
    rows = []
    for _, person in samples:
        y = {
            joint: [person.pose.landmarks[side[joint], 1] for side in (LEFT, RIGHT)] for joint in ("ankle", "shoulder")
        }
        rows.append([(v - person.place.imag) / person.scale for v in (*y["ankle"], sum(y["shoulder"]) / 2)])
    heights = np.array(rows).reshape(-1, 3)
    return heights - heights.mean(axis=0) if len(heights) else heights


def _main(heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project on the direction in which the heights vary most."""
    _, _, directions = np.linalg.svd(heights, full_matrices=False)
    return np.asarray(heights @ directions[0])


def _amplitude(heights: NDArray[np.float64]) -> float:
    return float(_main(heights).std()) if len(heights) > 2 else 0.0


def _periodicity(times: Sequence[float], values: NDArray[np.float64]) -> float:
    """Highest autocorrelation at the lag of a repetition, behind the first time it is negative; 0..1."""
    even = np.arange(times[0], times[-1], 1.0 / _RATE_HZ)
    signal = np.interp(even, times, values)
    signal = signal - signal.mean()
    power = float(signal @ signal)
    lags = range(round(_PERIODS_S[0] * _RATE_HZ), min(round(_PERIODS_S[1] * _RATE_HZ), len(signal) // 2) + 1)
    likeness = [float(signal[lag:] @ signal[:-lag]) / power * len(signal) / (len(signal) - lag) for lag in lags]
    first_negative = next((i for i, value in enumerate(likeness) if value < 0), len(likeness))
    return float(np.clip(max(likeness[first_negative:], default=0.0), 0.0, 1.0))
