"""A long film in, its sets out: which exercise, from when until when, on which sides, and the rests between."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.guesses import Recognition
from formcheck.motion.cleaning.cleaner import PoseCleaner
from formcheck.recognition.candidates import Candidate, candidates
from formcheck.recognition.evidence import joined
from formcheck.recognition.following import Film, Followed, Part, Span, follow, sparse
from formcheck.recognition.recognising import recognised
from formcheck.records import Pose, RepetitionSide

REST_S: Final = 8.0
"""Longest pause within a set, seconds. A breath between two heavy lifts takes less, and changing the weight more."""
_PAUSES: Final = 2.5
"""The same in lengths of a repetition: what comes after a longer pause is another set."""
_OVER_CUT_S: Final = 1.0
"""Longest pause where the film is cut, if half a repetition is less: a set that is seen from elsewhere goes on at once;
else the rest was left out (our own estimate)."""
LEAST: Final = 2
"""A repetition that is alone may be anything: picking something up, sitting down."""
_PLAIN: Final = 2.0
"""Excursion of a repetition that is alone, in least ones. In six joined films of tuned people those of true sets reach
2.7 to 5.5, and most that pass for one, of people who stand about, 1.0 to 1.7."""
_AROUND_S: Final = 1.0
"""A stretch is weighed with what comes before and after it, since anything explains itself. In drawings of what is no
exercise *Live* began 9 of 18 without this, 3 with it; of 1 and 2 s, 1 finds more sets in joined films."""
_LEAST_PROBABILITY: Final = 0.34
"""Of a set that is listed: below it one of the three likeliest is no better than chance."""
_ALONE_PROBABILITY: Final = 0.7
"""Of a repetition that is alone. In the same films 9 of 15 single lifts are found so, and nothing that is no set."""
_HELD_PROBABILITY: Final = 0.5
"""Of a hold, which nothing but a posture tells: it must be likelier than all else together."""
_HELD_S: Final = 5.0
"""How long something must be held before it is said to be a hold: people who stand about change their posture sooner
(our own estimate)."""
_SAME_S: Final = 1e-6


@dataclass(frozen=True, kw_only=True)
class FoundSet:
    """A set in a film.

    Attributes
    ----------
    start_s, end_s : float
        From the beginning of its first repetition to the end of its last one, seconds.
    recognition : Recognition
        What it is; the first guess is the exercise.
    number : int
        Repetitions, steps or holds.
    side : {"left", "right", "both"}
        The side that all of them are on, or ``both``.
    """

    start_s: float
    end_s: float
    recognition: Recognition
    number: int
    side: RepetitionSide

    @property
    def exercise(self) -> str:
        """Id of the likeliest exercise."""
        return self.recognition.guesses[0].exercise


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Successive parts of one candidate."""

    followed: Followed
    parts: Sequence[Part]

    @property
    def span(self) -> Span:
        return self.parts[0].span[0], max(part.span[1] for part in self.parts)

    @property
    def is_alone(self) -> bool:
        """Whether it is a single repetition."""
        return self.followed.candidate.exercise.hold is None and len(self.parts) < LEAST


def sets_of(poses: Iterable[Pose], folder: str | Path | None = None) -> list[FoundSet]:
    """Find the sets in some poses, as a pose model gave them.

    Parameters
    ----------
    poses : iterable of Pose
        Of one person.
    folder : str or Path, optional
        Custom definitions, which are considered too.
    """
    cleaner = PoseCleaner()
    clean = sparse(cleaner.push(pose) for pose in poses)
    return sets_in(follow(candidates(folder), clean)) if clean else []


def sets_in(film: Film) -> list[FoundSet]:
    """Find the sets of a followed film, in the order of time and without overlap."""
    return _best([(one, _lasts_s(stretch.parts)) for stretch in _stretches(film) if (one := _found(film, stretch))])


def _stretches(film: Film) -> list[_Stretch]:
    return [
        _Stretch(followed, parts)
        for followed in film.followed
        if not followed.candidate.is_none
        for parts in _groupings(followed.parts, film.cuts_s)
        if _is_enough(followed.candidate, parts)
    ]


def _is_enough(candidate: Candidate, parts: Sequence[Part]) -> bool:
    if candidate.exercise.hold is not None:
        return _lasts_s(parts) >= _HELD_S
    return len(parts) >= LEAST or parts[0].excess >= _PLAIN


def _lasts_s(parts: Sequence[Part]) -> float:
    """Return how many seconds some parts take, without the pauses between them."""
    return sum(end - start for start, end in joined([part.span for part in parts]))


