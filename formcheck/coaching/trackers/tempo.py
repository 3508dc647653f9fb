"""A repetition goes in; how long it takes towards its peak, there, and back comes out."""

from __future__ import annotations

import math

import numpy as np

from formcheck.coaching.phases import RepetitionWindow
from formcheck.records import Tempo

# A tempo is read between 10 and 90 % of the excursion, in which a cosine-shaped movement spends this share of its time.
_EDGE_SHARE = 0.10
_SHARE_OF_TIME = (math.acos(-0.8) - math.acos(0.8)) / math.pi


def tempo_of(window: RepetitionWindow) -> Tempo:
    """Measure how long a repetition takes towards its peak, there, and back.

    The signal shows well when it passes 10 and 90 % of the excursion and badly when it leaves rest. A smooth,
    cosine-shaped movement takes 59 % of its time between the two, so the time between them is scaled to the whole,
    which is what a tempo in seconds means in the sources (docs/evidence.md).
    """
    cycle = window.cycle
    rows = window.rows("throughout")
    times, signal = window.series.times_s[rows], window.series.column(window.signal)[rows]
    high = np.flatnonzero(signal >= cycle.peak - _EDGE_SHARE * cycle.excursion)
    if not high.size:
        return Tempo(None, None, None)
    first, last = float(times[high[0]]), float(times[high[-1]])
    down, up = (first - cycle.start_s) / _SHARE_OF_TIME, (cycle.end_s - last) / _SHARE_OF_TIME
    if cycle.is_cut:
        return Tempo(None, None, None)
    return Tempo(down if cycle.from_rest else None, last - first, up if cycle.to_rest else None)
