"""Converts the landmarks of a pose recording to metres about the pelvis, y up, at a steady rate.

====  =============================================================================
axis  direction
====  =============================================================================
x     the way the person faces, by the view of the report, to the nearest quarter turn
y     up in the picture: what is up in the room where the camera was level
z     to the person's right
====  =============================================================================

These are the axes of OpenSim, right-handed. The origin is the middle of the hips in every frame, as the pose model
gives it: a body that walks or sinks does not move in the room. Where the facing is unknown, x is the right of the
picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import NAMES
from formcheck.records import Facing

_FROM_CAMERA: Final = np.diag([1.0, -1.0, -1.0])
"""From x right, y down, z away from the camera to x right, y up, z towards the camera."""
_FORWARD: Final[dict[Facing, tuple[float, float]]] = {
    "right": (1.0, 0.0), "left": (-1.0, 0.0), "camera": (0.0, 1.0), "away": (0.0, -1.0), "unknown": (1.0, 0.0),
}  # fmt: skip
"""Where the person faces, as x and z of the picture with y up."""
_BRIDGED: Final = 2.5
"""Frames between which a point is interpolated are at most so many usual distances apart; else it is missing."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Markers:
    """Points over time.

    Attributes
    ----------
    names : tuple of str
        Of the 33 landmarks.
    rate_hz : float
        Frames a second.
    points_m : ndarray of float, shape (n, 33, 3)
        In the axes above; NaN where the person was not found.
    """

    names: tuple[str, ...]
    rate_hz: float
    points_m: NDArray[np.float64]

    @property
    def times_s(self) -> NDArray[np.float64]:
        """Times of the frames from 0, shape (n,)."""
        return np.arange(len(self.points_m)) / self.rate_hz


def markers(track: PoseTrack, facing: Facing = "unknown") -> Markers:
    """Turn the landmarks into the axes above, and bring them to a steady rate.

    Clips of phones vary in their rate and the formats do not: between two frames a point is interpolated along a
    straight line. Times begin at 0 at the first frame.
    """
    rate_hz = _rate(track.t_s)
    steady_s = track.t_s[0] + np.arange(round((track.t_s[-1] - track.t_s[0]) * rate_hz) + 1) / rate_hz
    turned = track.world[:, :, :3] @ (_turn(facing) @ _FROM_CAMERA).T
    return Markers(names=NAMES, rate_hz=rate_hz, points_m=_interpolated(track.t_s, turned, steady_s, rate_hz))


def _rate(times_s: NDArray[np.float64]) -> float:
    """The usual rate, in whole hundredths."""
    return round(1.0 / float(np.median(np.diff(times_s))), 2) if len(times_s) > 1 else 1.0


def _turn(facing: Facing) -> NDArray[np.float64]:
    x, z = _FORWARD[facing]
    return np.array([[x, 0.0, z], [0.0, 1.0, 0.0], [-z, 0.0, x]])


def _interpolated(
    times_s: NDArray[np.float64], points: NDArray[np.float64], at_s: NDArray[np.float64], rate_hz: float
) -> NDArray[np.float64]:
    after = np.clip(np.searchsorted(times_s, at_s - 1e-9), 0, len(times_s) - 1)
    before = np.maximum(after - 1, 0)
    apart = times_s[after] - times_s[before]
    share = np.divide(at_s - times_s[before], apart, out=np.ones_like(at_s), where=apart > 0)
    share = np.clip(share, 0.0, 1.0)
    # A share of 0 or 1 is a frame itself, which may stand beside one without a person.
    weights = np.stack([1.0 - share, share])[:, :, None, None]
    ends = np.stack([points[before], points[after]])
    found = np.where(weights > 1e-6, weights * ends, 0.0).sum(axis=0)
    found[(apart > _BRIDGED / rate_hz) & (share > 1e-6) & (share < 1.0 - 1e-6)] = np.nan
    return np.asarray(found)
