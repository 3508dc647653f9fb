from __future__ import annotations

import os
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.errors import OutputError
from formcheck.video import VideoReader, VideoWriter
from tests.support import clips


def write(path: Path, times_s: list[float], size_px: tuple[int, int] = (96, 64)) -> Path:
    with VideoWriter(path, *size_px, fps_hint=30) as writer:
        for index, t_s in enumerate(times_s):
            writer.write(clips.frame_image(index, *size_px), t_s)
    return path


@pytest.mark.parametrize(
    "times_s",
    [
        [i / 30 for i in range(40)],
        [i * 1001 / 30000 for i in range(12)],
        [i / 120 for i in range(12)],
        [0, 0.03, 0.05, 0.2, 0.21, 0.5, 1.7],
        [0.0],
    ],
    ids=["30", "29.97", "120", "variable", "one"],
)
def test_frames_come_back_with_their_times(tmp_path: Path, times_s: list[float]) -> None:
    with VideoReader(write(tmp_path / "a.mp4", times_s)) as reader:
        frames = list(reader)
    assert [frame.t_s for frame in frames] == pytest.approx(times_s, abs=1 / 90_000)
    assert [clips.index_of(frame.image) for frame in frames] == list(range(len(times_s)))
    assert all(clips.is_upright(frame.image) for frame in frames)
    assert reader.warnings == []


def test_a_browser_can_play_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp4", [0, 0.1, 0.2])
    with av.open(path) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt, stream.codec_context.profile) == ("h264", "yuv420p", "High")
        assert (stream.colorspace, stream.color_primaries, stream.color_trc, stream.color_range) == (6, 1, 1, 1)
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "the index comes first, so playing starts at once"


def test_a_player_finds_a_key_frame_every_two_seconds(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp4", [i / 30 for i in range(200)])
    with av.open(path) as container:
        keys = [frame.time or 0.0 for frame in container.decode(video=0) if frame.key_frame]
    assert keys[0] == 0.0
    assert max(np.diff([*keys, 200 / 30])) <= 2.0 + 1e-3


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores can be taken away from a process only on Linux")
def test_the_file_is_the_same_on_one_core(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (120, 160, 3), dtype=np.uint8)

    def written(name: str) -> bytes:
        with VideoWriter(tmp_path / name, 160, 120, fps_hint=30) as writer:
            for index in range(30):
                writer.write(np.roll(noise, 3 * index, axis=1), index / 30)
        return (tmp_path / name).read_bytes()

    on_all, cores = written("all.mp4"), os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        assert written("one.mp4") == on_all
    finally:
        os.sched_setaffinity(0, cores)


def test_a_late_start_is_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp4", [2.5, 2.6])
    with av.open(path) as container:
        assert [frame.time for frame in container.decode(video=0)] == pytest.approx([2.5, 2.6])


@pytest.mark.parametrize(("size_px", "even_px"), [((101, 67), (102, 68)), ((97, 64), (98, 64)), ((1, 1), (2, 2))])
def test_odd_sizes_are_padded(tmp_path: Path, size_px: tuple[int, int], even_px: tuple[int, int]) -> None:
    with VideoReader(write(tmp_path / "a.mp4", [0, 0.1], size_px)) as reader:
        assert (reader.info.width_px, reader.info.height_px) == even_px
        image = next(reader).image
    # The new column copies the last one; black would show as a line.
    assert image[-1, -1].tolist() == pytest.approx(image[-1, -2].tolist(), abs=12)


@pytest.mark.parametrize("colour", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (90, 140, 200)])
def test_colours_survive(tmp_path: Path, colour: tuple[int, int, int]) -> None:
    with VideoWriter(tmp_path / "a.mp4", 64, 64, 30) as writer:
        writer.write(np.full((64, 64, 3), colour, np.uint8), 0.0)
    with VideoReader(tmp_path / "a.mp4") as reader:
        assert next(reader).image[32, 32].tolist() == pytest.approx(list(colour), abs=4)


def test_views_are_written_as_they_look(tmp_path: Path) -> None:
    wide = np.concatenate([clips.frame_image(5), np.zeros((64, 7, 3), np.uint8)], axis=1)
    with VideoWriter(tmp_path / "a.mp4", 96, 64, 30) as writer:
        writer.write(wide[:, :96], 0.0)
    with VideoReader(tmp_path / "a.mp4") as reader:
        assert clips.index_of(next(reader).image) == 5


def test_nothing_shows_before_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"old")
    with VideoWriter(path, 96, 64, 30) as writer:
        writer.write(clips.frame_image(0), 0.0)
        assert path.read_bytes() == b"old"
    assert path.read_bytes() != b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, OSError])
def test_an_abort_leaves_the_old_file_alone(tmp_path: Path, error: type[BaseException]) -> None:
    def abort() -> None:
        with VideoWriter(path, 96, 64, 30) as writer:
            writer.write(clips.frame_image(0), 0.0)
            raise error

    path = tmp_path / "a.mp4"
    path.write_bytes(b"old")
    with pytest.raises(error) as caught:
        abort()
    assert not isinstance(caught.value, OutputError), "an error of somebody else keeps its kind"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_times_must_increase(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"must increase: 0\.1 s comes after 0\.1 s"):
        write(tmp_path / "a.mp4", [0, 0.1, 0.1])
    assert list(tmp_path.iterdir()) == []


def test_a_frame_of_another_size_is_refused(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "a.mp4", 96, 64, 30) as writer:
        writer.write(clips.frame_image(0), 0.0)
        with pytest.raises(ValueError, match=r"\(64, 96, 3\) is needed, not \(96, 64, 3\)"):
            writer.write(clips.frame_image(0, 64, 96), 0.1)


def test_no_frame_at_all_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one frame"):
        write(tmp_path / "new" / "a.mp4", [])
    assert list(tmp_path.iterdir()) == []
