"""A joint that a person puts elsewhere: the measures of that frame are read anew, and no others."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from pydantic import ValidationError

from formcheck.coaching.recorder import Recorder
from formcheck.desk.decision import Decision, Landmark, Target
from formcheck.desk.measuring.corrected import corrected, corrections, track_corrected
from formcheck.motion.cleaning.by_hand import centres_px, placed
from formcheck.motion.series import Column
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import LEFT
from tests.desk.test_decision import said
from tests.support.judged import Judged, good, knees_in

KNEE = Column("knee_flexion", "left")


def put(judged: Judged, name: str, by_px: tuple[float, float], minutes: int = 0) -> Decision:
    """Drag a joint from where it is at the bottom of the first squat."""
    pose = judged.pose(judged.repetition.peak_s)
    recorder = Recorder(judged.session.exercise, None, None)
    view = [recorder.push(one).view for one in judged.poses if one.t_s <= pose.t_s][-1]
    x, y = centres_px(pose, view)[LEFT[name.removeprefix("left_")]] + by_px
    return said("correct_landmark", minutes, target=Target(at_s=pose.t_s), landmark=Landmark(name=name, x_px=x, y_px=y))


def read(judged: Judged, *decisions: Decision) -> tuple[object, ...]:
    track = PoseTrack.from_poses(judged.poses)
    return corrected(judged.report, track, judged.session.exercise, decisions)


@pytest.mark.parametrize("make", [good, knees_in])
def test_where_the_machine_has_it_the_same_is_measured(make: object) -> None:
    judged: Judged = make()  # type: ignore[operator]
    track, exercise = PoseTrack.from_poses(judged.poses), judged.session.exercise
    (frame,) = corrected(judged.report, track, exercise, [put(judged, "left_knee", (0.0, 0.0))])
    series = judged.session.shown()
    row = int(np.abs(series.times_s - frame.t_s).argmin())
    for column, value in frame.values.items():
        assert value == pytest.approx(float(series.column(column)[row]), abs=0.3, nan_ok=True), column.title


def test_a_knee_put_higher_bends_more() -> None:
    judged = good()
    track, exercise, series = PoseTrack.from_poses(judged.poses), judged.session.exercise, judged.session.shown()
    moved = put(judged, "left_knee", (0.0, -25.0))
    (frame,) = corrected(judged.report, track, exercise, [moved])
    row = int(np.abs(series.times_s - frame.t_s).argmin())
    hip, knee, ankle = (frame.pose.landmarks[LEFT[joint], :2] for joint in ("hip", "knee", "ankle"))
    assert frame.values[KNEE] - series.column(KNEE)[row] > 3.0
    assert np.isfinite([*hip, *knee, *ankle]).all()
    # The machine's own stays as it is, in the series and in the recording.
    assert series.column(KNEE)[row] != frame.values[KNEE]
    recorded = track_corrected(track, [frame])
    assert not np.array_equal(recorded.world[frame.index], track.world[frame.index])
    kept = [i for i in range(track.t_s.size) if i != frame.index]
    assert np.array_equal(recorded.landmarks[kept], track.landmarks[kept], equal_nan=True)


def test_a_joint_that_was_hidden_is_seen_where_a_person_puts_it() -> None:
    judged = good()
    t_s = put(judged, "left_knee", (0.0, 0.0)).target.at_s or 0.0
    poses = [
        replace(p, landmarks=np.where(np.arange(4) == 3, 0.1, p.landmarks)) if abs(p.t_s - t_s) < 1e-6 else p
        for p in judged.poses
    ]
    legs = [put(judged, f"left_{joint}", (0.0, 0.0), i) for i, joint in enumerate(("hip", "knee", "ankle"))]
    track = PoseTrack.from_poses(poses)
    (before,) = corrected(judged.report, track, judged.session.exercise, legs[:1])
    (after,) = corrected(judged.report, track, judged.session.exercise, legs)
    assert math.isnan(before.values[KNEE])
    assert math.isfinite(after.values[KNEE])


def test_the_last_word_about_a_joint_counts_and_taken_back_it_is_the_machines() -> None:
    judged = good()
    first, second = put(judged, "left_knee", (0.0, -30.0)), put(judged, "left_knee", (0.0, -10.0), 1)
    assert [one.id for one in corrections([first, second])] == [second.id]
    gone = said("withdraw", 2, target=Target(decision=second.id))
    assert [one.id for one in corrections([first, second, gone])] == [first.id]
    assert read(judged, first, said("withdraw", 3, target=Target(decision=first.id))) == ()


def test_without_poses_or_beside_all_frames_nothing_is_read() -> None:
    judged = good()
    moved = put(judged, "left_knee", (0.0, -30.0))
    assert corrected(judged.report, None, judged.session.exercise, [moved]) == ()
    far = moved.model_copy(update={"target": Target(at_s=500.0)})
    assert read(judged, far) == ()


def test_a_mark_is_taken_for_the_centre_of_the_joint() -> None:
    judged = good()
    pose = judged.pose(judged.repetition.peak_s)
    recorder = Recorder(judged.session.exercise, None, None)
    view = [recorder.push(one).view for one in judged.poses if one.t_s <= pose.t_s][-1]
    there = {LEFT["knee"]: (400.0, 300.0), LEFT["wrist"]: (200.0, 250.0)}
    centres = centres_px(placed(pose, view, there), view)
    assert centres[list(there)] == pytest.approx(np.array(list(there.values())), abs=0.1)


def test_a_landmark_has_a_known_name() -> None:
    with pytest.raises(ValidationError, match="left_knee"):
        Landmark(name="left_kne", x_px=1.0, y_px=1.0)
