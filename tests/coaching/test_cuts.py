"""A set in a film that was cut, zoomed, or that begins or ends within a repetition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from formcheck.pose.recording import PoseTrack
from formcheck.records import Pose, Report
from tests.support.figures import FRONT, SIDE, Camera, SetTiming, after, film
from tests.support.moves import deadlift, rounding, squat
from tests.support.running import GOOD, findings, report_of

FPS = 15.0
SET = SetTiming(3, down_s=1.4, hold_s=0.2, up_s=1.0, pause_s=0.8, before_s=1.0)
CYCLE_S = SET.down_s + SET.hold_s + SET.up_s + SET.pause_s

Film = Sequence[Pose]


def seen(exercise: str, camera: Camera = SIDE) -> Film:
    return film(GOOD[exercise], SET, camera, fps=FPS, dorsal=lambda _: rounding(0.0))


def cut_to(first: Film, second: Film, at_s: float, shot: int = 1) -> list[Pose]:
    """The first film until a moment, the second from there on, as one that was cut."""
    return [p if p.t_s < at_s else replace(q, shot=shot) for p, q in zip(first, second, strict=True)]


def faults(report: Report) -> set[str]:
    return {f.cue for f in findings(report) if f.verdict == "fault"}


def resized(poses: Film, scale: float) -> list[Pose]:
    """The same frame size, the figure larger."""
    return [replace(p, landmarks=p.landmarks * [scale, scale, scale, 1.0]) for p in poses]


@settings(max_examples=12, deadline=None)
@example(8.4375, "forward_lunge")
@given(st.floats(0.3, 1.0 + 3 * CYCLE_S - 0.3), st.sampled_from(["squat", "forward_lunge", "deadlift"]))
def test_a_zoom_anywhere_changes_no_count_and_makes_no_fault(at_s: float, exercise: str) -> None:
    report = report_of(exercise, cut_to(seen(exercise), resized(seen(exercise), 1.2), at_s))
    assert report.summary.repetitions == 3
    assert faults(report) == set()


@settings(max_examples=12, deadline=None)
@given(st.floats(0.3, 1.0 + 3 * CYCLE_S - 0.3), st.floats(0.2, 3.0))
def test_a_cut_to_a_later_moment_counts_nothing_twice(at_s: float, left_out_s: float) -> None:
    poses = seen("squat")
    kept = [p for p in poses if p.t_s < at_s or p.t_s >= at_s + left_out_s]
    spliced = [replace(p, t_s=i / FPS, shot=int(p.t_s >= at_s)) for i, p in enumerate(kept)]
    report = report_of("squat", spliced)
    assert report.summary.repetitions <= 3
    assert faults(report) == set()


def test_a_repetition_that_continues_after_a_cut_counts_and_is_not_judged() -> None:
    middle = SET.before_s + SET.down_s + SET.hold_s + 0.4
    report = report_of("squat", cut_to(seen("squat"), resized(seen("squat"), 1.2), middle))
    judged = [{f.reason for f in r.findings if f.verdict == "not_judged"} for r in report.repetitions]
    assert report.repetitions[0].findings
    assert all(f.verdict == "not_judged" for f in report.repetitions[0].findings)
    assert "cut" in judged[0]
    assert len(judged) == SET.repetitions
    assert all("cut" not in reasons for reasons in judged[1:])


def test_a_cut_to_a_front_view_is_judged_as_one() -> None:
    standing = SET.before_s + CYCLE_S - 0.4
    poses = cut_to(seen("squat", FRONT), seen("squat", SIDE), standing)
    report = report_of("squat", poses)
    assert report.summary.repetitions == 3
    by_front = [f.cue for f in report.repetitions[0].findings if f.reason == "view"]
    by_side = [f.cue for f in report.repetitions[2].findings if f.reason == "view"]
    assert "knee_valgus" not in by_front
    assert "knee_valgus" in by_side
    assert faults(report) == set()


def test_a_cut_in_the_middle_of_the_way_to_standing_counts_once_at_most() -> None:
    """The two films are apart in time: the second shows the person standing."""
    bottom = SET.before_s + SET.down_s
    report = report_of("squat", cut_to(seen("squat"), [replace(p, t_s=q.t_s) for p, q in late(seen("squat"))], bottom))
    assert report.summary.attempts == 3
    assert report.summary.repetitions == 2


def late(poses: Film, by_s: float = 2.0) -> list[tuple[Pose, Pose]]:
    """Pair each pose with the one that comes so much later."""
    step = round(by_s * FPS)
    return [(poses[min(i + step, len(poses) - 1)], pose) for i, pose in enumerate(poses)]


@pytest.mark.parametrize("exercise", ["squat", "forward_lunge"])
@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8])
def test_a_film_that_begins_on_the_way_down_makes_no_fault(exercise: str, share: float) -> None:
    report = report_of(exercise, after(seen(exercise), SET.before_s + share * SET.down_s))
    assert report.summary.repetitions in (2, 3)
    assert faults(report) == set()


@pytest.mark.parametrize("share", [0.25, 0.5, 0.7])
def test_half_a_lift_is_no_fault(share: float) -> None:
    """The film begins with the bar on its way up: the hips are where they must not be at the start of a lift."""
    poses = after(film(deadlift(), SET, fps=FPS), SET.before_s + SET.down_s + SET.hold_s + share * SET.up_s)
    report = report_of("deadlift", poses)
    assert report.summary.repetitions in (2, 3)
    assert faults(report) == set()


@pytest.mark.parametrize("exercise", ["squat", "forward_lunge", "deadlift"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.75, 0.85])
def test_a_film_that_ends_on_the_way_up_makes_no_fault(exercise: str, share: float) -> None:
    end_s = SET.before_s + 2 * CYCLE_S + SET.down_s + SET.hold_s + share * SET.up_s
    report = report_of(exercise, [p for p in seen(exercise) if p.t_s < end_s])
    assert report.summary.repetitions in (2, 3)
    assert report.summary.attempts == 3
    assert faults(report) == set()


def test_what_was_learnt_at_rest_is_not_carried_over_a_cut() -> None:
    """Heels that are raised on a wedge in the second shot are not compared with flat feet in the first."""
    poses = cut_to(seen("squat"), film(squat(), SET, Camera(84.0, height_m=0.4), fps=FPS), SET.before_s + 0.02)
    assert faults(report_of("squat", poses)) == set()


@pytest.mark.parametrize("change", [lambda p: replace(p, shot=0), lambda p: p], ids=["unsaid", "said"])
def test_a_recording_of_a_cut_film_gives_the_report_of_the_stream(
    change: Callable[[Pose], Pose], tmp_path: Path
) -> None:
    poses = [change(p) for p in cut_to(seen("squat"), resized(seen("squat"), 1.5), SET.before_s + CYCLE_S - 0.3)]
    PoseTrack.from_poses(poses).save(tmp_path / "poses.npz")
    track = PoseTrack.load(tmp_path / "poses.npz")
    assert [p.shot for p in track.poses()] == [p.shot for p in poses]
    assert report_of("squat", track.poses()) == report_of("squat", poses)
