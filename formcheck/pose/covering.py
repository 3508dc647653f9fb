"""A frame and its pose -> the frame without a face in it: only the body sharp, or nothing but neutral ground.

The pose is found before, in the frame as it was filmed. Whatever is not known to be safe is hidden: a frame without a
pose is blurred wholly, and so is all around the body, where other people may be.
"""

from __future__ import annotations

from collections import deque
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.privacy import Privacy
from formcheck.pose.skeleton import LEFT, NOSE, RIGHT, pixels_per_metre
from formcheck.records import Pose

Image = NDArray[np.uint8]

NEUTRAL: Final = (44, 49, 56)
"""The ground of a picture that shows the skeleton alone, RGB."""
_HEAD_M: Final = 0.26
"""From chin to crown, at the 99th percentile of men (menton to top of head, ANSUR II 2012: 0.257 m). A disc of this
radius about the middle of the face covers the whole head, whichever way it is turned."""
_FACE_SPREADS: Final = 2.0
"""The same disc in spreads of the points of the face, for a face that is nearer to the camera than the body: the
points lie between the ears, the eyes and the mouth, which is about half of the head."""
_AROUND_BODY_M: Final = 0.25
"""How far around the landmarks the picture stays sharp: flesh, clothes and what is in the hands."""
_HELD_S: Final = 0.25
"""For so long a place stays covered after the face was there: a landmark that jumps for a few frames uncovers none."""
_CELLS: Final = 8
"""Of a blurred picture along its longer side: a face that fills it whole is no more than this many cells across."""
FACE = [NOSE, *(names[point] for names in (LEFT, RIGHT) for point in ("eye_inner", "eye", "eye_outer", "ear", "mouth"))]
"""The landmarks of the face, by index."""


class Cover:
    """Hides in each frame of a clip what is not to be shown, in the order of time.

    Parameters
    ----------
    privacy : {"none", "blur", "skeleton"}
        What pictures show.
    """

    def __init__(self, privacy: Privacy) -> None:
        self._privacy = privacy
        self._faces: deque[tuple[float, tuple[int, int], int]] = deque()
        self._shot = 0

    def covered(self, image: Image, pose: Pose | None) -> Image:
        """Return the picture that may be shown.

        Parameters
        ----------
        image : ndarray of uint8, shape (height, width, 3)
            RGB, of the size in which the pose was found; not changed.
        pose : Pose or None
            The person; None for a frame for which no pose is known.

        Returns
        -------
        ndarray of uint8, shape (height, width, 3)
        """
        if self._privacy == "none":
            return image
        if self._privacy == "skeleton":
            return np.full_like(image, NEUTRAL)
        hidden = _blurred(image)
        disc = face_disc(pose) if pose is not None else None
        if pose is None or disc is None:
            return hidden
        self._hold(pose, disc)
        shown = _body(image.shape[:2], pose)
        for _, centre, radius in self._faces:
            cv2.circle(shown, centre, radius, 0, -1)
        # The face itself is one colour: a mosaic of a moving face can be put together again from many frames.
        cv2.circle(hidden, disc[0], disc[1], _mean_colour(hidden), -1)
        return np.where(shown[..., None] > 0, image, hidden)

    def _hold(self, pose: Pose, disc: tuple[tuple[int, int], int]) -> None:
        if pose.shot != self._shot:
            self._faces.clear()
            self._shot = pose.shot
        self._faces.append((pose.t_s, *disc))
        while self._faces[0][0] < pose.t_s - _HELD_S:
            self._faces.popleft()


def face_disc(pose: Pose) -> tuple[tuple[int, int], int] | None:
    """Return centre and radius in pixels of a disc that covers the whole head; None where it is not known."""
    points = pose.landmarks[FACE, :2]
    if not np.isfinite(points).all():
        return None
    centre = points.mean(axis=0)
    spread = float(np.linalg.norm(points - centre, axis=1).max())
    radius = max(_HEAD_M * pixels_per_metre(pose), _FACE_SPREADS * spread)
    if not np.isfinite(radius):
        return None
    x, y = np.rint(centre).astype(int).tolist()
    return (x, y), int(np.ceil(radius))


def _body(shape: tuple[int, ...], pose: Pose) -> Image:
    """Mark what is within reach of the body: 255 there, 0 elsewhere."""
    mask = np.zeros(shape, np.uint8)
    outline = cv2.convexHull(np.rint(pose.landmarks[:, :2]).astype(np.int32))
    cv2.fillConvexPoly(mask, outline, 255)
    cv2.polylines(mask, [outline], True, 255, 2 * max(1, round(_AROUND_BODY_M * pixels_per_metre(pose))))
    return mask


def _blurred(image: Image) -> Image:
    height, width = image.shape[:2]
    share = _CELLS / max(height, width)
    few = cv2.resize(image, (max(1, round(width * share)), max(1, round(height * share))), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(few, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _mean_colour(image: Image) -> tuple[float, float, float]:
    red, green, blue = image.reshape(-1, 3).mean(axis=0).tolist()
    return red, green, blue
