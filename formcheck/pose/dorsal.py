"""The outline of the back in the segmentation mask."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

STATIONS = np.linspace(0.05, 0.95, 19)


def dorsal_profile(mask: NDArray[np.float32], landmarks: NDArray[np.float64]) -> NDArray[np.float64]:
    """Not yet measured."""
    del mask, landmarks
    return np.full(len(STATIONS), np.nan)
