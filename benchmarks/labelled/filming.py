"""From points in metres to the landmarks that a pose model would give, seen by a camera in the laboratory."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from benchmarks.labelled.anatomy import heading, landmarks
from benchmarks.labelled.episodes import FPS, Episode
from formcheck.pose.dorsal import STATIONS
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import NAMES

CameraName = Literal["side", "front"]
CAMERAS: tuple[CameraName, ...] = ("side", "front")

# At hip height, 3.5 m away, as the exercises ask for; the frame shows 2.6 m of height there.
_HEIGHT_M, _DISTANCE_M = 1.0, 3.5
_WIDTH_PX, _HEIGHT_PX = 1280, 720
_FOCAL_PX = _HEIGHT_PX * _DISTANCE_M / 2.6
_HIPS = [NAMES.index("left_hip"), NAMES.index("right_hip")]


def film(episode: Episode, camera: CameraName, ahead: NDArray[np.float64] | None = None) -> PoseTrack:
    """Film an episode from the person's right or from the front.

    Every landmark is seen well and exactly: this measures the judging, not the pose model.

    Parameters
    ----------
    episode : Episode
        What happened.
    camera : {"side", "front"}
        Where the camera stands.
    ahead : ndarray of float, shape (3,), optional
        Horizontal direction of the movement; by default that of the feet in this episode.

    Returns
    -------
    PoseTrack
    """
    points = landmarks(episode)
    ahead = heading(points) if ahead is None else ahead
    # A person who faces the right of the frame shows the right side; in a front view the left side is at the right.
    rightwards = ahead if camera == "side" else np.array([-ahead[1], ahead[0], 0.0])
    away = np.array([-rightwards[1], rightwards[0], 0.0])
    axes = np.stack([rightwards, [0.0, 0.0, -1.0], away])
    middle = points[:, _HIPS].mean(axis=(0, 1)) * [1.0, 1.0, 0.0] + [0.0, 0.0, _HEIGHT_M]
    seen = (points - middle) @ axes.T
    return _track(seen)


def _track(seen: NDArray[np.float64]) -> PoseTrack:
    """Project points given to the right of the frame, down and away from the camera, in metres."""
    scale = _FOCAL_PX / (_DISTANCE_M + seen[..., 2:])
    pixels = seen * scale + [_WIDTH_PX / 2, _HEIGHT_PX / 2, 0.0]
    space = seen - seen[:, _HIPS].mean(axis=1, keepdims=True)
    certain = np.ones((*seen.shape[:2], 1))
    landmarks_px, world = (np.concatenate([points, certain], axis=2) for points in (pixels, space))
    unseen = np.full((len(seen), len(STATIONS)), np.nan)
    return PoseTrack(
        t_s=np.arange(len(seen)) / FPS,
        landmarks=landmarks_px,
        world=world,
        dorsal=unseen,
        width_px=_WIDTH_PX,
        height_px=_HEIGHT_PX,
        source="markers",
        centred=True,
    )
