"""Statistics of errors and of things found: plain functions of numbers."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Cell = str | float | int | None
Row = dict[str, Cell]
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_NORMAL_95 = 1.96
RELIABLE = 0.95
"""Share that counts as found reliably."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How measured values agree with true ones.

    Attributes
    ----------
    n, clips : int
        Frames, and clips that they are from.
    mae, bias : float
        Mean absolute and mean signed error, measured minus true.
    low, high : float
        95 % limits of agreement over frames: bias -+ 1.96 standard deviations.
    clip_sd : float
        Standard deviation of the clips' own biases; NaN with one clip.
    """

    n: int
    clips: int
    mae: float
    bias: float
    low: float
    high: float
    clip_sd: float


def agreement(by_clip: Iterable[Array]) -> Agreement | None:
    """Sum errors up; None where there is none.

    Parameters
    ----------
    by_clip : iterable of ndarray
        Measured minus true values, one array for each clip; values that are not finite do not count.
    """
    kept = [errors[np.isfinite(errors)] for errors in by_clip]
    kept = [errors for errors in kept if errors.size]
    if not kept:
        return None
    errors = np.concatenate(kept)
    bias, spread = float(errors.mean()), float(errors.std(ddof=1)) if errors.size > 1 else math.nan
    clip_sd = float(np.std([e.mean() for e in kept], ddof=1)) if len(kept) > 1 else math.nan
    limits = bias - _NORMAL_95 * spread, bias + _NORMAL_95 * spread
    return Agreement(errors.size, len(kept), float(np.abs(errors).mean()), bias, *limits, clip_sd)


@dataclass(frozen=True, slots=True)
class Spread:
    """How far values that verdicts are made of are off.

    Attributes
    ----------
    n : int
    mae, bias : float
    low, high : float
        2.5th and 97.5th percentile of measured minus true.
    error95 : float
        The larger of the two without its sign: the half-width that a margin must have to hold 95 of 100 values.
    """

    n: int
    mae: float
    bias: float
    low: float
    high: float
    error95: float


def spread(errors: Sequence[float]) -> Spread | None:
    """Sum up errors of single values; None where there is none."""
    finite = np.array([e for e in errors if math.isfinite(e)])
    if not finite.size:
        return None
    low, high = (float(np.percentile(finite, q)) for q in (2.5, 97.5))
    mae, bias = float(np.abs(finite).mean()), float(finite.mean())
    return Spread(finite.size, mae, bias, low, high, max(abs(low), abs(high)))


def row_of(summed: Agreement | Spread) -> Row:
    """Give the fields as a row; None for what is not a number."""
    return {name: value if math.isfinite(value) else None for name, value in asdict(summed).items()}


def share(part: int, whole: int) -> float | None:
    """Give a part of a whole, 0..1; None of nothing."""
    return part / whole if whole else None


def reliable_from(sizes: Sequence[float], found: Sequence[bool], least: int = 3) -> float | None:
    """Smallest size from which on nearly all are found.

    Parameters
    ----------
    sizes : sequence of float
        True sizes; those that are not finite do not count.
    found : sequence of bool
        Whether each was found.
    least : int
        So many must be as large or larger for a statement at all.

    Returns
    -------
    float or None
        The smallest size that occurs for which, and for every larger one with enough cases, at least 95 % of all as
        large or larger were found; None where not even the largest are.
    """
    pairs = [(size, hit) for size, hit in zip(sizes, found, strict=True) if math.isfinite(size)]
    reached = None
    for size in sorted({size for size, _ in pairs}, reverse=True):
        hits = [hit for other, hit in pairs if other >= size]
        if len(hits) < least:
            continue
        if sum(hits) < RELIABLE * len(hits):
            break
        reached = size
    return reached


def grouped(items: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    """Gather values by their keys, in the order in which the keys first come."""
    found: dict[Key, list[Value]] = {}
    for key, value in items:
        found.setdefault(key, []).append(value)
    return found
