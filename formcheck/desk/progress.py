"""Sets of one exercise go in; a figure of each with its error, and whether it has really changed, come out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from formcheck.coaching.judging import LEAST_TIME_ERROR_S

# A normal variable is within so many standard deviations of its mean in 95 % of cases.
_DEVIATIONS: Final = 1.96


class Done(Protocol):
    """A set as far as progress is read from it; see `formcheck.store.entries.KeptSet`."""

    @property
    def at(self) -> datetime:
        """When it was done."""

    @property
    def repetitions(self) -> int:
        """Repetitions or holds."""

    @property
    def in_form(self) -> int:
        """Those in form."""

    @property
    def not_judged(self) -> int:
        """Those that were not judged."""

    @property
    def numbers(self) -> Mapping[str, float]:
        """Means over the set by name; see `formcheck.store.figures.numbers`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure of one set, with the limits between which the true one lies in 95 % of cases."""

    at: datetime
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What has changed from the first set to the last.

    Attributes
    ----------
    by : float
        The last value less the first.
    smallest : float
        The smallest change in this direction that is real: in 95 % of cases the errors of both sets explain less.
    """

    by: float
    smallest: float

    @property
    def is_real(self) -> bool:
        """Whether it is more than the errors of both sets explain."""
        return abs(self.by) > self.smallest


def share_in_form(sets: Iterable[Done]) -> list[Point]:
    """Return the share of repetitions in form, 0..1, of those that were judged; oldest first.

    The interval is Wilson's for a proportion (Wilson 1927, J Am Stat Assoc 22:209). Sets in which none was judged are
    left out.
    """
    # It takes as long to load as the rest of the library.
    from scipy.stats import binomtest

    points = []
    for one in _by_time(sets):
        judged = one.repetitions - one.not_judged
        if judged > 0:
            good = min(one.in_form, judged)
            interval = binomtest(good, judged).proportion_ci(method="wilson")
            points.append(Point(at=one.at, value=good / judged, low=float(interval.low), high=float(interval.high)))
    return points


def of_number(sets: Iterable[Done], name: str, error: float) -> list[Point]:
    """Return a figure of each set in which it was read; oldest first.

    Parameters
    ----------
    sets : iterable of Done
    name : str
        Its name in `Done.numbers`, such as ``measure.trunk_lean``.
    error : float
        95 % limit of the error of one reading. It does not shrink with repetitions: they share camera and person. How
        much they differ among one another adds to it, as the 95 % limit of the error of their mean.
    """
    points = []
    for one in _by_time(sets):
        value = one.numbers.get(name)
        if value is not None:
            spread = one.numbers.get(name.replace("measure.", "spread.", 1), 0.0)
            of_mean = _DEVIATIONS * spread / math.sqrt(max(one.repetitions, 1))
            limit = math.hypot(error, of_mean)
            points.append(Point(at=one.at, value=value, low=value - limit, high=value + limit))
    return points


def of_difference(sets: Iterable[Done], names: tuple[str, str], error: float) -> list[Point]:
    """Return how much more one number is than another in each set in which both were read, as left than right.

    Parameters
    ----------
    sets : iterable of Done
    names : pair of str
        Of two numbers that are read with the same error.
    error : float
        As for `of_number`; the errors of both are taken as independent.
    """
    done = list(sets)
    first, second = ({point.at: point for point in of_number(done, name, error)} for name in names)
    points = []
    for at, one in first.items():
        if (other := second.get(at)) is not None:
            value, limit = one.value - other.value, math.hypot(one.high - one.value, other.high - other.value)
            points.append(Point(at=at, value=value, low=value - limit, high=value + limit))
    return points


def rated(values: Iterable[tuple[datetime, float]], *, smallest: float, most: float) -> list[Point]:
    """Return what somebody rated or counted from 0 to `most`; `smallest` is the smallest change of it that is real."""
    limit = smallest / math.sqrt(2.0)
    return [
        Point(at=at, value=value, low=max(0.0, value - limit), high=min(most, value + limit))
        for at, value in sorted(values)
    ]


def tempo_error() -> float:
    """Return the 95 % limit of the error of a duration, in seconds."""
    return LEAST_TIME_ERROR_S


def change(points: Sequence[Point]) -> Change | None:
    """Compare the last set with the first; None with fewer than two.

    The errors of both are taken as independent, so that their squares add up: for a measure the smallest change is
    1.4 times its error (Weir 2005, J Strength Cond Res 19:231), for a share it is Newcombe's interval (Newcombe 1998,
    Stat Med 17:873, method 10).
    """
    if len(points) < 2:
        return None
    first, last = points[0], points[-1]
    by = last.value - first.value
    if by >= 0:
        smallest = math.hypot(last.value - last.low, first.high - first.value)
    else:
        smallest = math.hypot(last.high - last.value, first.value - first.low)
    return Change(by=by, smallest=smallest)


def _by_time(sets: Iterable[Done]) -> list[Done]:
    return sorted(sets, key=lambda one: one.at)
