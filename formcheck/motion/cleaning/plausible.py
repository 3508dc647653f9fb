"""Landmarks that lie: legs taken for one another are exchanged back; what a body cannot do is no longer trusted.

Visibility alone does not tell: in real lunges the model swaps the legs for some frames and is sure of it. What is not
trusted keeps its place, as a guess, and loses its visibility, so that nothing is graded by it.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.cleaning.view import lies_on_the_side
from formcheck.pose.skeleton import COUNT, LEFT, RIGHT, picture_scale
from formcheck.records import Pose

Points = NDArray[np.float64]
Marks = NDArray[np.bool_]

# Exchanged, the legs must fit what was before this much better, and be this far apart to be told at all (metres).
_BETTER = 0.5
_APART_M = 0.15
# An exchange that lasts longer than this is what the model means, and it has seen more by then.
_BELIEVED_S = 0.3
# A foot of a runner moves with 7 m/s against a standing camera, a wrist with less in any exercise of a gym.
_SPEED_M_S = 8.0
_SLACK_M = 0.10
_SETTLED_S = 0.12
# Beyond the length that a bone usually has at most, by perspective and a loose landmark.
_LONGER = 1.25
_LEAST_SAMPLES = 30
_MEMORY = 240
_USUAL_PERCENTILE = 90
_STRETCH_EVERY = 8
# Beyond a knee's hyperextension of 10 degrees and twice the error of its measure; told where the foot is seen sideways.
_BACKWARDS_DEG = 20.0
_SIDEWAYS_FOOT_M = 0.12
# A far leg that lies on the near one and is not surely seen is a copy of it.
_COLLAPSED_M = 0.05
_SURELY = 0.75
_WORTH_TELLING = 0.02
_FEW = 5

_LOWER_LEG = ("knee", "ankle", "heel", "toe")
_LEGS = [[side[joint] for joint in _LOWER_LEG] for side in (LEFT, RIGHT)]
_WHOLE_LEGS = np.array([[side["hip"], *leg] for side, leg in zip((LEFT, RIGHT), _LEGS, strict=True)])
_EXCHANGED = np.arange(COUNT)
_EXCHANGED[_LEGS[0] + _LEGS[1]] = _LEGS[1] + _LEGS[0]
_BONES = [
    [(side[a], side[b]) for side in (LEFT, RIGHT)]
    for a, b in (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist"))
]
_ENDS = np.array([[bone[1] for bone in pair] for pair in _BONES])
_STARTS = np.array([[bone[0] for bone in pair] for pair in _BONES])

_NEVER_S = np.full(COUNT, math.inf)

_NOTES = {
    "exchanged": "the legs were taken for one another and were exchanged back",
    "jump": "a joint jumped further than a body can move, and was not judged",
    "length": "a limb was longer than this person's, and was not judged",
    "backwards": "a knee was bent backwards, and was not judged",
    "hidden": "the far leg was hidden behind the near one, and was not judged",
}


class Plausibility:
    """Hold each pose against the ones before it and against the person's own proportions."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._frames = 0
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget where everything was: the film was cut."""
        self._legs: Points | None = None
        self._legs_s = -math.inf
        self._good: Points = np.zeros((COUNT, 2))
        self._good_s = np.full(COUNT, -math.inf)
        self._odd_s = _NEVER_S
        self._exchanged_s: float | None = None
        self._lengths: deque[Points] = deque(maxlen=_MEMORY)
        self._longest = np.full(len(_BONES), math.inf)

    def push(self, pose: Pose) -> Pose:
        """Take the next pose and return what of it can be believed."""
        if not pose.found:
            return pose
        self._frames += 1
        scale = picture_scale(pose)
        pose = self._in_order(pose, scale)
        points = pose.landmarks[:, :2]
        found = {
            "jump": self._jumped(points, pose.t_s, scale),
            "length": self._too_long(points / scale, pose.world[:, :3]),
            # Bent knees of who lies on the side point at the camera, and turn any way there.
            "backwards": _bent_backwards(points, scale) & (not lies_on_the_side(pose.world)),
            "hidden": _hidden(pose.landmarks, scale),
        }
        seen = {kind: marks for kind, marks in found.items() if marks.any()}
        self.counts.update(seen.keys())
        return _without(pose, np.logical_or.reduce(list(seen.values()))) if seen else pose

    def notes(self) -> Iterator[str]:
        """Say what was repaired or dropped, where it was more than a frame here and there."""
        for kind, text in _NOTES.items():
            count = self.counts[kind]
            if count > max(_FEW, _WORTH_TELLING * self._frames):
                yield f"In {count} of {self._frames} frames {text}."

    def _in_order(self, pose: Pose, scale: float) -> Pose:
        """Exchange the legs where they fit the frame before better so."""
        legs = pose.landmarks[:, :2][_LEGS]
        if self._legs is None or pose.t_s - self._legs_s > _SETTLED_S:
            self._legs, self._legs_s = legs, pose.t_s
        straight, crossed = (_apart(a, self._legs) / scale for a in (legs, legs[::-1]))
        swapped = straight > _APART_M and crossed < _BETTER * straight
        if swapped:
            self._exchanged_s = pose.t_s if self._exchanged_s is None else None
        if swapped or straight < _APART_M:  # else a leg is nowhere, and tells nothing of the next frame
            self._legs, self._legs_s = legs, pose.t_s
        if self._exchanged_s is None or pose.t_s - self._exchanged_s > _BELIEVED_S:
            self._exchanged_s = None
            return pose
        self.counts["exchanged"] += 1
        return replace(pose, landmarks=pose.landmarks[_EXCHANGED], world=pose.world[_EXCHANGED])

    def _jumped(self, points: Points, t_s: float, scale: float) -> Marks:
        """Landmarks further from where they were than they can have got, until they have settled there."""
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

    def _too_long(self, points_m: Points, world: Points) -> Marks:
        """Ends of limbs that are longer in the picture than they usually are there, or in space, at most."""
        lengths = _length(points_m[_ENDS] - points_m[_STARTS])
        whole = _length(world[_ENDS] - world[_STARTS])
        largest = np.maximum(lengths, whole).max(axis=1)
        # A landmark that creeps away must not teach its own limit.
        self._lengths.append(np.where(largest > self._longest, self._longest / _LONGER, largest))
        if len(self._lengths) >= _LEAST_SAMPLES and self._frames % _STRETCH_EVERY == 0:
            self._longest = _LONGER * np.percentile(np.array(self._lengths), _USUAL_PERCENTILE, axis=0)
        marks = np.zeros(COUNT, dtype=bool)
        marks[_ENDS[lengths > self._longest[:, None]]] = True
        return marks


def _apart(legs: Points, others: Points) -> float:
    return float(_length(legs - others).mean())


def _length(vectors: Points) -> NDArray[np.float64]:
    # np.linalg.norm and np.hypot take three times as long over so few vectors.
    return np.asarray(np.sqrt(np.einsum("...i,...i->...", vectors, vectors)))


def _bent_backwards(points: Points, scale: float) -> Marks:
    """Legs whose knee opens the way the foot points, as seen from the shank: a heel at the buttock points back."""
    marks = np.zeros(COUNT, dtype=bool)
    for leg, joints in zip(_LEGS, points[_WHOLE_LEGS].tolist(), strict=True):
        hip, knee, ankle, heel, toe = (complex(x, y) for x, y in joints)
        thigh, shank = knee - hip, ankle - knee
        if not (abs(thigh) and abs(shank)):
            continue
        # Against the shank, not the floor: who lies or kneels has the front of the leg above or below.
        foot = ((toe - heel) * shank.conjugate()).imag / abs(shank)
        if abs(foot) < _SIDEWAYS_FOOT_M * scale:
            continue
        turn = shank * thigh.conjugate()
        # A knee bends the shank away from where the toes point off it.
        if math.degrees(math.atan2(math.copysign(1.0, foot) * turn.imag, turn.real)) > _BACKWARDS_DEG:
            marks[leg] = True
    return marks


def _hidden(landmarks: Points, scale: float) -> Marks:
    """The less visible leg where it lies on the other one and is not surely seen."""
    marks = np.zeros(COUNT, dtype=bool)
    legs = landmarks[_LEGS]
    apart = _length(legs[0, :2, :2] - legs[1, :2, :2])
    sight = legs[:, :2, 3].min(axis=1)
    far = int(np.argmin(sight))
    if apart.max() < _COLLAPSED_M * scale and sight[far] < _SURELY:
        marks[_LEGS[far]] = True
    return marks


def _without(pose: Pose, distrusted: Marks) -> Pose:
    landmarks, world = pose.landmarks.copy(), pose.world.copy()
    landmarks[distrusted, 3] = world[distrusted, 3] = 0.0
    return replace(pose, landmarks=landmarks, world=world)
