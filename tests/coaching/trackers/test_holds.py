"""The clock of a hold: runs in form only, says why it is paused, the same for every frame rate and side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from benchmarks.synthetic.figure.body import Body
from benchmarks.synthetic.figure.kinematics import Figure
from benchmarks.synthetic.figure.posture import Posture, changed
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.truth import ideal_pose
from formcheck.coaching.events import ClockStarted, ClockStopped, Event, HoldEnded
from formcheck.coaching.session import Session
from formcheck.pose.skeleton import mirror
from formcheck.records import Hold, Pose, Report
from formcheck.report.hold_clock import clock_at

PLANK = changed(Posture(), dict(MOVEMENTS["plank"].rest))
SAGGING = changed(PLANK, dict(MOVEMENTS["plank"].faults["hips_low"].rest))
STANDING = Posture()
ON_KNEES = changed(PLANK, {"knee_deg": 95.0, "shin_deg": 128.0})
FPS = 12.5


@cache
def placed(posture: Posture) -> Pose:
    return ideal_pose(Figure(Body.load("man")).place(posture).points, 0.0, "side")


def film(at: Callable[[float], Posture], until_s: float, fps: float = FPS) -> list[Pose]:
    return [replace(placed(at(t_s)), t_s=t_s) for t_s in np.arange(0.0, until_s, 1.0 / fps).tolist()]


def play(poses: list[Pose]) -> tuple[Report, list[Event]]:
    session = Session("front_plank")
    events = [event for pose in poses for event in session.push(pose)]
    return session.finish(), events


def only(report: Report) -> Hold:
    assert len(report.holds) == 1
    return report.holds[0]


def sagging_from_4_to_8(t_s: float) -> Posture:
    return SAGGING if 4.0 <= t_s < 8.0 else PLANK


def test_the_clock_runs_while_the_posture_is_held() -> None:
    report, events = play(film(lambda _: PLANK, 10.0))
    hold = only(report)
    assert hold.in_form_s == pytest.approx(10.0, abs=0.4)
    assert hold.breaks == ()
    assert hold.in_form is True
    assert (report.summary.in_form, report.summary.not_judged) == (1, 0)
    assert [type(event) for event in events if not hasattr(event, "view")] == [ClockStarted]
    assert report.summary.hold_s == report.summary.longest_hold_s == hold.in_form_s


def test_the_clock_is_paused_while_the_form_is_lost_and_says_why() -> None:
    report, events = play(film(sagging_from_4_to_8, 12.0))
    hold = only(report)
    assert hold.in_form_s == pytest.approx(8.0, abs=0.6)
    assert [(b.cue, b.message) for b in hold.breaks] == [("body_line_sag", "Lift your hips")]
    assert hold.in_form is False
    assert (hold.breaks[0].start_s, hold.breaks[0].end_s) == pytest.approx((4.0, 8.0), abs=0.4)
    clock = [event for event in events if isinstance(event, ClockStarted | ClockStopped)]
    assert [type(event) for event in clock] == [ClockStarted, ClockStopped, ClockStarted]


def test_a_paused_clock_says_why_while_the_hold_is_under_way() -> None:
    session = Session("front_plank")
    for pose in film(sagging_from_4_to_8, 7.0):
        session.push(pose)
    clock = clock_at(session.series.times_s[-1], session.seen.holds, 30.0)
    assert (clock.runs, clock.why, clock.cue) == (False, "Lift your hips", "body_line_sag")


def test_a_short_break_of_the_posture_does_not_end_a_hold() -> None:
    report, _ = play(film(lambda t_s: ON_KNEES if 4.0 <= t_s < 4.8 else PLANK, 9.0))
    assert only(report).in_form_s == pytest.approx(8.2, abs=0.6)


def test_a_long_one_ends_it_where_it_was_left() -> None:
    report, events = play(film(lambda t_s: STANDING if 5.0 <= t_s < 9.0 else PLANK, 14.0))
    # A jump from standing into a plank is not believed for 0.3 s.
    assert [h.in_form_s for h in report.holds] == pytest.approx([5.0, 4.7], abs=0.5)
    assert report.holds[0].end_s == pytest.approx(5.0, abs=0.4)
    assert [event.hold.index for event in events if isinstance(event, HoldEnded)] == [1]
    assert report.summary.hold_s == pytest.approx(10.0, abs=0.8)


def test_what_is_shorter_than_a_hold_is_none() -> None:
    report, _ = play(film(lambda t_s: PLANK if 2.0 <= t_s < 4.0 else STANDING, 8.0))
    assert report.holds == ()
    assert report.warnings[0].startswith("No hold was seen")


def test_a_hold_that_is_too_short_is_an_attempt() -> None:
    report, _ = play(film(lambda t_s: PLANK if 2.0 <= t_s < 4.0 else ON_KNEES, 8.0))
    assert [attempt.reason for attempt in report.attempts] == ["too_short"]
    assert report.attempts[0].message.startswith("held for 2.")
    assert (report.summary.attempts, report.holds) == (1, ())


def test_a_posture_that_is_passed_through_is_no_attempt() -> None:
    report, _ = play(film(lambda t_s: PLANK if 2.0 <= t_s < 3.0 else STANDING, 8.0))
    assert report.attempts == ()


def test_a_hold_that_the_film_cuts_short_says_so() -> None:
    report, _ = play(film(lambda t_s: STANDING if t_s < 2.0 else PLANK, 4.5))
    assert [attempt.reason for attempt in report.attempts] == ["cut"]


def test_standing_is_no_plank() -> None:
    assert play(film(lambda _: STANDING, 8.0))[0].holds == ()


def test_a_hold_in_bad_form_throughout_is_reported_with_an_empty_clock() -> None:
    report, _ = play(film(lambda _: SAGGING, 8.0))
    hold = only(report)
    assert hold.in_form_s < 0.5
    assert {f.cue for f in hold.findings if f.verdict == "fault"} >= {"body_line_sag"}


@pytest.mark.parametrize("fps", [24.0, 29.97, 60.0])
def test_the_clock_shows_the_same_at_every_frame_rate(fps: float) -> None:
    plain, other = only(play(film(sagging_from_4_to_8, 12.0))[0]), only(play(film(sagging_from_4_to_8, 12.0, fps))[0])
    assert other.in_form_s == pytest.approx(plain.in_form_s, abs=0.35)
    assert [(f.cue, f.verdict) for f in other.findings] == [(f.cue, f.verdict) for f in plain.findings]


def test_a_mirrored_film_gives_the_mirrored_hold() -> None:
    poses = film(sagging_from_4_to_8, 12.0)
    plain, turned = only(play(poses)[0]), only(play(list(map(mirror, poses)))[0])
    assert (turned.in_form_s, turned.breaks) == (plain.in_form_s, plain.breaks)
    assert [(f.cue, f.verdict) for f in turned.findings] == [(f.cue, f.verdict) for f in plain.findings]


def test_time_in_which_nothing_was_seen_does_not_count() -> None:
    seen = film(lambda _: PLANK, 12.0)
    report, _ = play([pose for pose in seen if not 4.0 <= pose.t_s < 7.0])
    assert report.summary.hold_s == pytest.approx(9.0, abs=0.6)


def test_reset_is_as_new() -> None:
    session, poses = Session("front_plank"), film(sagging_from_4_to_8, 12.0)
    reports = []
    for _ in range(2):
        for pose in poses:
            session.push(pose)
        reports.append(session.finish())
        session.reset()
    assert reports[0] == reports[1]


def test_a_hold_ends_where_the_place_of_the_person_was_last_believed() -> None:
    poses = [
        replace(p, landmarks=p.landmarks + np.array([400.0, 0.0, 0.0, 0.0])) if p.t_s > 9.65 else p
        for p in film(lambda _: PLANK, 10.0)
    ]
    report, _ = play(poses)
    assert only(report).end_s == pytest.approx(9.84, abs=0.01)


def test_who_stands_before_the_camera_holds_no_seated_stretch() -> None:
    """No side is the near one from the front: the posture must be read all the same."""
    facing = ideal_pose(Figure(Body.load("man")).place(STANDING).points, 0.0, "front")
    session = Session("hamstring_stretch_seated")
    for t_s in np.arange(0.0, 8.0, 1.0 / FPS).tolist():
        session.push(replace(facing, t_s=t_s))
    assert session.finish().holds == ()
