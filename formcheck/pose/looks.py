"""What a pose model saw when it looked at a frame again, and which landmarks of the first reading are hidden there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.skeleton import COUNT, LEFT, RIGHT
from formcheck.records import Pose

NEAR: Final = 0.1
"""How far around a landmark the person's mask is searched, in shanks: about what landmarks are wrong by (4 cm)."""
_ON_PERSON = 0.5  # the mask is a likelihood: below one half something else is more likely there
# Half the thickness of a joint, in shanks (the project's own estimate, as for a knee on the floor): a joint that is
# nearer to the picture's edge is not wholly in the picture. A limb's end has no such part beyond its landmark.
_THICKNESS = 0.12
_THICK_JOINTS = [side[joint] for side in (LEFT, RIGHT) for joint in ("shoulder", "elbow", "hip", "knee", "ankle")]
_KNEES, _ANKLES = ([side[joint] for side in (LEFT, RIGHT)] for joint in ("knee", "ankle"))

Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """Independent detections of the person in one frame.

    Attributes
    ----------
    poses : tuple of Pose
        In pixels of the frame, one for each look that found the person of the first reading.
    on_person : ndarray of float, shape (33,)
        Likelihood 0..1 that the person is seen at or near each landmark of the first reading; NaN where it is not
        known.
    """

    poses: tuple[Pose, ...]
    on_person: NDArray[np.float64]

    @classmethod
    def together(cls, looks: Sequence[Looks]) -> Looks:
        """Join several looks, at least one, at the same frame."""
        found = [one.on_person for one in looks if one.poses]
        on_person = np.median(found, axis=0) if found else np.full(COUNT, np.nan)
        return cls(tuple(pose for one in looks for pose in one.poses), on_person)

    @property
    def occluded(self) -> Marks:
        """Landmarks with something else before them, shape (33,)."""
        return self.on_person < _ON_PERSON


class LookAgain(Protocol):
    """Looks again at the frame that a pose was read in."""

    def __call__(self, pose: Pose, times: int, /) -> Looks | None:
        """Look so many times, or as often as there is time for; None where the frame is no longer to be had.

        Once is for what is hidden, and may have been a moment ago.
        """
        ...


ALL_LOOKS: Final = 4
"""Most looks that are taken at one frame."""


def out_of_picture(pose: Pose, *, in_part: bool = True) -> Marks:
    """Mark landmarks beyond the picture's edge, and with `in_part` joints of which a part is; shape (33,).

    Nothing is marked in a pose from markers: its picture has no edge.
    """
    if pose.centred or not pose.found:
        return np.zeros(COUNT, dtype=bool)
    x, y = pose.landmarks[:, 0], pose.landmarks[:, 1]
    room_px = np.min([x, y, pose.width_px - x, pose.height_px - y], axis=0)
    needed_px = np.zeros(COUNT)
    needed_px[_THICK_JOINTS] = _THICKNESS * shank_px(pose) if in_part else 0.0
    return np.asarray(room_px < needed_px)


def shank_px(pose: Pose) -> float:
    """Return the length of the longer shank in the picture; the other one may point at the camera."""
    shanks = pose.landmarks[_KNEES, :2] - pose.landmarks[_ANKLES, :2]
    return float(np.hypot(shanks[:, 0], shanks[:, 1]).max())
