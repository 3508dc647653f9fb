"""Whether the back is straight, from the outline of the back in a side view.

No pose model has a landmark between shoulder and hip, but the silhouette's dorsal edge shows what lies between. The
profile is the edge's distance from the hip-shoulder axis at 19 stations (see `formcheck.records.Pose.dorsal`).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.body import Body
from formcheck.motion.geometry import lean_deg
from formcheck.motion.measures.registry import measure

STATIONS = np.linspace(0.05, 0.95, 19)

# An arm, a bar or long hair before the edge shows as a step between neighbouring stations (5 % of the axis apart); a
# rounded back changes by under 0.05 from one to the next (at a curvature of -0.6: 0.6 * 0.9 * 0.05 = 0.03).
_STEP = 0.07
_LEAST_STATIONS = 13
# Trunk leans beyond this were wrong landmarks in each case looked at.
_MOST_LEAN_DEG = 100.0


def usable_profile(profile: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which stations belong to one smooth edge.

    Parameters
    ----------
    profile : ndarray of float, shape (19,)
        Dorsal profile in axis lengths, NaN where not seen.

    Returns
    -------
    ndarray of bool, shape (19,)
        True for the stations of the longest run without a step.
    """
    steps = np.abs(np.diff(profile, prepend=profile[0]))
    label = np.cumsum(~(steps <= _STEP))
    label[~np.isfinite(profile)] = -1
    values, counts = np.unique(label[label >= 0], return_counts=True)
    if values.size == 0:
        return np.zeros(profile.shape, dtype=bool)
    return np.asarray(label == values[np.argmax(counts)])


def curvature(profile: NDArray[np.float64]) -> float:
    """Quadratic coefficient of the profile over the axis.

    Returns
    -------
    float
        In axis lengths: about 0 for a straight edge, negative for a rounded back; NaN with fewer than 13 good stations.
    """
    good = usable_profile(profile)
    if good.sum() < _LEAST_STATIONS:
        return math.nan
    return float(np.polyfit(STATIONS[good], profile[good], 2)[0])


@measure("ratio", error=0.05, views=("side",), joints=("shoulder", "hip"))
def back_curvature(body: Body) -> float:
    """Curvature of the back's outline in axis lengths: 0 straight, negative rounded; read against standing.

    The error is the spread between the frames of one clip (0.05).
    """
    trunk = body.mid("shoulder", guess=True) - body.mid("hip", guess=True)
    if body.forward == 0 or not abs(lean_deg(trunk, body.forward)) <= _MOST_LEAN_DEG:
        return math.nan
    return curvature(body.pose.dorsal)
