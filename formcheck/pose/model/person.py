"""Out: the packed image of a person, on which the pose models are tried, and where her landmarks truly are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.errors import ModelError
from formcheck.pose.skeleton import NAMES

_IMAGE = Path(__file__).with_name("person.jpg")
_TRUTH = Path(__file__).with_name("person.json")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class PackedPerson:
    """A rendered person who stands facing the camera; ``benchmarks/synthetic/rendering/person.py`` draws her.

    Attributes
    ----------
    image : ndarray of uint8, shape (640, 360, 3)
        RGB.
    landmarks_px : ndarray, shape (33, 2)
        x and y of the true joints and marks, in the order of `skeleton.NAMES`, y down.
    """

    image: NDArray[np.uint8]
    landmarks_px: NDArray[np.float64]

    def farthest(self, landmarks_px: NDArray[np.float64]) -> float:
        """Compare detected landmarks with the true ones.

        Parameters
        ----------
        landmarks_px : ndarray, shape (33, 2 or more)
            x and y first.

        Returns
        -------
        float
            Largest distance of a landmark from its true place, in shares of the person's height; NaN if any is NaN.
        """
        apart_px = np.hypot(*(landmarks_px[:, :2] - self.landmarks_px).T)
        return float(apart_px.max() / np.ptp(self.landmarks_px[:, 1]))


@cache
def packed_person() -> PackedPerson:
    """Load the image and its truth.

    Raises
    ------
    ModelError
        If formcheck was installed without them.
    """
    try:
        truth = json.loads(_TRUTH.read_text(encoding="utf-8"))["landmarks_px"]
        image = cv2.imdecode(np.frombuffer(_IMAGE.read_bytes(), np.uint8), cv2.IMREAD_COLOR_RGB)
        landmarks_px = np.array([truth[name] for name in NAMES])
        if image is None:
            msg = "no JPEG"
            raise ValueError(msg)
    except (OSError, ValueError, KeyError, cv2.error) as error:
        msg = f"The image of a person that formcheck carries, {_IMAGE}, is missing or damaged. Install formcheck again."
        raise ModelError(msg) from error
    return PackedPerson(image=np.asarray(image, np.uint8), landmarks_px=landmarks_px)
