"""Each cue fires on its fault and stays silent on the good motion."""

import math
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.catalogue.library import exercises
from formcheck.records import Verdict
from tests.support.figures import FRONT, SIDE, Camera, Dorsal, Moment, Move, SetTiming
from tests.support.moves import deadlift, lunge, rounding, side_lunge, squat
from tests.support.running import FPS, GOOD, ONE, findings, good, perform, verdicts

DROP = SetTiming(1, down_s=0.3, hold_s=0.1, up_s=0.8, pause_s=0.5, before_s=0.5)
THREE = SetTiming(3, down_s=0.8, hold_s=0.1, up_s=0.8, pause_s=0.4, before_s=0.5)
SLOW_LIFT = SetTiming(1, down_s=1.6, hold_s=0.1, up_s=1.6, pause_s=1.0, before_s=0.5)
OBLIQUE = Camera(40.0)


@dataclass(frozen=True)
class Fault:
    """A motion that is wrong in one way; `verdict` is caution where the cue knows no fault."""

    exercise: str
    cue: str
    move: Move
    camera: Camera = SIDE
    tempo: SetTiming = ONE
    dorsal: Dorsal | None = None
    verdict: Verdict = "fault"
    fps: float = FPS

    def __str__(self) -> str:
        return f"{self.exercise}-{self.cue}-{self.camera.azimuth_deg:.0f}"


def rounds(m: Moment) -> NDArray[np.float64]:
    return rounding(-0.4 * m.share)


SQUAT = [
    Fault("squat", "depth", squat(thigh_deg=35.0)),
    Fault("squat", "depth", squat(thigh_deg=40.0), FRONT),
    Fault("squat", "depth", squat(thigh_deg=40.0), OBLIQUE),
    Fault("squat", "knee_behind_toe", squat(shin_deg=55.0)),
    Fault("squat", "heel_down", squat(heel_deg=28.0)),
    Fault("squat", "trunk_lean", squat(lean_deg=70.0)),
    Fault("squat", "trunk_lean", squat(lean_deg=75.0), FRONT),
    Fault("squat", "knee_valgus", squat(knees_in=0.1), FRONT),
    Fault("squat", "lateral_shift", squat(shift=0.09), FRONT),
    Fault("squat", "stance_width", squat(apart=0.75), FRONT),
    Fault("squat", "stance_width", squat(apart=0.18), FRONT),
    Fault("squat", "slow_lower", squat(), tempo=DROP, fps=30.0),
    Fault("squat", "slow_lower", squat(), OBLIQUE, DROP, fps=30.0),
    Fault("squat", "hips_first", squat(hips_first_deg=45.0)),
    Fault("squat", "full_stand", squat(rest_deg=45.0)),
]
FLAT_HEEL = lunge(knee_deg=85.0, trail_deg=90.0, trail_heel_deg=0.0)
FLAT_HEEL_WALKING = lunge(style="walk", knee_deg=85.0, trail_deg=90.0, trail_heel_deg=0.0)
LUNGE = [
    Fault("forward_lunge", "front_knee_90", lunge(knee_deg=125.0, shin_deg=8.0), verdict="caution"),
    Fault("forward_lunge", "front_knee_90", lunge(knee_deg=60.0)),
    Fault("forward_lunge", "front_knee_90", lunge(knee_deg=50.0, trail_deg=60.0), FRONT),
    Fault("forward_lunge", "rear_knee_90", lunge(trail_deg=50.0)),
    Fault("forward_lunge", "rear_knee_90", lunge(trail_deg=45.0), FRONT),
    Fault("forward_lunge", "knee_past_ankle", lunge(knee_deg=118.0, shin_deg=44.0)),
    Fault("forward_lunge", "rear_heel_lifted", FLAT_HEEL, verdict="caution"),
    Fault("forward_lunge", "trunk_upright", lunge(lean_deg=50.0)),
    Fault("forward_lunge", "trunk_upright", lunge(lean_deg=24.0), verdict="caution"),
    Fault("forward_lunge", "trunk_upright", lunge(lean_deg=35.0)),
    Fault("forward_lunge", "trunk_upright", lunge(lean_deg=-22.0)),
    Fault("forward_lunge", "rear_knee_no_slam", lunge(knee_deg=100.0, trail_deg=110.0), tempo=DROP, fps=30.0),
    Fault("forward_lunge", "front_heel_down", lunge(lead_heel_deg=28.0)),
    Fault("forward_lunge", "return_to_start", lunge(returns=False)),
    Fault("forward_lunge", "knee_valgus", lunge(knee_deg=50.0, trail_deg=60.0, knee_in=0.14), FRONT),
    Fault("forward_lunge", "knee_valgus", lunge(knee_in=0.14), FRONT),
    Fault("forward_lunge", "pelvis_level", lunge(hip_down_deg=20.0), FRONT),
    Fault("forward_lunge", "pelvis_level", lunge(hip_down_deg=-20.0), FRONT),
    Fault("forward_lunge", "lateral_trunk", lunge(side_lean_deg=25.0), FRONT),
    Fault("forward_lunge", "lateral_trunk", lunge(side_lean_deg=-25.0), FRONT),
    Fault("forward_lunge", "alternate", lunge(lead="right"), tempo=THREE),
    Fault("walking_lunge", "front_knee_90", lunge(style="walk", knee_deg=60.0)),
    Fault("walking_lunge", "rear_knee_90", lunge(style="walk", trail_deg=50.0)),
    Fault("walking_lunge", "knee_past_ankle", lunge(style="walk", knee_deg=118.0, shin_deg=44.0)),
    Fault("walking_lunge", "rear_heel_lifted", FLAT_HEEL_WALKING, verdict="caution"),
    Fault("walking_lunge", "trunk_upright", lunge(style="walk", lean_deg=55.0)),
    Fault("walking_lunge", "hands_on_hips", lunge(style="walk", hands="chest")),
    Fault("walking_lunge", "hands_on_hips", lunge(style="walk", hands="chest"), FRONT),
    Fault("walking_lunge", "knee_valgus", lunge(style="walk", knee_deg=50.0, trail_deg=60.0, knee_in=0.14), FRONT),
    Fault("walking_lunge", "set_target", lunge(style="walk")),
    Fault("side_lunge", "trail_leg_straight", side_lunge(trail_in=0.14), FRONT),
    Fault("side_lunge", "knee_behind_toe", side_lunge(knee_in=-0.14), FRONT),
    Fault("side_lunge", "knee_behind_toe", side_lunge(sit_back=-0.05), OBLIQUE),
    Fault("side_lunge", "lead_depth", side_lunge(drop=0.15), FRONT, verdict="caution"),
    Fault("side_lunge", "hips_over_foot", side_lunge(lead_out=0.36), FRONT),
    Fault("side_lunge", "step_width", side_lunge(lead_out=-0.2), FRONT),
    Fault("side_lunge", "both_feet_flat", side_lunge(heel_deg=35.0), FRONT),
    Fault("side_lunge", "trunk", side_lunge(side_lean_deg=50.0), FRONT),
    Fault("side_lunge", "trunk", side_lunge(lean_deg=75.0), FRONT),
    Fault("side_lunge", "knee_valgus", side_lunge(knee_in=0.12), FRONT),
    Fault("side_lunge", "alternate", side_lunge(lead="left"), FRONT, THREE, verdict="caution"),
]
DEADLIFT = [
    Fault("deadlift", "straight_back_proxy", deadlift(), dorsal=rounds),
    Fault("deadlift", "hips_shoot_up", deadlift(hips_first_deg=60.0)),
    Fault("deadlift", "bar_path", deadlift(bar_ahead=0.18)),
    Fault("deadlift", "bar_path", deadlift(bar_ahead=-0.18)),
    Fault("deadlift", "bend_knees_at_start", deadlift(knee_deg=10.0, shin_deg=0.0, lean_deg=75.0)),
    Fault("deadlift", "lockout", deadlift(rest_deg=40.0)),
    Fault("deadlift", "no_lean_back", deadlift(lean_back_deg=35.0)),
    Fault("deadlift", "no_lean_back", deadlift(lean_back_deg=25.0), tempo=SLOW_LIFT),
    Fault("deadlift", "arms_straight", deadlift(arm_share=0.88)),
    Fault("deadlift", "feet_shoulder_width", deadlift(apart=0.7), FRONT),
    Fault("deadlift", "hands_shoulder_width", deadlift(grip=0.75), FRONT),
    Fault("deadlift", "slow_lower", deadlift(), tempo=DROP, fps=30.0),
]
FAULTS = [*SQUAT, *LUNGE, *DEADLIFT]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_found(fault: Fault) -> None:
    report = perform(fault.exercise, fault.move, fault.camera, fault.tempo, fault.dorsal, fault.fps)
    assert report.repetitions
    assert set(verdicts(report, fault.cue)) == {fault.verdict}
    found = next(f for f in findings(report) if f.cue == fault.cue)
    assert found.message
    assert found.value is not None
    assert found.limit is not None
    assert math.isfinite(found.value - found.limit)


