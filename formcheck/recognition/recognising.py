"""Poses in, a `Recognition` out: the likeliest exercises, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from formcheck.guesses import Guess, Recognition
from formcheck.motion.cleaning.cleaner import CleanPose, PoseCleaner
from formcheck.recognition.candidates import Candidate, candidates
from formcheck.recognition.evidence import evidence
from formcheck.recognition.following import Film, Span, follow, sparse
from formcheck.recognition.ranking import probabilities, provenance
from formcheck.recognition.words import why
from formcheck.records import Pose

_LOOKED_AT_S = 60.0
"""One set is known after its first minute, however long the film."""
_NAMED = 3


def recognise(poses: Iterable[Pose], known: Sequence[Candidate] | None = None) -> Recognition:
    """Return which exercise a stretch of poses shows.

    Parameters
    ----------
    poses : iterable of Pose
        Poses of one person, as a pose model gave them; only the first minute is used.
    known : sequence of Candidate, optional
        What to choose from; by default the catalogue.
    """
    cleaner = PoseCleaner()
    clean: list[CleanPose] = []
    for pose in poses:
        if clean and pose.t_s > clean[0].pose.t_s + _LOOKED_AT_S:
            break
        clean.append(cleaner.push(pose))
    if not clean:
        return Recognition(by=provenance(), none=1.0, guesses=())
    film = follow(candidates() if known is None else known, sparse(clean))
    return recognised(film, (clean[0].pose.t_s, clean[-1].pose.t_s))


def recognised(film: Film, span: Span) -> Recognition:
    """Return which exercise a stretch of a followed film shows."""
    found = evidence(film, span)
    shares = probabilities(found)
    none = float(shares[-1]) + sum(
        float(share) for one, share in zip(found, shares, strict=False) if one.candidate.is_none
    )
    order = sorted(zip(shares.tolist(), found, strict=False), key=lambda pair: -pair[0])
    named = [(share, one) for share, one in order if not one.candidate.is_none][:_NAMED]
    guesses = [
        Guess(exercise=one.candidate.ids[0], also=one.candidate.ids[1:], probability=share, why=why(film, one))
        for share, one in named
    ]
    return Recognition(by=provenance(), none=none, guesses=tuple(guesses))
