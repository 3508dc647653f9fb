"""The registry of gait measures: functions of a run go in, numbers with a unit, views and a known error come out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Final, Literal

from formcheck.motion.gait.contacts import Run, Step
from formcheck.records import Side, ViewLabel
from formcheck.registry import Registry, first_line

Unit = Literal["per min", "%", "deg", "ratio"]
Function = Callable[..., float]

LEAST_FPS: Final = 24.0
"""Least frames per second for what is read in stance or over whole strides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GaitMeasure:
    """A number of a run.

    Attributes
    ----------
    name : str
    unit : {"per min", "%", "deg", "ratio"}
    error : float
        About the 95 % limit of the error of its mean, in `unit`.
    views : tuple of str
        From where it can be read.
    least_fps : float
        Fewest frames per second, of real time, at which it is read.
    of_step : bool
        Whether each step has a value; else the whole run has one.
    sided : bool
        Whether left and right steps, by the foot that is down, are reported apart.
    needs_steps : bool
        Whether it needs the least number of steps on each side.
    joints : tuple of str
        The joints that show it, without a side.
    function : callable
        ``function(run, step)`` or ``function(run)``; NaN where it cannot be read.
    """

    name: str
    unit: Unit
    error: float
    views: tuple[ViewLabel, ...]
    least_fps: float
    of_step: bool
    sided: bool
    needs_steps: bool
    joints: tuple[str, ...]
    function: Function

    @property
    def meaning(self) -> str:
        """First line of its docstring."""
        return first_line(self.function)

    def values(self, run: Run, side: Side) -> list[tuple[Step, float]]:
        """Read it on all steps of a side; steps on which it was not seen are left out."""
        found = [(step, float(self.function(run, step))) for step in run.steps if step.side == side]
        return [(step, value) for step, value in found if math.isfinite(value)]


GAIT_MEASURES: Final = Registry[GaitMeasure]("gait measure")
"""All measures of a run, by name."""


def gait_measure(
    unit: Unit,
    *,
    error: float,
    views: tuple[ViewLabel, ...],
    least_fps: float = LEAST_FPS,
    sided: bool = True,
    needs_steps: bool = True,
    joints: tuple[str, ...] = (),
) -> Callable[[Function], Function]:
    """Make a decorator that registers a function of a run, or of a run and a step; arguments as in `GaitMeasure`."""

    def describe(function: Function) -> GaitMeasure:
        of_step = len(signature(function).parameters) == 2
        return GaitMeasure(
            name=function.__name__,
            unit=unit,
            error=error,
            views=views,
            least_fps=least_fps,
            of_step=of_step,
            sided=of_step and sided,
            needs_steps=needs_steps,
            joints=joints,
            function=function,
        )

    return GAIT_MEASURES.register(describe)
