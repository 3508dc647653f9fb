"""A quantity of a definition and a repetition window go in; its value, or the reason why there is none, comes out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import mean
from typing import NamedTuple

import numpy as np

from formcheck.catalogue.checks import Condition, Gate, Phase, Quantity
from formcheck.coaching.phases import RepetitionWindow
from formcheck.motion.reducers import REDUCERS
from formcheck.motion.series import Column
from formcheck.records import Reason, Side

# Landmarks must be seen in this share of the frames of the phase (docs/evidence.md).
_SEEN_SHARE = 0.8
# The last posture of a movement may be reached only after it is timed to be over, at a tenth of its excursion.
_WHOLE: tuple[Phase, ...] = ("throughout", "top")


class Reading(NamedTuple):
    """A quantity of one side: its value, its moment, and the reason if there is no value.

    `shown_at_s` are the moments of the one or two frames that show the value: itself, and what it is compared with.
    """

    value: float
    at_s: float
    reason: Reason | None = None
    side: Side | None = None
    shown_at_s: tuple[float, ...] = ()


def readings(quantity: Quantity, window: RepetitionWindow) -> list[Reading]:
    """Read a quantity, once for each side that its limb means; nothing if that side is not known."""
    found = [_read(quantity, window, side) for side in window.sides(quantity.limb)]
    return [_mean(found)] if quantity.limb == "both" else found


def _mean(sides: Sequence[Reading]) -> Reading:
    """Mean of both sides; without a value if one side has none."""
    reason = next((reading.reason for reading in sides if reading.reason), None)
    first = sides[0]
    return Reading(mean(reading.value for reading in sides), first.at_s, reason, first.side, first.shown_at_s)


def _read(quantity: Quantity, window: RepetitionWindow, side: Side | None) -> Reading:
    """Reduce a measure over its phase."""
    column = Column(quantity.measure, side)
    values, times = window.values(column, quantity.phase), window.times(quantity.phase)
    finite = np.isfinite(values)
    if not values.size or finite.mean() < _SEEN_SHARE:
        return Reading(math.nan, window.cycle.peak_s, _why_unseen(window, quantity))
    if quantity.baseline != "none":
        values = quantity.against_rest(values, window.rest_value(column))
    if not np.isfinite(values).any():
        return Reading(math.nan, window.cycle.peak_s, "calibration")
    reducer = REDUCERS[quantity.reducer]
    reduced = reducer.function(values[finite], times[finite])
    moments = reducer.moments(values, times, reduced)
    if quantity.baseline != "none" and len(moments) == 1:
        moments += (window.rest_moment(column),)
    return Reading(reduced, reducer.moment(values, times, reduced), side=side, shown_at_s=moments)


def _why_unseen(window: RepetitionWindow, quantity: Quantity) -> Reason:
    known = window.values(Column("standing_leg"), quantity.phase)
    needs_standing = quantity.source_measure.needs_standing
    return "calibration" if needs_standing and not np.isfinite(known).any() else "visibility"


def gate_holds(gate: Gate, window: RepetitionWindow) -> bool:
    """Whether a movement meets a gate of its exercise; an unseen measure rejects it only if it must be seen.

    Of several alternatives one is enough. If none is met, the movement passes only if at least half of them were not
    seen: a hidden one does not outweigh those that were seen to fail.
    """
    conditions = [c for c in gate.conditions if not c.views or window.is_seen_from(c.views)]
    met = [_is_met(condition, window) for condition in conditions]
    return any(met) or 2 * met.count(None) >= len(met)


def gates_met(gates: Sequence[Gate], window: RepetitionWindow) -> int:
    """Count the gates that a movement is seen to meet, without those that hold only because nothing was seen."""
    return sum(any(_is_met(condition, window) for condition in gate.conditions) for gate in gates)


def _is_met(condition: Condition, window: RepetitionWindow) -> bool | None:
    """Whether a condition is met on all sides that were seen; None if none was seen and none must be."""
    values = [reading.value for reading in readings(condition, window)]
    seen = [value for value in values if math.isfinite(value)]
    if condition.must_be_seen and len(seen) < len(values):
        return False
    within = condition.within
    return all(within.min <= value <= within.max for value in seen) if seen or not values else None


def first_missed(passes: Sequence[Gate], window: RepetitionWindow) -> Gate | None:
    """Return the first of some postures that a movement does not reach after the one before, if any.

    A posture that was not seen is skipped.
    """
    after_s = -math.inf
    for gate in passes:
        columns = [Column(gate.measure, side) for side in window.sides(gate.limb)]
        phases = _WHOLE if gate.phase == "throughout" else (gate.phase,)
        times = np.concatenate([window.times(phase) for phase in phases])
        values = [np.concatenate([window.values(column, phase) for phase in phases]) for column in columns]
        if not any(np.isfinite(v).any() for v in values):
            continue
        reached = [times[(v >= gate.within.min) & (v <= gate.within.max) & (times > after_s)] for v in values]
        if not any(t.size for t in reached):
            return gate
        after_s = min(float(t[0]) for t in reached if t.size)
    return None
