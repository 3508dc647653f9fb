"""Samples of a signal go in; movements come out that were like repetitions but too small to be segmented."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.segmenting.cycle import Cycle
from formcheck.motion.segmenting.segmenter import Segmenter

# Least excursion of such a movement, in shares of that of a repetition: a knee that bends by 30 degrees where 50 count.
_LEAST_SHARE = 0.4
# It also has to be this many standard deviations of the signal's own noise.
_TIMES_NOISE = 6.0
# Second differences of white noise have the root of 6 of its standard deviation, which is 1.48 median absolute values.
_NOISE_OF_SECOND_DIFFERENCES = 1.4826 / math.sqrt(6.0)


class SmallMovements:
    """Collects movements from rest and back that are smaller than a repetition has to be.

    Parameters
    ----------
    min_excursion : float
        Least excursion of a repetition, in the signal's unit.
    max_duration_s : float
        Longest duration of a repetition.
    """

    def __init__(self, min_excursion: float, max_duration_s: float) -> None:
        self._segmenter = Segmenter(_LEAST_SHARE * min_excursion, max_duration_s=max_duration_s)
        self.found: list[Cycle] = []
        """Those so far, and larger ones: the caller leaves out what is listed elsewhere."""

    def push(self, t_s: float, value: float) -> None:
        """Take a smoothed sample."""
        self._keep(self._segmenter.push(t_s, value))

    def cut(self) -> None:
        """Note that the film was cut after the last sample."""
        self._segmenter.cut()

    def finish(self) -> None:
        """Take the end of the signal."""
        self._keep(self._segmenter.finish())

    def _keep(self, cycle: Cycle | None) -> None:
        self._segmenter.lost.clear()
        if cycle is not None and cycle.from_rest and not cycle.is_cut:
            self.found.append(cycle)


def stands_out(excursion: float, raw: NDArray[np.float64]) -> bool:
    """Whether a movement is more than the noise of its signal.

    Parameters
    ----------
    excursion : float
        In the signal's unit.
    raw : ndarray of float, shape (n,)
        The signal around the movement before smoothing, with NaN where it was not seen.
    """
    twice = np.diff(raw, 2)
    twice = np.abs(twice[np.isfinite(twice)])
    return twice.size > 0 and excursion >= _TIMES_NOISE * _NOISE_OF_SECOND_DIFFERENCES * float(np.median(twice))
