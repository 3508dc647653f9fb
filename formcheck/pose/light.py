"""A frame in, how bright it is out."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

DARKEST: Final = 0.15
"""Brightness below which the light may be why nobody is found (our own estimate).

Where somebody is tracked it does not matter: at a quarter of its usual light the sample squat is judged as before.
"""

_GRAIN = 8


def brightness(image: NDArray[np.uint8]) -> float:
    """Mean of the green channel, 0 (black) to 1 (white), read on every eighth row and column."""
    return float(image[::_GRAIN, ::_GRAIN, 1].mean()) / 255
