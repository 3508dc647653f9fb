"""One clip with its truth, with what the engine says of its landmarks, and with what it says of the true joints."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.agreement import Array
from benchmarks.accuracy.engine import judge, judge_perfectly, near_side
from benchmarks.synthetic.clips import FITTED, RELEASE, Clip
from benchmarks.synthetic.clips import HELD_OUT as HELD_OUT_BODIES
from benchmarks.synthetic.truth import TrueRepetition, Truth
from formcheck.analysis import Analysis
from formcheck.pose.recording import PoseTrack
from formcheck.records import Finding, Repetition, Side

HELD_OUT, FIT, KEPT = "held out", "fitted on", "kept for a release"
GROUPS = {FIT: FITTED, HELD_OUT: HELD_OUT_BODIES, KEPT: RELEASE}
"""The bodies of each group."""
_BESIDE_S = 0.5


@dataclass(frozen=True, slots=True)
class Matched:
    """A repetition as it was done, as the true joints show it, and as it was measured; None where not counted."""

    true: TrueRepetition
    perfect: Repetition | None
    measured: Repetition | None


@dataclass(frozen=True, eq=False)
class Case:
    """One clip.

    Attributes
    ----------
    clip : Clip
    truth : Truth
    track : PoseTrack
        The landmarks that were found.
    perfect, measured : Analysis
        What the engine says of the true joints and of the landmarks.
    """

    clip: Clip
    truth: Truth
    track: PoseTrack
    perfect: Analysis
    measured: Analysis

    @classmethod
    def of(cls, clip: Clip, truth: Truth, track: PoseTrack) -> Case:
        """Judge a clip twice."""
        return cls(clip, truth, track, judge_perfectly(truth), judge(track, clip.movement.exercise, clip.view))

    @property
    def group(self) -> str:
        """Which group of `GROUPS` the body belongs to: whether numbers may have been fitted on it."""
        return next(group for group, bodies in GROUPS.items() if self.clip.body in bodies)

    @cached_property
    def near(self) -> Side:
        """The side that the camera stands on."""
        return near_side(self.truth)

    @cached_property
    def frames(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Rows of the truth and of the measured series that are the same moment."""
        return same_moments(self.truth.t_s, self.measured.series.times_s)

    @cached_property
    def moving(self) -> NDArray[np.bool_]:
        """Which of the rows of `frames` lie within a repetition, shape (n,)."""
        times = self.truth.t_s[self.frames[0]]
        within = [(times >= r.start_s) & (times <= r.end_s) for r in self.truth.repetitions]
        return np.any(within, axis=0) if within else np.zeros(times.shape, dtype=bool)

    @cached_property
    def repetitions(self) -> list[Matched]:
        """Each true repetition with its counterparts."""
        perfect = match(self.truth.repetitions, self.perfect.report.repetitions)
        measured = match(self.truth.repetitions, self.measured.report.repetitions)
        return [Matched(*three) for three in zip(self.truth.repetitions, perfect, measured, strict=True)]

    def limb(self, side: str | None) -> str:
        """Tell near from far in a view where one limb hides the other; empty elsewhere."""
        if side not in ("left", "right") or self.clip.view == "front":
            return ""
        return "near" if side == self.near else "far"


def same_moments(true_s: Array, measured_s: Array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pair rows whose times are the same within a third of a frame.

    Returns
    -------
    tuple of ndarray of int
        Rows of the first and of the second, equally many.
    """
    if not (true_s.size and measured_s.size):
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    frame_s = float(np.median(np.diff(true_s))) if true_s.size > 1 else math.inf
    nearest = np.abs(measured_s[:, None] - true_s[None, :]).argmin(axis=1)
    kept = np.flatnonzero(np.abs(measured_s - true_s[nearest]) <= frame_s / 3)
    return nearest[kept], kept


def match(true: Sequence[TrueRepetition], counted: Sequence[Repetition]) -> list[Repetition | None]:
    """Find for each true repetition the counted one whose peak lies in it, the nearest where several do."""
    found: list[Repetition | None] = []
    free = list(counted)
    for r in true:
        within = [c for c in free if r.start_s - _BESIDE_S <= c.peak_s <= r.end_s + _BESIDE_S]
        best = min(within, key=lambda c: abs(c.peak_s - r.peak_s), default=None)
        if best is not None:
            free.remove(best)
        found.append(best)
    return found


def finding(repetition: Repetition | None, cue: str) -> Finding | None:
    """Look up what a cue says of a repetition."""
    return next((f for f in repetition.findings if f.cue == cue), None) if repetition is not None else None
