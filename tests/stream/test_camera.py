"""One camera stream, frame by frame, without a pose model."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import av
import numpy as np
import pytest

from formcheck.catalogue.library import load_exercise
from formcheck.errors import ModelError
from formcheck.live.set_plan import SetPlan
from formcheck.pose.people.follower import Follower
from formcheck.records import Frame, Pose
from formcheck.stream.camera import Camera
from formcheck.stream.set_recorder import RecordedSet
from formcheck.stream.status import FrameMessage
from tests.support.figures import SIDE, SetTiming, film
from tests.support.moves import squat
from tests.support.streams import FPS, joined, nobody, still

WIDTH_PX, HEIGHT_PX = 64, 48


class Nobody(Follower):
    """A follower that finds nobody, and records the frames that it gets."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.closed = 0
        self.error: Exception | None = None
        self.people = ()

    def detect(self, frame: Frame) -> Pose:
        if self.error is not None:
            raise self.error
        self.frames.append(frame)
        nothing = np.full((33, 4), np.nan)
        return Pose(
            t_s=frame.t_s,
            width_px=WIDTH_PX,
            height_px=HEIGHT_PX,
            landmarks=nothing,
            world=nothing,
            dorsal=np.full(19, np.nan),
        )

    def close(self) -> None:
        self.closed += 1


def coach(camera: Camera, *frames: av.VideoFrame) -> list[FrameMessage]:
    """Coach on frames, and return the messages."""
    messages: list[FrameMessage] = []
    for one in frames:
        camera.coach(one, messages.append)
    return messages


def video_frame(pts: int | None) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.zeros((HEIGHT_PX, WIDTH_PX, 3), np.uint8), format="rgb24")
    frame.pts, frame.time_base = pts, Fraction(1, 90_000)
    return frame


@pytest.fixture
def follower() -> Nobody:
    return Nobody()


@pytest.fixture
def camera(follower: Nobody) -> Camera:
    return Camera(load_exercise("squat"), SetPlan(sets=1), follower)


def test_time_is_that_of_the_frames_from_the_first_one(camera: Camera, follower: Nobody) -> None:
    for pts in (900_000, 903_000, 909_000):
        coach(camera, video_frame(pts))
    assert [frame.t_s for frame in follower.frames] == pytest.approx([0.0, 1 / 30, 0.1])


@pytest.mark.parametrize("pts", [[9000, 9000, 8000], [None, None, None]], ids=["standing still", "missing"])
def test_time_increases_even_where_that_of_the_frames_does_not(
    camera: Camera, follower: Nobody, pts: list[int | None]
) -> None:
    for value in pts:
        coach(camera, video_frame(value))
    assert (np.diff([frame.t_s for frame in follower.frames]) > 0).all()


def test_each_frame_gives_a_sketch_and_only_news_give_words(camera: Camera) -> None:
    messages = coach(camera, *(video_frame(number * 9000) for number in range(30)))
    sketches = [json.loads(one.sketch) for one in messages]
    assert {sketch["stage"] for sketch in sketches} == {"framing"}
    assert sketches[-1]["words"] == "Step into view"
    assert not sketches[-1]["good"]
    words = [json.loads(one.words) for one in messages if one.words]
    assert [say["text"] for one in words for say in one["say"]] == ["Step into view"]
    assert words[-1]["caption"] == "Step into view"


def test_a_frame_of_another_size_is_scaled_to_the_first(camera: Camera, follower: Nobody) -> None:
    coach(camera, video_frame(0), av.VideoFrame.from_ndarray(np.zeros((30, 40, 3), np.uint8), format="rgb24"))
    assert {frame.image.shape for frame in follower.frames} == {(HEIGHT_PX, WIDTH_PX, 3)}


def test_the_landmarker_is_closed_once_when_the_stream_ends(camera: Camera, follower: Nobody) -> None:
    coach(camera, video_frame(0))
    camera.close()
    camera.close()
    camera.finish()
    assert follower.closed == 1


def test_without_a_person_no_set_begins(camera: Camera) -> None:
    for number in range(60):
        coach(camera, video_frame(number * 9000))
    stage = camera.status.stage
    assert stage is not None
    assert stage.name == "framing"
    assert camera.finish() == []


