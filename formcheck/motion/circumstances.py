"""An observation and a measure go in; what is known, without the truth, of how well the measure was seen comes out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from formcheck.motion.body import SIDES
from formcheck.motion.measures.registry import Measure
from formcheck.motion.observing import Observation
from formcheck.pose.skeleton import index, pixels_per_metre
from formcheck.records import Pose, Side

_FULL_SIZE_PX: Final = 205.0
"""Height of a person as the pose model sees them: 0.8 of its input of 256 pixels. A smaller one is enlarged first."""
_STATURE_M: Final = 1.7
_CHAIN: Final = ("shoulder", "hip", "knee", "ankle")

# Where a circumstance begins to matter, and where it is at its worst; between the two it grows evenly. Read off the
# fitted bodies of benchmarks/cameras, whose errors rise in a step there and stay.
_OFF_DEG = (18.0, 36.0)
_SMALL = (0.0, 0.2)
_HIDDEN = (0.1, 0.2)
_STRETCH = (0.1, 0.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How badly a reading was seen: each from 0, as good as can be, to 1. None of them needs the truth.

    Attributes
    ----------
    off : float
        The view is off the side or the front that the measure is for: 18 to 36 degrees.
    flat : float
        1 where a measure of a side view is read in the image plane, because the camera is not known; 0 elsewhere.
    small : float
        The person is smaller than the pose model sees: by 0 to 0.2 in the natural logarithm.
    unsure : float
        Joints that it is read from are hardly visible: 1 minus the least visibility is 0.1 to 0.2. From the side these
        are shoulder, hip, knee and ankle, because the pose model places each by the others.
    stretch : float
        Thigh or shank of that side are not as long as they were while standing, in a measure of a side view: by 0.1 to
        0.2 in the natural logarithm. A bone that is seen across keeps its length. 0 where they are not known.
    """

    off: float
    flat: float
    small: float
    unsure: float
    stretch: float

    def as_dict(self) -> Mapping[str, float]:
        """Give all of them by name."""
        return asdict(self)


IDEAL: Final = Circumstances(off=0.0, flat=0.0, small=0.0, unsure=0.0, stretch=0.0)
"""Markers at the joint centres have no such circumstances."""


def circumstances(measure: Measure, side: Side | None, seen: Observation) -> Circumstances:
    """Tell how well a reading was seen.

    Parameters
    ----------
    measure : Measure
        What is read.
    side : {"left", "right"} or None
        The side that it is read on, for a measure that has sides.
    seen : Observation
        The frame that it is read in.
    """
    if seen.pose.centred or not seen.pose.found:
        return IDEAL
    sagittal = bool(measure.views & {"side", "floor_side"})
    side = side or (seen.view.near if sagittal else None)
    sides = (side,) if side else SIDES
    chain = [index(joint, s) for joint in (_CHAIN if sagittal else measure.joints or _CHAIN) for s in sides]
    return Circumstances(
        off=_risen(_off_deg(seen, sagittal), _OFF_DEG),
        flat=float(sagittal and not seen.is_turned),
        small=_risen(_small(seen.pose), _SMALL),
        unsure=_risen(1.0 - float(seen.pose.landmarks[chain, 3].min()), _HIDDEN),
        stretch=_risen(_stretch(seen, sides), _STRETCH) if sagittal else 0.0,
    )


def _risen(amount: float, between: tuple[float, float]) -> float:
    low, high = between
    return min(1.0, max(0.0, (amount - low) / (high - low)))


def _off_deg(seen: Observation, sagittal: bool) -> float:
    if sagittal and seen.camera is not None:
        return abs(math.degrees(seen.camera.azimuth_rad))
    azimuth_deg = abs(seen.view.azimuth_deg)
    off_deg = abs(90.0 - azimuth_deg) if sagittal else min(azimuth_deg, 180.0 - azimuth_deg)
    return off_deg if math.isfinite(off_deg) else 0.0


def _small(pose: Pose) -> float:
    height_px = _STATURE_M * pixels_per_metre(pose)
    return max(0.0, math.log(_FULL_SIZE_PX / height_px)) if height_px > 0.0 else 0.0


def _stretch(seen: Observation, sides: Sequence[Side]) -> float:
    body, lengths = seen.body(), seen.lengths
    usual = (("hip", "knee", lengths.femur), ("knee", "ankle", lengths.leg - lengths.femur))
    ratios = [
        abs(body.at(a, side, guess=True) - body.at(b, side, guess=True)) / length
        for side in sides
        for a, b, length in usual
        if length > 0.0
    ]
    return max((abs(math.log(ratio)) if ratio > 0.0 else math.inf for ratio in ratios), default=0.0)
