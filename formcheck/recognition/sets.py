"""A long film in, its sets out: which exercise, from when until when, on which sides, and the rests between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.guesses import Recognition
from formcheck.motion.cleaning.cleaner import PoseCleaner
from formcheck.recognition.candidates import candidates
from formcheck.recognition.following import Film, Followed, Part, Span, follow, sparse
from formcheck.recognition.recognising import recognised
from formcheck.records import Pose, RepetitionSide

REST_S: Final = 8.0
"""Longest pause within a set, seconds. A breath between two heavy lifts takes less, and changing the weight more."""
_PAUSES: Final = 2.5
"""The same in lengths of a repetition: what comes after a longer pause is another set."""
_LEAST: Final = 2
"""A repetition that is alone may be anything: picking something up, sitting down."""
_LEAST_PROBABILITY: Final = 0.34
"""Of a set that is listed: below it one of the three likeliest is no better than chance."""


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
    weighed = [(one.start_s, one.end_s, one) for stretch in _stretches(film) if (one := _found(film, stretch))]
    return _best(weighed)


def _stretches(film: Film) -> list[_Stretch]:
    return [
        _Stretch(followed, parts)
        for followed in film.followed
        if not followed.candidate.is_none
        for parts in _groupings(followed.parts)
        if followed.candidate.exercise.hold is not None or len(parts) >= _LEAST
    ]


def _groupings(parts: Sequence[Part]) -> list[list[Part]]:
    """Divide parts at long pauses, in two ways: by a rest in seconds, and by a multiple of a repetition.

    A breath between heavy lifts is as long as the way from one machine to the next; what explains more is believed.
    """
    ordered = sorted(parts, key=lambda part: part.span)
    usual_s = float(np.median([end - start for start, end in (part.span for part in ordered)])) if ordered else 0.0
    longest_s = max(REST_S, _PAUSES * usual_s) if usual_s < REST_S else REST_S
    shortest_s = min(REST_S, max(REST_S / 2, _PAUSES * usual_s))
    groups = _grouped(ordered, longest_s)
    return groups + [group for group in _grouped(ordered, shortest_s) if group not in groups]


def _grouped(ordered: Sequence[Part], pause_s: float) -> list[list[Part]]:
    groups: list[list[Part]] = []
    for part in ordered:
        if groups and part.span[0] - max(one.span[1] for one in groups[-1]) <= pause_s:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _found(film: Film, stretch: _Stretch) -> FoundSet | None:
    """Return a stretch as a set with its probability; None if something else is likelier."""
    recognition = recognised(film, stretch.span)
    if not recognition.guesses or recognition.guesses[0].probability < _LEAST_PROBABILITY:
        return None
    if recognition.guesses[0].exercise != stretch.followed.candidate.ids[0]:
        return None
    sides = {part.side for part in stretch.parts}
    return FoundSet(
        start_s=stretch.span[0], end_s=stretch.span[1], recognition=recognition,
        number=len(stretch.parts), side=sides.pop() if len(sides) == 1 else "both",
    )  # fmt: skip


def _best(weighed: Sequence[tuple[float, float, FoundSet]]) -> list[FoundSet]:
    """Choose sets that do not overlap, and explain the most time by their probability: weighted interval scheduling.

    A stretch that is hardly likelier than chance weighs little, however long: standing about resembles many holds.
    """
    ordered = sorted(weighed, key=lambda one: one[1])
    ends = [end for _, end, _ in ordered]
    best: list[tuple[float, list[FoundSet]]] = [(0.0, [])]
    for i, (start, end, one) in enumerate(ordered):
        before = best[bisect_right(ends, start, hi=i)]
        worth = before[0] + (end - start) * (one.recognition.guesses[0].probability - _LEAST_PROBABILITY)
        best.append((worth, [*before[1], one]) if worth > best[-1][0] else best[-1])
    return best[-1][1]
