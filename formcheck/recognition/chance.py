"""How telling it is that a candidate's tracker finds anything: what is found everywhere tells little."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Final

import numpy as np

from formcheck.recognition.candidates import Candidate

WEIGHTS_FILE: Final = Path(__file__).with_name("weights.npz")
"""All that is fitted, with where it is from."""

# As if each had been found in one of four more sets: so that nothing is certain that was never seen.
_MORE_FOUND, _MORE_SETS = 1, 4


def telling(candidate: Candidate, by: Mapping[str, float] | None = None) -> float:
    """Return how telling it is that something of a candidate was found.

    Parameters
    ----------
    candidate : Candidate
    by : mapping of str to float, optional
        Values by the id of each exercise; by default those that come with formcheck.

    Returns
    -------
    float
        Minus the logarithm of the share of sets of other movements in which something of it was found, above 0. Of a
        custom definition, of which nothing is known, the mean of all others; 0 where it is no exercise.
    """
    if candidate.is_none or candidate.exercise.gait is not None:
        return 0.0
    known = _known() if by is None else by
    return next((known[one] for one in candidate.ids if one in known), mean(known.values()) if known else 0.0)


def learnt(
    sets: Sequence[tuple[Iterable[Candidate], Iterable[Candidate]]], among: Iterable[Candidate]
) -> dict[str, float]:
    """Compute in how many sets each candidate found something that was not there.

    Parameters
    ----------
    sets : sequence of tuple
        Of each set the candidates that found something, and those that are the movement, or the same one.
    among : iterable of Candidate
        All that looked.

    Returns
    -------
    dict of str to float
        See `telling`, by the id of each exercise.
    """
    wrong = [{one.ids for one in found} - {one.ids for one in right} for found, right in sets]
    whole = len(wrong) + _MORE_SETS
    shares = {one.ids: (sum(one.ids in found for found in wrong) + _MORE_FOUND) / whole for one in among}
    return {name: -math.log(share) for ids, share in shares.items() for name in ids}


@cache
def _known() -> dict[str, float]:
    with np.load(WEIGHTS_FILE) as file:
        return dict(zip(file["exercises"].tolist(), file["telling"].tolist(), strict=True))
