"""Poses go in; poses with the legs' identity switches undone and impossible landmarks marked as not visible come out.

Visibility alone does not show either: in real lunges the model swaps the legs for some frames and gives them a high
visibility. An outlier keeps its place, as a guess, and gets a visibility of 0, so that nothing is graded by it. A whole
pose that is impossible has no place worth keeping: nobody is seen in that frame.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.cleaning.continuity import GAP_S
from formcheck.motion.cleaning.view import lies_on_the_side
from formcheck.pose.skeleton import COUNT, LEFT, RIGHT, pixels_per_metre, without_person
from formcheck.records import Pose

Points = NDArray[np.float64]
Marks = NDArray[np.bool_]
OutlierKind = Literal["exchanged", "jump", "length", "backwards", "hidden", "upside_down", "reversed"]

# Exchanged, the legs must fit the frame before by this factor better, and they must be this far apart for a switch to
# be detectable at all (metres).
_BETTER = 0.5
_APART_M = 0.15
# A switch that lasts longer than this is the model's considered opinion: it has seen more by then.
_BELIEVED_S = 0.3
# A runner's foot moves at 7 m/s past a fixed camera, a wrist more slowly in any exercise of a gym.
_SPEED_M_S = 8.0
_SLACK_M = 0.10
_SETTLED_S = 0.12
# A trunk turns at about 300 degrees a second in swings and burpees; twice that, beside the noise of its depth, is none.
_TURN_DEG_S, _TURN_SLACK_DEG = 600.0, 20.0
# Limit of a bone's length over its usual maximum: perspective and landmark noise make up to this.
_LONGER = 1.25
_LEAST_SAMPLES = 30
_MEMORY = 240
_USUAL_PERCENTILE = 90
_STRETCH_EVERY = 8
# More than a knee's hyperextension of 10 degrees and the error of its measure; detectable with the foot seen sideways.
_BACKWARDS_DEG = 20.0
_SIDEWAYS_FOOT_M = 0.12
# A far leg that coincides with the near one at less than this visibility is a copy of it.
_COLLAPSED_M = 0.05
_CERTAIN = 0.75
# Shares of their lengths by which a trunk goes down from the hips and legs go up from them in a handstand. No exercise
# has one: in a bridge the feet are below the hips, and lying with the legs up leaves the trunk level.
_INVERTED_TRUNK, _INVERTED_LEGS = 0.7, 0.5
# Whoever stands, squats or kneels has the ankles this share of the distance from hip to ankle below the hips.
_LEGS_UP = 0.3
# A warning is given for more than this share, and this number, of frames.
_REPORTED_SHARE = 0.02
_REPORTED_FRAMES = 5

_LEFT_AXIS, _RIGHT_AXIS = ([side[joint] for joint in ("shoulder", "hip", "ankle")] for side in (LEFT, RIGHT))
_LOWER_LEG = ("knee", "ankle", "heel", "toe")
_LEGS = [[side[joint] for joint in _LOWER_LEG] for side in (LEFT, RIGHT)]
_WHOLE_LEGS = np.array([[side["hip"], *leg] for side, leg in zip((LEFT, RIGHT), _LEGS, strict=True)])
_LEGS_EXCHANGED = np.arange(COUNT)
_LEGS_EXCHANGED[_LEGS[0] + _LEGS[1]] = _LEGS[1] + _LEGS[0]
_BONES = [
    [(side[a], side[b]) for side in (LEFT, RIGHT)]
    for a, b in (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist"))
]
_ENDS = np.array([[bone[1] for bone in pair] for pair in _BONES])
_STARTS = np.array([[bone[0] for bone in pair] for pair in _BONES])

_NEVER_S = np.full(COUNT, math.inf)

_NOTES: Mapping[OutlierKind, str] = {
    "exchanged": "left and right leg were swapped, and were swapped back",
    "jump": "a joint jumped further than a body can move, and was not judged",
    "length": "a limb was longer than this person's, and was not judged",
    "backwards": "a knee was bent backwards, and was not judged",
    "hidden": "the far leg was hidden behind the near one, and was not judged",
    "reversed": "the front of the person was taken for the back, and was set right",
    "upside_down": "the pose model stood the person on the head, and nothing was read",
}


def outlier_notes(counts: Mapping[OutlierKind, int], frames: int) -> Iterator[str]:
    """Report what was repaired or discarded, where it was more than a frame here and there.

    Parameters
    ----------
    counts : mapping of str to int
        In how many frames there was an outlier of each kind.
    frames : int
        How many frames showed the person.
    """
    for kind, text in _NOTES.items():
        if (count := counts.get(kind, 0)) > max(_REPORTED_FRAMES, _REPORTED_SHARE * frames):
            yield f"In {count} of {frames} frames {text}."


class OutlierFilter:
    """Compares each pose with the ones before it and with the person's own proportions."""

    def __init__(self) -> None:
        self.latest: tuple[OutlierKind, ...] = ()
        """Kinds of the outliers in the latest frame."""
        self._frames = 0
        self.reset()

    def reset(self) -> None:
        """Forget where everything was, because the film was cut."""
        self._legs: Points | None = None
        self._legs_s = -math.inf
        self._good: Points = np.zeros((COUNT, 2))
        self._good_s = np.full(COUNT, -math.inf)
        self._odd_s = _NEVER_S
        self._trunk: Points | None = None
        self._trunk_s = self._trunk_since_s = self._trunk_odd_s = math.inf
        self._exchanged_s: float | None = None
        self._lengths: deque[Points] = deque(maxlen=_MEMORY)
        self._longest = np.full(len(_BONES), math.inf)

    def push(self, pose: Pose) -> Pose:
        """Take the next pose and return it with switches undone and outliers marked as not visible."""
        self.latest = ()
        if not pose.found:
            return pose
        self._frames += 1
        if _is_upside_down(pose.world):
            self.latest = ("upside_down",)
            return without_person(pose)
        if self._has_trunk_jumped(pose):
            self.latest = ("jump",)
            return without_person(pose)
        scale = pixels_per_metre(pose)
        if not 0.0 < scale < math.inf:
            # A body without a size, as a damaged recording may hold one.
            self.latest = ("length",)
            return without_person(pose)
        pose = self._with_legs_in_order(pose, scale)
        points = pose.landmarks[:, :2]
        found: dict[OutlierKind, Marks] = {
            "jump": self._jumped(points, pose.t_s, scale),
            "length": self._too_long(points / scale, pose.world[:, :3]),
            # The bent knees of a person who lies on the side point at the camera, where they may turn any way.
            "backwards": _bent_backwards(points, scale) & (not lies_on_the_side(pose.world)),
            "hidden": _coinciding(pose.landmarks, scale),
        }
        seen = {kind: marks for kind, marks in found.items() if marks.any()}
        self.latest += tuple(seen)
        return _hide(pose, np.logical_or.reduce(list(seen.values()))) if seen else pose

    def _with_legs_in_order(self, pose: Pose, scale: float) -> Pose:
        """Exchange the legs where that fits the frame before better.

        Not of legs that are off the floor: they take turns so quickly that the frame before does not tell them apart.
        """
        if _below_hips(pose.world) < _LEGS_UP:
            self._legs = self._exchanged_s = None
            return pose
        legs = pose.landmarks[:, :2][_LEGS]
        if self._legs is None or pose.t_s - self._legs_s > _SETTLED_S:
            self._legs, self._legs_s = legs, pose.t_s
        straight, crossed = (_apart(a, self._legs) / scale for a in (legs, legs[::-1]))
        swapped = straight > _APART_M and crossed < _BETTER * straight
        if swapped:
            self._exchanged_s = pose.t_s if self._exchanged_s is None else None
        if swapped or straight < _APART_M:  # else a leg was lost, and says nothing about the next frame
            self._legs, self._legs_s = legs, pose.t_s
        if self._exchanged_s is None or pose.t_s - self._exchanged_s > _BELIEVED_S:
            self._exchanged_s = None
            return pose
        self.latest = ("exchanged",)
        return replace(pose, landmarks=pose.landmarks[_LEGS_EXCHANGED], world=pose.world[_LEGS_EXCHANGED])

    def _jumped(self, points: Points, t_s: float, scale: float) -> Marks:
        """Mark landmarks that moved further than a body can, until they have settled in the new place."""
        reach = _SLACK_M + _SPEED_M_S * (t_s - self._good_s)
        odd = _length(points - self._good) > reach * scale
        if not odd.any():
            self._good, self._good_s, self._odd_s = points, np.full(COUNT, t_s), _NEVER_S
            return odd
        self._odd_s = np.where(odd, np.minimum(self._odd_s, t_s), math.inf)
        odd &= t_s - self._odd_s < _SETTLED_S
        self._good = np.where(odd[:, None], self._good, points)
        self._good_s = np.where(odd, self._good_s, t_s)
        return odd

    def _has_trunk_jumped(self, pose: Pose) -> bool:
        """Whether the trunk turned faster than a body can, and has not stayed there for long enough to be believed.

        Of two places between which no body moves that fast the one that lasted longer is right; a gap of `GAP_S`
        changes nothing, so that nobody waits longer.
        """
        trunk = _trunk(pose.world)
        if self._trunk is not None:
            angle_deg = math.degrees(math.acos(float(np.clip(trunk @ self._trunk, -1.0, 1.0))))
            # Once it has jumped, time makes the wrong place no more likely.
            passed_s = min(pose.t_s, self._trunk_odd_s) - self._trunk_s
            if angle_deg > _TURN_SLACK_DEG + _TURN_DEG_S * passed_s:
                self._trunk_odd_s = min(self._trunk_odd_s, pose.t_s)
                if pose.t_s - self._trunk_odd_s < min(GAP_S, self._trunk_s - self._trunk_since_s):
                    return True
                self._trunk_since_s = self._trunk_odd_s
        self._trunk, self._trunk_s, self._trunk_odd_s = trunk, pose.t_s, math.inf
        self._trunk_since_s = min(self._trunk_since_s, pose.t_s)
        return False

    def _too_long(self, points_m: Points, world: Points) -> Marks:
        """Mark ends of limbs that are longer in the image than their usual maximum in the image or in space."""
        lengths = _length(points_m[_ENDS] - points_m[_STARTS])
        whole = _length(world[_ENDS] - world[_STARTS])
        largest = np.maximum(lengths, whole).max(axis=1)
        # A landmark that drifts away must not raise its own limit.
        self._lengths.append(np.where(largest > self._longest, self._longest / _LONGER, largest))
        if len(self._lengths) >= _LEAST_SAMPLES and self._frames % _STRETCH_EVERY == 0:
            self._longest = _LONGER * np.percentile(np.array(self._lengths), _USUAL_PERCENTILE, axis=0)
        marks = np.zeros(COUNT, dtype=bool)
        marks[_ENDS[lengths > self._longest[:, None]]] = True
        return marks


