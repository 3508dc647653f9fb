"""A run goes in; each step's value at contact or in stance, or one number of the whole run, comes out.

Errors are limits of the mean over the steps of a clip. From the side they are the largest errors in seven clips of
rendered runners, at 20 and at 60 frames per second, or those of manual two-dimensional analysis of running (V40) where
these are larger. At contact errors are large: the pose model's landmarks lag behind a leg that swings at 400 degrees
per second, and jump to the other leg where it passes. From behind nothing was rendered; errors there are the project's
own estimates, from those of the frontal measures.
"""

from __future__ import annotations

import math
from statistics import mean
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.body import SIDES
from formcheck.motion.gait import symmetry
from formcheck.motion.gait.contacts import Run, Step
from formcheck.motion.gait.registry import GAIT_MEASURES, gait_measure
from formcheck.motion.series import Column
from formcheck.records import Side, ViewLabel

__all__ = ["CONTACT_FPS", "GAIT_MEASURES", "STRIKE_FPS"]

Array = NDArray[np.float64]

CONTACT_FPS: Final = 50.0
"""Least frames per second for what is read at contact (docs/evidence.md, Filming, asks for 60; 50 and 59.94 count)."""
STRIKE_FPS: Final = 119.0
"""Least frames per second for the foot strike (docs/evidence.md, Filming, asks for 120; 119.88 counts)."""

_SIDE: tuple[ViewLabel, ...] = ("side",)
_FRONT_OR_REAR: tuple[ViewLabel, ...] = ("rear", "front")
_ANY: tuple[ViewLabel, ...] = ("side", "rear", "front")
_MIDDLE_SHARE = 0.2
_LEAST_TO_COMPARE = 7
_ARMS_SEEN_SHARE = 0.8


def _at(run: Run, column: Column, t_s: float) -> float:
    """Value between the two frames around a moment; NaN where one of them was not seen."""
    times = run.series.times_s
    after = int(np.searchsorted(times, t_s))
    if not 0 < after < times.size:
        return math.nan
    values = run.series.column(column)[after - 1 : after + 1]
    return float(np.interp(t_s, times[after - 1 : after + 1], values)) if np.isfinite(values).all() else math.nan


def _during(run: Run, column: Column, start_s: float, end_s: float) -> Array:
    values = run.series.column(column)[run.series.within(start_s, end_s)]
    return values[np.isfinite(values)]


def _around_middle(run: Run, column: Column, step: Step) -> float:
    """Median over the middle two fifths of the stance, or what is read at its middle where that holds no frame."""
    half_s = _MIDDLE_SHARE * (step.off_s - step.contact_s)
    values = _during(run, column, step.middle_s - half_s, step.middle_s + half_s)
    return float(np.median(values)) if values.size else _at(run, column, step.middle_s)


def _is_near(run: Run, step: Step) -> bool:
    """Whether the foot is the one turned to the camera: on the far leg errors are larger (V45)."""
    facing = _at(run, Column("facing"), step.middle_s)
    return facing > 0 if step.side == "right" else facing < 0


def _highest(values: Array) -> float:
    return float(values.max()) if values.size else math.nan


@gait_measure("per min", error=1.0, views=_ANY, needs_steps=False, joints=("ankle",))
def cadence(run: Run) -> float:
    """Steps per minute, of both feet."""
    return run.rhythm.cadence_spm


@gait_measure("%", error=4.0, views=_ANY, least_fps=CONTACT_FPS, joints=("ankle",))
def step_time_variation(run: Run) -> float:
    """Spread of the times of a side's steps, in percent of their mean: the coefficient of variation."""
    return symmetry.variation(run)


@gait_measure("%", error=7.0, views=_ANY, joints=("ankle",))
def step_time_asymmetry(run: Run) -> float:
    """Difference between the times of left and right steps, in percent of their mean: the symmetry index (V65)."""
    return symmetry.asymmetry(run)


@gait_measure("deg", error=14.0, views=_SIDE, least_fps=CONTACT_FPS, joints=("knee", "ankle"))
def shin_at_contact(run: Run, step: Step) -> float:
    """Lean of the shin at contact: 0 vertical, positive with the knee ahead, negative with the foot ahead."""
    return _at(run, Column("shin_lean", step.side), step.contact_s) if _is_near(run, step) else math.nan


@gait_measure("ratio", error=0.11, views=_SIDE, least_fps=CONTACT_FPS, joints=("ankle",))
def foot_ahead_at_contact(run: Run, step: Step) -> float:
    """Ankle ahead of mid-hip at contact, in leg lengths (thigh and shin)."""
    if not _is_near(run, step):
        return math.nan
    return _at(run, Column("foot_ahead", step.side), step.contact_s) / run.leg


@gait_measure("deg", error=23.0, views=_SIDE, least_fps=CONTACT_FPS, joints=("knee",))
def knee_flexion_at_contact(run: Run, step: Step) -> float:
    """Knee flexion at contact: 0 straight."""
    return _at(run, Column("knee_flexion", step.side), step.contact_s) if _is_near(run, step) else math.nan


@gait_measure("deg", error=6.0, views=_SIDE, joints=("knee",))
def knee_flexion_in_stance(run: Run, step: Step) -> float:
    """Knee flexion in the middle of the stance, where it is largest: 0 straight."""
    return _around_middle(run, Column("knee_flexion", step.side), step) if _is_near(run, step) else math.nan


