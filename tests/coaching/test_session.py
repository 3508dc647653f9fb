"""Properties of the engine: mirror, frame rate, scale, replay, reset; and what counts nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.coaching.session import CueRaised, RepetitionCounted, Session, ViewChanged
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import mirror
from formcheck.records import Facing, Finding, Pose, RepetitionSide, Report
from tests.support.figures import FRONT, SIDE, Camera, Move, SetTiming, Shake, after, film, frames, lying, standing
from tests.support.moves import deadlift, idle, lunge, rounding, squat, walk_by
from tests.support.running import FPS, GOOD, ONE, TWO, findings, longer, play, report_of, verdicts

FAULTY: dict[str, Move] = {
    "squat": squat(thigh_deg=25.0, lean_deg=60.0, knees_in=0.08),
    "forward_lunge": lunge(knee_deg=110.0, shin_deg=20.0, side_lean_deg=14.0),
    "deadlift": deadlift(rest_deg=25.0, bar_ahead=0.1),
}
CASES = [
    ("squat", FRONT),
    ("forward_lunge", SIDE),
    *(
        pytest.param(*case, marks=pytest.mark.slow)
        for case in [("squat", SIDE), ("forward_lunge", FRONT), ("deadlift", SIDE)]
    ),
]
SWAPPED: dict[str, Facing] = {"left": "right", "right": "left", "camera": "camera", "away": "away"}
OTHER: dict[RepetitionSide, RepetitionSide] = {"left": "right", "right": "left", "both": "both"}


QUICK = SetTiming(1, down_s=1.0, hold_s=0.1, up_s=0.8, pause_s=0.4, before_s=0.4)


@cache
def clip(exercise: str, camera: Camera, fps: float = FPS) -> tuple[Pose, ...]:
    return tuple(film(FAULTY[exercise], QUICK, camera, fps=fps, dorsal=lambda m: rounding(-0.2 * m.share)))


@cache
def judged(exercise: str, camera: Camera, fps: float = FPS) -> Report:
    report = report_of(exercise, clip(exercise, camera, fps))
    assert len(report.repetitions) == QUICK.repetitions, "a comparison of two empty reports would show nothing"
    return report


def bones(report: Report) -> list[tuple[str, str, str | None]]:
    return [(f.cue, f.verdict, f.reason) for f in findings(report)]


def values(found: Iterable[Finding]) -> list[float]:
    return [np.nan if f.value is None else f.value for f in found]


def swap(title: str) -> str:
    return title.replace("_left", "_?").replace("_right", "_left").replace("_?", "_right")


@pytest.mark.parametrize(("exercise", "camera"), CASES)
def test_a_mirrored_clip_gives_the_mirrored_report(exercise: str, camera: Camera) -> None:
    plain, turned = judged(exercise, camera), report_of(exercise, map(mirror, clip(exercise, camera)))
    assert bones(turned) == bones(plain)
    np.testing.assert_allclose(values(findings(turned)), values(findings(plain)), atol=1e-6)
    assert turned.view.facing == SWAPPED[plain.view.facing]
    for a, b in zip(turned.repetitions, plain.repetitions, strict=True):
        assert (a.side, a.start_s, a.peak_s, a.end_s) == (OTHER[b.side], b.start_s, b.peak_s, b.end_s)
        assert b.measures
        for title, value in b.measures.items():
            other = a.measures[swap(title)]
            # Half a turn to the left is half a turn to the right.
            same = abs(value) if value is not None and abs(value) == 180.0 else value
            assert (abs(other) if other == -180.0 else other) == (same and pytest.approx(same, abs=1e-6))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("exercise", "camera", "fps"),
    [
        *[("squat", SIDE, fps) for fps in (24.0, 29.97, 60.0, 120.0)],
        ("forward_lunge", SIDE, 24.0),
        ("squat", FRONT, 24.0),
        ("deadlift", SIDE, 60.0),
    ],
)
def test_the_frame_rate_changes_nothing(exercise: str, camera: Camera, fps: float) -> None:
    usual, other = judged(exercise, camera, 30.0), judged(exercise, camera, fps)
    assert bones(other) == bones(usual)
    for a, b in zip(findings(other), findings(usual), strict=True):
        slack = {"deg": 2.0, "ratio": 0.03, "s": 0.12}.get(a.unit, 0.1)
        assert a.value == (None if b.value is None else pytest.approx(b.value, abs=slack)), a.cue
    for first, second in zip(other.repetitions, usual.repetitions, strict=True):
        assert first.peak_s == pytest.approx(second.peak_s, abs=0.06)


@pytest.mark.parametrize("scale", [0.5, *longer(2.0)])
@pytest.mark.parametrize(("exercise", "camera"), [("squat", FRONT), ("deadlift", SIDE)])
def test_the_size_of_the_frame_changes_nothing(exercise: str, camera: Camera, scale: float) -> None:
    def resized(pose: Pose) -> Pose:
        width, height = round(pose.width_px * scale), round(pose.height_px * scale)
        return replace(pose, width_px=width, height_px=height, landmarks=pose.landmarks * [scale, scale, scale, 1.0])

    plain, other = judged(exercise, camera), report_of(exercise, map(resized, clip(exercise, camera)))
    assert bones(other) == bones(plain)
    np.testing.assert_allclose(values(findings(other)), values(findings(plain)), atol=1e-6)


@pytest.mark.parametrize(("exercise", "camera"), [("forward_lunge", SIDE), ("deadlift", SIDE)])
def test_a_recording_gives_the_report_of_the_stream(exercise: str, camera: Camera, tmp_path: Path) -> None:
    poses = clip(exercise, camera)
    PoseTrack.from_poses(poses).save(tmp_path / "poses.npz")
    assert report_of(exercise, PoseTrack.load(tmp_path / "poses.npz").poses()) == judged(exercise, camera)


def test_reset_is_as_new() -> None:
    session = Session("squat")
    for pose in clip("squat", SIDE)[:40]:
        session.push(pose)
    session.reset()
    assert session.repetitions == []
    for pose in clip("squat", FRONT):
        session.push(pose)
    assert session.finish() == judged("squat", FRONT)


def test_finishing_twice_says_the_same() -> None:
    session = Session("squat")
    for pose in clip("squat", SIDE):
        session.push(pose)
    assert session.finish() == session.finish() == judged("squat", SIDE)


def test_a_session_without_a_pose_reports_nothing() -> None:
    report = Session("squat").finish()
    assert report.repetitions == ()
    assert report.view.label == "unknown"
    assert report.warnings


def test_events_come_in_the_order_in_which_they_happen() -> None:
    report, events = play("squat", film(FAULTY["squat"], TWO, SIDE, fps=FPS))
    assert isinstance(events[0], ViewChanged)
    counted = [event.repetition for event in events if isinstance(event, RepetitionCounted)]
    assert counted
    assert tuple(counted) == report.repetitions
    said = [event.finding for event in events if isinstance(event, CueRaised)]
    assert said
    assert all(finding.verdict == "fault" and finding.severity != "info" for finding in said)


def test_a_major_fault_is_said_while_it_can_still_be_felt() -> None:
    session = Session("squat")
    for pose in film(squat(knees_in=0.1), TWO, FRONT, fps=FPS):
        said = [event.finding.cue for event in session.push(pose) if isinstance(event, CueRaised)]
        if said:
            assert said == ["knee_valgus"]
            assert not session.repetitions
            assert session.is_moving
            return
    pytest.fail("nothing was said")


def test_what_is_settled_stays() -> None:
    session, settled = Session("squat"), []
    for pose in film(GOOD["squat"], TWO, fps=FPS):
        session.push(pose)
        settled.append((pose.t_s, session.final_until_s))
    repetitions = session.finish().repetitions
    assert len(repetitions) == TWO.repetitions
    for repetition in repetitions:
        before_its_end = [until for t_s, until in settled if t_s < repetition.end_s]
        assert before_its_end
        assert max(before_its_end) <= repetition.start_s
    assert settled[-1][1] > TWO.before_s + TWO.down_s + 1.0


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_leading_side_is_detected(side: str) -> None:
    assert [r.side for r in report_of("forward_lunge", film(lunge(lead=side), ONE, fps=FPS)).repetitions] == [side]


@pytest.mark.parametrize(
    ("exercise", "camera"),
    [
        ("forward_lunge", Camera(-90.0)),
        *(
            pytest.param(*case, marks=pytest.mark.slow)
            for case in [("forward_lunge", FRONT), ("walking_lunge", SIDE), ("side_lunge", FRONT)]
        ),
    ],
)
def test_alternating_sides_are_distinguished(exercise: str, camera: Camera) -> None:
    report = report_of(exercise, film(GOOD[exercise], TWO, camera, fps=FPS))
    assert [r.side for r in report.repetitions] == ["left", "right"]
    assert report.summary.symmetry == {"left_repetitions": 1.0, "right_repetitions": 1.0}


def test_lunges_in_place_count() -> None:
    move = lunge(style="in place", lead="right")
    report = report_of("forward_lunge", film(move, TWO, fps=FPS))
    assert [r.side for r in report.repetitions] == ["right", "right"]
    assert verdicts(report, "return_to_start") == ["not_judged", "not_judged"]


@pytest.mark.slow
def test_lunges_in_place_count_after_the_step_into_them() -> None:
    move, start = lunge(style="in place", lead="left"), standing(hands="hips")
    tempo = SetTiming(3, 1.2, 0.1, 1.0, 0.5, before_s=3.0)

    def pose_at(t_s: float) -> Pose:
        step, split = min(1.0, max(0.0, t_s - 1.0)), move(tempo.at(t_s))
        return SIDE.see({name: (1 - step) * start[name] + step * split[name] for name in split}, t_s)

    assert len(report_of("forward_lunge", map(pose_at, frames(tempo.duration_s, FPS))).repetitions) == 3


def test_a_lift_from_the_floor_counts_without_a_way_down() -> None:
    poses = after(film(deadlift(), TWO, fps=FPS), TWO.before_s + TWO.down_s + 0.05)
    report = report_of("deadlift", poses)
    assert [r.tempo.down_s is None for r in report.repetitions] == [True, False]
    assert verdicts(report, "slow_lower")[0] == "not_judged"


def test_a_clip_that_ends_on_the_way_up_says_so() -> None:
    poses = [pose for pose in film(GOOD["squat"], TWO, fps=FPS) if pose.t_s < TWO.duration_s - TWO.pause_s - 0.6]
    report = report_of("squat", poses)
    assert (report.summary.repetitions, report.summary.attempts) == (1, 2)
    assert [attempt.reason for attempt in report.attempts] == ["cut"]


SITTING = SetTiming(1, 1.0, 9.0, 1.0, 0.5, 0.5)
NOTHING: dict[str, tuple[str, Move, SetTiming, Camera]] = {
    "idle": ("squat", idle, SetTiming(1, 4.0), FRONT),
    "lifting the arms": ("deadlift", idle, SetTiming(1, 4.0), SIDE),
    "walking by, for a lunge": ("forward_lunge", walk_by(0.8, -1.8), SetTiming(1, 1.0), SIDE),
    "walking by, for a squat": ("squat", walk_by(0.8, -1.8), SetTiming(1, 1.0), SIDE),
    "sitting long": ("squat", squat(thigh_deg=10.0, lean_deg=15.0), SITTING, SIDE),
    "a lunge, for a squat": ("squat", lunge(), ONE, SIDE),
    "a squat, for a lunge": ("forward_lunge", squat(), ONE, SIDE),
    "a squat, for a side lunge": ("side_lunge", squat(), ONE, FRONT),
}


@pytest.mark.parametrize("what", ["a lunge, for a squat", *longer(*list(NOTHING)[:5], *list(NOTHING)[6:])])
def test_what_is_not_the_exercise_counts_nothing(what: str) -> None:
    exercise, move, tempo, camera = NOTHING[what]
    report = report_of(exercise, film(move, tempo, camera, fps=FPS))
    assert report.repetitions == ()
    assert report.warnings


@pytest.mark.parametrize("exercise", ["squat", *longer(*(name for name in GOOD if name != "squat"))])
def test_the_same_movement_lying_down_counts_nothing(exercise: str) -> None:
    """Bridges, planks and leg raises bend the same joints."""
    report = report_of(exercise, film(lambda moment: lying(GOOD[exercise](moment)), TWO, fps=FPS))
    assert report.repetitions == ()


def test_leaving_the_frame_on_the_way_up_counts_nothing() -> None:
    poses = film(GOOD["squat"], ONE, fps=FPS)
    gone = ONE.before_s + ONE.down_s + 0.2
    report = report_of("squat", [pose if pose.t_s < gone else SIDE.nobody(pose.t_s) for pose in poses])
    assert report.repetitions == ()
    assert report.summary.attempts == 1
    assert [attempt.reason for attempt in report.attempts] == ["hidden"]


@pytest.mark.slow
@settings(max_examples=4, deadline=None)
@given(st.integers(0, 1000), st.sampled_from([60.0, 90.0, -110.0]), st.sampled_from([2.5, 6.0]))
def test_noise_and_a_near_camera_leave_a_good_squat_alone(seed: int, azimuth: float, distance_m: float) -> None:
    camera = Camera(azimuth, distance_m=distance_m)
    report = report_of("squat", film(GOOD["squat"], ONE, camera, fps=FPS, shake=Shake(1.0, 0.01, seed)))
    assert len(report.repetitions) == 1
    assert [f.cue for f in findings(report) if f.verdict == "fault"] == []


@pytest.mark.parametrize("seed", [0, *longer(1, 2, 3, 4, 5)])
def test_hips_that_stay_up_do_not_shoot_up(seed: int) -> None:
    """Where the knees stay straight the hips have no lowest moment but that of the noise."""
    straight = deadlift(knee_deg=10.0, shin_deg=0.0, lean_deg=75.0)
    poses = film(straight, ONE, fps=15.0, shake=Shake(2.0, 0.01, seed))
    assert verdicts(report_of("deadlift", list(poses)), "hips_shoot_up") == ["ok"]


@settings(max_examples=4, deadline=None)
@given(st.floats(0.5, 2.5), st.floats(0.0, 1.5), st.floats(0.5, 2.0), st.floats(-25.0, 25.0))
def test_any_tempo_and_depth_counts(down_s: float, hold_s: float, up_s: float, thigh_deg: float) -> None:
    tempo = SetTiming(1, down_s, hold_s, up_s, pause_s=0.6, before_s=0.7)
    report = report_of("squat", film(squat(thigh_deg=thigh_deg), tempo, fps=FPS))
    assert [r.measures["knee_flexion_left"] for r in report.repetitions] == pytest.approx([118 - thigh_deg], abs=5)
