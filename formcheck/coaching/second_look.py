"""A check and its reading go in; what a second look at the frames that decided it leaves of it comes out."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.checks import Check
from formcheck.coaching.phases import RepetitionWindow
from formcheck.coaching.readings import Reading
from formcheck.motion.reducers import REDUCERS
from formcheck.pose.looks import ALL_LOOKS
from formcheck.records import Reason, Side

DEVIATIONS = 1.96
"""Standard deviations in an error, which is a 95 % limit."""
# Two looks settle it where they agree so well that two more will hardly say otherwise (the project's own estimate).
_FEW_LOOKS, _AT_ONCE = 2, 0.5


class SecondReading(NamedTuple):
    """The readings of a value in all looks, the first one included.

    Attributes
    ----------
    values : ndarray of float, shape (looks,)
        The value as read in each of them, in the unit of the check; NaN where a look does not see it. The first is
        that of the reading.
    """

    values: NDArray[np.float64]

    @property
    def median(self) -> float:
        """Median of the looks; NaN if no more than half of them see the value."""
        return float(np.nanmedian(self.values)) if 2 * self._seen.size > self.values.size else math.nan

    @property
    def spread(self) -> float:
        """95 % limit of the differences between the looks; infinite if only one of them sees the value."""
        return DEVIATIONS * float(np.std(self._seen, ddof=1)) if self._seen.size > 1 else math.inf

    @property
    def _seen(self) -> NDArray[np.float64]:
        return self.values[np.isfinite(self.values)]


def hidden_by(check: Check, reading: Reading, window: RepetitionWindow) -> Reason | None:
    """Return whether something that a reading needs is out of the picture or occluded at the deciding moment."""
    frame = window.look_at(reading.at_s, 1)
    if frame is None:
        return None
    found = (frame.hidden_by(check.source_measure, side) for side in _sides(check, reading, window))
    return next((why for why in found if why is not None), None)


def read_again(check: Check, reading: Reading, window: RepetitionWindow, error: float) -> SecondReading | None:
    """Read a value again in two further looks at the frames that show it, and in all looks if those disagree.

    Parameters
    ----------
    check : Check
    reading : Reading
        The first one, with a value.
    window : RepetitionWindow
    error : float
        Looks that differ by no more than this agree; in the unit of the check.

    Returns
    -------
    SecondReading or None
        None if the frames are no longer available, or if one or two frames do not show the value, as for a speed.
    """
    found = _read_again(check, reading, window, _FEW_LOOKS)
    if found is None or found.spread <= _AT_ONCE * error:
        return found
    return _read_again(check, reading, window, ALL_LOOKS)


def _read_again(check: Check, reading: Reading, window: RepetitionWindow, times: int) -> SecondReading | None:
    values = [_values(check, reading, window, t_s, times) for t_s in reading.shown_at_s]
    if not values or any(v is None for v in values):
        return None
    looks = min(len(v) for v in values if v is not None)
    compared = _compared(check, [v[:looks] for v in values if v is not None])
    return SecondReading(reading.value + compared - compared[0])


def _values(
    check: Check, reading: Reading, window: RepetitionWindow, t_s: float, times: int
) -> NDArray[np.float64] | None:
    """Values of the measure at a moment, of the first pose and of each look; None if nobody looked again."""
    frame = window.look_at(t_s, times)
    if frame is None or frame.looks is None:
        return None
    sides = _sides(check, reading, window)
    return np.asarray(np.mean([frame.values(check.source_measure, side) for side in sides], axis=0))


def _sides(check: Check, reading: Reading, window: RepetitionWindow) -> list[Side | None]:
    return window.sides(check.limb) if check.limb == "both" else [reading.side]


def _compared(check: Check, values: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Relate the values at the moment that shows a value to those at the moment of comparison, if there is one."""
    if len(values) == 1:
        return values[0]
    shown, other = values
    # Of a difference between two moments of the repetition, what is the same at rest drops out.
    return shown - other if REDUCERS[check.reducer].is_difference else check.against_rest(shown, other)
