"""Computes features for each candidate from what the trackers found in a stretch of time: how well it explains them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.recognition.candidates import Candidate
from formcheck.recognition.chance import telling
from formcheck.recognition.following import Film, Followed, Part, Span

PRIOR: Final = ("common", "usual")
"""Those that say how often an exercise is done, whatever is seen: its priority in the catalogue."""

FEATURES: Final = (
    "counted", "counted_number", "counted_of_way", "counted_of_time", "counted_alike", "counted_beyond_least",
    "counted_not_turned_away", "counted_gates_met", "counted_gates_unseen", "counted_telling", "steps",
    "held", "held_of_time", "held_of_way", "held_longest", "held_gates", "held_moving", "held_telling",
    "run", "run_of_time",
    "walk", "walk_of_time", "walk_of_way",
    *PRIOR,
)  # fmt: skip
"""Names of the features. Those of a way of doing are 0 for candidates that are done in another way."""

# Landmarks of somebody who holds still move by about so much, as they tremble: less is not told apart.
_STILL_M_S = 0.05
_MOST = 10
_MOST_BEYOND = 4.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Evidence:
    """The evidence for one candidate.

    Attributes
    ----------
    candidate : Candidate
    parts : sequence of Part
        Its repetitions, holds or steps within the time.
    features : ndarray of float, shape (features,)
        In the order of `FEATURES`.
    """

    candidate: Candidate
    parts: Sequence[Part]
    features: NDArray[np.float64]


def evidence(film: Film, span: Span, is_named: Callable[[Candidate], bool] = lambda _: False) -> list[Evidence]:
    """Compute how well each candidate explains a stretch of time; those that found nothing in it are left out.

    So are those whose posture was not seen at all: hands that swing beside hips out of the picture may be anything. And
    so are steps that are anybody's who walks, unless it was seen what sets them apart.

    Parameters
    ----------
    film : Film
    span : tuple of float
        Start and end in seconds.
    is_named : callable, optional
        Whether somebody has named this candidate, which is then believed even if its posture was not seen.
    """
    found = []
    walked = joined([part.span for one in film.followed if one.candidate.is_none for part in one.parts])
    for followed in film.followed:
        candidate = followed.candidate
        parts = [part for part in followed.parts if _share_within(part.span, span) >= 0.5]
        if parts and (is_named(candidate) or _is_seen_enough(candidate, parts, walked)):
            values = _features(film, span, followed, parts) | _prior(candidate)
            row = np.array([values.get(name, 0.0) for name in FEATURES])
            found.append(Evidence(candidate=candidate, parts=parts, features=row))
    return found


def _is_seen_enough(candidate: Candidate, parts: Sequence[Part], walked: Sequence[Span]) -> bool:
    """Whether enough of a candidate was seen: of its posture, if it has one and is counted."""
    counting = candidate.exercise.counting
    if candidate.is_none or counting is None or not counting.gates:
        return True
    if counting.counts == "steps" and _is_walk(parts, walked):
        return 2 * sum(part.gates_met == len(counting.gates) for part in parts) >= len(parts)
    return any(part.gates_met for part in parts)


def _is_walk(parts: Sequence[Part], walked: Sequence[Span]) -> bool:
    """Whether steps are those of somebody who walks, for most of their time."""
    walking_s = sum(covered(walked, part.span) for part in parts)
    return 2 * walking_s > sum(part.span[1] - part.span[0] for part in parts)


def _features(film: Film, span: Span, followed: Followed, parts: Sequence[Part]) -> dict[str, float]:
    spans = joined([part.span for part in parts])
    of_time = covered(spans, span) / max(span[1] - span[0], 1e-6)
    of_way = sum(map(film.path_within, spans)) / max(film.path_within(span), 1e-6)
    exercise = followed.candidate.exercise
    if followed.candidate.is_none:
        return {"walk": 1.0, "walk_of_time": of_time, "walk_of_way": min(1.0, of_way)}
    if exercise.gait is not None:
        return {"run": 1.0, "run_of_time": of_time}
    if exercise.hold is not None:
        longest = max(end - start for start, end in spans)
        return {
            "held": 1.0, "held_of_time": of_time, "held_of_way": min(1.0, of_way),
            "held_longest": float(np.log1p(longest)), "held_gates": len(exercise.hold.gates) / 10,
            "held_moving": float(np.log(_STILL_M_S + sum(map(film.path_within, spans)) / covered(spans, span))),
            "held_telling": telling(followed.candidate),
        }  # fmt: skip
    met = mean(part.gates_met for part in parts)
    lasting = np.array([part.span[1] - part.span[0] for part in parts])
    away = sum(_share_within(one, span) >= 0.5 for one in followed.turned_away)
    counting = exercise.counting
    gates = len(counting.gates) if counting else 0
    return {
        "counted": 1.0,
        "counted_number": float(np.log(min(len(parts), _MOST))),
        "counted_of_way": min(1.0, of_way),
        "counted_of_time": of_time,
        "counted_alike": float(np.exp(-lasting.std() / lasting.mean())) if len(parts) > 1 else 0.0,
        "counted_beyond_least": float(np.log(min(max(median(part.excess for part in parts), 1.0), _MOST_BEYOND))),
        "counted_not_turned_away": len(parts) / (len(parts) + away),
        "counted_gates_met": (met + len(counting.passes if counting else ())) / 10,
        "counted_gates_unseen": (gates - met) / 10,
        "counted_telling": telling(followed.candidate),
        "steps": float(counting is not None and counting.counts == "steps"),
    }


def _prior(candidate: Candidate) -> dict[str, float]:
    priority = "" if candidate.is_none else candidate.exercise.priority
    return {name: float(priority == of) for name, of in zip(PRIOR, ("P0", "P1"), strict=True)}


def joined(spans: Sequence[Span]) -> list[Span]:
    """Merge spans that overlap, in the order of time."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def covered(spans: Sequence[Span], within: Span) -> float:
    """Return how many seconds of a stretch of time some spans cover, which do not overlap."""
    return sum(max(0.0, min(end, within[1]) - max(start, within[0])) for start, end in spans)


def _share_within(part: Span, span: Span) -> float:
    return covered([part], span) / max(part[1] - part[0], 1e-6)
