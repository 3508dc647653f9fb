"""One camera stream, frame by frame, without a pose model."""

from __future__ import annotations

import json
from fractions import Fraction

import av
import numpy as np
import pytest

from formcheck.catalogue.library import load_exercise
from formcheck.errors import ModelError
from formcheck.live.set_plan import SetPlan
from formcheck.pose.people.follower import Follower
from formcheck.records import Frame, Pose
from formcheck.stream.camera import Camera, FrameMessage

WIDTH_PX, HEIGHT_PX = 64, 48


class Nobody(Follower):
    """A follower that finds nobody, and remembers what it was asked."""

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


def coach(camera: Camera, *pictures: av.VideoFrame) -> list[FrameMessage]:
    """Coach on pictures, and give what was told of them."""
    told: list[FrameMessage] = []
    for one in pictures:
        camera.coach(one, told.append)
    return told


def picture(pts: int | None) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.zeros((HEIGHT_PX, WIDTH_PX, 3), np.uint8), format="rgb24")
    frame.pts, frame.time_base = pts, Fraction(1, 90_000)
    return frame


@pytest.fixture
def landmarker() -> Nobody:
    return Nobody()


@pytest.fixture
def camera(landmarker: Nobody) -> Camera:
    return Camera(load_exercise("squat"), SetPlan(sets=1), landmarker)


def test_time_is_the_pictures_own_from_the_first_one(camera: Camera, landmarker: Nobody) -> None:
    for pts in (900_000, 903_000, 909_000):
        coach(camera, picture(pts))
    assert [frame.t_s for frame in landmarker.frames] == pytest.approx([0.0, 1 / 30, 0.1])


@pytest.mark.parametrize("pts", [[9000, 9000, 8000], [None, None, None]], ids=["standing still", "missing"])
def test_time_increases_also_where_the_pictures_own_does_not(
    camera: Camera, landmarker: Nobody, pts: list[int | None]
) -> None:
    for value in pts:
        coach(camera, picture(value))
    assert (np.diff([frame.t_s for frame in landmarker.frames]) > 0).all()


def test_of_each_picture_it_is_told_what_to_draw_and_of_news_what_to_say(camera: Camera) -> None:
    told = coach(camera, *(picture(number * 9000) for number in range(30)))
    sketches = [json.loads(one.sketch) for one in told]
    assert {sketch["stage"] for sketch in sketches} == {"framing"}
    assert sketches[-1]["words"] == "Step into view"
    assert not sketches[-1]["good"]
    words = [json.loads(one.words) for one in told if one.words]
    assert [say["text"] for one in words for say in one["say"]] == ["Step into view"]
    assert words[-1]["caption"] == "Step into view"


def test_a_picture_of_another_size_is_seen_in_the_size_of_the_first(camera: Camera, landmarker: Nobody) -> None:
    coach(camera, picture(0), av.VideoFrame.from_ndarray(np.zeros((30, 40, 3), np.uint8), format="rgb24"))
    assert {frame.image.shape for frame in landmarker.frames} == {(HEIGHT_PX, WIDTH_PX, 3)}


def test_the_landmarker_is_closed_once_when_the_stream_ends(camera: Camera, landmarker: Nobody) -> None:
    coach(camera, picture(0))
    camera.close()
    camera.close()
    camera.finish()
    assert landmarker.closed == 1


def test_nobody_is_never_told_to_go(camera: Camera) -> None:
    for number in range(60):
        coach(camera, picture(number * 9000))
    stage = camera.status.stage
    assert stage is not None
    assert stage.name == "framing"
    assert camera.finish() == []


def test_pictures_after_the_end_pass_unseen(camera: Camera, landmarker: Nobody) -> None:
    camera.close()
    assert coach(camera, picture(0)) == []
    assert not landmarker.frames


@pytest.mark.parametrize(
    ("error", "told"),
    [(ModelError("The model is gone."), "The model is gone."), (ValueError("x"), "Something went wrong")],
)
def test_an_error_is_told_on_the_page_and_ends_the_coaching(
    camera: Camera, landmarker: Nobody, error: Exception, told: str
) -> None:
    landmarker.error = error
    coach(camera, picture(0))
    assert told in camera.problem
    assert landmarker.closed == 1
    assert camera.finish() == []


def test_the_status_counts_pictures(camera: Camera) -> None:
    for number in range(3):
        coach(camera, picture(number * 3000))
    assert (camera.status.frames, camera.status.repetitions, camera.status.person_found) == (3, 0, False)
