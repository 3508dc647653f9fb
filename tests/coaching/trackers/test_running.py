"""What is said of a run, and when nothing is."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from pydantic import ValidationError

from benchmarks.synthetic.gait import GOOD
from formcheck.catalogue.checks import GaitCheck
from formcheck.coaching.trackers.running import _strike
from formcheck.records import Finding, Pose, Report, ViewLabel
from formcheck.report.document import from_json, to_json
from formcheck.report.summary import text
from formcheck.report.tables import gait_csv
from tests.support.gaits import judged, ran, seen

SHORT = seen(GOOD, "side", 30.0, 3.0)


def finding(report: Report, cue: str) -> Finding:
    assert report.gait is not None
    return next(f for f in report.gait.findings if f.cue == cue)


def slowed(film: tuple[Pose, ...], factor: float) -> tuple[Pose, ...]:
    return tuple(replace(pose, t_s=pose.t_s * factor) for pose in film)


def test_a_few_steps_are_enough_for_cadence_and_not_for_form() -> None:
    cadence, posture = judged(SHORT, exercise="run_cadence"), judged(SHORT, exercise="run_posture")
    assert finding(cadence, "rate").value == pytest.approx(GOOD.cadence_spm, abs=1.0)
    assert finding(cadence, "rate").message == "Your step rate is 168 per minute."
    assert finding(posture, "trunk_lean").reason == "steps"
    assert "7 of each foot are needed" in finding(posture, "trunk_lean").message


def test_too_few_frames_per_second_judge_no_contact() -> None:
    found = ran(GOOD, "side", 30.0)
    assert {f.reason for f in found.findings if "overstride" in f.cue} == {"frame_rate"}
    assert found.measures["shin_at_contact_right"] is None
    assert found.measures["trunk_lean_in_stance"] == pytest.approx(GOOD.lean_deg, abs=0.2)


def test_the_far_leg_is_not_judged() -> None:
    found = ran(GOOD, "side").measures
    assert found["knee_flexion_in_stance_right"] is not None
    assert found["knee_flexion_in_stance_left"] is None


def test_slow_motion_is_detected_and_can_be_given() -> None:
    film = slowed(SHORT, 4.0)
    report = judged(film, exercise="run_cadence")
    assert report.gait is not None
    assert report.gait.cadence_per_min is None
    assert finding(report, "rate").reason == "time_stretched"
    assert any("--capture-fps" in warning and "42 steps per minute" in warning for warning in report.warnings)
    told = judged(film, exercise="run_cadence", capture_fps=30.0)
    assert told.gait is not None
    assert told.gait.cadence_per_min == pytest.approx(GOOD.cadence_spm, abs=1.0)
    assert [warning for warning in told.warnings if "as was told" not in warning] == []


def test_steps_with_the_hips_highest_over_the_foot_are_a_walk() -> None:
    hips = [pose.landmarks[23:25, 1].mean() for pose in SHORT]
    middle = sum(hips) / len(hips)

    def vaulting(pose: Pose, hip: float) -> Pose:
        landmarks = pose.landmarks.copy()
        # The trunk and the hips go down where they went up, and the feet stay nearer to the floor.
        landmarks[:25, 1] -= 2 * (hip - middle)
        floor = landmarks[27:33, 1].max()
        landmarks[25:33, 1] += 0.8 * (floor - landmarks[25:33, 1]) * (landmarks[25:33, 1] > floor - 250)
        return replace(pose, landmarks=landmarks)

    report = judged(tuple(vaulting(p, h) for p, h in zip(SHORT, hips, strict=True)), exercise="run_cadence")
    assert report.gait is not None
    assert report.gait.steps == {"left": 0, "right": 0}
    assert report.gait.cadence_per_min is None
    assert any("are no run" in warning for warning in report.warnings)
    assert "no run was seen" in text(report)


def test_standing_still_is_no_run() -> None:
    still = tuple(replace(SHORT[0], t_s=i / 30) for i in range(60))
    report = judged(still, exercise="run_cadence")
    assert any("No steady steps" in warning for warning in report.warnings)


def test_a_run_in_words_and_in_a_table_and_back() -> None:
    report = judged(seen(GOOD, "side", 30.0), exercise="run_cadence")
    assert "168 a minute" in text(report)
    assert "Your step rate is 168 per minute." in text(report)
    assert "Not judged: steadiness. Not measured: this takes 60 frames" in text(report)
    assert from_json(to_json(report)) == report
    assert "cadence,167.99" in gait_csv(report)


@pytest.mark.parametrize(
    ("angle_deg", "part"), [(20.0, "heel"), (-14.0, "forefoot"), (14.0, "between"), (3.0, "between"), (-8.0, "between")]
)
def test_the_foot_strike_is_named_and_left_alone(angle_deg: float, part: str) -> None:
    assert part in _strike(angle_deg)
    assert "no reason to change" in _strike(angle_deg)


def test_a_check_names_a_measure_that_exists_and_a_view_that_shows_it() -> None:
    assert "side" in get_args(ViewLabel)
    with pytest.raises(ValidationError, match="Did you mean 'cadence'"):
        GaitCheck.model_validate({"gait_measure": "cadenze", "views": ["side"], "pass": {}, "warn": {}})
    with pytest.raises(ValidationError, match="cannot be read from side"):
        GaitCheck.model_validate({"gait_measure": "step_width", "views": ["side"], "pass": {}, "warn": {}})
