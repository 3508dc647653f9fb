"""An observation and a measure go in; the error of that reading comes out: what camera and size leave open."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from formcheck.motion.measures.registry import Measure
from formcheck.motion.observing import Observation
from formcheck.pose.skeleton import pixels_per_metre
from formcheck.records import Pose, Side

_PITCH_RAD, _AZIMUTH_RAD, _ROLL_RAD, _FOCAL_SHARE = 0.09, 0.13, 0.03, 0.10
"""Standard deviations of what is known of the camera: 5 and 1.7 degrees for pitch and roll and a tenth of the lens on
rendered people, 7.5 degrees for the azimuth in eight clips of people whose azimuth was estimated by eye."""
_LIMIT: Final = 1.96
"""Standard deviations to the limit of 95 %."""
_FULL_SIZE_PX: Final = 205.0
"""Height of a person as the pose model sees them: 0.8 of its input of 256 pixels. A smaller one is enlarged first."""
_STATURE_M: Final = 1.7


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingError:
    """What one reading leaves open, beside the error of its measure.

    Attributes
    ----------
    camera : float
        Limit of 95 % of what the direction of the camera leaves open, in the unit of the measure. It is the same
        throughout a set, and drops out of a difference.
    size_factor : float
        By how much the error of the measure grows because the person is small: at least 1.
    """

    camera: float
    size_factor: float


def reading_error(measure: Measure, side: Side | None, seen: Observation) -> ReadingError:
    """Move the camera by what is not known of it, and see how far the reading moves.

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
    return ReadingError(
        camera=_LIMIT * math.sqrt(sum(d * d for d in moved if math.isfinite(d))), size_factor=_size_factor(seen.pose)
    )


def _size_factor(pose: Pose) -> float:
    """Say by how much a person is smaller than the pose model sees; joint centres from markers have no such limit."""
    height_px = _STATURE_M * pixels_per_metre(pose)
    return _FULL_SIZE_PX / height_px if not pose.centred and 0.0 < height_px < _FULL_SIZE_PX else 1.0


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
