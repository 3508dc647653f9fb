from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from formcheck.records import Frame
from formcheck.video import VideoInfo, VideoReader
from formcheck.video.orientation import mirror_notes
from tests.support import clips

NO_B_FRAMES = {"g": "4", "bf": "0"}


def read(path: Path, max_side_px: int | None = 1920) -> tuple[VideoInfo, list[Frame], list[str]]:
    with VideoReader(path, max_side_px) as reader:
        frames = list(reader)
        return reader.info, frames, reader.warnings


def numbers(frames: list[Frame]) -> list[int]:
    return [clips.index_of(frame.image) for frame in frames]


ENCODINGS = [
    ("h264.mp4", "libx264", "yuv420p", "h264"),
    ("h264.mov", "libx264", "yuv420p", "h264"),
    ("h264.mkv", "libx264", "yuv420p", "h264"),
    ("h264.ts", "libx264", "yuv420p", "h264"),
    ("10_bit_h264.mp4", "libx264", "yuv420p10le", "h264"),
    ("hevc.mp4", "libx265", "yuv420p", "hevc"),
    ("10_bit_hevc.mp4", "libx265", "yuv420p10le", "hevc"),
    ("vp9.webm", "libvpx-vp9", "yuv420p", "vp9"),
    ("av1.mp4", "libsvtav1", "yuv420p", "av1"),
    ("mpeg4.avi", "mpeg4", "yuv420p", "mpeg4"),
    ("small.gif", "gif", "rgb8", "gif"),
]


@pytest.mark.parametrize(("name", "encoder", "pix_fmt", "codec"), ENCODINGS)
def test_every_codec_gives_every_frame_in_order(
    tmp_path: Path, name: str, encoder: str, pix_fmt: str, codec: str
) -> None:
    if not clips.has_encoder(encoder):
        pytest.skip(f"this PyAV cannot write {encoder}")
    fps = 25 if name.endswith("gif") else 30  # GIF counts in hundredths of a second
    info, frames, warnings = read(clips.write_clip(tmp_path / name, codec=encoder, pix_fmt=pix_fmt, fps=fps))
    assert numbers(frames) == [frame.index for frame in frames] == list(range(12))
    assert all(clips.is_upright(frame.image) for frame in frames)
    assert [frame.t_s for frame in frames] == pytest.approx([i / fps for i in range(12)], abs=0.0011)
    assert info.codec == codec
    assert (info.width_px, info.height_px, info.rotation_deg) == (96, 64, 0)
    assert info.fps == pytest.approx(fps, rel=0.005)
    assert info.duration_s == pytest.approx(12 / fps, abs=0.002)
    assert warnings == []


@pytest.mark.parametrize("fps", [24, 25, 29.97, 50, 60, 120])
def test_frame_rates(tmp_path: Path, fps: float) -> None:
    info, frames, warnings = read(clips.write_clip(tmp_path / "a.mp4", fps=fps))
    assert [frame.t_s for frame in frames] == pytest.approx([i / fps for i in range(12)], abs=2e-5)
    assert info.fps == pytest.approx(fps, rel=1e-3)
    assert warnings == []


def test_variable_frame_rate_is_kept_without_a_warning(tmp_path: Path) -> None:
    times_s = [0, 0.03, 0.07, 0.2, 0.21, 0.5, 1.0]
    info, frames, warnings = read(clips.write_clip(tmp_path / "a.mp4", times_s=times_s))
    assert [frame.t_s for frame in frames] == pytest.approx(times_s, abs=2e-5)
    assert info.fps == pytest.approx(6 / 1.0)
    assert warnings == []


def test_time_starts_at_zero(tmp_path: Path) -> None:
    info, frames, _ = read(clips.write_clip(tmp_path / "a.mp4", times_s=[5 + i / 30 for i in range(6)]))
    assert [frame.t_s for frame in frames] == pytest.approx([i / 30 for i in range(6)], abs=2e-5)
    assert info.duration_s == pytest.approx(0.2, abs=1e-3)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turn_deg", [0, 90, 180, 270])
def test_rotation_and_mirroring_are_applied(tmp_path: Path, turn_deg: int, mirrored: bool) -> None:
    path = clips.write_clip(tmp_path / "a.mp4", turn_deg=turn_deg, mirrored=mirrored, size_px=(64, 96), count=5)
    info, frames, _ = read(path)
    assert all(clips.is_upright(frame.image) for frame in frames)
    assert numbers(frames) == list(range(5))
    assert frames[0].image.shape == (96, 64, 3) == (info.height_px, info.width_px, 3)
    if not mirrored:
        assert info.rotation_deg == turn_deg


