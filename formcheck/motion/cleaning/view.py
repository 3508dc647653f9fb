"""Poses go in; the view (side, front, rear, oblique, on the floor) and the facing come out, with hysteresis.

The angle comes from the 3-D shoulder and hip lines. On real clips it read 0-10 degrees for people who face the camera,
34 for one turned a little, 65-92 for side views and -133 from behind (medians). The 2-D ratio of shoulder width to
trunk length did not separate the one turned a little (0.58) from the frontal ones (0.56-0.70).
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.body import SIDES, Body
from formcheck.motion.geometry import lean_deg
from formcheck.pose.skeleton import LEFT, RIGHT
from formcheck.records import Facing, Pose, Side, ViewLabel

_MEMORY_S = 1.0
_HYSTERESIS_DEG = 6.0
_FRONT_DEG = 25.0
_SIDE_DEG = (55.0, 125.0)
_REAR_DEG = 155.0
# Shoulders wider than this, in trunk lengths, are no side view (docs/evidence.md, Filming: side < 0.25, front > 0.55).
_SIDE_WIDTH = 0.40
_FLOOR_LEAN_DEG = 60.0
# Shoulders less high than this above the ankles, in trunk lengths, mean lying; a deadlift's trunk is level too, but a
# leg higher up.
_FLOOR_HEIGHT = 0.6
# On hands and knees, or on hands and feet, the lower foot is further than this from the hips along the floor, in trunk
# lengths; a person who bends to a bar has it below them (0.6 at most: hips behind the heels by half a thigh).
_FLOOR_REACH = 0.7
# A person who sits has the hips less high than this above the lower ankle, in trunk lengths, and the legs along the
# floor.
_SEAT_HEIGHT = 0.35
# A person who lies on the side has one shoulder and hip above the other, seen from the front or the back of the body.
_STACKED_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class ViewState:
    """The view at one moment; `forward` is +1 facing +x, -1 facing -x, 0 otherwise."""

    label: ViewLabel
    facing: Facing
    azimuth_deg: float

    @property
    def forward(self) -> float:
        """Direction of the person's front along the frame's x axis."""
        return {"right": 1.0, "left": -1.0}.get(self.facing, 0.0)

    @property
    def near(self) -> Side | None:
        """The side turned to the camera: a person facing the frame's right shows the right side; None if unknown."""
        return self.facing if self.facing in SIDES else None


UNKNOWN = ViewState("unknown", "unknown", math.nan)


def azimuth_deg(pose: Pose) -> float:
    """Angle between the person's front and the direction to the camera.

    Returns
    -------
    float
        -180..180 degrees: 0 facing the camera, +90 facing the frame's right, 180 facing away.
    """
    body = Body(pose)
    ahead = along = 0.0
    for joint in ("shoulder", "hip"):
        x, _, z = (body.world(joint, "left") - body.world(joint, "right")).tolist()
        width = math.hypot(x, z) or math.nan
        along, ahead = along + x / width, ahead + z / width
    return math.degrees(math.atan2(ahead, along))


def _shoulder_width(body: Body) -> float:
    trunk = abs(body.mid("shoulder", guess=True) - body.mid("hip", guess=True))
    width = abs(body.at("shoulder", "left", guess=True) - body.at("shoulder", "right", guess=True))
    return width / trunk if trunk > 0 else math.nan


def on_floor(body: Body) -> bool:
    """Whether a person lies, sits or is on hands and knees or feet, by one frame."""
    hip, shoulder = body.mid("hip", guess=True), body.mid("shoulder", guess=True)
    trunk = shoulder - hip
    lower = min((body.at("ankle", side, guess=True) for side in SIDES), key=lambda ankle: ankle.imag)
    reach, level = abs((lower - hip).real) / abs(trunk), abs(lean_deg(trunk, 1.0)) > _FLOOR_LEAN_DEG
    near_floor = (shoulder - body.mid("ankle", guess=True)).imag < _FLOOR_HEIGHT * abs(trunk)
    sits = (hip - lower).imag < _SEAT_HEIGHT * abs(trunk)
    return (level and (near_floor or reach > _FLOOR_REACH)) or (sits and reach > _FLOOR_REACH)


def lies_on_the_side(world: NDArray[np.float64]) -> bool:
    """Whether one shoulder and hip lie above the other.

    Parameters
    ----------
    world : ndarray of float64, shape (33, 4)
        Landmarks in metres, as `Pose` has them.
    """
    left, right = (world[side["shoulder"], :3] + world[side["hip"], :3] for side in (LEFT, RIGHT))
    across = left - right
    return bool(abs(across[1]) > _STACKED_SHARE * math.sqrt(across.dot(across)))


@dataclass(frozen=True, slots=True)
class _Observation:
    """One frame: the person's direction as a point on the unit circle, and what else separates views."""

    t_s: float
    direction: complex
    width: float
    on_floor: bool
    is_stacked: bool


class ViewTracker:
    """Tracks the view over the last second; the label changes only beyond a margin.

    `override` replaces the label, not the direction the person faces.
    """

    def __init__(self, override: ViewLabel | None = None) -> None:
        self._override = override
        self._recent: deque[_Observation] = deque()
        self.state = UNKNOWN

    def push(self, pose: Pose) -> ViewState:
        """Take the next pose and return the present view."""
        if pose.found:
            body, angle = Body(pose), math.radians(azimuth_deg(pose))
            direction = complex(math.cos(angle), math.sin(angle))
            self._recent.append(
                _Observation(pose.t_s, direction, _shoulder_width(body), on_floor(body), lies_on_the_side(pose.world))
            )
        while self._recent and self._recent[0].t_s < pose.t_s - _MEMORY_S:
            self._recent.popleft()
        if self._recent:
            self.state = self._judge()
        return self.state

    def _judge(self) -> ViewState:
        total = sum(seen.direction for seen in self._recent)
        azimuth = math.degrees(math.atan2(total.imag, total.real))
        label = self._override or self._label(azimuth, median(seen.width for seen in self._recent))
        stacked = 2 * sum(seen.is_stacked for seen in self._recent) > len(self._recent)
        facing: Facing = "camera" if label == "floor_side" and stacked else self._facing(label, azimuth)
        return ViewState(label, facing, azimuth)

    def _label(self, azimuth: float, width: float) -> ViewLabel:
        if 2 * sum(seen.on_floor for seen in self._recent) > len(self._recent):
            return "floor_side"
        turned = abs(azimuth)

        def slack(label: ViewLabel) -> float:
            return _HYSTERESIS_DEG if self.state.label == label else 0.0

        if turned < _FRONT_DEG + slack("front"):
            return "front"
        if turned > _REAR_DEG - slack("rear"):
            return "rear"
        wide = width > _SIDE_WIDTH * (1.15 if self.state.label == "side" else 1.0)
        if _SIDE_DEG[0] - slack("side") < turned < _SIDE_DEG[1] + slack("side") and not wide:
            return "side"
        return "oblique"

    @staticmethod
    def _facing(label: ViewLabel, azimuth: float) -> Facing:
        if label in ("front", "rear"):
            return "camera" if label == "front" else "away"
        return "right" if azimuth > 0 else "left"