@gait_measure("deg", error=6.0, views=_SIDE, joints=("hip", "knee"))
def hip_extension(run: Run, step: Step) -> float:
    """Furthest that the thigh is behind the vertical around toe-off: 0 vertical, positive behind."""
    if not _is_near(run, step):
        return math.nan
    late_s = (step.off_s - step.contact_s) / 2
    return _highest(_during(run, Column("thigh_behind", step.side), step.middle_s, step.off_s + late_s))


@gait_measure("deg", error=5.0, views=_SIDE, sided=False, joints=("shoulder", "hip"))
def trunk_lean_in_stance(run: Run, step: Step) -> float:
    """Mean lean of the trunk while a foot is down: 0 upright, positive forward."""
    values = _during(run, Column("trunk_lean"), step.contact_s, step.off_s)
    return float(values.mean()) if values.size else math.nan


@gait_measure("ratio", error=0.08, views=_SIDE, joints=("ear", "shoulder"))
def head_ahead_of_shoulder(run: Run, step: Step) -> float:
    """Ear ahead of the shoulder in the middle of the stance, in trunk lengths."""
    return _around_middle(run, Column("head_ahead", step.side), step) if _is_near(run, step) else math.nan


@gait_measure("ratio", error=0.02, views=_SIDE, sided=False, joints=("hip",))
def vertical_oscillation(run: Run, step: Step) -> float:
    """Range of the height of mid-hip over the stride that begins with a step, in leg lengths (thigh and shin)."""
    values = _during(run, Column("hip_level"), step.contact_s, step.contact_s + 2 * run.rhythm.step_s)
    enough = values.size >= run.rhythm.step_s * run.fps
    return float(np.ptp(values)) / run.leg if enough else math.nan


@gait_measure("deg", error=5.0, views=_FRONT_OR_REAR, joints=("hip",))
def pelvic_drop_in_stance(run: Run, step: Step) -> float:
    """Pelvic obliquity in the middle of the stance: positive with the other side's hip lower."""
    return _around_middle(run, Column("pelvic_drop", step.side), step)


@gait_measure("deg", error=5.0, views=_FRONT_OR_REAR, joints=("hip",))
def pelvic_drop_difference(run: Run) -> float:
    """Difference between the mean pelvic drops of the two sides, without a sign."""
    return _difference(run, "pelvic_drop_in_stance")


@gait_measure("deg", error=3.8, views=_SIDE, joints=("knee",))
def knee_flexion_difference(run: Run) -> float:
    """Difference between the mean knee flexions in stance of the two sides, each filmed as the near one.

    The error is the smallest detectable difference of manual analysis (V40, the larger of 2.3 to 3.8 degrees).
    """
    return _difference(run, "knee_flexion_in_stance")


def _difference(run: Run, name: str) -> float:
    left, right = ([value for _, value in GAIT_MEASURES[name].values(run, side)] for side in SIDES)
    return abs(mean(left) - mean(right)) if min(len(left), len(right)) >= _LEAST_TO_COMPARE else math.nan


@gait_measure("deg", error=3.0, views=_FRONT_OR_REAR, sided=False, joints=("shoulder", "hip"))
def lateral_sway(run: Run, step: Step) -> float:
    """Range of the trunk's sideways lean over the stride that begins with a step."""
    values = _during(
        run, Column("lateral_trunk_lean", step.side), step.contact_s, step.contact_s + 2 * run.rhythm.step_s
    )
    enough = values.size >= run.rhythm.step_s * run.fps
    return float(np.ptp(values)) if enough else math.nan


@gait_measure("deg", error=5.0, views=_FRONT_OR_REAR, joints=("knee",))
def knee_projection_in_stance(run: Run, step: Step) -> float:
    """Frontal plane projection angle of the knee in the middle of the stance: positive with the knee inside."""
    return _around_middle(run, Column("knee_projection", step.side), step)


@gait_measure("ratio", error=0.08, views=("rear",), joints=("ankle", "heel"))
def step_width(run: Run, step: Step) -> float:
    """Foot outside of mid-hip in the middle of the stance, in hip widths: negative where it crosses the midline."""
    return _around_middle(run, Column("foot_from_midline", step.side), step)


@gait_measure("ratio", error=0.1, views=("front",), joints=("wrist",))
def arms_across(run: Run) -> float:
    """Share of strides in which a hand crosses the midline: 0 none, 1 all; of the hand that crosses more often."""
    crossed = {side: _crossings(run, side) for side in SIDES}
    return max((mean(found) for found in crossed.values() if found), default=math.nan)


def _crossings(run: Run, side: Side) -> list[bool]:
    found = []
    for step in run.steps:
        if step.side == side:
            rows = run.series.within(step.contact_s, step.contact_s + 2 * run.rhythm.step_s)
            values = run.series.column(Column("hand_from_midline", side))[rows]
            if values.size and np.isfinite(values).mean() >= _ARMS_SEEN_SHARE:
                found.append(bool(np.nanmin(values) < 0))
    return found


@gait_measure("deg", error=10.0, views=_SIDE, least_fps=STRIKE_FPS, joints=("heel",))
def foot_strike_angle(run: Run, step: Step) -> float:
    """Pitch of the foot at contact, minus that of the flat foot: positive on the heel, negative on the forefoot.

    The pose model was 2 to 11 degrees off on rendered runners; by hand, at 240 frames per second, it is 2.5 (V42).
    """
    if not _is_near(run, step):
        return math.nan
    column = Column("foot_pitch", step.side)
    return _at(run, column, step.contact_s) - _around_middle(run, column, step)
