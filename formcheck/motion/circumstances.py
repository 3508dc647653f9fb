"""An observation and a measure go in; what is known, without the truth, of how well the measure was seen comes out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Final

from formcheck.motion.body import SIDES, Body
from formcheck.motion.measures.registry import Measure
from formcheck.motion.observing import Observation
from formcheck.pose.skeleton import index, stature_px
from formcheck.records import Pose, Side

_FULL_SIZE_PX: Final = 205.0
"""Height of a person as the pose model sees them: 0.8 of its input of 256 pixels. A smaller one is enlarged first."""

# Where a circumstance begins to matter, and where it is at its worst; between the two it grows evenly. The first two
# are read off the first scenes of benchmarks/cameras, whose errors rise in a step there and stay (decision 17), the
# last one off people (decision 31).
_SMALL = (0.0, 0.2)
_STRETCH = (0.1, 0.2)
_HIDDEN = (0.1, 0.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """How badly a reading was seen: each from 0, as good as can be, to 1. None of them needs the truth.

    The angle off the view is left to what the direction of the camera leaves open.

    Attributes
    ----------
    flat : float
        1 where a measure of a side view is read in the image plane, because the camera is not known; 0 elsewhere.
    small : float
        The person is smaller than the pose model sees: by 0 to 0.2 in the natural logarithm.
    stretch : float
        Thigh or shank of the side that it is read on are not as long as they were while standing, in a measure of a
        side view: by 0.1 to 0.2 in the natural logarithm. A bone that is seen across keeps its length. 0 where they are
        not known.
    hidden : float
        One of the joints that it is read from is half seen, in a measure of a side view: its visibility is 0.9 to 0.6.
    """

    flat: float
    small: float
    stretch: float
    hidden: float

    def as_dict(self) -> Mapping[str, float]:
        """Give all of them by name."""
        return asdict(self)


IDEAL: Final = Circumstances(flat=0.0, small=0.0, stretch=0.0, hidden=0.0)
"""Markers at the joint centres have no such circumstances."""


def circumstances(measure: Measure, side: Side | None, seen: Observation) -> Circumstances:
    """Return how well a reading was seen.

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
    small = _risen(_small(seen.pose), _SMALL)
    if not measure.views & {"side", "floor_side"} or seen.view.label in ("front", "rear"):
        return replace(IDEAL, small=small)
    side, body = side or seen.view.near, seen.body()
    return Circumstances(
        flat=float(not seen.is_turned),
        small=small,
        stretch=_risen(_stretch(body, (side,) if side else SIDES), _STRETCH),
        hidden=_risen(1.0 - _least_seen(measure, side, body), _HIDDEN),
    )


@dataclass(frozen=True)
class _Asked(Body):
    """Notes the visibility of each landmark that a measure reads."""

    visibilities: list[float] = field(default_factory=list, init=False, repr=False, compare=False)

    def at(self, joint: str, side: Side, *, guess: bool = False) -> complex:
        self.visibilities.append(self.pose.landmarks[index(joint, side), 3])
        return super().at(joint, side, guess=guess)


def _least_seen(measure: Measure, side: Side | None, body: Body) -> float:
    asked = _Asked(body.pose, body.forward, body.lengths)
    measure.read(asked, side)
    return min(asked.visibilities, default=1.0)


def _risen(amount: float, between: tuple[float, float]) -> float:
    low, high = between
    return min(1.0, max(0.0, (amount - low) / (high - low)))


def _small(pose: Pose) -> float:
    height_px = stature_px(pose)
    return max(0.0, math.log(_FULL_SIZE_PX / height_px)) if height_px > 0.0 else 0.0


def _stretch(body: Body, sides: Sequence[Side]) -> float:
    lengths = body.lengths
    usual = (("hip", "knee", lengths.femur), ("knee", "ankle", lengths.leg - lengths.femur))
    ratios = [
        abs(body.at(a, side, guess=True) - body.at(b, side, guess=True)) / length
        for side in sides
        for a, b, length in usual
        if length > 0.0
    ]
    return max((abs(math.log(ratio)) if ratio > 0.0 else math.inf for ratio in ratios), default=0.0)
