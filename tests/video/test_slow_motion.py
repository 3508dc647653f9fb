from __future__ import annotations

import math
from pathlib import Path

import av
import pytest

from formcheck.errors import UsageError
from formcheck.video import VideoReader
from formcheck.video.slow_motion import SlowMotion, usual_fps
from tests.support import clips


def test_times_are_those_of_the_movement(tmp_path: Path) -> None:
    path = clips.write_clip(tmp_path / "a.mp4", count=31)
    with VideoReader(path, capture_fps=240.0) as reader, reader.again() as again:
        times_s = [frame.t_s for frame in reader]
        assert times_s == [frame.t_s for frame in again]
        assert times_s[-1] == pytest.approx(30 / 240, abs=1e-4)
        assert reader.info.fps == pytest.approx(240.0)
        assert reader.info.duration_s == pytest.approx(31 / 240, abs=1e-3)
        assert any("1/8 of the clip" in warning for warning in reader.warnings)


def test_a_rate_that_the_camera_noted_is_mentioned_and_not_used(tmp_path: Path) -> None:
    path = tagged(clips.write_clip(tmp_path / "a.mp4"), "240.000000")
    with VideoReader(path) as reader:
        times_s = [frame.t_s for frame in reader]
        assert times_s[-1] == pytest.approx(11 / 30, abs=1e-4)
        assert any("--capture-fps 240" in warning for warning in reader.warnings)


@pytest.mark.parametrize("tag", ["30.000000", "29.97", "", "none", "nan"])
def test_an_ordinary_rate_gives_no_warning(tag: str) -> None:
    assert not list(SlowMotion.of(30.0, None, {"com.android.capture.fps": tag}).notes())


def test_a_rate_that_was_told_silences_the_tag() -> None:
    slow = SlowMotion.of(30.0, 120.0, {"com.android.capture.fps": "240"})
    assert slow.stretch == 4.0
    assert len(list(slow.notes())) == 1


def test_a_rate_that_no_camera_has_is_refused() -> None:
    with pytest.raises(UsageError, match=r"96 times the 2\.5 at which this clip plays.*that is 20"):
        SlowMotion.of(2.5, 240.0)


def test_frames_that_a_phone_dropped_do_not_slow_its_clock() -> None:
    times_s = [i / 30 for i in range(60) if i % 7]
    assert usual_fps(times_s) == pytest.approx(30.0)
    assert usual_fps([0.0, 0.033, 0.067, 0.1]) == pytest.approx(30.0)
    assert math.isnan(usual_fps([0.0]))


def test_a_rate_at_which_no_camera_films_is_mentioned() -> None:
    assert any("at which no camera films" in note for note in SlowMotion.of(2.5, None).notes())
    assert not any(list(SlowMotion.of(fps, None).notes()) for fps in (5.0, 7.5))
    assert not any("no camera" in note for note in SlowMotion.of(2.5, 20.0).notes())


def test_the_rate_at_which_it_plays_changes_nothing() -> None:
    assert not list(SlowMotion.of(29.97, 30.0).notes())


def tagged(path: Path, fps: str) -> Path:
    """Copy an MP4 with the tag that Android's camera writes."""
    old = path.rename(path.with_stem("old"))
    with av.open(old) as clip, av.open(path, "w", container_options={"movflags": "use_metadata_tags"}) as out:
        out.metadata["com.android.capture.fps"] = fps
        stream = out.add_stream_from_template(clip.streams.video[0])
        for packet in clip.demux(video=0):
            if packet.size:
                packet.stream = stream
                out.mux(packet)
    return path
