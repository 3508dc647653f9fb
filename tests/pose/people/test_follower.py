"""Following one person through frames, with a pose model that sees what the test puts there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.data import SAMPLES
from formcheck.analysis import people_in_clip
from formcheck.analysis.detect import poses_in
from formcheck.pose.people import follower
from formcheck.pose.people.follower import Follower
from formcheck.pose.people.person import Person
from formcheck.pose.people.subject import Subject
from formcheck.records import Frame, Pose
from formcheck.video import VideoReader, VideoWriter
from tests.support.figures import SIDE, Camera, SetTiming
from tests.support.moves import idle, squat, walk_by

Image = NDArray[np.uint8]
SET = SetTiming(4, 1.0, 0.2, 0.8, 0.5, 0.5)
FPS = 10.0
World = Callable[[float], Sequence[Pose]]


def gray(seed: int = 0) -> Image:
    return np.random.default_rng(seed).integers(90, 110, (48, 64, 3)).astype(np.uint8)


class Stage:
    """Stands for MediaPipe: it tracks the person nearest to the last pose, and switches to one who passes close by."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.tracked: Pose | None = None
        self.searches = 0
        self.aims = 0

    def people(self, t_s: float) -> list[Pose]:
        return [replace(pose, t_s=t_s) for pose in self.world(t_s) if pose.found]

    def detect(self, frame: Frame) -> Pose:
        people = self.people(frame.t_s)
        if not people:
            return SIDE.nobody(frame.t_s)
        if self.tracked is not None:
            before = self.tracked.landmarks[23, 0]
            # of two as near, the one in front, listed first, hides the other
            people.sort(key=lambda pose: round(abs(pose.landmarks[23, 0] - before) / 40))
        self.tracked = people[0]
        return people[0]

    def find(self, frame: Frame, known: Sequence[Pose] = (), *, closely: bool = False) -> list[Person]:
        self.searches += 1 + closely
        first = [pose for pose in known if pose.found]
        others = [p for p in self.people(frame.t_s) if not any(_same(p, k) for k in first)]
        return [Person.of(frame, pose) for pose in [*first, *others]]

    def aim(self, frame: Frame, alone: Image) -> None:
        self.aims += 1
        seen = [pose for pose in self.people(frame.t_s) if (alone != 127).any() and _inside(pose, alone)]
        self.tracked = seen[0] if seen else None

    def close(self) -> None:
        pass


def _same(pose: Pose, other: Pose) -> bool:
    return abs(float(pose.landmarks[23, 0] - other.landmarks[23, 0])) < 30


def _inside(pose: Pose, alone: Image) -> bool:
    columns = np.flatnonzero((alone != 127).any(axis=(0, 2)))
    return bool(columns.size and columns[0] <= pose.landmarks[23, 0] / 10 <= columns[-1])


@pytest.fixture
def follow(monkeypatch: pytest.MonkeyPatch) -> Callable[[World], tuple[Follower, Stage]]:
    def make(world: World) -> tuple[Follower, Stage]:
        stage = Stage(world)
        monkeypatch.setattr(follower, "Landmarker", lambda *_: stage)
        monkeypatch.setattr(follower, "StillLandmarker", lambda *_: None)
        monkeypatch.setattr(follower, "PeopleFinder", lambda *_: stage)
        monkeypatch.setattr(follower, "isolate_person", lambda image, pose: _alone(image, pose))
        return Follower("full"), stage

    return make


def _alone(image: Image, pose: Pose) -> Image:
    alone = np.full_like(image, 127)
    column = int(np.clip(pose.landmarks[23, 0] / 10, 0, 63))
    alone[:, column : column + 2] = image[:, column : column + 2]
    return alone


def film(duration_s: float, fps: float = FPS) -> Iterator[Frame]:
    return (Frame(i, i / fps, gray()) for i in range(int(duration_s * fps)))


def athlete(t_s: float) -> Pose:
    return Camera(90.0, scale_px=150.0).see(squat()(SET.at(t_s)), t_s)


def walker(t_s: float) -> Pose:
    return Camera(90.0, scale_px=165.0).see(walk_by(1.2, -4.0)(SET.at(t_s)), t_s)


