"""Finds out whether another exercise explains clearly better the poses in which one was counted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Final

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import lookalikes
from formcheck.coaching.lookalikes import LEAST_SHARE, LEAST_TIMES
from formcheck.motion.cleaning.cleaner import CleanPose
from formcheck.recognition.candidates import Candidate, candidates, candidates_of
from formcheck.recognition.evidence import FEATURES, PRIOR, Evidence, covered, evidence, joined
from formcheck.recognition.following import Film, Span, follow, sparse
from formcheck.recognition.ranking import weights
from formcheck.records import ViewLabel

CLEARLY: Final = 5.0
"""How many times as likely the other exercise must be. With each person left out of the fit in turn, the likeliest
rival of a true set of tuned people was at most a twentieth as likely as the set. Of sets that were cut short, with legs
damaged as plates do, it was at most 1.5 times as likely; 5 leaves three times that."""
_STEPPING = frozenset({"running form", "plyometrics"})
"""Groups of drills that are done with running steps: that somebody runs is no news there."""


_SQUARE_ON: Final[frozenset[ViewLabel]] = frozenset({"side", "front"})


class Contest:
    """Compares the counted repetitions with all other exercises, for a `formcheck.coaching.session.Session`."""

    def outdoing(self, exercise: Exercise, poses: Sequence[CleanPose], counted: Sequence[Span]) -> str:
        """Name what explains the counted repetitions clearly better.

        Parameters
        ----------
        exercise : Exercise
            The exercise that counted them.
        poses : sequence of CleanPose
            Of one person; at least one.
        counted : sequence of tuple of float
            Start and end of each repetition within the poses, in seconds; at least one.

        Returns
        -------
        str
            Such as ``a deadlift``; empty if nothing does, or only an exercise with the same movement.
        """
        return outdoing(follow(_with(exercise), sparse(poses)), exercise, counted)


def outdoing(film: Film, exercise: Exercise, counted: Sequence[Span]) -> str:
    """Name what explains a film, and with it the repetitions counted there, clearly better; see `Contest.outdoing`."""
    # All that was done tells: one squat of six that passes for a lunge is explained by either.
    whole = (float(film.times_s[0]), float(film.times_s[-1]))
    found = evidence(film, whole, lambda candidate: _is_kin(exercise, candidate))
    # Where it is not found again, it is as likely as none of these.
    own = max((_utility_of_chosen(one) for one in found if _is_kin(exercise, one.candidate)), default=0.0)
    others = [one for one in found if not _is_kin(exercise, one.candidate) and _words(one.candidate)]
    shown = [one for one in others if _is_shown(one.candidate.exercise, film.view)]
    rivals = [one for one in shown if _is_seen(one) and _explains(one, joined(counted))]
    best = max(rivals, key=_utility, default=None)
    if best is None or _utility(best) - own < math.log(CLEARLY):
        return ""
    return _words(best.candidate)


def _words(candidate: Candidate) -> str:
    """Name what a candidate looks like; empty for rare exercises, for which the claim would not be believed."""
    if candidate.is_none or candidate.exercise.gait is not None:
        return "walking or running"
    return next((one.words for one, _ in lookalikes() if one.exercise in candidate.ids), "")


def _is_shown(exercise: Exercise, view: ViewLabel) -> bool:
    """Whether an exercise shows from a view; an oblique one shows a little of everything.

    From elsewhere its posture is a guess: the hidden leg of a squat from the side may seem that of a side lunge.
    """
    return view not in _SQUARE_ON or not exercise.views or view in exercise.views


def _is_seen(one: Evidence) -> bool:
    """Whether a candidate is there at all: a single movement may look like many things, so it takes two."""
    return one.candidate.exercise.hold is not None or len(one.parts) >= LEAST_TIMES


def _utility(one: Evidence) -> float:
    return float(one.features @ weights())


def _utility_of_chosen(one: Evidence) -> float:
    """Weigh the exercise that somebody named: its rarity no longer counts against it."""
    features = one.features.copy()
    features[[FEATURES.index(name) for name in PRIOR]] = 1.0, 0.0
    return float(features @ weights())


def _explains(one: Evidence, spans: Sequence[Span]) -> bool:
    """Whether the parts of a candidate cover at least half of some times."""
    own = joined([part.span for part in one.parts])
    whole_s = sum(end - start for start, end in spans)
    return sum(covered(own, span) for span in spans) >= LEAST_SHARE * whole_s


def _with(exercise: Exercise) -> Sequence[Candidate]:
    """List all rivals, and the exercise itself, whose definition may differ from the catalogue's."""
    known = [one for one in candidates() if _is_kin(exercise, one) or _words(one)]
    return known if any(exercise.id in one.ids for one in known) else (*known, *candidates_of([exercise])[:1])


def _is_kin(exercise: Exercise, candidate: Candidate) -> bool:
    """Whether a candidate is the exercise, or one with the same movement."""
    if candidate.exercise.gait is not None and exercise.group in _STEPPING:
        return True
    return any(one == exercise.id or frozenset((one, exercise.id)) in _kin() for one in candidate.ids)


@cache
def _kin() -> frozenset[frozenset[str]]:
    """List the pairs of exercises that have the same movement."""
    families = [(one.exercise, *one.family) for one, _ in lookalikes() if one.exercise]
    return frozenset(frozenset((one, other)) for family in families for one in family for other in family)