@pytest.mark.parametrize("camera", [Camera(-90.0), FRONT, OBLIQUE], ids=lambda c: c.azimuth_deg)
@pytest.mark.parametrize("exercise", GOOD)
def test_a_good_repetition_is_left_in_peace(exercise: str, camera: Camera) -> None:
    report = good(exercise, camera)
    wrong = [f for f in findings(report) if f.verdict in ("fault", "caution") and f.cue != "set_target"]
    assert wrong == []
    assert [r.complete for r in report.repetitions] == [True]
    assert False not in [r.in_form for r in report.repetitions]


@pytest.mark.parametrize(
    ("exercise", "camera"),
    [
        ("squat", SIDE),
        ("squat", FRONT),
        ("forward_lunge", SIDE),
        ("walking_lunge", SIDE),
        ("side_lunge", FRONT),
        ("deadlift", SIDE),
    ],
)
def test_a_good_repetition_is_in_form_where_what_decides_shows(exercise: str, camera: Camera) -> None:
    assert [r.in_form for r in good(exercise, camera).repetitions] == [True]


@pytest.mark.parametrize(("exercise", "camera"), [("squat", OBLIQUE), ("deadlift", FRONT), ("side_lunge", SIDE)])
def test_a_good_repetition_is_not_judged_where_what_decides_does_not_show(exercise: str, camera: Camera) -> None:
    assert [r.in_form for r in good(exercise, camera).repetitions] == [None]


def test_every_cue_is_shown_a_fault() -> None:
    shown = [exercise for exercise in exercises() if exercise.id in GOOD]
    cues = {(exercise.id, cue.id) for exercise in shown for cue in exercise.cue if cue.enabled}
    assert {(fault.exercise, fault.cue) for fault in FAULTS} == cues
