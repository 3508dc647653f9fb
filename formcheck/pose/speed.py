"""In: frames per second. Out: the heaviest pose model that detects so many on this machine, tried out on a picture."""

from __future__ import annotations

import time
from statistics import median
from typing import Final

from formcheck.pose.landmarker import Landmarker
from formcheck.pose.model.person import packed_person
from formcheck.records import Frame, ModelName

LIVE_FPS: Final = 15.0
"""Frames per second that Live needs: the fastest cues are judged from fifteen on."""

_HEAVIEST_FIRST: Final[tuple[ModelName, ...]] = ("heavy", "full")
# Decoding, judging and drawing, and the browser on the same machine, take the rest of the time between two frames.
_SHARE: Final = 0.6
# The first frames detect the person anew and fill caches.
_WARM_UP, _TIMED = 2, 7


def seconds_per_frame(model: ModelName, *, with_dorsal: bool = False) -> float:
    """Time the detection of the packed person, as the frames of a stream.

    Parameters
    ----------
    model : {"lite", "full", "heavy"}
        Pose model.
    with_dorsal : bool
        Whether the outline of the back is measured too.

    Returns
    -------
    float
        Median of seven frames, in seconds.
    """
    image = packed_person().image
    taken_s = []
    with Landmarker(model, with_dorsal) as landmarker:
        for index in range(_WARM_UP + _TIMED):
            began_s = time.perf_counter()
            landmarker.detect(Frame(index, index / LIVE_FPS, image))
            taken_s.append(time.perf_counter() - began_s)
    return median(taken_s[_WARM_UP:])


def live_model(*, with_dorsal: bool = False) -> ModelName:
    """Choose the model of a live stream, in about a second: tried out anew for each, since others may be running.

    Parameters
    ----------
    with_dorsal : bool
        Whether the outline of the back is measured too, which takes longer.

    Returns
    -------
    {"lite", "full", "heavy"}
        The heaviest whose frames take at most three fifths of the time between two frames at `LIVE_FPS`; lite where
        none does.
    """
    for model in _HEAVIEST_FIRST:
        if seconds_per_frame(model, with_dorsal=with_dorsal) <= _SHARE / LIVE_FPS:
            return model
    return "lite"
