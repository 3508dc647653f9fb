"""One person at one moment: a pose goes in; named points, their trustworthiness and the front come out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.geometry import NAN_POINT, midpoint
from formcheck.pose.skeleton import index
from formcheck.records import Pose, Side

VISIBLE = 0.6
"""Least visibility of a landmark that may be graded (docs/evidence.md, Live cueing: the project's own estimate).

Held against people seen from the side (14 clips, heavy model): a shank on the near side should keep its length. Its
median deviation is 3 % where both ends have a visibility of 0.9 or more, 6 % from 0.6 to 0.8, and 12 % below 0.6.
"""

FRONTAL_VISIBLE = 0.4
"""The same for the joints of the legs in a front view, where most of what hides a leg is the leg itself: for measures
that say so. What counts and tells exercises apart needs `VISIBLE`.

In 11 clips of people seen from the front (heavy model, 36 frames each, detected again mirrored) knees and ankles move
between the two by a median of 0.01 to 0.02 shanks whether their visibility is 0.4 or 0.9; below 0.2, one in ten by
0.2 and more. On rendered lunges and squats knees are off sideways by at most 0.09 shanks (95 %) at 0.4, and by 0.08 at
0.9.
"""

_LIKELY = 0.5
"""Visibility above which the model itself takes a landmark for seen rather than hidden: it is a probability."""

_OUTSIDE = 0.02
"""How far beyond the frame's edge, in frame sizes, a landmark may be before it counts as a guess."""

SIDES: tuple[Side, Side] = ("left", "right")
_LEG = (("hip", "knee"), ("knee", "ankle"))

_index = cache(index)
_LEGS = [index(joint, side) for joint in ("knee", "ankle", "heel", "toe") for side in SIDES]

Given = ParamSpec("Given")
Value = TypeVar("Value")


def other(side: Side) -> Side:
    """Return the opposite side."""
    return SIDES[1 - SIDES.index(side)]


def once(function: Callable[Concatenate[Body, Given], Value]) -> Callable[Concatenate[Body, Given], Value]:
    """Keep what a function finds of a body with that body: many measures ask for the same directions and angles."""

    @wraps(function)
    def kept(body: Body, /, *args: Given.args, **named: Given.kwargs) -> Value:
        key, known = (function, args, *named.items()), body.known
        if key not in known:
            known[key] = function(body, *args, **named)
        value: Value = known[key]
        return value

    return kept


@dataclass(frozen=True, slots=True)
class Lengths:
    """Lengths of body segments in pixels while standing, NaN until they are known.

    They scale what foreshortening hides: in a front view the thigh of a squat points at the camera.
    """

    leg: float = math.nan
    femur: float = math.nan
    trunk: float = math.nan


@dataclass(frozen=True)
class Body:
    """A pose with names.

    Parameters
    ----------
    pose : Pose
        The landmarks; in a frame without a person every point is NaN.
    forward : float
        +1 when the person faces +x in the frame, -1 when -x, 0 when that is unknown or neither (front view).
    lengths : Lengths
        Standing lengths, for measures that need them.
    legs_visible : float
        Least visibility at which a knee, ankle, heel or toe is trusted.
    """

    pose: Pose
    forward: float = 0.0
    lengths: Lengths = Lengths()
    legs_visible: float = VISIBLE
    known: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What functions that are marked with `once` have found."""

    @cached_property
    def _points(self) -> list[complex]:
        # Plain numbers in a list: a measure reads a few of them, and an array costs more to index than to compute with.
        points: list[complex] = (self.pose.landmarks[:, 0] - 1j * self.pose.landmarks[:, 1]).tolist()
        return points

    @cached_property
    def _trusted(self) -> list[bool]:
        x, y, seen = self.pose.landmarks[:, 0], self.pose.landmarks[:, 1], self.pose.landmarks[:, 3]
        margin_x, margin_y = _OUTSIDE * self.pose.width_px, _OUTSIDE * self.pose.height_px
        inside_x = (x >= -margin_x) & (x <= self.pose.width_px + margin_x)
        inside_y = (y >= -margin_y) & (y <= self.pose.height_px + margin_y)
        least = np.full(len(seen), VISIBLE)
        least[_LEGS] = self.legs_visible
        trusted: list[bool] = ((seen >= least) & inside_x & inside_y).tolist()
        return trusted

    @cached_property
    def with_half_seen_legs(self) -> Body:
        """The same body, in a front view with legs that are trusted from a lower visibility on."""
        return replace(self, legs_visible=FRONTAL_VISIBLE) if self.forward == 0 else self

    def at(self, joint: str, side: Side, *, guess: bool = False) -> complex:
        """Return a landmark in pixels, y up; NaN where it is not trusted, unless a guess will do."""
        i = _index(joint, side)
        return self._points[i] if guess or self._trusted[i] else NAN_POINT

    def mid(self, joint: str, *, guess: bool = False) -> complex:
        """Return the point half way between a left and a right landmark."""
        return midpoint(self.at(joint, "left", guess=guess), self.at(joint, "right", guess=guess))

    def world(self, joint: str, side: Side) -> NDArray[np.float64]:
        """Return a 3-D landmark in metres: x to the right of the frame, y down, z away from the camera."""
        return self.pose.world[_index(joint, side), :3]

    @cached_property
    def world_legs(self) -> dict[Side, float]:
        """Lengths of the legs in metres: thigh and shank of the 3-D landmarks."""
        return {side: sum(self.world_length(a, b, side) for a, b in _LEG) for side in SIDES}

    @once
    def world_length(self, joint: str, to: str, side: Side) -> float:
        """Return the distance between two 3-D landmarks of a side in metres."""
        x, y, z = (self.world(joint, side) - self.world(to, side)).tolist()
        return math.hypot(x, y, z)

    @once
    def world_mid(self, joint: str) -> NDArray[np.float64]:
        """Return the 3-D point half way between a left and a right landmark."""
        return (self.world(joint, "left") + self.world(joint, "right")) / 2

    def sees(self, *joints: str, sides: Sequence[Side] = SIDES) -> bool:
        """Whether all of some joints are trusted: hidden joints have a 3-D place too, but an invented one."""
        return all(math.isfinite(self.at(joint, side).real) for joint in joints for side in sides)

    def shows(self, *joints: str) -> list[Side]:
        """List the sides of which at least one of some joints is rather seen than hidden.

        Where all of a limb is behind a plate, the pose model invents it, and may bend it in any way. With one joint
        seen it cannot go far wrong. The bar is lower than that for grading: a gate asks less of a limb than a cue.
        """
        return [s for s in SIDES if any(self.pose.landmarks[_index(joint, s), 3] >= _LIKELY for joint in joints)]

    @property
    def may_hide_a_leg(self) -> bool:
        """Whether plates may hide a whole leg: in a side view in which not both legs are seen.

        Seen from the front, a leg that vanishes is behind the other, as in a lunge.
        """
        return self.forward != 0 and len(self.shows("knee", "ankle")) < len(SIDES)

    @property
    def has_hips_in_frame(self) -> bool:
        """Whether mid-hip is within the frame; where it is not, the pose model has invented the whole body."""
        hip = self.mid("hip", guess=True)
        return 0 <= hip.real <= self.pose.width_px and 0 <= -hip.imag <= self.pose.height_px

    def medial(self, side: Side) -> float:
        """Return the sign of the frame's x direction from a side's hip towards the midline of the body.

        A person who faces the camera has the left side at the right of the frame; with this sign, "towards the
        midline" is positive on both sides and from the front as from behind.
        """
        across = (self.at("hip", other(side), guess=True) - self.at("hip", side, guess=True)).real
        return math.copysign(1.0, across) if across != 0 else math.nan
