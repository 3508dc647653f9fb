"""What is read late is what would have been read at once, also after the camera became known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.crossed import drawn, seen_from
from formcheck.coaching.recorder import Recorder
from formcheck.motion.cleaning.cleaner import CleanPose, PoseCleaner
from formcheck.motion.series import Column
from formcheck.motion.smoothing import DelayedSmoother
from formcheck.recognition.candidates import candidates
from formcheck.recognition.following import sparse
from formcheck.recognition.reading import LateRecorder, LateSeries, SharedSmoothers

_SIGNAL = Column("hip_drop")


@pytest.fixture(scope="module", params=[70.0, 180.0])
def poses(request: pytest.FixtureRequest) -> list[CleanPose]:
    act, _ = drawn("squat", "man", 1)
    cleaner = PoseCleaner()
    return sparse(cleaner.push(pose) for pose in seen_from(act, request.param, 5.0, 1))[:90]


def test_late_is_as_at_once(poses: list[CleanPose]) -> None:
    definitions = [candidate.exercise for candidate in candidates()]
    at_once, late = Recorder(definitions[0], None, None, also=definitions[1:]), LateRecorder(definitions)
    for clean in poses:
        at_once.push(clean)
        late.push(clean)
    for column in at_once.series.columns:
        np.testing.assert_array_equal(late.series.column(column), at_once.series.column(column), err_msg=column.title)


def test_the_time_between_frames_is_that_of_the_moment(poses: list[CleanPose]) -> None:
    late = LateRecorder([candidates()[0].exercise])
    for i, clean in enumerate(poses[:60]):
        t_s = 0.2 * i if i < 40 else 8.0 + (i - 40) / 16
        late.push(replace(clean, pose=replace(clean.pose, t_s=t_s)))
    assert late.frame_s == pytest.approx(1 / 16)
    late.series = late.series.beginning(40)
    assert late.frame_s == pytest.approx(0.2)


def test_only_what_is_asked_for_is_read() -> None:
    asked: list[int] = []

    def read(row: int, _: Column) -> float:
        asked.append(row)
        return 10.0 * row

    series = LateSeries([_SIGNAL], read)
    for row in range(5):
        series.append(float(row))
    beginning = series.beginning(4)
    assert beginning.values(_SIGNAL, slice(1, 3)).tolist() == [10.0, 20.0]
    assert beginning.last(_SIGNAL) == 30.0
    assert series.column(_SIGNAL).tolist() == [0.0, 10.0, 20.0, 30.0, 40.0]
    assert sorted(asked) == [0, 1, 2, 3, 4]


def test_trackers_share_what_is_smoothed() -> None:
    smoothers = SharedSmoothers()
    one, other = (smoothers.for_tracker()(_SIGNAL) for _ in range(2))
    alone = DelayedSmoother()
    samples = [(i / 16, float(i * i)) for i in range(12)]
    expected = [alone.push(*sample) for sample in samples]
    assert [one.push(*sample) for sample in samples] == expected
    assert [other.push(*sample) for sample in samples] == expected
    assert one.flush() == other.flush() == alone.flush()
