"""Finds how much of a fault to draw for its measure to have a given value, by running the engine on true joints."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from benchmarks.synthetic.figure.kinematics import Figure, OutOfReachError
from benchmarks.synthetic.movement import Fault, Movement
from benchmarks.synthetic.performance import Performance
from benchmarks.synthetic.tempo import Beat, SetTiming
from benchmarks.synthetic.truth import Truth, ideal_pose
from formcheck import assess
from formcheck.catalogue.checks import Check
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.session import Session
from formcheck.records import Side

_FPS = 12.5
_GRID: list[float] = np.linspace(0.0, 1.0, 11).tolist()
_ONCE = SetTiming((Beat(1.2, 0.3, 1.2, 1.0),))
_ERRORS_BEYOND = (0.0, 1.0, 2.0)


def check_of(movement: Movement, fault: Fault) -> Check | None:
    """Return the check that shows a fault; None for one that is a matter of tempo."""
    cue = _cue(load_exercise(movement.exercise), fault.cue)
    checks = [check for check in cue.check if isinstance(check, Check) and fault.view in check.views]
    named = [check for check in checks if fault.measure in ("", check.measure)]
    return named[0] if named else None


def sizes(check: Check, high: bool) -> list[float]:
    """True values worth drawing: the edge of the warn band, one error beyond it, and two."""
    edge, away = (check.warn.max, 1.0) if high else (check.warn.min, -1.0)
    return [edge + away * errors * check.error for errors in _ERRORS_BEYOND]


def true_value(figure: Figure, movement: Movement, fault: Fault, check: Check, amount: float) -> float:
    """Value of a check on one repetition with so much of a fault, as read from the true joints.

    NaN where it is not counted, or no leg is long enough for it.
    """
    try:
        return _value_once(figure, movement, fault, check, amount)
    except OutOfReachError:
        return math.nan


def _value_once(figure: Figure, movement: Movement, fault: Fault, check: Check, amount: float) -> float:
    performance = Performance(figure, movement, _ONCE, fault, (amount,))
    session = Session(_with_only(movement.exercise, fault.cue, check), view=fault.view, side="right")
    for t_s in np.arange(0.0, _ONCE.duration_s, 1.0 / _FPS).tolist():
        session.push(ideal_pose(performance.at(t_s).points, t_s, fault.view))
    found = [f for r in session.finish().repetitions for f in r.findings]
    return found[0].value if found and found[0].value is not None else math.nan


def values_of(truth: Truth, movement: Movement, fault: Fault) -> list[float]:
    """Values of the check that shows a fault on each repetition of a clip, from its true joints; NaN where not judged.

    Raises
    ------
    ValueError
        If the engine did not count what was done.
    """
    check = check_of(movement, fault)
    if check is None:
        return [math.nan] * len(truth.repetitions)
    near: Side = "right" if truth.about["camera"]["azimuth_deg"] < 180.0 else "left"
    report = assess(
        truth.track(fault.view), _with_only(movement.exercise, fault.cue, check), view=fault.view, side=near
    )
    if len(report.repetitions) != len(truth.repetitions):
        message = f"{truth.about['id']}: {len(report.repetitions)} repetitions counted on the true joints"
        raise ValueError(message)
    values = [repetition.findings[0].value for repetition in report.repetitions]
    return [math.nan if value is None else value for value in values]


def amounts(figure: Figure, movement: Movement, fault: Fault) -> tuple[float, ...]:
    """Amounts of a fault for its three sizes, smallest first; 1 where a size is beyond what can be drawn."""
    if fault.amounts:
        return fault.amounts
    check = check_of(movement, fault)
    if check is None:
        message = f"the fault {fault} of {movement.id} has no check that could show it"
        raise ValueError(message)
    values = [true_value(figure, movement, fault, check, amount) for amount in _GRID]
    high = float(np.nanargmax(values)) > float(np.nanargmin(values))
    return tuple(_amount(values, size, high) for size in sizes(check, high))


def _amount(values: list[float], size: float, high: bool) -> float:
    """Where on the grid a size is first reached; what is no longer counted as this exercise is too much as well."""
    sign = 1.0 if high else -1.0
    for (low, before), (amount, value) in pairwise(zip(_GRID, values, strict=True)):
        if not math.isfinite(value):
            return low
        if sign * value >= sign * size:
            return low + (amount - low) * (size - before) / (value - before)
    return _GRID[-1]


def _with_only(exercise: str, cue_id: str, check: Check) -> Exercise:
    definition = load_exercise(exercise)
    cue = _cue(definition, cue_id).model_copy(update={"check": (check,), "when": None})
    return definition.model_copy(update={"cue": (cue,)})


def _cue(exercise: Exercise, cue_id: str) -> Cue:
    return next(cue for cue in exercise.cue if cue.id == cue_id)