@pytest.mark.parametrize("turn_deg", [0, 90, 180, 270])
def test_a_mirrored_clip_is_mirrored_back_when_the_user_says_so(tmp_path: Path, turn_deg: int) -> None:
    path = clips.write_clip(tmp_path / "a.mp4", turn_deg=turn_deg, size_px=(64, 96), count=2)
    with VideoReader(path) as plain, VideoReader(path, mirrored=True) as told, told.again() as again:
        assert told.info == plain.info
        for as_stored, back, second in zip(plain, told, again, strict=True):
            np.testing.assert_array_equal(back.image, as_stored.image[:, ::-1])
            np.testing.assert_array_equal(second.image, back.image)
            assert back.image.flags.c_contiguous
    assert any("mirrored back" in warning for warning in told.warnings)
    assert not plain.warnings


@pytest.mark.parametrize(
    ("lens", "is_said"),
    [("iPhone 12 front TrueDepth camera 2.71mm f/2.2", True), ("iPhone 12 back camera", False), ("", False)],
)
def test_a_front_camera_is_mentioned_and_nothing_is_changed(lens: str, is_said: bool) -> None:
    tags = {"com.apple.quicktime.camera.lens_model": lens}
    assert any("--mirrored" in note for note in mirror_notes(False, {}, tags)) == is_said
    assert not any("front camera" in note for note in mirror_notes(True, tags))


@pytest.mark.parametrize("size_px", [(101, 67), (66, 122), (600, 64), (1, 1)])
def test_odd_sizes_are_contiguous_and_whole(tmp_path: Path, size_px: tuple[int, int]) -> None:
    path = clips.write_clip(tmp_path / "a.mp4", size_px=size_px, pix_fmt="yuv444p", count=3)
    info, frames, _ = read(path)
    assert (info.width_px, info.height_px) == size_px
    for frame in frames:
        assert frame.image.flags.c_contiguous
        assert frame.image.dtype == np.uint8
        assert frame.image.shape == (size_px[1], size_px[0], 3)
    if size_px[0] > 1:
        assert numbers(frames) == [0, 1, 2]


def test_pixels_become_square(tmp_path: Path) -> None:
    info, frames, _ = read(clips.write_clip(tmp_path / "a.mp4", pixel_aspect=Fraction(4, 3)))
    assert (info.width_px, info.height_px) == (128, 64)
    assert numbers(frames) == list(range(12))


@pytest.mark.slow
def test_8k_is_scaled_down_on_the_way(tmp_path: Path) -> None:
    path = clips.write_clip(tmp_path / "a.mp4", size_px=(7680, 4320), count=2)
    info, frames, _ = read(path)
    assert (info.width_px, info.height_px) == (1920, 1080)
    assert [frame.image.shape for frame in frames] == [(1080, 1920, 3)] * 2
    assert all(clips.is_upright(frame.image) for frame in frames)
    assert numbers(frames) == [0, 1]


def test_a_turned_frame_is_scaled_by_its_longer_side(tmp_path: Path) -> None:
    info, frames, _ = read(clips.write_clip(tmp_path / "a.mp4", size_px=(120, 240), turn_deg=90, count=3), 120)
    assert (info.width_px, info.height_px) == (60, 120)
    assert all(clips.is_upright(frame.image) for frame in frames)
    assert numbers(frames) == [0, 1, 2]


@pytest.mark.parametrize(
    ("limit", "size_px"), [(None, (96, 64)), (96, (96, 64)), (95, (95, 63)), (48, (48, 32)), (1, (1, 1))]
)
def test_the_limit_acts_only_above_itself(tmp_path: Path, limit: int | None, size_px: tuple[int, int]) -> None:
    info, frames, _ = read(clips.write_clip(tmp_path / "a.mp4", count=1), limit)
    assert (info.width_px, info.height_px) == size_px
    assert frames[0].image.shape[1::-1] == size_px


def test_sound_is_ignored(tmp_path: Path) -> None:
    info, frames, warnings = read(clips.write_clip(tmp_path / "a.mp4", audio=True))
    assert numbers(frames) == list(range(12))
    assert info.duration_s == pytest.approx(0.4, abs=1e-3)
    assert warnings == []


@pytest.mark.parametrize("name", ["one.mp4", "one.gif"])
def test_one_frame_is_a_video(tmp_path: Path, name: str) -> None:
    codec, pix_fmt = ("gif", "rgb8") if name.endswith("gif") else ("libx264", "yuv420p")
    info, frames, warnings = read(clips.write_clip(tmp_path / name, codec=codec, pix_fmt=pix_fmt, count=1))
    assert [frame.t_s for frame in frames] == [0.0]
    assert info.duration_s == pytest.approx(1 / 30, abs=0.01)
    assert info.fps == pytest.approx(30, rel=0.15)
    assert warnings == []


def test_white_is_white_and_black_is_black(tmp_path: Path) -> None:
    _, frames, _ = read(clips.write_clip(tmp_path / "a.mp4", count=64))
    assert frames[63].image[60, 48].tolist() == pytest.approx([235] * 3, abs=4)
    assert frames[63].image[30, 48].tolist() == pytest.approx([30] * 3, abs=4)


def test_missing_times_become_steps(tmp_path: Path) -> None:
    _, frames, warnings = read(clips.write_clip(tmp_path / "a.h264"))
    assert numbers(frames) == list(range(12))
    steps_s = np.diff([frame.t_s for frame in frames])
    assert steps_s == pytest.approx([steps_s[0]] * 11)
    assert "presentation times" in warnings[0]


