"""Points and vectors of a plane go in, angles and ratios come out; a point is ``x + iy`` in pixels, y up.

As complex numbers, points keep the formulas of the measures on one line, and NaN travels through all of them.
"""

from __future__ import annotations

import cmath
import math

NAN_POINT = complex(math.nan, math.nan)
UP = 1j


def angle_deg(a: complex, vertex: complex, b: complex) -> float:
    """Angle at `vertex` between the directions to `a` and to `b`.

    Returns
    -------
    float
        0..180 degrees; NaN where a point is NaN or coincides with the vertex.
    """
    return abs(turn_deg(a - vertex, b - vertex))


def turn_deg(u: complex, v: complex) -> float:
    """Signed angle that turns direction `u` into direction `v`.

    Returns
    -------
    float
        -180..180 degrees, positive counter-clockwise; NaN where a vector is NaN or zero.
    """
    if not (abs(u) > 0 and abs(v) > 0):
        return math.nan
    return math.degrees(cmath.phase(v / u))


def lean_deg(vector: complex, forward: float) -> float:
    """Angle of a vector from the vertical.

    Parameters
    ----------
    vector : complex
        Direction, y up.
    forward : float
        +1 when the person faces +x, -1 when -x.

    Returns
    -------
    float
        -180..180 degrees, 0 upright, positive leaning forward.
    """
    return -forward * turn_deg(UP, vector)


def ratio(numerator: float, denominator: float) -> float:
    """Quotient; NaN where the denominator is not positive."""
    return numerator / denominator if denominator > 0 else math.nan


def midpoint(a: complex, b: complex) -> complex:
    """Return the point half way between two points."""
    return (a + b) / 2
