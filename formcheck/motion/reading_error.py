"""An observation and a measure go in; the error of that reading comes out: what camera and size leave open."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from formcheck.motion.body import SIDES
from formcheck.motion.measures.registry import Measure
from formcheck.motion.observing import Observation
from formcheck.pose.skeleton import index, pixels_per_metre
from formcheck.records import Pose, Side

_PITCH_RAD, _AZIMUTH_RAD, _ROLL_RAD, _FOCAL_SHARE = 0.09, 0.13, 0.03, 0.10
"""Standard deviations of what is known of the camera: 5 and 1.7 degrees for pitch and roll and a tenth of the lens on
rendered people, 7.5 degrees for the azimuth in eight clips of people whose azimuth was estimated by eye."""
_LIMIT: Final = 1.96
"""Standard deviations to the limit of 95 %."""
_FULL_SIZE_PX: Final = 205.0
"""Height of a person as the pose model sees them: 0.8 of its input of 256 pixels. A smaller one is enlarged first."""
_STATURE_M: Final = 1.7
_CHAIN: Final = ("shoulder", "hip", "knee", "ankle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known, without the truth, of how well a reading was seen.

    Attributes
    ----------
    off_deg : float
        Angle off the side or the front that the measure is for, 0 or more.
    pitch_deg : float
        How far the camera looks up or down, 0 or more; 0 where it is not known.
    small : float
        Natural logarithm of how much smaller the person is than the pose model sees, 0 or more.
    unsure : float
        1 minus the least visibility of shoulder, hip, knee and ankle of the side that it is read on, 0..1.
    is_turned : bool
        Whether the landmarks were turned into the plane of a side view.
    spread_deg, odd : float
        Of the camera, 0 where it is not known: see `Camera`.
    """

    off_deg: float
    pitch_deg: float
    small: float
    unsure: float
    is_turned: bool
    spread_deg: float = 0.0
    odd: float = 0.0


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
    circumstances : Circumstances
        How well it was seen.
    """

    camera: float
    size_factor: float
    circumstances: Circumstances


def circumstances(measure: Measure, side: Side | None, seen: Observation) -> Circumstances:
    """Tell how well a reading was seen."""
    camera, sides = seen.camera, (side,) if side else SIDES
    azimuth_deg = abs(seen.view.azimuth_deg)
    frontal = not measure.views & {"side", "floor_side"}
    off_deg = min(azimuth_deg, 180.0 - azimuth_deg) if frontal else abs(90.0 - azimuth_deg)
    if camera is not None and not frontal:
        off_deg = abs(math.degrees(camera.azimuth_rad))
    chain = [index(joint, s) for joint in _CHAIN for s in sides]
    visibility = [float(seen.pose.landmarks[i, 3]) for i in chain]
    return Circumstances(
        off_deg=off_deg,
        pitch_deg=abs(math.degrees(camera.pitch_rad)) if camera else 0.0,
        small=math.log(_size_factor(seen.pose)),
        unsure=1.0 - min(visibility, default=1.0),
        is_turned=seen.is_turned,
        spread_deg=camera.spread_deg if camera else 0.0,
        odd=camera.odd if camera else 0.0,
    )


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
        camera=_LIMIT * math.sqrt(sum(d * d for d in moved if math.isfinite(d))),
        size_factor=_size_factor(seen.pose),
        circumstances=circumstances(measure, side, seen),
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
