"""The registry of measures: functions of a body go in, numbers with a unit, views and a known error come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import signature
from typing import Any, Final, Literal, TypeVar

from formcheck.motion.body import SIDES, Body
from formcheck.motion.series import Column
from formcheck.records import Side, ViewLabel
from formcheck.registry import Registry, first_line

Unit = Literal["deg", "ratio", "s", "count"]
Role = Literal["exercise", "gait"]
ErrorFrom = Literal["rendered", "literature", "footage", "estimate"]
Function = TypeVar("Function", Callable[[Body], float], Callable[[Body, Side], float])

SIDE: tuple[ViewLabel, ...] = ("side",)
FLOOR: tuple[ViewLabel, ...] = ("floor_side",)
SAGITTAL: tuple[ViewLabel, ...] = (*SIDE, *FLOOR)
"""An angle between three joints is the same lying as standing, seen across the body."""
FRONT: tuple[ViewLabel, ...] = ("front",)
FRONTAL: tuple[ViewLabel, ...] = (*FRONT, "rear")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number read from one frame.

    Attributes
    ----------
    name : str
        As exercises call it.
    unit : {"deg", "ratio", "s", "count"}
        What it is counted in; a ratio's docstring names its denominator.
    error : float
        About the 95 % limit of its measurement error in its own views, in `unit`. A fault needs to be this far
        outside of the pass band.
    error_from : {"rendered", "literature", "footage", "estimate"}
        Where that number is from: rendered bodies with known joints (``make accuracy``), and no less than published
        studies give for real people; a published study; a few real clips; or the project's own estimate.
    views : frozenset of str
        From where it can be graded; empty for a signal that counts or gates but is never graded.
    sided : bool
        Whether it exists once for each side of the body.
    joints : tuple of str
        The joints that show it in a frame, without a side.
    needs_standing : bool
        Whether it divides by a length that is learnt while the person stands.
    half_seen : bool
        Whether the joints of the legs may be half seen in a front view, as was found of places sideways (decision 30).
    role : {"exercise", "gait"}
        Whether exercise files may name it, or `formcheck.motion.gait` alone reads it.
    function : callable
        ``function(body)`` or ``function(body, side)``; NaN where it cannot be read.
    """

    name: str
    unit: Unit
    error: float
    error_from: ErrorFrom
    views: frozenset[ViewLabel]
    sided: bool
    joints: tuple[str, ...]
    needs_standing: bool
    half_seen: bool
    role: Role
    function: Callable[..., float]

    @property
    def meaning(self) -> str:
        """First line of the measure's docstring."""
        return first_line(self.function)

    def read(self, body: Body, side: Side | None = None) -> float:
        """Read the measure from a body; `side` is needed where the measure is sided."""
        if self.half_seen:
            body = body.with_half_seen_legs
        return float(self.function(body, side) if self.sided else self.function(body))


MEASURES: Final = Registry[Measure]("measure")
"""All measures by name; importing `formcheck.motion.measures` fills it."""


def measure(
    unit: Unit,
    *,
    error: float,
    error_from: ErrorFrom = "estimate",
    views: Iterable[ViewLabel] = (),
    joints: tuple[str, ...] = (),
    needs_standing: bool = False,
    half_seen: bool = False,
    role: Role = "exercise",
) -> Callable[[Function], Function]:
    """Make a decorator that registers a function of a body, or of a body and a side; arguments as in `Measure`."""

    def describe(function: Callable[..., Any]) -> Measure:
        return Measure(
            name=function.__name__,
            unit=unit,
            error=error,
            error_from=error_from,
            views=frozenset(views),
            sided=len(signature(function).parameters) == 2,
            joints=joints,
            needs_standing=needs_standing,
            half_seen=half_seen,
            role=role,
            function=function,
        )

    return MEASURES.register(describe)


def exercise_measures() -> list[str]:
    """List the names that an exercise file may use."""
    return [name for name, item in MEASURES.items() if item.role == "exercise"]


def columns_of_measure(name: str) -> list[Column]:
    """List the columns of a measure: one, or one for each side.

    Raises
    ------
    ValueError
        If there is no such measure.
    """
    return [Column(name, side) for side in SIDES] if MEASURES.find(name).sided else [Column(name)]


def read_column(column: Column, body: Body) -> float:
    """Read the measure of a column from a body; NaN where it cannot be read."""
    return MEASURES[column.measure].read(body, column.side)
