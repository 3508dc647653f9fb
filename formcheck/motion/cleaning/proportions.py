"""Poses go in; the person's standing lengths in pixels, learnt while they stand and kept from then on, come out."""

from __future__ import annotations

import math
from collections import deque
from statistics import median

import numpy as np

from formcheck.motion.body import SIDES, Body, Lengths
from formcheck.motion.measures.pelvis import hip_drop
from formcheck.motion.measures.trunk import trunk_inclination
from formcheck.pose.skeleton import pixels_per_metre
from formcheck.records import Pose

UPRIGHT_DROP = 0.2
"""Most `hip_drop`, in leg lengths, of a person who stands upright."""
UPRIGHT_TRUNK_DEG = 30.0
"""Most `trunk_inclination`, either way, of a person who stands upright."""

_LEAST_SAMPLES = 3
_MEMORY = 240
_SCALE_MEMORY_S = 0.7
# A foot that moves less than this, in leg lengths, for so long is planted: the person does not walk.
_PLANTED_SHARE, _PLANTED_S = 0.05, 1.0
# A foot that moves further than this makes a step. In a lunge that brings the hips nearer to the camera, or takes them
# away from it, though the other foot stays where it is.
_STEP_SHARE = 0.15


class Proportions:
    """Learns standing lengths in metres of the 3-D landmarks, and returns them in pixels at the present scale.

    A person who walks up to the camera grows in the frame, and the lengths grow with them.
    """

    def __init__(self) -> None:
        self._samples: deque[tuple[float, float, float]] = deque(maxlen=_MEMORY)
        self._scales: deque[tuple[float, float]] = deque()
        self._lengths = (math.nan, math.nan, math.nan)
        self._learnt = 0
        self._feet = {side: _Foot() for side in SIDES}

    def push(self, pose: Pose, frontal: Pose | None = None) -> Lengths:
        """Take the next pose and return the standing lengths at its scale.

        Parameters
        ----------
        pose : Pose
        frontal : Pose, optional
            In a front or rear view, the same before its landmarks were moved. Bent thighs point at the camera there,
            and the 3-D landmarks stay too tall for the image: at the bottom of a squat the scale was 4 to 14 % too
            small. While a foot stays planted and the other makes no step the person's distance does not change, so the
            largest scale since then is used for the legs. For the trunk it is not: a lean towards the camera read 9
            degrees too much with it and 8 too little without.
        """
        if pose.found:
            self._scales.append((pose.t_s, pixels_per_metre(pose)))
        while self._scales and self._scales[0][0] < pose.t_s - _SCALE_MEMORY_S:
            self._scales.popleft()
        if not self._scales:
            return Lengths()
        scale = median(s for _, s in self._scales)
        self._learn(Body(pose), scale)
        femur, tibia, trunk = self._lengths
        legs = scale
        if frontal is not None and frontal.found:
            legs = self._planted_scale(frontal, scale, (femur + tibia) * scale)
        return Lengths(leg=(femur + tibia) * legs, femur=femur * legs, trunk=trunk * scale)

    def _planted_scale(self, pose: Pose, scale: float, leg_px: float) -> float:
        body = Body(pose)
        places = {side: body.at("ankle", side, guess=True) for side in SIDES}
        if any([foot.steps(places[side], leg_px) for side, foot in self._feet.items()]):
            self._feet = {side: _Foot() for side in SIDES}
        return max(foot.push(pose.t_s, places[side], scale, leg_px) for side, foot in self._feet.items())

    def _learn(self, body: Body, scale: float) -> None:
        if not (hip_drop(body) < UPRIGHT_DROP and abs(trunk_inclination(body)) < UPRIGHT_TRUNK_DEG):
            return
        femur = max(abs(body.at("hip", s, guess=True) - body.at("knee", s, guess=True)) for s in SIDES)
        tibia = max(abs(body.at("knee", s, guess=True) - body.at("ankle", s, guess=True)) for s in SIDES)
        trunk = abs(body.mid("hip", guess=True) - body.mid("shoulder", guess=True))
        self._samples.append((femur / scale, tibia / scale, trunk / scale))
        self._learnt += 1
        # Soon good enough, and steady after that: the median of many moves too little to compute it for each.
        if self._learnt >= _LEAST_SAMPLES and (self._learnt < _MEMORY // 8 or self._learnt % 8 == 0):
            self._lengths = tuple(np.median(self._samples, axis=0).tolist())


class _Foot:
    """Where one foot is, since when it has been there, and the largest scale since then."""

    def __init__(self) -> None:
        self._since_s = -math.inf
        self._first: complex | None = None
        self._place: complex | None = None
        self._scale = 0.0

    def steps(self, foot: complex, leg_px: float) -> bool:
        """Whether the foot is now far from where it was first seen."""
        self._first = foot if self._first is None else self._first
        return abs(foot - self._first) > _STEP_SHARE * leg_px

    def push(self, t_s: float, foot: complex, scale: float, leg_px: float) -> float:
        """Take the place of the foot and the scale; return the scale to use."""
        if self._place is None or not abs(foot - self._place) < _PLANTED_SHARE * leg_px:
            self._since_s, self._place, self._scale = t_s, foot, 0.0
        if t_s - self._since_s >= _SCALE_MEMORY_S:  # before that it is in part the scale of where the foot came from
            self._scale = max(self._scale, scale)
        return self._scale if t_s - self._since_s >= _PLANTED_S else scale
