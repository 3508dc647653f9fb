"""How long the person's thigh, leg and trunk are in this picture, learnt while they stand and carried on from there."""

from __future__ import annotations

import math
from collections import deque
from statistics import median

import numpy as np

from formcheck.motion.body import SIDES, Body, Lengths
from formcheck.motion.signals import hip_drop, trunk_inclination
from formcheck.pose.skeleton import picture_scale
from formcheck.records import Pose

_UPRIGHT_DROP = 0.2
_UPRIGHT_TRUNK_DEG = 30.0
_LEAST_SAMPLES = 3
_MEMORY = 240
_SCALE_MEMORY_S = 0.7


class Proportions:
    """Standing lengths in metres of the pose model's space, given out in pixels at the present scale.

    A person who walks up to the camera grows in the picture; the lengths grow along.
    """

    def __init__(self) -> None:
        self._samples: deque[tuple[float, float, float]] = deque(maxlen=_MEMORY)
        self._scales: deque[tuple[float, float]] = deque()
        self._lengths = (math.nan, math.nan, math.nan)
        self._learnt = 0

    def push(self, pose: Pose) -> Lengths:
        """Take the next pose and return the standing lengths at its scale."""
        if pose.found:
            self._scales.append((pose.t_s, picture_scale(pose)))
        while self._scales and self._scales[0][0] < pose.t_s - _SCALE_MEMORY_S:
            self._scales.popleft()
        if not self._scales:
            return Lengths()
        scale = median(s for _, s in self._scales)
        self._learn(Body(pose), scale)
        femur, tibia, trunk = (length * scale for length in self._lengths)
        return Lengths(leg=femur + tibia, femur=femur, trunk=trunk)

    def _learn(self, body: Body, scale: float) -> None:
        if not (hip_drop(body) < _UPRIGHT_DROP and abs(trunk_inclination(body)) < _UPRIGHT_TRUNK_DEG):
            return
        femur = max(abs(body.at("hip", s, guess=True) - body.at("knee", s, guess=True)) for s in SIDES)
        tibia = max(abs(body.at("knee", s, guess=True) - body.at("ankle", s, guess=True)) for s in SIDES)
        trunk = abs(body.mid("hip", guess=True) - body.mid("shoulder", guess=True))
        self._samples.append((femur / scale, tibia / scale, trunk / scale))
        self._learnt += 1
        # Soon good enough, and steady after that: the median of many moves too little to be taken anew for each.
        if self._learnt >= _LEAST_SAMPLES and (self._learnt < _MEMORY // 8 or self._learnt % 8 == 0):
            self._lengths = tuple(np.median(self._samples, axis=0).tolist())
