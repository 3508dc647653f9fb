"""`formcheck analyze` as a user meets it: clips that cannot be read, clips without a person, and whole runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.data import SAMPLES
from tests.support import clips
from tests.support.commands import Run


def _text(path: Path) -> Path:
    path.write_text("no video at all\n" * 50)
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _empty(path: Path) -> Path:
    path.touch()
    return path


def _png(path: Path) -> Path:
    import cv2

    image = path.with_suffix(".png")
    cv2.imwrite(str(image), clips.frame_image(3))
    return image


def _garbage(path: Path) -> Path:
    clips.write_clip(path)
    data = path.read_bytes()
    path.write_bytes(b"\xff\x00\xa5" * (len(data) // 3))
    return path


UNREADABLE: dict[str, Callable[[Path], Path]] = {
    "missing": lambda path: path,
    "folder": _folder,
    "empty": _empty,
    "text": _text,
    "audio only": clips.write_audio_only,
    "image": _png,
    "no frames": clips.write_no_frames,
    "garbage": _garbage,
    "cut in its header": lambda path: clips.truncate(clips.write_clip(path), 0.05),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_is_no_video_is_refused_with_an_explanation(run: Run, tmp_path: Path, kind: str) -> None:
    source = UNREADABLE[kind](tmp_path / "a.mp4")
    code, out, err = run("analyze", source, "--exercise", "squat", "--out", tmp_path / "out")
    assert code == 3
    assert out == ""
    assert err.startswith("formcheck: ")
    assert source.name in err
    assert "Traceback" not in err
    assert not (tmp_path / "out").exists()


READABLE: dict[str, Callable[[Path], Path]] = {
    "one frame": lambda path: clips.write_clip(path, count=1),
    "odd width": lambda path: clips.write_clip(path, size_px=(97, 65), pix_fmt="yuv444p"),
    "10-bit": lambda path: clips.write_clip(path, pix_fmt="yuv420p10le"),
    "8K": lambda path: clips.write_clip(path, size_px=(7680, 4320), count=2),
    "spaces and umlauts": lambda path: clips.write_clip(path.with_name("Knie beugen, größer.mp4")),
    "portrait by its metadata": lambda path: clips.write_clip(path, turn_deg=90),
    "cut off": lambda path: clips.truncate(clips.write_clip(path, count=60), 0.7),
    "damaged within": lambda path: clips.damage_packets(clips.write_clip(path, count=40), [5, 6]),
}


@pytest.mark.model
@pytest.mark.parametrize("kind", READABLE)
def test_a_clip_without_a_person_is_read_and_reported(run: Run, tmp_path: Path, kind: str) -> None:
    source = READABLE[kind](tmp_path / "a.mp4")
    code, out, err = run("analyze", source, "--exercise", "squat", "--out", tmp_path / "out")
    assert code == 4
    assert out == ""
    assert "No person was found" in err
    assert not list(tmp_path.glob("out/*"))


@pytest.mark.model
def test_a_squat_from_clip_to_files(run: Run, tmp_path: Path) -> None:
    clip = SAMPLES / "squat_good_side.mp4"
    code, out, err = run("analyze", clip, "-e", "squat", "-o", tmp_path / "out", "--json")
    assert code == 0
    assert err == ""
    report = json.loads(out)
    assert report["summary"]["repetitions"] == 2
    assert [f for r in report["repetitions"] for f in r["findings"] if f["verdict"] == "fault"] == []
    assert report["source"]["width_px"] == 640
    files = {path.name for path in (tmp_path / "out").iterdir()}
    pictures = {"annotated.mp4", "moments.png", "poster.png"}
    assert files == pictures | {"measures.csv", "poses.npz", "repetitions.csv", "report.json"}
    assert json.loads((tmp_path / "out" / "report.json").read_text()) == report


@pytest.mark.model
def test_recording_and_assessing_finds_what_analyze_found(run: Run, tmp_path: Path) -> None:
    clip = SAMPLES / "squat_too_shallow_side.mp4"
    assert run("record", clip, "-o", tmp_path / "poses.npz", "--model", "lite")[0] == 0
    _, assessed, _ = run("assess", tmp_path / "poses.npz", "-e", "squat", "--json")
    _, analysed, _ = run(
        "analyze", clip, "-e", "squat", "-o", tmp_path / "out", "--no-video", "--json", "--model", "lite"
    )
    assert len(json.loads(analysed)["repetitions"]) == 3
    assert json.loads(assessed)["repetitions"] == json.loads(analysed)["repetitions"]
    assert not (tmp_path / "out" / "annotated.mp4").exists()


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    """A limit on the size of files stands in for the disk: the encoder meets it in the middle of the clip."""
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000));"
        f"sys.argv = ['formcheck', 'analyze', {str(SAMPLES / 'squat_good_side.mp4')!r}, '-e', 'squat',"
        f" '-o', {str(tmp_path / 'out')!r}, '--model', 'lite']; from formcheck.cli import main; main()"
    )
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 6, done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("out/*"))