def _groupings(parts: Sequence[Part], cuts_s: Sequence[float]) -> list[list[Part]]:
    """Divide parts at long pauses, in two ways: by a rest in seconds, and by a multiple of a repetition.

    A breath between heavy lifts is as long as the way from one machine to the next; what explains more is believed.
    """
    ordered = sorted(parts, key=lambda part: part.span)
    usual_s = float(np.median([end - start for start, end in (part.span for part in ordered)])) if ordered else 0.0
    longest_s = max(REST_S, _PAUSES * usual_s) if usual_s < REST_S else REST_S
    shortest_s = min(REST_S, max(REST_S / 2, _PAUSES * usual_s))
    over_cut_s = max(_OVER_CUT_S, usual_s / 2)
    groups = _grouped(ordered, longest_s, cuts_s, over_cut_s)
    return groups + [group for group in _grouped(ordered, shortest_s, cuts_s, over_cut_s) if group not in groups]


def _grouped(ordered: Sequence[Part], pause_s: float, cuts_s: Sequence[float], over_cut_s: float) -> list[list[Part]]:
    groups: list[list[Part]] = []
    for part in ordered:
        end_s = max(one.span[1] for one in groups[-1]) if groups else -math.inf
        if part.span[0] - end_s <= (over_cut_s if _is_cut(end_s, part.span[0], cuts_s) else pause_s):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _is_cut(end_s: float, start_s: float, cuts_s: Sequence[float]) -> bool:
    """Whether the film is cut between two moments."""
    return bisect_right(cuts_s, start_s) > bisect_right(cuts_s, end_s - _SAME_S)


def _found(film: Film, stretch: _Stretch) -> FoundSet | None:
    """Return a stretch as a set with its probability; None if something else is likelier."""
    recognition = recognised(film, _around(film, stretch))
    if not recognition.guesses or not _is_believed(recognition, _least_probability(stretch)):
        return None
    if recognition.guesses[0].exercise != stretch.followed.candidate.ids[0]:
        return None
    start_s, end_s = _whole(film, stretch)
    sides = {part.side for part in stretch.parts}
    return FoundSet(
        start_s=start_s, end_s=end_s, recognition=recognition,
        number=len(stretch.parts), side=sides.pop() if len(sides) == 1 else "both",
    )  # fmt: skip


def _least_probability(stretch: _Stretch) -> float:
    if stretch.is_alone:
        return _ALONE_PROBABILITY
    return _LEAST_PROBABILITY if stretch.followed.candidate.exercise.hold is None else _HELD_PROBABILITY


def _is_believed(recognition: Recognition, least: float) -> bool:
    probability = recognition.guesses[0].probability
    return probability >= least and probability > recognition.none


def _around(film: Film, stretch: _Stretch) -> Span:
    """Give the time of a stretch with what is next to it in the same shot."""
    start_s, end_s = stretch.span
    cuts_s = [cut_s for cut_s in film.cuts_s if cut_s > end_s]
    before_s = [cut_s for cut_s in film.cuts_s if cut_s <= start_s]
    return max([*before_s, start_s - _AROUND_S]), min([*cuts_s, end_s + _AROUND_S])


def _whole(film: Film, stretch: _Stretch) -> Span:
    """Give the time of a set: a run goes on for a step before it first lands, and after it last does."""
    (start_s, end_s), exercise = stretch.span, stretch.followed.candidate.exercise
    if exercise.gait is None:
        return start_s, end_s
    step_s = float(np.median([part.span[1] - part.span[0] for part in stretch.parts]))
    return max(float(film.times_s[0]), start_s - step_s), min(float(film.times_s[-1]), end_s + step_s)


def _best(weighed: Sequence[tuple[FoundSet, float]]) -> list[FoundSet]:
    """Choose sets that do not overlap, and explain the most time by their probability: weighted interval scheduling.

    A stretch that is hardly likelier than chance weighs little, however long: standing about resembles many holds.
    """
    ordered = sorted(weighed, key=lambda pair: pair[0].end_s)
    ends = [one.end_s for one, _ in ordered]
    best: list[tuple[float, list[FoundSet]]] = [(0.0, [])]
    for i, (one, lasts_s) in enumerate(ordered):
        before = best[bisect_right(ends, one.start_s, hi=i)]
        worth = before[0] + lasts_s * (one.recognition.guesses[0].probability - _LEAST_PROBABILITY)
        best.append((worth, [*before[1], one]) if worth > best[-1][0] else best[-1])
    return best[-1][1]
