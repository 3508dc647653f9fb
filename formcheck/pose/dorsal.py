"""A segmentation mask and landmarks go in; the outline of the back, as a dorsal profile, comes out.

There is no landmark between hip and shoulder, so a rounded back shows only in the silhouette: as the distance of its
dorsal edge from the straight line between mid-hip and mid-shoulder.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.skeleton import LEFT, RIGHT

STATIONS = np.linspace(0.05, 0.95, 19)
"""Places on the axis at which the profile is read, as shares of the way from hip to shoulder."""

_INSIDE = 0.5
_REACH = 0.6  # in axis lengths; a body that seems thicker has something else behind it
_SHORTEST_AXIS_PX = 24.0  # below this a pixel is 4 % of the axis, as much as a back rounds
_WIDEST_SHOULDERS = 0.6  # in axis lengths; shoulders further apart are seen from the front or behind
_LEAST_FACING = 0.1  # in axis lengths; a foot seen from the side is about 0.4


def dorsal_profile(mask: NDArray[np.floating], landmarks: NDArray[np.float64]) -> NDArray[np.float64]:
    """Measure how far the outline of the back is behind the axis from mid-hip to mid-shoulder.

    Parameters
    ----------
    mask : ndarray of float, shape (height, width)
        Likelihood 0..1 that a pixel shows the person, as large as the frame.
    landmarks : ndarray of float, shape (33, 4)
        x, y in pixels, z, visibility, as in `Pose`.

    Returns
    -------
    ndarray of float, shape (19,)
        Distance at each of `STATIONS` to the last pixel of the person, at right angles to the axis, in axis lengths
        (0..0.6). NaN where the axis is outside the person, or where the person reaches the edge of the frame or beyond
        0.6. All NaN where there is no person, or the trunk is not seen from the side.
    """
    profile = np.full(len(STATIONS), np.nan)
    points = landmarks[:, :2]
    hip, shoulder = _middle(points, "hip"), _middle(points, "shoulder")
    axis = shoulder - hip
    length_px = float(np.hypot(*axis))
    breadth_px = float(np.hypot(*(points[LEFT["shoulder"]] - points[RIGHT["shoulder"]])))
    facing = _facing(landmarks, length_px)
    # written so that NaN fails too
    if not (length_px >= _SHORTEST_AXIS_PX and breadth_px <= _WIDEST_SHOULDERS * length_px and facing != 0):
        return profile
    backwards = facing * np.array([axis[1], -axis[0]]) / length_px
    starts = hip + STATIONS[:, None] * axis
    return _walk(mask, starts, backwards, _REACH * length_px) / length_px


def _middle(points: NDArray[np.float64], joint: str) -> NDArray[np.float64]:
    return np.asarray((points[LEFT[joint]] + points[RIGHT[joint]]) / 2)


def _facing(landmarks: NDArray[np.float64], length_px: float) -> int:
    """Find the body's forward side: 1 to the right of a body drawn upright, -1 to the left, 0 where it is unclear.

    Toes point forward of the shin and knees bend forward, however the body is turned in the frame.
    """
    forward = weights = 0.0
    for side in (LEFT, RIGHT):
        hip, knee, ankle, heel, toe = (landmarks[side[j], :2] for j in ("hip", "knee", "ankle", "heel", "toe"))
        weight = landmarks[side["toe"], 3]
        shin = (knee - ankle) / max(float(np.hypot(*(knee - ankle))), 1.0)
        forward += weight * (_cross(shin, toe - heel) - _cross(shin, hip - knee))
        weights += weight
    evidence = forward / (weights * length_px) if weights * length_px > 0 else 0.0
    return int(np.sign(evidence)) if abs(evidence) >= _LEAST_FACING else 0


def _cross(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    return float(a[0] * b[1] - a[1] * b[0])


def _walk(
    mask: NDArray[np.floating], starts: NDArray[np.float64], step: NDArray[np.float64], reach_px: float
) -> NDArray[np.float64]:
    """Walk from each start, a pixel at a time, to where the mask falls below one half; in pixels, NaN if nowhere."""
    distances = np.arange(int(reach_px) + 1)
    likelihood = _sample(mask, starts[:, None, :] + distances[:, None] * step)
    outside = ~(likelihood >= _INSIDE)  # NaN, beyond the frame, is outside too
    first = np.argmax(outside, axis=1)
    rows = np.arange(len(starts))
    before, after = likelihood[rows, first - 1], likelihood[rows, first]
    with np.errstate(invalid="ignore", divide="ignore"):
        edge_px = first - 1 + (before - _INSIDE) / (before - after)
    return np.where(first > 0, edge_px, np.nan)


def _sample(mask: NDArray[np.floating], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Interpolate between pixel centres; NaN beyond the frame."""
    height, width = mask.shape
    x, y = points[..., 0], points[..., 1]
    column, row = np.clip(x - 0.5, 0, width - 1), np.clip(y - 0.5, 0, height - 1)
    left, top = np.floor(column).astype(np.intp), np.floor(row).astype(np.intp)
    right, bottom = np.minimum(left + 1, width - 1), np.minimum(top + 1, height - 1)
    across, down = column - left, row - top
    upper = mask[top, left] * (1 - across) + mask[top, right] * across
    lower = mask[bottom, left] * (1 - across) + mask[bottom, right] * across
    within = (x >= 0) & (x <= width) & (y >= 0) & (y <= height)
    return np.where(within, upper * (1 - down) + lower * down, np.nan)
