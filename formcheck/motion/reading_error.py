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

import numpy as np

from formcheck.motion.circumstances import Circumstances, circumstances
from formcheck.motion.measures.registry import Measure
from formcheck.motion.observing import Observation
from formcheck.pose.skeleton import LEFT, RIGHT, pixels_per_metre
from formcheck.records import Pose, Side

_PITCH_RAD, _AZIMUTH_RAD, _ROLL_RAD, _FOCAL_SHARE = 0.09, 0.13, 0.03, 0.10
"""Standard deviations of what is known of the camera: 5 and 1.7 degrees for pitch and roll and a tenth of the lens on
rendered people, 7.5 degrees for the azimuth in eight clips of people whose azimuth was estimated by eye."""
_FRONTAL_RAD, _FRONTAL_ROLL_RAD = 0.09, 0.04
"""The same for front views: 5 degrees of the angle off the front by the 3-D landmarks, and 2.5 of roll, as a camera has
that is put down by hand (the project's own estimate)."""
_LIMIT: Final = 1.96
"""Standard deviations to the limit of 95 %."""

SLOPES: Final[Mapping[str, float]] = {"flat": 0.42, "small": 0.26, "stretch": 1.05, "hidden": 1.1}
"""Growth of the error, as a natural logarithm, for each of `Circumstances` at 1; that of `hidden`, three times the
error, is from people (decision 31)."""
FACTORS: Final[Mapping[str, float]] = {
    "knee_flexion": 1.15,
    "hip_flexion": 2.23,
    "trunk_lean": 1.34,
    "shin_lean": 1.98,
    "thigh_elevation": 2.12,
    "knee_past_toe": 2.69,
    "frontal_knee_projection": 1.49,
    "knee_separation": 1.19,
    "lateral_trunk_lean": 3.45,
    "pelvic_drop": 1.72,
    "stance_width": 3.66,
}
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
    found = circumstances(measure, side, seen)
    return ReadingError(
        camera=_camera_error(measure, side, seen),
        usual=1.0 if seen.pose.centred else FACTORS.get(measure.name, 1.0),
        growth=growth(found),
        circumstances=found,
    )


def _camera_error(measure: Measure, side: Side | None, seen: Observation) -> float:
    def moved(frm: Observation, to: Observation) -> float:
        by = measure.read(to.body(), side) - measure.read(frm.body(), side)
        return by if math.isfinite(by) else 0.0

    if seen.is_turned:
        return _LIMIT * math.hypot(*(moved(seen, other) for other in _other_cameras(seen)))
    if seen.view.label not in ("front", "rear") or seen.pose.centred or not seen.pose.found:
        return 0.0
    as_it_is, square_on, *others = _frontal_cameras(seen)
    return math.hypot(moved(as_it_is, square_on), *(_LIMIT * moved(as_it_is, other) for other in others))


def growth(found: Circumstances) -> float:
    """Give the factor by which an error grows in some circumstances: 1 in the best, and never less in worse ones."""
    return math.exp(sum(SLOPES[name] * amount for name, amount in found.as_dict().items()))


def _other_cameras(seen: Observation) -> Iterator[Observation]:
    camera = seen.camera
    assert camera is not None
    for other in (
        replace(camera, pitch_rad=camera.pitch_rad + _PITCH_RAD),
        replace(camera, azimuth_rad=camera.azimuth_rad + math.copysign(_AZIMUTH_RAD, camera.azimuth_rad)),
        replace(camera, lean_rad=camera.lean_rad + _ROLL_RAD),
        replace(camera, focal_px=camera.focal_px * (1.0 + _FOCAL_SHARE)),
    ):
        yield replace(seen, camera=other)


def _frontal_cameras(seen: Observation) -> Iterator[Observation]:
    """See the 3-D landmarks from where the camera is, from square on, from a little beside, and rolled.

    Front views are not turned: off the front, what is ahead of the hips moves aside. The 3-D landmarks are too poor to
    mend that, and good enough to say how much it may be.
    """
    off_rad = math.radians(seen.view.azimuth_deg - (180.0 if seen.view.label == "rear" else 0.0))
    for turn_rad, roll_rad in ((0.0, 0.0), (-off_rad, 0.0), (_FRONTAL_RAD, 0.0), (0.0, _FRONTAL_ROLL_RAD)):
        yield replace(seen, pose=_seen_from(seen.pose, turn_rad, roll_rad))


def _seen_from(pose: Pose, turn_rad: float, roll_rad: float) -> Pose:
    """Project the 3-D landmarks, turned about the vertical and then in the frame, about mid-hip."""
    (ct, cr), (st, sr) = np.cos([turn_rad, roll_rad]), np.sin([turn_rad, roll_rad])
    turned = pose.world[:, :3] @ np.array([[ct, 0.0, st], [0.0, 1.0, 0.0], [-st, 0.0, ct]])
    rolled = turned @ np.array([[cr, sr, 0.0], [-sr, cr, 0.0], [0.0, 0.0, 1.0]])
    hips = [LEFT["hip"], RIGHT["hip"]]
    landmarks, world = pose.landmarks.copy(), pose.world.copy()
    landmarks[:, :2] = landmarks[hips, :2].mean(axis=0) + pixels_per_metre(pose) * rolled[:, :2]
    world[:, :3] = rolled
    return replace(pose, landmarks=landmarks, world=world)
