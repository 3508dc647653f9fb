"""A frame goes in; all the people in it come out.

MediaPipe's detector misses people beside a larger one, so each person who was found is painted over for the next
search.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarker import Part, StillLandmarker
from formcheck.pose.people.person import TRUNK, Person, is_same_place
from formcheck.pose.skeleton import LEFT, RIGHT, stature_px
from formcheck.records import Frame, Pose

MOST = 4
"""Most people that are searched for in one frame."""

Image = NDArray[np.uint8]

# A person smaller than this share of the frame's height is far in the background.
_LEAST_HEIGHT = 0.15
_LEAST_SEEN = 0.5
# A frame much wider than high is searched in two overlapping parts too: in the whole, shrunk, people are too small.
_WIDE = 1.3
_PART = 0.6
_MARGIN = 0.12


class PeopleFinder:
    """Finds all people in single frames; use it in a ``with`` statement or call `close`."""

    def __init__(self, landmarker: StillLandmarker) -> None:
        self._landmarker = landmarker

    def find(self, frame: Frame, known: Sequence[Pose] = (), *, closely: bool = False) -> list[Person]:
        """Find the people in a frame.

        Parameters
        ----------
        frame : Frame
        known : sequence of Pose
            People who were found in it already.
        closely : bool
            Whether to search the parts of a wide frame too, for smaller people.

        Returns
        -------
        list of Person
            At most `MOST`, the known ones first.
        """
        image = frame.image.copy()
        found = [pose for pose in known if pose.found]
        for pose in found:
            _paint_over(image, pose)
        for part in _parts(image, closely):
            self._find_in(frame, image, part, found)
        return [Person.of(frame, pose) for pose in found]

    def _find_in(self, frame: Frame, image: Image, part: Part, found: list[Pose]) -> None:
        for _ in range(MOST - len(found)):
            pose = self._landmarker.detect(frame, image, part)
            if not pose.found:
                return
            _paint_over(image, pose)
            if _is_person(pose, image.shape[0]) and not any(is_same_place(pose, other) for other in found):
                found.append(pose)

    def find_in(self, frame: Frame, part: Part) -> Pose | None:
        """Find one person in a part of a frame, rows and columns; None where there is none."""
        pose = self._landmarker.detect(frame, frame.image, part)
        return pose if pose.found and _is_person(pose, part[0].stop - part[0].start) else None

    def close(self) -> None:
        """Free the network."""
        self._landmarker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def isolate_person(image: Image, pose: Pose) -> Image:
    """Return the image with everything except one person painted over."""
    low, high = _box(pose, 2 * _MARGIN)
    left, top = np.maximum(low, 0).astype(int)
    right, bottom = np.maximum(high, 0).astype(int)
    alone = np.full_like(image, 127)
    alone[top:bottom, left:right] = image[top:bottom, left:right]
    return alone


def _parts(image: Image, closely: bool) -> list[Part]:
    height, width = image.shape[:2]
    rows = slice(0, height)
    whole = [(rows, slice(0, width))]
    if not closely or width < _WIDE * height:
        return whole
    part = round(_PART * width)
    return [*whole, (rows, slice(0, part)), (rows, slice(width - part, width))]


def _paint_over(image: Image, pose: Pose) -> None:
    points = pose.landmarks[:, :2].astype(np.float32)
    hull = cv2.convexHull(points).astype(np.int32)
    low, high = _box(pose, 0.0)
    thickness = max(1, round(2 * _MARGIN * float(max(high - low))))
    shade = image[::16, ::16].reshape(-1, 3).mean(axis=0).tolist()
    cv2.fillPoly(image, [hull], shade)
    cv2.polylines(image, [hull], True, shade, min(thickness, 255))


def _box(pose: Pose, margin: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    points = pose.landmarks[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    slack = margin * float(max(high - low))
    return low - slack, high + slack


def _is_person(pose: Pose, searched_px: int) -> bool:
    """Whether what was found in a part of an image, of this height in pixels, is a person and no lesser thing."""
    # The rest of a person who was painted over, a sofa or a plant is detected as a trunk, hardly as legs.
    seen = min((pose.landmarks[LEFT[joint], 3] + pose.landmarks[RIGHT[joint], 3]) / 2 for joint in (*TRUNK, "knee"))
    return bool(seen >= _LEAST_SEEN and stature_px(pose) >= _LEAST_HEIGHT * searched_px)
