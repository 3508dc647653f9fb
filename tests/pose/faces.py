"""Clips of the stick figure whose faces have colours that nothing else has, so that what is left of them is counted."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from formcheck.pose.covering import FACE
from formcheck.pose.skeleton import pixels_per_metre
from formcheck.records import Pose

GROUND, FACE_COLOUR, BYSTANDER = (60, 70, 60), (250, 40, 230), (20, 230, 240)
_HEAD_M = 0.13
_FAR = 90
"""Colours that are nearer to each other, as the sum over red, green and blue, are taken for the same."""


def picture(pose: Pose) -> NDArray[np.uint8]:
    """Draw the frame of a pose: a head on plain ground, and the head of somebody else in the corner."""
    image = np.full((pose.height_px, pose.width_px, 3), GROUND, np.uint8)
    radius = round(_HEAD_M * pixels_per_metre(pose))
    x, y = np.rint(pose.landmarks[FACE, :2].mean(axis=0)).astype(int).tolist()
    cv2.circle(image, (x, y), radius, FACE_COLOUR, -1)
    cv2.circle(image, (2 * radius, 2 * radius), radius, BYSTANDER, -1)
    return image


def write_faces(path: Path, poses: Sequence[Pose], fps: float) -> Path:
    """Write the clip of these poses."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(fps), options={"preset": "ultrafast", "crf": "12"})
        stream.width, stream.height, stream.pix_fmt = poses[0].width_px, poses[0].height_px, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, 90_000)
        for pose in poses:
            frame = VideoFrame.from_ndarray(picture(pose), format="rgb24")
            frame.pts, frame.time_base = round(pose.t_s * 90_000), Fraction(1, 90_000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def share_of(colour: tuple[int, int, int], image: NDArray[np.uint8]) -> float:
    """The share of the pixels that have this colour, or nearly."""
    far = abs(image.astype(np.int16) - np.array(colour, np.int16))
    return float((far[..., 0] + far[..., 1] + far[..., 2] < _FAR).mean())
