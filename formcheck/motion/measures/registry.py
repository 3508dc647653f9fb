"""What a measure is: a named function of a body, with a unit, a view and a known error."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import signature
from typing import Literal, TypeVar

from formcheck.errors import did_you_mean
from formcheck.motion.body import Body
from formcheck.records import Side, ViewLabel

Unit = Literal["deg", "ratio", "s", "count"]
Function = TypeVar("Function", Callable[[Body], float], Callable[[Body, Side], float])


@dataclass(frozen=True, slots=True)
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
    views : frozenset of str
        From where it can be read at all; empty for a signal that counts but is never graded.
    sided : bool
        Whether it exists once for each side of the body.
    joints : tuple of str
        The joints that show it in a picture, without a side.
    needs_standing : bool
        Whether it divides by a length that is learnt while the person stands.
    function : callable
        ``function(body)`` or ``function(body, side)``; NaN where it cannot be read.
    """

    name: str
    unit: Unit
    error: float
    views: frozenset[ViewLabel]
    sided: bool
    joints: tuple[str, ...]
    needs_standing: bool
    function: Callable[..., float]

    @property
    def meaning(self) -> str:
        """First line of the measure's docstring."""
        return (self.function.__doc__ or "").strip().splitlines()[0]

    def read(self, body: Body, side: Side | None = None) -> float:
        """Read the measure from a body; `side` is needed where the measure is sided."""
        return float(self.function(body, side) if self.sided else self.function(body))


class Registry(dict[str, Measure]):
    """Measures by name."""

    def measure(
        self,
        unit: Unit,
        *,
        error: float,
        views: Iterable[ViewLabel] = (),
        joints: tuple[str, ...] = (),
        needs_standing: bool = False,
    ) -> Callable[[Function], Function]:
        """Register a function of a body, or of a body and a side, under its own name."""

        def register(function: Function) -> Function:
            name, sided = function.__name__, len(signature(function).parameters) == 2
            if name in self:
                msg = f"there are two measures {name!r}, in {self[name].function.__module__} and {function.__module__}"
                raise ValueError(msg)
            self[name] = Measure(name, unit, error, frozenset(views), sided, joints, needs_standing, function)
            return function

        return register

    def find(self, name: str) -> Measure:
        """Look a measure up.

        Raises
        ------
        ValueError
            If there is none of that name; the nearest names are in the message.
        """
        if name not in self:
            msg = f"there is no measure {name!r}.{did_you_mean(name, self)}"
            raise ValueError(msg)
        return self[name]


MEASURES = Registry()
