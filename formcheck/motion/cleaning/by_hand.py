"""Joint centres that a person marked in the picture in; the pose whose measures are read from there out.

Whoever marks a knee means the joint, and not the point that the pose model would have found. Measures are read at the
joints' centres too, a small offset away from the model's landmarks (`formcheck.motion.cleaning.joint_centres`). So a
mark is taken for the centre, and the landmark is put where that offset leads to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.body import SIDES
from formcheck.motion.cleaning.joint_centres import JOINTS, OFFSETS, outward, plane_of, shifts
from formcheck.motion.cleaning.view import ViewState
from formcheck.pose.skeleton import LEFT, RIGHT, pixels_per_metre
from formcheck.records import Pose

# An offset is a tenth of a shank at most and turns with its segments: each step leaves a tenth of the step before.
_STEPS = 5
Points = NDArray[np.float64]


def centres_px(pose: Pose, view: ViewState) -> Points:
    """Return where the joints' centres are in the picture.

    Parameters
    ----------
    pose : Pose
    view : ViewState
        From where the camera looks.

    Returns
    -------
    ndarray of float, shape (33, 2)
        Pixels, y down; NaN without a person.
    """
    return np.asarray(pose.landmarks[:, :2] + _offsets(pose, view))


def placed(pose: Pose, view: ViewState, centres: Mapping[int, tuple[float, float]]) -> Pose:
    """Move landmarks so that the centres of their joints are where a person marked them.

    Parameters
    ----------
    pose : Pose
        A cleaned pose of a person.
    view : ViewState
        From where the camera looks.
    centres : mapping of int to pair of float
        By index of the landmark, x and y in pixels, y down.

    Returns
    -------
    Pose
        The landmarks that were marked are taken for seen. In space they move along with the picture, and stay as deep
        as the pose model has them.
    """
    marked, wanted = list(centres), np.array(list(centres.values()), dtype=np.float64)
    landmarks, world = pose.landmarks.copy(), pose.world.copy()
    for _ in range(_STEPS):
        landmarks[marked, :2] = wanted - _offsets(replace(pose, landmarks=landmarks), view)[marked]
    world[marked, :2] += (landmarks[marked, :2] - pose.landmarks[marked, :2]) / pixels_per_metre(pose)
    landmarks[marked, 3] = world[marked, 3] = 1.0
    return replace(pose, landmarks=landmarks, world=world)


def _offsets(pose: Pose, view: ViewState) -> Points:
    """Return how far each centre is from its landmark, shape (33, 2), y down."""
    found, plane = np.zeros((len(pose.landmarks), 2)), plane_of(view)
    if plane is None or pose.centred or not pose.found:
        return found
    for side in SIDES:
        names = LEFT if side == "left" else RIGHT
        points = {joint: complex(pose.landmarks[names[joint], 0], -pose.landmarks[names[joint], 1]) for joint in JOINTS}
        for joint, moved in shifts(points, plane, outward(view, side), OFFSETS[plane]).items():
            found[names[joint]] = moved.real, -moved.imag
    return found
