"""What is made to be shown to others: what is in it, how long, and in which format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.analysis.keepsakes.highlights import best, worst
from formcheck.analysis.keepsakes.places import boxes_of
from formcheck.analysis.keepsakes.poster import write_poster
from formcheck.analysis.keepsakes.share import write_share
from formcheck.analysis.result import Analysis
from formcheck.report.overlay import VERDICT_COLOURS
from formcheck.video import VideoReader
from formcheck.video.stills import frames_between
from tests.support import clips
from tests.support.judged import GAIT, HOLD, Judged, empty, good, shallow

DAY = date(2026, 5, 3)
SIZE = (96, 64)
PANEL_PX = 32


def analysis_of(judged: Judged) -> Analysis:
    return Analysis(report=judged.report, series=judged.session.series, exercise=judged.session.exercise)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An annotated clip with the times of the judged set; its frames are only told apart by their numbers."""
    times_s = [pose.t_s for pose in shallow().poses]
    folder = tmp_path_factory.mktemp("annotated")
    return clips.write_clip(folder / "a.mp4", size_px=(SIZE[0], SIZE[1] + PANEL_PX), times_s=times_s, count=64)


def frames_of(path: Path) -> list[tuple[float, NDArray[np.uint8]]]:
    with VideoReader(path) as reader:
        return [(frame.t_s, frame.image) for frame in reader]


def shared(judged: Judged, clip: Path, folder: Path) -> Path:
    target = folder / "share.mp4"
    write_share(analysis_of(judged), clip, boxes_of(judged.poses), SIZE, target, DAY)
    return target


def test_the_clip_to_share_is_upright_short_silent_and_plays_everywhere(clip: Path, tmp_path: Path) -> None:
    target = shared(shallow(), clip, tmp_path)
    with av.open(str(target)) as container:
        (stream,) = container.streams
        assert stream.type == "video"
        context = container.streams.video[0].codec_context
        assert (context.name, context.pix_fmt, context.width, context.height) == ("h264", "yuv420p", 720, 1280)
        assert 5.0 < (container.duration or 0) / 1e6 <= 20.0
    head = target.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat"), "a player may begin before all is loaded"
    times_s = [t_s for t_s, _ in frames_of(target)]
    assert times_s == sorted(times_s)
    assert max(np.diff(times_s)) <= 0.6


def test_it_shows_the_best_repetition_and_then_the_worst_moment_with_its_mark(clip: Path, tmp_path: Path) -> None:
    frames = frames_of(shared(shallow(), clip, tmp_path))
    red = [(abs(image.astype(int) - VERDICT_COLOURS["fault"]) < 30).all(axis=2).sum() for _, image in frames]
    assert red[0] < 5
    assert max(red) > 300
    assert red[-1] > 50, "the last card says what to fix"


def test_where_nothing_was_done_there_is_nothing_to_share_and_an_old_one_goes(clip: Path, tmp_path: Path) -> None:
    share, poster = tmp_path / "share.mp4", tmp_path / "poster.png"
    for path in (share, poster):
        path.write_bytes(b"old")
    given = analysis_of(empty()), clip, boxes_of(()), SIZE
    write_share(*given, share, DAY)
    write_poster(*given, poster, DAY)
    assert not share.exists()
    assert not poster.exists()


@pytest.mark.parametrize("make", [good, shallow])
def test_a_poster_is_sixteen_to_nine_with_the_moment_at_the_left(
    make: Callable[[], Judged], clip: Path, tmp_path: Path
) -> None:
    judged = make()
    target = tmp_path / "poster.png"
    write_poster(analysis_of(judged), clip, boxes_of(judged.poses), SIZE, target, DAY)
    poster = cv2.imread(str(target))
    assert poster is not None
    assert poster.shape == (720, 1280, 3)
    assert (poster[:, 760:] > 200).all(axis=2).sum() > 2000, "words at the right"
    assert target.read_bytes().startswith(b"\x89PNG")


def test_what_went_best_and_what_went_worst() -> None:
    first, last = best(analysis_of(shallow())), worst(analysis_of(shallow()))
    assert first is not None
    assert last is not None
    assert (first.verdict, last.verdict) == ("fault", "fault")
    assert last.title.startswith("Fix first: repetition no. ")
    assert "limit" in last.detail
    assert last.end_s == last.still_s
    fine = best(analysis_of(good()))
    assert fine is not None
    assert (fine.verdict, fine.words) == ("ok", "In form")
    assert fine.start_s < good().report.repetitions[0].start_s


def test_no_stretch_reaches_into_the_last_card() -> None:
    result = analysis_of(good())
    end_s = result.report.repetitions[0].end_s
    source = replace(result.report.source, duration_s=end_s + 0.1, fps=30.0)
    cut = best(replace(result, report=replace(result.report, source=source)))
    assert cut is not None
    assert cut.end_s < end_s + 0.1


def test_a_hold_and_a_run_have_a_best_stretch_too() -> None:
    held = replace(analysis_of(empty()), report=replace(empty().report, holds=(HOLD,)))
    ran = replace(analysis_of(empty()), report=replace(empty().report, gait=GAIT))
    hold, run = best(held), best(ran)
    assert hold is not None
    assert run is not None
    assert hold.title == "The hold"
    assert hold.end_s - hold.start_s == 6.0
    assert run.words == "16 steps (8 left, 8 right), 168 a minute."
    assert worst(held) is None


def test_frames_between_two_times_begin_with_the_one_that_is_shown(tmp_path: Path) -> None:
    clip = clips.write_clip(tmp_path / "a.mp4", count=12, times_s=[i / 10 for i in range(12)])
    found = [(round(t_s, 2), clips.index_of(image)) for t_s, image in frames_between(clip, 0.35, 0.6)]
    assert found == [(0.3, 3), (0.4, 4), (0.5, 5), (0.6, 6)]
    assert [clips.index_of(image) for _, image in frames_between(clip, 0.35, 0.35)] == [3]
    assert [clips.index_of(image) for _, image in frames_between(clip, 99.0, 99.0)] == [11]