def _apart(legs: Points, others: Points) -> float:
    return float(_length(legs - others).mean())


def _length(vectors: Points) -> NDArray[np.float64]:
    # np.linalg.norm and np.hypot take three times as long for so few vectors.
    return np.asarray(np.sqrt(np.einsum("...i,...i->...", vectors, vectors)))


def _bent_backwards(points: Points, scale: float) -> Marks:
    """Mark legs whose knee bends the way the foot points, as seen from the shank: a heel at the buttock points back."""
    marks = np.zeros(COUNT, dtype=bool)
    for leg, joints in zip(_LEGS, points[_WHOLE_LEGS].tolist(), strict=True):
        hip, knee, ankle, heel, toe = (complex(x, y) for x, y in joints)
        thigh, shank = knee - hip, ankle - knee
        if not (abs(thigh) and abs(shank)):
            continue
        # Against the shank, not the floor: a person who lies or kneels has the front of the leg above or below.
        foot = ((toe - heel) * shank.conjugate()).imag / abs(shank)
        if abs(foot) < _SIDEWAYS_FOOT_M * scale:
            continue
        turn = shank * thigh.conjugate()
        # A knee bends the shank away from the side that the toes point to.
        if math.degrees(math.atan2(math.copysign(1.0, foot) * turn.imag, turn.real)) > _BACKWARDS_DEG:
            marks[leg] = True
    return marks


