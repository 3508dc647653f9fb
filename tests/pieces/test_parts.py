from __future__ import annotations

import pickle
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from formcheck.pieces.parts import Parts, all_read
from formcheck.records import Frame
from formcheck.video.reader import VideoReader
from tests.support.clips import damage_packets, has_encoder, truncate, write_clip

KEY_FRAMES = {"g": "12", "bf": "2"}
UNEVEN_S = np.cumsum([0.0, *(0.03, 0.05, 0.02, 0.04) * 12]).tolist()


def listed(frames: Iterable[Frame]) -> list[tuple[int, float, bytes]]:
    return [(frame.index, frame.t_s, frame.image.tobytes()) for frame in frames]


def parts_of(path: Path, capture_fps: float | None = None, *, mirrored: bool = False) -> Parts:
    with VideoReader(path, capture_fps=capture_fps, mirrored=mirrored) as reader:
        parts = Parts.of(reader)
    assert parts is not None
    sent: Parts = pickle.loads(pickle.dumps(parts))
    return sent


def read(parts: Parts, first: int, end: int, every: int = 1) -> list[tuple[int, float, bytes]]:
    with parts.read(first, end, every=every) as reader:
        return listed(reader)


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mov", "clip.mkv", "clip.webm"])
@pytest.mark.parametrize("every", [1, 2])
def test_a_part_has_the_frames_numbers_and_times_of_the_whole(tmp_path: Path, name: str, every: int) -> None:
    codec = "libvpx-vp9" if name.endswith("webm") else "libx264"
    if not has_encoder(codec):
        pytest.skip(f"no encoder for {codec}")
    clip = write_clip(tmp_path / name, codec=codec, times_s=UNEVEN_S, options=KEY_FRAMES)
    with VideoReader(clip) as reader:
        whole = listed(reader.only(every=every))
    parts = parts_of(clip)
    assert [t_s for _, t_s, _ in whole] == list(parts.times_s)[::every]
    for first, end in [(0, 49), (0, 7), (7, 12), (12, 13), (20, 40), (47, 49)]:
        assert read(parts, first, end, every) == [one for one in whole if first <= one[0] < end]


def test_turns_mirrors_and_slow_motion_are_as_in_the_whole(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", count=40, turn_deg=90, options=KEY_FRAMES)
    with VideoReader(clip, capture_fps=120.0, mirrored=True) as reader:
        whole = listed(reader)
    assert read(parts_of(clip, 120.0, mirrored=True), 15, 30) == whole[15:30]


def test_a_clip_without_key_frames_to_begin_at_is_read_from_its_first(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", count=40, options={"g": "600"})
    with VideoReader(clip) as reader:
        whole = listed(reader)
    assert read(parts_of(clip), 30, 40) == whole[30:]


@pytest.mark.parametrize("name", ["clip.avi", "clip.gif"])
def test_a_container_without_times_of_its_frames_is_read_as_a_whole(tmp_path: Path, name: str) -> None:
    codec, pix_fmt = ("mpeg4", "yuv420p") if name.endswith("avi") else ("gif", "rgb8")
    clip = write_clip(tmp_path / name, codec=codec, pix_fmt=pix_fmt, fps=25.0)
    with VideoReader(clip) as reader:
        assert Parts.of(reader) is None


def test_so_is_a_clip_whose_times_need_a_repair(tmp_path: Path) -> None:
    times_s = [i / 30 for i in range(20)]
    with VideoReader(write_clip(tmp_path / "good.mkv", times_s=times_s)) as reader:
        assert Parts.of(reader) is not None
    close_s = [t_s if i != 10 else times_s[9] + 2e-4 for i, t_s in enumerate(times_s)]
    with VideoReader(write_clip(tmp_path / "close.mp4", times_s=close_s)) as reader:
        assert Parts.of(reader) is None


def test_a_clip_that_was_cut_off_ends_where_its_frames_end_and_says_so(tmp_path: Path) -> None:
    clip = truncate(write_clip(tmp_path / "clip.mkv", count=60, options=KEY_FRAMES), 0.6)
    with VideoReader(clip) as reader:
        whole = listed(reader)
        warned = reader.warnings
    assert any("cut off" in warning for warning in warned)
    parts = parts_of(clip)
    half = len(parts.times_s) // 2
    assert read(parts, 0, half) + read(parts, half, len(parts.times_s)) == whole
    with VideoReader(clip) as unread:
        all_read(unread, 0)
        assert unread.warnings == warned


def test_damage_is_counted_once_in_the_part_that_it_is_in(tmp_path: Path) -> None:
    clip = damage_packets(write_clip(tmp_path / "clip.mp4", count=60, options={"g": "12", "bf": "0"}), [26])
    parts = parts_of(clip)
    with VideoReader(clip) as reader:
        whole = listed(reader)
    assert len(whole) < 60
    skipped = []
    for first, end in [(0, 20), (20, 40), (40, 60)]:
        with parts.read(max(0, first - 8), end, counts_from=first) as part:
            assert {t_s for index, t_s, _ in listed(part) if index >= first} <= {t_s for _, t_s, _ in whole}
            skipped.append(part.skipped)
    assert skipped[0] == skipped[2] == 0 < skipped[1]
    with VideoReader(clip) as unread:
        all_read(unread, sum(skipped))
    assert unread.warnings[-1].startswith(f"{60 - len(whole)} damaged")
