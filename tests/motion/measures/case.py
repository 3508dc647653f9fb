"""A measure with what it must read from a figure in a known posture."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.records import Side
from tests.support.figures import Joints
from tests.support.moves import rounding


@dataclass(frozen=True)
class Case:
    """A measure read from a figure.

    `hide` names joints (of the side that is read, or of both) without which nothing may be read.
    """

    measure: str
    joints: Callable[[], Joints]
    expected: float
    side: Side | None = None
    azimuths: tuple[float, ...] = (90.0,)
    hide: tuple[str, ...] = ()
    curvature: float = math.nan
    within: float = 0.01

    def __str__(self) -> str:
        return f"{self.measure}={self.expected:.4g}"

    @property
    def outline(self) -> NDArray[np.float64] | None:
        """Dorsal profile of the figure; None where the case needs none."""
        return None if math.isnan(self.curvature) else rounding(self.curvature)
