"""Roundness of the back, from its outline in a side view or from the distance between hip and shoulder.

No pose model has a landmark between shoulder and hip, but the silhouette's dorsal edge shows what is between them. The
profile is the edge's distance from the hip-shoulder axis at 19 stations (see `formcheck.records.Pose.dorsal`).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.body import Body
from formcheck.motion.geometry import lean_deg, ratio
from formcheck.motion.measures.registry import SIDE, measure
from formcheck.pose.dorsal import STATIONS
from formcheck.records import Side

# An arm, a bar or long hair in front of the edge shows as a step between neighbouring stations, which are 5 % of the
# axis apart; a rounded back changes by under 0.05 from one to the next (curvature -0.6: 0.6 * 0.9 * 0.05 = 0.03).
_STEP = 0.07
_LEAST_STATIONS = 13
# Leans of the trunk beyond this came from wrong landmarks in each case that was looked at.
_MOST_LEAN_DEG = 100.0


def usable_profile(profile: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Find the stations that belong to one smooth edge.

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


@measure("ratio", error=0.05, error_from="footage", views=SIDE, joints=("shoulder", "hip"))
def back_curvature(body: Body) -> float:
    """Curvature of the back's outline in axis lengths: 0 straight, negative rounded; to be compared with standing.

    The error is the spread between the frames of one clip (0.05).
    """
    trunk = body.mid("shoulder", guess=True) - body.mid("hip", guess=True)
    if body.forward == 0 or not abs(lean_deg(trunk, body.forward)) <= _MOST_LEAN_DEG:
        return math.nan
    return curvature(body.pose.dorsal)


@measure("ratio", error=0.17, error_from="rendered", views=SIDE, joints=("shoulder", "hip"), needs_standing=True)
def trunk_chord(body: Body, side: Side) -> float:
    """Distance from hip to shoulder in standing trunk lengths; 1 as standing, less when the back rounds a lot."""
    return ratio(abs(body.at("shoulder", side) - body.at("hip", side)), body.lengths.trunk)