def test_backward_times_are_repaired(tmp_path: Path) -> None:
    path = clips.write_clip(tmp_path / "a.mp4", options={"preset": "fast", "bf": "2", "b-adapt": "0"})
    _, frames, warnings = read(clips.forget_display_order(path))
    # The edit list, true to the old times, cuts two frames off the start.
    assert numbers(frames) == list(range(2, 12))
    assert np.all(np.diff([frame.t_s for frame in frames]) > 0)
    assert frames[-1].t_s == pytest.approx(9 / 30, abs=0.07)
    assert "presentation times" in warnings[0]


def test_damaged_packets_are_skipped_and_the_rest_is_in_time(tmp_path: Path) -> None:
    path = clips.write_clip(tmp_path / "a.mp4", options=NO_B_FRAMES)
    _, frames, warnings = read(clips.damage_packets(path, [6, 7]))
    whole = {clips.index_of(f.image): f.t_s for f in frames}
    expected = (0, 3, 5, 8, 11)
    assert [whole[number] for number in expected] == pytest.approx([number / 30 for number in expected], abs=1e-4)
    assert not {6, 7} & set(whole)
    assert warnings == ["2 damaged packets were skipped; their frames are missing."]


def test_a_damaged_start_is_skipped(tmp_path: Path) -> None:
    path = clips.write_clip(tmp_path / "a.mp4", options=NO_B_FRAMES)
    _, frames, warnings = read(clips.damage_packets(path, [0, 1]))
    assert numbers(frames) == list(range(4, 12))
    assert frames[0].t_s == 0.0
    assert len(warnings) == 1


@pytest.mark.parametrize("name", ["cut.mp4", "cut.mkv"])
def test_a_truncated_file_is_read_as_far_as_it_goes(tmp_path: Path, name: str) -> None:
    path = clips.truncate(clips.write_clip(tmp_path / name, count=60, options=NO_B_FRAMES), 0.6)
    info, frames, warnings = read(path)
    assert 5 < len(frames) < 55
    assert numbers(frames) == list(range(len(frames)))
    assert info.duration_s == pytest.approx(len(frames) / 30, abs=0.05)
    assert any("cut off" in warning for warning in warnings)


@pytest.mark.parametrize("name", ["lie.mp4", "lie.mkv", "lie.avi"])
def test_a_header_that_lies_about_the_length_is_no_cut_off_file(tmp_path: Path, name: str) -> None:
    codec = "mpeg4" if name.endswith("avi") else "libx264"
    path = clips.lie_about_length(clips.write_clip(tmp_path / name, codec=codec, count=30), 30)
    info, frames, warnings = read(path)
    assert len(frames) == 30
    assert info.duration_s == pytest.approx(1.0, abs=0.1)
    assert warnings == []


def test_times_are_within_the_clip_where_they_repeat(tmp_path: Path) -> None:
    path = clips.repeat_times(clips.write_clip(tmp_path / "a.mkv", count=60, options=NO_B_FRAMES), 5, 55)
    info, frames, _ = read(path)
    assert len(frames) == 60
    assert np.all(np.diff([frame.t_s for frame in frames]) > 0)
    assert frames[-1].t_s < info.duration_s <= 2.1


@pytest.mark.parametrize("is_default", [True, False])
def test_of_several_tracks_the_default_is_read_else_the_largest(tmp_path: Path, is_default: bool) -> None:
    path = clips.with_grey_track_first(clips.write_clip(tmp_path / "a.mkv"), tmp_path / "two.mkv", is_default)
    info, frames, _ = read(path)
    assert (info.width_px, info.height_px) == (clips.WIDTH_PX, clips.HEIGHT_PX)
    assert numbers(frames) == list(range(12))


def test_a_path_with_spaces_and_umlauts(tmp_path: Path) -> None:
    folder = tmp_path / "Übungen: Knie 100% #1"
    folder.mkdir()
    info, frames, _ = read(clips.write_clip(folder / "größer & schöner.mp4"))
    assert len(frames) == 12
    assert info.path.name == "größer & schöner.mp4"


def test_sha256_is_of_the_file(tmp_path: Path) -> None:
    path = clips.write_clip(tmp_path / "a.mp4", count=1)
    with VideoReader(path) as reader:
        assert reader.info.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_stopping_early_lets_go_of_the_file(tmp_path: Path) -> None:
    with VideoReader(clips.write_clip(tmp_path / "a.mp4")) as reader:
        assert next(reader).index == 0
        assert next(iter(reader)).index == 1
    assert list(reader) == []


@pytest.mark.parametrize("turn_deg", [0, 90])
def test_frames_do_not_share_memory(tmp_path: Path, turn_deg: int) -> None:
    _, frames, _ = read(clips.write_clip(tmp_path / "a.mp4", turn_deg=turn_deg))
    frames[0].image[:] = 0
    assert numbers(frames)[1:] == list(range(1, 12))
