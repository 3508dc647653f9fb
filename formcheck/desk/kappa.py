"""Pairs of ratings in; Cohen's kappa comes out, with its 95 % interval."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

_DEVIATIONS: Final = 1.959964
"""A normal variable is within so many standard deviations of its mean in 95 % of cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kappa:
    """How far two raters agree beyond what chance would give.

    Attributes
    ----------
    value : float or None
        1 is full agreement, 0 what chance gives, below 0 less; in the range [-1, 1]. None if both raters gave one
        and the same rating throughout: chance alone would give full agreement then.
    low, high : float or None
        95 % interval, for many pairs: with few (below about 20) it is too narrow.
    pairs : int
    agreed : int
        Pairs of equal ratings.
    """

    value: float | None
    low: float | None
    high: float | None
    pairs: int
    agreed: int


def cohens_kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> Kappa:
    """Compute kappa (Cohen 1960, Educational and Psychological Measurement 20: 37-46) of nominal ratings.

    The interval uses the standard error of Fleiss, Cohen and Everitt (1969, Psychological Bulletin 72: 323-327) for a
    kappa that is not zero.

    Parameters
    ----------
    pairs : iterable of pair
        The ratings of the first and of the second rater for the same thing.
    """
    rated = list(pairs)
    names = {name: i for i, name in enumerate(dict.fromkeys(name for pair in rated for name in pair))}
    counts = np.zeros((len(names), len(names)))
    for first, second in rated:
        counts[names[first], names[second]] += 1
    agreed = int(np.trace(counts))
    if len(names) < 2:
        return Kappa(value=None, low=None, high=None, pairs=len(rated), agreed=agreed)
    shares = counts / len(rated)
    by_chance = _by_chance(shares)
    value = (agreed / len(rated) - by_chance) / (1.0 - by_chance)
    reach = _DEVIATIONS * math.sqrt(_variance(shares, by_chance) / len(rated))
    return Kappa(
        value=value, low=max(-1.0, value - reach), high=min(1.0, value + reach), pairs=len(rated), agreed=agreed
    )


def _by_chance(shares: NDArray[np.float64]) -> float:
    return float(shares.sum(axis=1) @ shares.sum(axis=0))


def _variance(shares: NDArray[np.float64], by_chance: float) -> float:
    """Return the variance of kappa for one pair: equation 13 of Fleiss, Cohen and Everitt (1969), times n."""
    observed, first, second = float(np.trace(shares)), shares.sum(axis=1), shares.sum(axis=0)
    own = np.diag(shares) @ ((1.0 - by_chance) - (first + second) * (1.0 - observed)) ** 2
    # A pair (i, j) off the diagonal is weighted with the second rater's share of i and the first one's of j.
    weights = (second[:, None] + first[None, :]) ** 2
    np.fill_diagonal(weights, 0.0)
    others = (1.0 - observed) ** 2 * float((shares * weights).sum())
    total = float(own) + others - (observed * by_chance - 2.0 * by_chance + observed) ** 2
    return max(0.0, total / (1.0 - by_chance) ** 4)
