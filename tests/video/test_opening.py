from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import pytest

from formcheck.errors import UnreadableVideoError
from formcheck.video import VideoReader, opening
from tests.support import clips


def text(path: Path) -> Path:
    path.write_text("Dear diary, today I did squats.\n" * 20)
    return path


def noise(path: Path) -> Path:
    path.write_bytes(bytes(i * i * 7 % 251 for i in range(5000)))
    return path


def empty(path: Path) -> Path:
    path.touch()
    return path


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def still(path: Path) -> Path:
    assert cv2.imwrite(str(path), clips.frame_image(1))
    return path


def playlist(path: Path) -> Path:
    """Text that would make a careless reader open another file."""
    clips.write_clip(path.with_name("other.ts"))
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:0.4,\nother.ts\n#EXT-X-ENDLIST\n")
    return path


def all_damaged(path: Path) -> Path:
    return clips.damage_packets(clips.write_clip(path, options={"bf": "0"}), range(12))


def no_index(path: Path) -> Path:
    """A MOV with its index at the end, cut off before it, as when a camera loses power."""
    return clips.truncate(clips.write_clip(path), 0.5)


BAD: list[tuple[str, Callable[[Path], Path], str]] = [
    ("missing.mp4", lambda path: path, "There is no file"),
    ("folder.mp4", folder, "is a folder"),
    ("empty.mp4", empty, r"is empty \(0 bytes\)"),
    ("text.mp4", text, "Found: text"),
    ("text.txt", text, "Found: text"),
    ("noise.mp4", noise, "no known video format"),
    ("playlist.mp4", playlist, "Found: text"),
    ("playlist.m3u8", playlist, "Found: text"),
    ("still.png", still, "is an image"),
    ("still.jpg", still, "is an image"),
    ("still_named.mp4", lambda path: still(path.with_suffix(".png")).rename(path), "is an image"),
    ("sound.m4a", clips.write_audio_only, "no video in it. Found: audio"),
    ("sound.mp4", clips.write_audio_only, "no video in it. Found: audio"),
    ("cover.mp4", lambda path: clips.write_audio_only(path, cover=True), "no video in it. Found: audio"),
    ("no_frames.mp4", clips.write_no_frames, "no video in it|no frame that can be decoded"),
    ("no_frames.mkv", clips.write_no_frames, "cannot be read|no frame that can be decoded"),
    ("all_damaged.mp4", all_damaged, "no frame that can be decoded. Found: .* damaged packets"),
    ("no_index.mov", no_index, "cut off"),
]


@pytest.mark.parametrize(("name", "make", "words"), BAD, ids=[name for name, _, _ in BAD])
def test_bad_input_is_explained(tmp_path: Path, name: str, make: Callable[[Path], Path], words: str) -> None:
    path = make(tmp_path / name)
    with pytest.raises(UnreadableVideoError, match=words) as caught:
        VideoReader(path)
    message = str(caught.value)
    assert str(path) in message
    assert len(message.split(". ")) >= 2, "the message says what to do next"
    assert caught.value.exit_code == 3


def test_a_misspelt_name_suggests_the_nearest(tmp_path: Path) -> None:
    clips.write_clip(tmp_path / "squat_side.mp4", count=1)
    with pytest.raises(UnreadableVideoError, match=r"Did you mean 'squat_side\.mp4'\?"):
        VideoReader(tmp_path / "squatside.mp4")


def test_frames_far_larger_than_any_camera_films_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = clips.write_clip(tmp_path / "large.mp4", size_px=(128, 96))
    monkeypatch.setattr(opening, "MOST_PIXELS", 128 * 96 - 1)
    with pytest.raises(UnreadableVideoError, match=r"large\.mp4' has frames of 128 x 96 pixels"):
        VideoReader(path)


def test_a_decoder_takes_no_larger_frames_than_the_header_was_held_to(tmp_path: Path) -> None:
    with opening.open_container(clips.write_clip(tmp_path / "a.mp4")) as container:
        stream = opening.choose_stream(container, tmp_path / "a.mp4")
        assert int(stream.codec_context.options["max_pixels"]) == opening.MOST_PIXELS


def test_a_strip_in_which_nobody_can_be_seen_is_refused(tmp_path: Path) -> None:
    path = clips.write_clip(tmp_path / "strip.mp4", size_px=(704, 64))
    with pytest.raises(UnreadableVideoError, match=r"strip\.mp4' has frames of 704 x 64 pixels"):
        VideoReader(path)
