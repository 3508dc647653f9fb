"""What passes from where frames are looked at to where they are judged: what was seen, and how a piece ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from formcheck.pose.light import brightness
from formcheck.pose.looking import Crop
from formcheck.records import Frame, Pose

_EVERY_S: Final = 0.5
"""How often the light is measured."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A frame that was looked at.

    Attributes
    ----------
    pose : Pose
    crop : Crop or None
        What is around the person, for second looks; None where nobody was found, or nobody looks twice.
    light : float or None
        How bright the picture is, see `formcheck.pose.light.brightness`; None where that was not measured.
    """

    pose: Pose
    crop: Crop | None
    light: float | None


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a piece: whether several people were seen in it, and how many damaged packets were left out."""

    is_crowd: bool
    skipped: int


class LightMeter:
    """Measures the light of a stream of frames now and then."""

    def __init__(self) -> None:
        self._next_s = 0.0

    def measure(self, frame: Frame) -> float | None:
        """Return how bright a frame is, None where it is not time for it."""
        if frame.t_s < self._next_s:
            return None
        self._next_s = frame.t_s + _EVERY_S
        return brightness(frame.image)
