from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from formcheck.errors import FormcheckError, UnreadableVideoError
from formcheck.pieces import crew as crews
from formcheck.pieces import cutting, detecting
from formcheck.pieces.crew import Crew
from formcheck.pieces.cutting import Piece
from formcheck.pieces.detecting import Task
from formcheck.pieces.seen import Ended, Seen
from formcheck.pose.model import bundle, comparison
from formcheck.pose.model.comparison import MasklessBundle
from formcheck.pose.people.follower import Follower
from formcheck.pose.people.subject import Subject, SubjectChooser
from formcheck.records import Frame, Pose
from formcheck.video.reader import VideoReader
from tests.pieces.knowing import KnowingFollower
from tests.support.clips import write_clip

FRAMES = 60
KNOWING = (sys.executable, "-m", "tests.pieces.knowing")


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Half a minute: three pieces."""
    return write_clip(tmp_path / "clip.mp4", times_s=[i / 2 for i in range(FRAMES)], options={"g": "12"})


@pytest.fixture(autouse=True)
def without_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "none.task"
    empty.touch()
    monkeypatch.setattr(detecting, "Follower", KnowingFollower)
    monkeypatch.setattr(bundle, "locate", lambda _: empty)
    monkeypatch.setattr(bundle, "verify", lambda path: path)
    monkeypatch.setattr(comparison, "maskless_bundle", lambda _: MasklessBundle(source=b""))


def crew_of(clip: Path, workers: int, command: Sequence[str] = KNOWING) -> Crew:
    with VideoReader(clip) as reader:
        return Crew(reader, "lite", with_dorsal=False, every=1, workers=workers, command=command)


def follower() -> Follower:
    return cast("Follower", KnowingFollower())


def told(found: Iterator[Seen]) -> list[tuple[float, int, bytes, float | None, bytes]]:
    return [
        (one.pose.t_s, one.pose.shot, one.pose.landmarks.tobytes(), one.light, one.crop.jpeg if one.crop else b"")
        for one in found
    ]


class Waiting(KnowingFollower):
    """Leaves pieces to the processes: waits in its first one until one of them has died."""

    def __init__(self, crew: Crew) -> None:
        super().__init__()
        self._crew, self._first_pids = crew, crew.pids

    def detect(self, frame: Frame) -> Pose:
        until_s = time.monotonic() + 60.0
        while self._crew.pids == self._first_pids and time.monotonic() < until_s:
            time.sleep(0.01)
        return super().detect(frame)


def detected(clip: Path, workers: int, command: Sequence[str] = KNOWING) -> list[object]:
    with crew_of(clip, workers, command) as crew:
        assert crew.cuts(follower())
        here = follower() if command is KNOWING else cast("Follower", Waiting(crew))
        return [*told(crew.detect(here, with_crops=True))]


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_any_number_of_workers_sees_the_same_as_one_and_as_the_whole(clip: Path) -> None:
    alone = detected(clip, 1)
    whole = KnowingFollower()
    with VideoReader(clip) as reader:
        poses = [whole.detect(frame) for frame in reader]
    assert [one[:3] for one in alone] == [(p.t_s, p.shot, p.landmarks.tobytes()) for p in poses]  # type: ignore[index]
    assert poses[-1].shot == 2
    assert detected(clip, 2) == alone
    assert detected(clip, 4) == alone


@pytest.mark.parametrize("others_come", [False, True])
def test_several_people_in_any_piece_are_a_crowd(
    clip: Path, monkeypatch: pytest.MonkeyPatch, others_come: bool
) -> None:
    of_pieces = iter([False, others_come, False])
    monkeypatch.setattr(KnowingFollower, "is_crowd", property(lambda _: next(of_pieces)))
    with crew_of(clip, 1) as crew:
        assert len([*crew.detect(follower(), with_crops=False)]) == FRAMES
        assert crew.is_crowd == others_come


def test_a_worker_that_dies_is_replaced(clip: Path, tmp_path: Path) -> None:
    marker = tmp_path / "died"
    assert detected(clip, 2, [*KNOWING, str(marker)]) == detected(clip, 1)
    assert marker.exists()


def test_one_that_dies_again_is_an_error_that_says_what_to_do(clip: Path, tmp_path: Path) -> None:
    with pytest.raises(FormcheckError, match=r"died twice .*\(the system ended it with signal 9\).* --workers 1"):
        detected(clip, 3, [*KNOWING, str(tmp_path / "always")])


def test_one_that_cannot_even_start_is_the_same_error(clip: Path) -> None:
    with pytest.raises(FormcheckError, match="died twice"):
        detected(clip, 3, [sys.executable, "-c", "raise SystemExit(3)"])


@pytest.mark.parametrize("workers", [1, 3])
def test_what_fails_in_a_piece_is_raised_as_it_would_be_here(clip: Path, workers: int) -> None:
    with crew_of(clip, workers) as crew:
        clip.unlink()
        with pytest.raises(UnreadableVideoError, match="There is no file"):
            told(crew.detect(follower(), with_crops=False))


def test_nothing_is_left_of_it_when_nobody_wants_the_rest(clip: Path) -> None:
    threads = threading.active_count()
    crew = crew_of(clip, 3)
    pids = crew.pids
    assert len(pids) == 2
    with closing(crew.detect(follower(), with_crops=False)) as found:
        next(found)
    assert not any(is_running(pid) for pid in pids)
    assert threading.active_count() == threads


ASKING = """
import sys, time
from pathlib import Path
from tests.pieces.test_crew import crew_of
crew = crew_of(Path(sys.argv[1]), 3)
print(*crew.pids, flush=True)
time.sleep(60)
"""


def test_workers_end_when_the_process_that_asked_is_killed(clip: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ASKING, str(clip)], stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout is not None
        pids = [int(pid) for pid in asking.stdout.readline().split()]
        assert len(pids) == 2
        assert all(is_running(pid) for pid in pids)
        asking.kill()
    until_s = time.monotonic() + 20.0
    while any(is_running(pid) for pid in pids) and time.monotonic() < until_s:
        time.sleep(0.05)
    assert not any(is_running(pid) for pid in pids)


def test_only_a_long_clip_is_cut(tmp_path: Path) -> None:
    short = write_clip(tmp_path / "short.mp4", times_s=[i / 6 for i in range(FRAMES)])
    with crew_of(short, 4) as crew:
        assert not crew.cuts(follower())
        assert not crew.pids


@pytest.mark.parametrize(("comes_s", "cuts"), [(0.0, True), (7.0, True), (25.0, False)])
def test_who_comes_late_is_looked_for_once_a_second(clip: Path, comes_s: float, cuts: bool) -> None:
    waiting = KnowingFollower(comes_s=comes_s)
    with crew_of(clip, 1) as crew:
        assert crew.cuts(cast("Follower", waiting)) == cuts
    assert waiting.looked_s == [float(t_s) for t_s in range(1, min(20, round(comes_s)) + 1)]
    assert waiting.surveyed.chooser.is_one == cuts


def test_somebody_who_was_pointed_at_is_followed_in_one_piece(clip: Path) -> None:
    pointed = Follower.__new__(Follower)
    pointed._chooser, pointed._subject = SubjectChooser(Subject(0.5, 0.5)), Subject(0.5, 0.5)
    pointed._surveyed_s, pointed._may_be_small = 0.0, True
    with crew_of(clip, 1) as crew:
        assert not crew.cuts(pointed)


def test_pieces_far_ahead_of_what_is_judged_wait(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "PIECE_S", 5.0)
    begun: list[int] = []

    def detect(task: Task, piece: Piece, follower: Follower | None = None) -> Iterator[Seen | Ended]:
        begun.append(piece.first)
        yield from detecting.detect(task, piece, follower)

    monkeypatch.setattr(crews, "detect", detect)
    with crew_of(clip, 1) as crew, closing(crew.detect(follower(), with_crops=False)) as found:
        next(found)
        time.sleep(0.5)
        assert begun == [0, 10]
        assert len([*found]) == FRAMES - 1
    assert begun == [*range(0, FRAMES, 10)]
