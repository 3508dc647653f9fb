"""The app with the number that is burnt into each frame in its sketch, for the probe in the browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import av
import numpy as np

from benchmarks.live.burnt import number_of
from formcheck.stream.camera import Camera
from formcheck.stream.status import FrameMessage
from formcheck.ui.app import run


class NumberedCamera(Camera):
    """A camera that adds the number of each frame to its sketch."""

    def coach(self, frame: av.VideoFrame, send: Callable[[FrameMessage], None]) -> None:
        """Coach as usual."""
        seen = number_of(np.asarray(frame.to_ndarray(format="gray"), dtype=np.uint8))
        super().coach(frame, lambda message: send(replace(message, sketch=_with(message.sketch, seen))))


def _with(sketch: str, number: int | None) -> str:
    return f'{sketch[:-1]},"number_seen":{json.dumps(number)}}}'


run(camera_factory=NumberedCamera)
