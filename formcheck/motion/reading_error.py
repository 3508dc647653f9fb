"""An observation and a measure go in; the error of that reading comes out.

How far the direction of the camera leaves a reading open is found by moving the camera. By how much more a reading is
off because it was seen badly is an error model with few parameters, none of which can make an error smaller.
``python -m benchmarks.cameras.fitting`` fits them on rendered people before cameras as people place them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from formcheck.motion.circumstances import Circumstances, circumstances
from formcheck.motion.measures.registry import Measure
from formcheck.motion.observing import Observation
from formcheck.records import Side

_PITCH_RAD, _AZIMUTH_RAD, _ROLL_RAD, _FOCAL_SHARE = 0.09, 0.13, 0.03, 0.10
"""Standard deviations of what is known of the camera: 5 and 1.7 degrees for pitch and roll and a tenth of the lens on
rendered people, 7.5 degrees for the azimuth in eight clips of people whose azimuth was estimated by eye."""
_LIMIT: Final = 1.96
"""Standard deviations to the limit of 95 %."""

SLOPES: Final[Mapping[str, float]] = {"off": 0.0, "flat": 0.0, "small": 1.0, "unsure": 0.0, "stretch": 0.0}
"""Growth of the error, as a natural logarithm, for each of `Circumstances` at 1."""
FACTORS: Final[Mapping[str, float]] = {}
"""The error of a measure at cameras as people place them, seen as well as can be, over its registered error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingError:
    """What one reading leaves open, beside the registered error of its measure.

    Attributes
    ----------
    camera : float
        Limit of 95 % of what the direction of the camera leaves open, in the unit of the measure. It is the same
        throughout a set, and drops out of a difference.
    usual : float
        By how much the registered error is too small at cameras as people place them: at least 1. Most of it is the
        same throughout a set.
    growth : float
        By how much the error grows because this reading was seen badly: at least 1.
    circumstances : Circumstances
        How well it was seen.
    """

    camera: float
    usual: float
    growth: float
    circumstances: Circumstances


def reading_error(measure: Measure, side: Side | None, seen: Observation) -> ReadingError:
    """Move the camera by what is not known of it, see how far the reading moves, and how well it was seen.

    Parameters
    ----------
    measure : Measure
        What is read.
    side : {"left", "right"} or None
        The side that it is read on, for a measure that has sides.
    seen : Observation
        The frame that it is read in.
    """
    value = measure.read(seen.body(), side)
    moved = [measure.read(other.body(), side) - value for other in _other_cameras(seen)]
    found = circumstances(measure, side, seen)
    return ReadingError(
        camera=_LIMIT * math.sqrt(sum(d * d for d in moved if math.isfinite(d))),
        usual=1.0 if seen.pose.centred else FACTORS.get(measure.name, 1.0),
        growth=growth(found),
        circumstances=found,
    )


def growth(found: Circumstances) -> float:
    """Give the factor by which an error grows in some circumstances: 1 in the best, and never less in worse ones."""
    return math.exp(sum(SLOPES[name] * amount for name, amount in found.as_dict().items()))


def _other_cameras(seen: Observation) -> Iterator[Observation]:
    camera = seen.camera
    if camera is None or not seen.is_turned:
        return
    for other in (
        replace(camera, pitch_rad=camera.pitch_rad + _PITCH_RAD),
        replace(camera, azimuth_rad=camera.azimuth_rad + math.copysign(_AZIMUTH_RAD, camera.azimuth_rad)),
        replace(camera, lean_rad=camera.lean_rad + _ROLL_RAD),
        replace(camera, focal_px=camera.focal_px * (1.0 + _FOCAL_SHARE)),
    ):
        yield replace(seen, camera=other)
