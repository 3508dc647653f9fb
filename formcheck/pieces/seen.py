"""What detection passes on to judging: each frame's pose, and how a piece ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.pose.light import brightness
from formcheck.pose.looking import Crop
from formcheck.records import Frame, Pose

_EVERY_S: Final = 0.5
"""Interval between measurements of the light."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What was detected in a frame.

    Attributes
    ----------
    pose : Pose
    crop : Crop or None
        The surroundings of the person, for second looks; None if nobody was found, or no second looks are taken.
    light : float or None
        How bright the picture is, see `formcheck.pose.light.brightness`; None if it was not measured.
    """

    pose: Pose
    crop: Crop | None
    light: float | None


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a piece: whether several people were seen in it, and how many damaged packets were skipped."""

    is_crowd: bool
    skipped: int


class LightMeter:
    """Measures the light in a stream of frames at intervals."""

    def __init__(self) -> None:
        self._next_s = 0.0

    def measure(self, frame: Frame) -> float | None:
        """Return how bright a frame is; None if no measurement is due."""
        if frame.t_s < self._next_s:
            return None
        self._next_s = frame.t_s + _EVERY_S
        return brightness(frame.image)
