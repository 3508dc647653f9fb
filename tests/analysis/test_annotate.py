"""The annotated clip: made beside the judging, and never half."""

import math
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.analysis.annotate import Annotator, PassMismatchError
from formcheck.coaching.session import Session
from formcheck.records import Frame, Pose
from formcheck.report.clip.cards import Card, draw_card, last_card
from formcheck.report.clip.panel import Layout
from formcheck.report.clip.title import TITLE_S
from formcheck.report.lettering import Image
from formcheck.report.scene import Scene, scene_at
from formcheck.video.reader import VideoReader
from tests.support.clips import frame_image, write_clip
from tests.support.figures import Camera, SetTiming, film
from tests.support.moves import squat
from tests.support.running import FPS

SIZE = (160, 120)
CAMERA = Camera(90.0, 55.0, *SIZE)
TWICE = SetTiming(2, down_s=0.8, hold_s=0.1, up_s=0.6, pause_s=0.4, before_s=0.5)
POSES = film(squat(thigh_deg=35.0), TWICE, CAMERA, fps=FPS)
LOST = frozenset({20, 21, 40})
WARNINGS: list[str] = []
"""Of the clip that was annotated last."""


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "clip.mp4", size_px=SIZE, times_s=[pose.t_s for pose in POSES], fps=FPS)


@pytest.fixture
def session() -> Session:
    return Session("squat")


class Skipping(VideoReader):
    """A pass over a clip that loses some frames, as a decoder may with a damaged file."""

    lost: frozenset[int] = frozenset()

    def __next__(self) -> Frame:
        frame = super().__next__()
        return next(self) if frame.index in self.lost else frame


def annotated(clip: Path, session: Session, poses: Iterable[Pose] = POSES, lost: Iterable[int] = ()) -> Path:
    """Annotate a clip into a folder beside it, as an analysis does; the second pass loses some frames."""
    folder = clip.parent / "out"
    with Skipping(clip) as reader:
        # Before the annotator begins to read in a thread of its own.
        reader.lost = frozenset(lost)
        with Annotator(reader, session, folder) as annotator:
            for pose in poses:
                session.push(pose)
                annotator.push(pose)
            WARNINGS[:] = annotator.finish(session.finish())
    return folder / "annotated.mp4"


def recording(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Pose, Scene, Image]]:
    seen: list[tuple[Pose, Scene, Image]] = []

    def record(layout: Layout, image: Image, pose: Pose, scene: Scene, title: Card | None) -> Image:
        assert (title is not None) == (pose.t_s < TITLE_S)
        seen.append((pose, scene, image.copy()))
        return layout.plain(image)

    monkeypatch.setattr(Layout, "annotated", record)
    return seen


def left_behind(clip: Path) -> tuple[list[str], list[str]]:
    """Files beside the clip, and threads that still run."""
    threads = [thread.name for thread in threading.enumerate() if thread.name == "annotate"]
    return sorted(path.name for path in clip.parent.rglob("*") if path != clip), threads


def test_the_clip_keeps_its_frames_and_times_and_is_drawn_on(clip: Path, session: Session) -> None:
    with VideoReader(annotated(clip, session)) as made:
        frames = list(made)
    assert [frame.t_s for frame in frames[: len(POSES)]] == pytest.approx([pose.t_s for pose in POSES], abs=1e-4)
    layout = Layout(*SIZE)
    width, height = layout.size_px
    assert {frame.image.shape for frame in frames} == {(height, width, 3)}
    for i in (0, 20, len(POSES) - 1):
        changed = abs(frames[i].image.astype(int) - layout.plain(frame_image(i, *SIZE))) > 60
        assert changed.any(axis=2).mean() > 0.01
    assert left_behind(clip) == (["annotated.mp4", "out"], [])


def test_the_last_card_follows_the_last_frame_and_moves_no_time(clip: Path, session: Session) -> None:
    with VideoReader(annotated(clip, session)) as made:
        frames = list(made)[len(POSES) :]
    card = draw_card(last_card(session.finish(), session.exercise), *Layout(*SIZE).size_px)
    assert 0.0 < frames[0].t_s - POSES[-1].t_s < 0.1
    assert 3.0 < frames[-1].t_s - frames[0].t_s < 5.0
    assert all(abs(frame.image.astype(int) - card).mean() < 3 for frame in frames)


