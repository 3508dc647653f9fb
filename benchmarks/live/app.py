"""The app, but each sketch carries the number that is burnt into its picture, for the probe in the browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import av
import numpy as np

from benchmarks.live.burnt import number_of
from formcheck.stream.camera import Camera, FrameMessage
from formcheck.ui.app import run
from formcheck.ui.pages.live import page as live


class Numbered(Camera):
    """A camera that tells which picture it saw."""

    def coach(self, picture: av.VideoFrame, tell: Callable[[FrameMessage], None]) -> None:
        """Coach as usual."""
        seen = number_of(np.asarray(picture.to_ndarray(format="gray"), dtype=np.uint8))
        super().coach(picture, lambda told: tell(replace(told, picture=_with(told.picture, seen))))


def _with(sketch: str, number: int | None) -> str:
    return f'{sketch[:-1]},"number_seen":{json.dumps(number)}}}'


live.Camera = Numbered  # type: ignore[attr-defined]
run()
