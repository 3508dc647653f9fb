"""Second looks of a live stream: few, and only at what would be a fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from benchmarks.data import SAMPLES
from formcheck.pose.landmarker import Landmarker
from formcheck.records import Frame, Pose
from formcheck.stream.live_looker import LiveLooker
from formcheck.video import VideoReader

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def read() -> tuple[Frame, Pose]:
    with VideoReader(SAMPLES / "squat_good_side.mp4") as reader, Landmarker("lite") as landmarker:
        frame = next(iter(reader))
        return frame, landmarker.detect(frame)


@pytest.fixture
def looker(read: tuple[Frame, Pose]) -> Iterator[LiveLooker]:
    """One that has kept a frame every half second."""
    looker = LiveLooker("lite")
    for i in range(10):
        looker.keep(replace(read[0], t_s=i / 2), replace(read[1], t_s=i / 2))
    yield looker
    looker.close()


def test_a_fault_is_looked_at_once_and_again_where_that_does_not_settle_it(
    looker: LiveLooker, read: tuple[Frame, Pose]
) -> None:
    for times, count in ((2, 1), (4, 2)):
        looks = looker(replace(read[1], t_s=4.0), times)
        assert looks is not None
        assert len(looks.poses) == count


def test_for_what_is_hidden_alone_nothing_is_looked_at(looker: LiveLooker, read: tuple[Frame, Pose]) -> None:
    pose = replace(read[1], t_s=4.0)
    assert looker(pose, 1) is None
    looker(pose, 2)
    assert looker(pose, 1) is not None


def test_no_more_than_two_frames_are_looked_at_within_two_seconds(looker: LiveLooker, read: tuple[Frame, Pose]) -> None:
    poses = [replace(read[1], t_s=t_s) for t_s in (2.0, 3.0, 4.0)]
    assert [looker(pose, 2) is not None for pose in poses] == [True, True, False]
    assert looker(poses[0], 2) is not None  # known already
    looker.keep(replace(read[0], t_s=7.0), replace(read[1], t_s=7.0))
    assert looker(poses[2], 2) is not None