def _coinciding(landmarks: Points, scale: float) -> Marks:
    """Mark the less visible leg where it coincides with the other one and has no high visibility."""
    marks = np.zeros(COUNT, dtype=bool)
    legs = landmarks[_LEGS]
    apart = _length(legs[0, :2, :2] - legs[1, :2, :2])
    visibility = legs[:, :2, 3].min(axis=1)
    far = int(np.argmin(visibility))
    if apart.max() < _COLLAPSED_M * scale and visibility[far] < _CERTAIN:
        marks[_LEGS[far]] = True
    return marks


def _axis(world: Points) -> Points:
    """Middles of the shoulders, the hips and the ankles in metres, shape (3, 3)."""
    return (world[_LEFT_AXIS, :3] + world[_RIGHT_AXIS, :3]) / 2


def _trunk(world: Points) -> Points:
    """Direction from mid-hip to mid-shoulder, of length 1."""
    shoulder, hip, _ = _axis(world)
    trunk = shoulder - hip
    return np.asarray(trunk / max(float(_length(trunk)), 1e-9))


def _is_upside_down(world: Points) -> bool:
    """Whether the pose stands on its head, as the pose model at times has it where the head is out of the picture."""
    shoulder, hip, ankle = _axis(world)
    trunk, legs = shoulder - hip, ankle - hip
    falls, rises = float(trunk[1]), -float(legs[1])  # y is down
    return falls > _INVERTED_TRUNK * float(_length(trunk)) > 0.0 and rises > _INVERTED_LEGS * float(_length(legs)) > 0.0


def _below_hips(world: Points) -> float:
    """How far the ankles are below the hips, as a share of their distance from them."""
    _, hip, ankle = _axis(world)
    return float(ankle[1] - hip[1]) / max(float(_length(ankle - hip)), 1e-9)


def _hide(pose: Pose, outliers: Marks) -> Pose:
    landmarks, world = pose.landmarks.copy(), pose.world.copy()
    landmarks[outliers, 3] = world[outliers, 3] = 0.0
    return replace(pose, landmarks=landmarks, world=world)
