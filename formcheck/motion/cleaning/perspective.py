"""A pose in a front view goes in; the same with its legs at the depth of mid-hip, without perspective, comes out.

A bent knee or a foot ahead is nearer to the camera than the hips, and what is nearer looks larger about the middle of
the frame: at 2.7 m a squat's knees seem lower, and a side lunge's knee further out, than they are. The pose model's
depth and a usual focal length give the amount. In good form of held-out rendered bodies this took the error of the
frontal knee projection from 4.3 to 2.7 degrees, and the bias of the depth from 12 to 6.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from formcheck.pose.skeleton import LEFT, RIGHT, pixels_per_metre
from formcheck.records import Pose

FOCAL_SHARE: Final = 0.8
"""Focal length in lengths of the frame's longer side: 0.7 to 0.85 for webcams and main cameras of phones in video."""
_LEAST_DISTANCE_M: Final = 1.0
_LEGS = [names[joint] for names in (LEFT, RIGHT) for joint in ("knee", "ankle", "heel", "toe")]


def without_perspective(pose: Pose) -> Pose:
    """Move the legs' landmarks to where they would be seen at the depth of mid-hip.

    The pose model's depth of the shoulders is too poor for this: it took 7 degrees off a lean towards the camera.

    Parameters
    ----------
    pose : Pose
        As the pose model gave it.

    Returns
    -------
    Pose
        With x and y of knees, ankles and feet moved towards the middle of the frame where they are nearer than mid-hip,
        and away from it where they are further; unchanged where the distance of the camera is unknown.
    """
    scale = pixels_per_metre(pose)
    distance_m = FOCAL_SHARE * max(pose.width_px, pose.height_px) / scale
    if not distance_m > _LEAST_DISTANCE_M:
        return pose
    landmarks = pose.landmarks.copy()
    middle = np.array([pose.width_px / 2, pose.height_px / 2])
    nearness = (distance_m + pose.world[_LEGS, 2:3]) / distance_m
    landmarks[_LEGS, :2] = middle + (landmarks[_LEGS, :2] - middle) * nearness
    return replace(pose, landmarks=landmarks)