def test_a_person_alone_costs_few_searches(follow: Callable[[World], tuple[Follower, Stage]]) -> None:
    follower, stage = follow(lambda t_s: [athlete(t_s)])
    poses = [follower.detect(frame) for frame in film(9.0)]
    assert all(pose.found for pose in poses)
    assert stage.searches <= 5
    assert stage.aims == 0
    assert not follower.is_crowd


def test_searches_beside_a_person_alone_become_rare_until_the_film_is_cut(
    follow: Callable[[World], tuple[Follower, Stage]],
) -> None:
    follower, stage = follow(lambda t_s: [athlete(t_s)])
    frames = [replace(f, image=255 - f.image // 3) if f.t_s >= 40.0 else f for f in film(42.6, 5.0)]
    searches: dict[float, int] = {}
    for frame in frames:
        follower.detect(frame)
        searches[frame.t_s] = stage.searches
    assert searches[20.0] <= 5
    assert searches[38.0] - searches[20.0] <= 3
    assert searches[42.4] > searches[39.8], "after a cut there may be others"


def test_a_person_who_joins_one_long_alone_is_found(follow: Callable[[World], tuple[Follower, Stage]]) -> None:
    def other(t_s: float) -> Pose:
        pose = Camera(90.0, scale_px=140.0).see(idle(SET.at(t_s)), t_s)
        return replace(pose, landmarks=pose.landmarks - np.array([250.0, 0, 0, 0]))

    follower, _ = follow(lambda t_s: [athlete(t_s), other(t_s)] if t_s > 20.0 else [athlete(t_s)])
    crowd = [follower.is_crowd for frame in film(30.0, 5.0) if follower.detect(frame).found]
    assert not crowd[100]
    assert crowd[-1]


def test_a_person_who_passes_in_front_does_not_take_their_place(
    follow: Callable[[World], tuple[Follower, Stage]],
) -> None:
    follower, stage = follow(lambda t_s: [walker(t_s), athlete(t_s)] if t_s > 0.5 else [athlete(t_s)])
    poses = [follower.detect(frame) for frame in film(7.0, 20.0)]
    theirs = [abs(pose.landmarks[23, 0] - athlete(pose.t_s).landmarks[23, 0]) < 1.0 for pose in poses if pose.found]
    assert np.mean(theirs) > 0.9
    assert all(theirs[-40:])
    assert stage.aims >= 1
    assert max(pose.shot for pose in poses) >= 1, "what was tracked on another person is a shot of its own"


def test_a_person_occluded_by_a_larger_one_is_found_again_in_their_place(
    follow: Callable[[World], tuple[Follower, Stage]],
) -> None:
    def larger(t_s: float) -> Pose:
        pose = Camera(90.0, scale_px=240.0).see(walk_by(1.2, -3.6)(SET.at(t_s)), t_s)
        return replace(pose, landmarks=pose.landmarks + np.array([0.0, -60.0, 0.0, 0.0]))

    def world(t_s: float) -> list[Pose]:
        apart = abs(larger(t_s).landmarks[23, 0] - athlete(t_s).landmarks[23, 0])
        return [larger(t_s)] if apart < 70.0 else [athlete(t_s)] if apart > 120.0 else [larger(t_s), athlete(t_s)]

    follower, _ = follow(world)
    poses = [follower.detect(frame) for frame in film(6.0, 20.0)]
    assert all(abs(p.landmarks[23, 0] - athlete(p.t_s).landmarks[23, 0]) < 1.0 for p in poses if p.found)
    lost = [pose.t_s for pose in poses if not pose.found]
    assert 0.1 < lost[-1] - lost[0] < 0.75, "a repetition continues across a gap this short"
    assert {pose.shot for pose in poses} == {0}


def test_a_person_alone_in_another_place_is_accepted_in_the_end(
    follow: Callable[[World], tuple[Follower, Stage]],
) -> None:
    def jumps(t_s: float) -> list[Pose]:
        pose = athlete(t_s)
        return [replace(pose, landmarks=pose.landmarks + np.array([150.0 * (t_s > 2.0), 0, 0, 0]))]

    follower, _ = follow(jumps)
    found = [follower.detect(frame).found for frame in film(5.0)]
    assert all(found[:21])
    assert not found[21]
    assert all(found[27:])


def test_there_is_no_pose_while_the_person_followed_is_away(follow: Callable[[World], tuple[Follower, Stage]]) -> None:
    def other(t_s: float) -> Pose:
        pose = Camera(90.0, scale_px=140.0).see(idle(SET.at(t_s)), t_s)
        return replace(pose, landmarks=pose.landmarks - np.array([250.0, 0, 0, 0]))

    follower, _ = follow(lambda t_s: [other(t_s)] if 4.0 < t_s < 6.0 else [athlete(t_s), other(t_s)])
    poses = [follower.detect(frame) for frame in film(8.0)]
    away = [pose.found for pose in poses if 4.2 < pose.t_s < 5.9]
    back = [pose for pose in poses if pose.t_s > 6.6]
    assert not any(away)
    assert all(abs(pose.landmarks[23, 0] - athlete(pose.t_s).landmarks[23, 0]) < 1.0 for pose in back)


def test_another_person_can_be_selected_and_the_choice_handed_back(
    follow: Callable[[World], tuple[Follower, Stage]],
) -> None:
    def other(t_s: float) -> Pose:
        pose = Camera(90.0, scale_px=140.0).see(idle(SET.at(t_s)), t_s)
        return replace(pose, landmarks=pose.landmarks - np.array([250.0, 0, 0, 0]))

    follower, _ = follow(lambda t_s: [athlete(t_s), other(t_s)])
    places, shots = [], []
    for frame in film(8.0):
        if frame.index == 30:
            assert follower.is_guess
            follower.select_subject(Subject.on(follower.people[0]))
        if frame.index == 60:
            assert not follower.is_guess
            follower.select_subject(None)
        pose = follower.detect(frame)
        places.append(abs(pose.landmarks[23, 0] - other(pose.t_s).landmarks[23, 0]) < 1.0)
        shots.append(pose.shot)
    assert places == [30 <= i < 60 for i in range(80)]
    assert [shots[i] for i in (29, 30, 59, 60, 79)] == [0, 1, 1, 2, 2]


def test_a_cut_begins_the_next_shot(follow: Callable[[World], tuple[Follower, Stage]]) -> None:
    follower, _ = follow(lambda t_s: [athlete(t_s)])
    frames = cut_at(2.0, film(4.0))
    assert [follower.detect(frame).shot for frame in frames] == [int(f.t_s >= 2.0) for f in frames]


def test_a_live_camera_has_no_cuts(follow: Callable[[World], tuple[Follower, Stage]]) -> None:
    follow(lambda t_s: [athlete(t_s)])
    live = Follower("full", has_cuts=False)
    assert {live.detect(frame).shot for frame in cut_at(2.0, film(4.0))} == {0}


def cut_at(t_s: float, frames: Iterable[Frame]) -> list[Frame]:
    return [replace(f, image=(255 - f.image) // 3) if f.t_s >= t_s else f for f in frames]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A person who squats on the right, and a still image of them on the left."""
    with VideoReader(SAMPLES / "squat_good_side.mp4") as reader:
        images = [frame.image[:, 160:480] for frame in reader][20:140:3]
    path = tmp_path_factory.mktemp("pair") / "pair.mp4"
    both = [np.hstack([images[0], image]) for image in images]
    with VideoWriter(path, both[0].shape[1], both[0].shape[0], 20.0 / 3) as writer:
        for i, image in enumerate(both):
            writer.write(np.ascontiguousarray(image), i * 3 / 20.0)
    return path


def places(follower: Follower, clip: Path) -> list[float]:
    with VideoReader(clip) as reader:
        poses = list(poses_in(reader, follower))
    return [float(p.landmarks[[23, 24], 0].mean() / p.width_px) for p in poses if p.found]


@pytest.mark.model
def test_the_one_who_moves_is_followed_beside_a_still_picture(pair: Path) -> None:
    with Follower("full") as follower:
        found = places(follower, pair)
        assert follower.is_crowd
    assert len(found) > 35
    assert min(found) > 0.5


@pytest.mark.model
def test_another_can_be_pointed_at(pair: Path) -> None:
    left, right = people_in_clip(pair)
    assert left.subject.x < 0.5 < right.subject.x
    assert left.image.size
    with Follower("full", subject=Subject(left.subject.x, left.subject.y)) as follower:
        assert max(places(follower, pair)) < 0.5
