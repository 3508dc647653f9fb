"""Frames in which nobody is found go in; the pose of a person who is small in the picture comes out.

The pose model's detector shrinks a frame to 224 pixels, in which a person at a sixth of its height has 37. In a part of
the frame the same person is large enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.pose.landmarker import Landmarker, Part, within
from formcheck.pose.people.finder import PeopleFinder
from formcheck.pose.skeleton import stature_px
from formcheck.records import Frame, ModelName, Pose

SMALL_SHARE: Final = 0.3
"""A person less high than this share of the frame, standing, is small in it: see `height_share`.

At a quarter the detector finds a person in some clips and not in others, at a sixth in none (our own trials).
"""

# Sides of the square parts to search, in shares of the frame's shorter side, the larger first: in the smaller ones a
# person at an eighth of the height is as large as one at a third in a whole frame.
_SIDES = (0.6, 0.35)
# Side of the part that is followed, in statures: room to lie down, and for a step to any side.
_ROOM = 2.5
# Least room to the edge of that part, in statures, before it is moved.
_MARGIN = 0.3
# Searching all parts costs as much as some ten frames, so it backs off while nobody is there.
_EVERY_S, _AT_MOST_EVERY_S = 1.0, 16.0


def height_share(pose: Pose) -> float:
    """Return how high a found person is, standing up, in shares of the frame's shorter side."""
    return stature_px(pose) / min(pose.width_px, pose.height_px)


@dataclass(frozen=True, slots=True)
class _Square:
    left: int
    top: int
    side: int

    @property
    def part(self) -> Part:
        return slice(self.top, self.top + self.side), slice(self.left, self.left + self.side)


class SmallPerson:
    """Looks for one person in the parts of frames, and follows them in the part where they are.

    Parameters
    ----------
    model : {"lite", "full", "heavy"}
        Which network.
    with_dorsal : bool
        Whether to measure the back's outline too.
    """

    def __init__(self, model: ModelName, with_dorsal: bool) -> None:
        self._model, self._with_dorsal = model, with_dorsal
        self._landmarker: Landmarker | None = None
        self._square: _Square | None = None
        self._next_s, self._every_s = 0.0, _EVERY_S

    @property
    def was_found(self) -> bool:
        """Whether there was ever somebody."""
        return self._landmarker is not None

    def detect(self, frame: Frame, finder: PeopleFinder) -> Pose | None:
        """Find the person in the next frame; None where there is none.

        Parameters
        ----------
        frame : Frame
            One in which the whole shows nobody.
        finder : PeopleFinder
            Searches the parts.
        """
        if self._square is None and not self._search(frame, finder):
            return None
        pose = self._follow(frame)
        if pose.found and height_share(pose) < 2 * SMALL_SHARE:
            self._keep_inside(pose)
            return pose
        self._square = None
        return None

    def _search(self, frame: Frame, finder: PeopleFinder) -> bool:
        if frame.t_s < self._next_s:
            return False
        self._next_s, self._every_s = frame.t_s + self._every_s, min(2 * self._every_s, _AT_MOST_EVERY_S)
        for part in _parts(frame):
            if (pose := finder.find_in(frame, part)) is not None:
                self._settle(_around(pose))
                self._next_s, self._every_s = frame.t_s, _EVERY_S
                return True
        return False

    def _settle(self, square: _Square) -> None:
        self._square = square
        if self._landmarker is None:
            self._landmarker = Landmarker(self._model, self._with_dorsal)

    def _follow(self, frame: Frame) -> Pose:
        assert self._square is not None
        assert self._landmarker is not None
        return within(frame, self._square.part, self._landmarker.detect)

    def _keep_inside(self, pose: Pose) -> None:
        assert self._square is not None
        high_px, square = stature_px(pose), self._square
        low, high = pose.landmarks[:, :2].min(axis=0), pose.landmarks[:, :2].max(axis=0)
        corner = np.array([square.left, square.top])
        room = min((low - corner).min(), (corner + square.side - high).min())
        if room < _MARGIN * high_px:
            self._square = _around(pose)

    def close(self) -> None:
        """Free the network, if there is one."""
        if self._landmarker is not None:
            self._landmarker.close()


def _parts(frame: Frame) -> Iterator[Part]:
    height, width = frame.image.shape[:2]
    for share in _SIDES:
        side = round(share * min(height, width))
        for top in _starts(height, side):
            for left in _starts(width, side):
                yield _Square(left, top, side).part


def _starts(length: int, side: int) -> Iterator[int]:
    """Cover a length with parts that overlap by half or more."""
    count = int(np.ceil((length - side) / (side / 2))) + 1
    yield from (round(start) for start in np.linspace(0, length - side, count))


def _around(pose: Pose) -> _Square:
    points = pose.landmarks[:, :2]
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    side = min(round(_ROOM * stature_px(pose)), pose.width_px, pose.height_px)
    left, top = np.clip(middle - side / 2, 0, (pose.width_px - side, pose.height_px - side)).astype(int)
    return _Square(int(left), int(top), side)