def test_frames_after_the_end_are_ignored(camera: Camera, follower: Nobody) -> None:
    camera.close()
    assert coach(camera, video_frame(0)) == []
    assert not follower.frames


@pytest.mark.parametrize(
    ("error", "shown"),
    [(ModelError("The model is gone."), "The model is gone."), (ValueError("x"), "an error in formcheck itself")],
)
def test_an_error_ends_the_coaching_and_is_kept_for_the_page(
    camera: Camera, follower: Nobody, error: Exception, shown: str
) -> None:
    follower.error = error
    coach(camera, video_frame(0))
    assert shown in camera.problem
    assert follower.closed == 1
    assert camera.finish() == []


def test_the_status_counts_frames(camera: Camera) -> None:
    for number in range(3):
        coach(camera, video_frame(number * 3000))
    assert (camera.status.frames, camera.status.repetitions, camera.status.person_found) == (3, 0, False)


class Actor(Nobody):
    """A follower that sees the stick figure do these poses, whatever the frames show."""

    def __init__(self, poses: Sequence[Pose]) -> None:
        super().__init__()
        self._poses = iter(poses)

    def detect(self, frame: Frame) -> Pose:
        return replace(next(self._poses), t_s=frame.t_s)


@pytest.mark.slow
def test_each_set_is_reported_once_and_one_that_was_left_is_not() -> None:
    beat = SetTiming(2, down_s=1.6, hold_s=0.2, up_s=1.2, pause_s=1.0, before_s=0.5)
    done = film(squat(), beat, SIDE, fps=FPS)
    done = joined(still(done[0], 5.0), done)
    left = joined(still(done[0], 6.0), nobody(done[0], 7.0))
    poses = joined(done, still(done[-1], 12.0), left, done)
    camera = Camera(load_exercise("squat"), SetPlan(sets=3, repetitions=2, rest_s=10.0), Actor(poses))
    kept: list[RecordedSet] = []
    camera.on_set = kept.append
    shown, stages, kept_so_far = [], [], []
    for i in range(len(poses)):
        coach(camera, grey(round(i * 90_000 / FPS)))
        stages.append(camera.status.stage)
        shown.append((camera.status.repetitions, camera.status.in_form))
        kept_so_far.append(len(kept))
    assert [stage.name for stage in stages if stage is not None].count("working") > 0
    assert shown[len(done)] == (2, 2), "at rest the page shows the set that has ended"
    results = camera.finish()
    assert [len(result.report.repetitions) for result in results] == [2, 2]
    assert [result.report.exercise.id for result in results] == ["squat", "squat"]
    again = camera.finish()
    assert [result.report for result in again] == [result.report for result in results]
    # Each set is handed out when it ends, not when the stream does, with its own poses from the countdown on.
    assert kept_so_far[len(done) + round(2 * FPS)] == 1
    assert [each.analysis.report for each in kept] == [result.report for result in results]
    tracks = [each.track for each in kept]
    assert all(track is not None and track.t_s[-1] - track.t_s[0] < 25.0 for track in tracks)


@pytest.mark.slow
def test_a_stream_that_is_lost_hands_out_the_set_under_way() -> None:
    beat = SetTiming(2, down_s=1.6, hold_s=0.2, up_s=1.2, pause_s=1.0, before_s=0.5)
    done = film(squat(), beat, SIDE, fps=FPS)
    poses = joined(still(done[0], 5.0), done)
    camera = Camera(load_exercise("squat"), SetPlan(sets=3, repetitions=10), Actor(poses))
    kept: list[RecordedSet] = []
    camera.on_set = kept.append
    coach(camera, *(grey(round(i * 90_000 / FPS)) for i in range(len(poses))))
    assert kept == []
    for _ in range(2):
        camera.close()
    assert [len(each.analysis.report.repetitions) for each in kept] == [2]


def grey(pts: int) -> av.VideoFrame:
    """A frame bright enough to be judged by."""
    frame = av.VideoFrame.from_ndarray(np.full((HEIGHT_PX, WIDTH_PX, 3), 128, np.uint8), format="rgb24")
    frame.pts, frame.time_base = pts, Fraction(1, 90_000)
    return frame