def test_each_frame_meets_its_own_pose(clip: Path, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = recording(monkeypatch)
    annotated(clip, session)
    assert [pose.t_s for pose, _, _ in seen] == [pose.t_s for pose in POSES]
    for i, (_, _, image) in enumerate(seen):
        assert abs(image.astype(int) - frame_image(i, *SIZE)).mean() < 5


def test_a_frame_that_the_second_pass_loses_shifts_no_overlay(
    clip: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = recording(monkeypatch)
    annotated(clip, session, lost=LOST)
    assert [pose.t_s for pose, _, _ in seen] == [pose.t_s for i, pose in enumerate(POSES) if i not in LOST]
    for pose, _, image in seen:
        assert abs(image.astype(int) - frame_image(POSES.index(pose), *SIZE)).mean() < 5
    assert WARNINGS == []


def test_a_frame_that_the_first_pass_lost_has_no_overlay_and_shifts_none(
    clip: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = recording(monkeypatch)
    with VideoReader(annotated(clip, session, [p for i, p in enumerate(POSES) if i not in LOST])) as made:
        assert len(list(made)) > len(POSES)
    for pose, _, image in seen:
        assert abs(image.astype(int) - frame_image(POSES.index(pose), *SIZE)).mean() < 5
    (warning,) = WARNINGS
    assert warning.startswith(f"3 frames of annotated.mp4 have no overlay, the first at {POSES[20].t_s:.2f} s")


@pytest.mark.parametrize("shift_s", [0.01, 100.0])
def test_times_that_differ_between_the_passes_are_an_error_that_names_them(
    clip: Path, session: Session, shift_s: float
) -> None:
    with pytest.raises(PassMismatchError, match=rf"{len(POSES)} did not. .*first of these is at {shift_s:.6f} s"):
        annotated(clip, session, [replace(pose, t_s=pose.t_s + shift_s) for pose in POSES])
    assert left_behind(clip) == ([], [])


def test_damage_that_is_decoded_in_two_ways_is_a_warning(
    clip: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VideoReader, "skipped", 1)
    annotated(clip, session, lost=set(range(2, len(POSES))))
    (warning,) = WARNINGS
    assert warning.startswith(f"{len(POSES) - 2} frames that were judged are not in annotated.mp4")


def test_while_judging_goes_on_each_scene_is_already_that_of_hindsight(
    clip: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = recording(monkeypatch)
    annotated(clip, session)
    assert len(session.repetitions) == 2
    for pose, scene, _ in seen:
        t_s = pose.t_s
        late = scene_at(t_s, session.exercise, session.seen, session.series, session.view_at(t_s), set_open=False)
        shown = (scene.count, scene.in_form, scene.moving, scene.cue, scene.verdicts, scene.angle, scene.strip.marks)
        assert shown == (late.count, late.in_form, late.moving, late.cue, late.verdicts, late.angle, late.strip.marks)


class Late(VideoReader):
    """A pass over a clip that delivers nothing before the judging is over."""

    judged: threading.Event

    def __next__(self) -> Frame:
        assert self.judged.wait(30.0)
        return super().__next__()


def test_a_scene_shows_what_was_known_when_its_pose_was_final_however_late_it_is_drawn(
    clip: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = recording(monkeypatch)
    # As if each pose were final at once, long before its repetition is judged.
    monkeypatch.setattr(Session, "final_until_s", property(lambda _: math.inf))
    with Late(clip) as reader:
        reader.judged = threading.Event()
        with Annotator(reader, session, clip.parent / "out") as annotator:
            for pose in POSES:
                session.push(pose)
                annotator.push(pose)
            reader.judged.set()
            report = session.finish()
            annotator.finish(report)
    first = report.repetitions[0]
    assert first.findings
    during = [scene for pose, scene, _ in seen if first.start_s < pose.t_s < first.end_s]
    assert during
    assert not any(scene.reasons for scene in during)


def test_frames_are_drawn_before_the_judging_is_over(
    clip: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def begin(layout: Layout, image: Image, *_: object) -> Image:
        begun.set()
        return layout.plain(image)

    monkeypatch.setattr(Layout, "annotated", begin)

    def poses() -> Iterable[Pose]:
        yield from POSES[:-1]
        assert begun.wait(5.0)
        yield POSES[-1]

    annotated(clip, session, poses())


def test_no_frame_is_drawn_before_its_repetition_is_judged(
    clip: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = recording(monkeypatch)

    def poses() -> Iterable[Pose]:
        for pose in POSES:
            yield pose
            assert all(earlier.t_s < session.final_until_s for earlier, _, _ in list(seen))

    annotated(clip, session, poses())
    (first, _) = session.repetitions
    inside = [scene for pose, scene, _ in seen if first.start_s <= pose.t_s < first.end_s]
    assert len(inside) > 10
    assert all(scene.verdicts["right_knee"] == "fault" for scene in inside)


@pytest.mark.parametrize("count", [0, 30])
def test_a_failure_of_the_judging_leaves_nothing(clip: Path, session: Session, count: int) -> None:
    def poses() -> Iterable[Pose]:
        yield from POSES[:count]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        annotated(clip, session, poses())
    assert left_behind(clip) == ([], [])


@pytest.mark.parametrize("nth", [1, len(POSES)])
def test_a_failure_of_the_drawing_is_raised_and_leaves_nothing(
    clip: Path, session: Session, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    calls = iter(range(1, 1000))

    def fail(layout: Layout, image: Image, *_: object) -> Image:
        if next(calls) == nth:
            msg = "no more paint"
            raise RuntimeError(msg)
        return layout.plain(image)

    monkeypatch.setattr(Layout, "annotated", fail)
    with pytest.raises(RuntimeError, match="no more paint"):
        annotated(clip, session)
    assert left_behind(clip) == ([], [])


def test_an_older_annotated_clip_survives_a_failure(clip: Path, session: Session) -> None:
    older = clip.parent / "out" / "annotated.mp4"
    older.parent.mkdir()
    older.write_bytes(b"older")
    with pytest.raises(ZeroDivisionError):
        annotated(clip, session, (1 / 0 for _ in POSES))  # type: ignore[misc]
    assert left_behind(clip) == (["annotated.mp4", "out"], [])
    assert older.read_bytes() == b"older"
