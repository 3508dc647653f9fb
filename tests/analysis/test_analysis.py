"""Clips with the wrong number of people in them, and the API as Python code uses it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import formcheck
from benchmarks.data import SAMPLES
from formcheck.errors import UsageError
from formcheck.video import VideoReader, VideoWriter
from tests.support import clips

Image = NDArray[np.uint8]
_SQUAT = SAMPLES / "squat_good_side.mp4"


def _frames(path: Path, count: int) -> list[Image]:
    with VideoReader(path, max_side_px=720) as reader:
        return [frame.image for frame, _ in zip(reader, range(count), strict=False)]


def _write(path: Path, images: list[Image], fps: float = 10.0) -> Path:
    height_px, width_px, _ = images[0].shape
    with VideoWriter(path, width_px, height_px, fps) as writer:
        for index, image in enumerate(images):
            writer.write(image, index / fps)
    return path


def test_the_public_names_are_these() -> None:
    assert formcheck.__all__ == [
        "FormcheckError",
        "Report",
        "Session",
        "__version__",
        "analyze",
        "assess",
        "exercises",
        "load_exercise",
        "record",
        "resolve_exercise",
    ]
    assert all(getattr(formcheck, name) is not None for name in formcheck.__all__)
    assert dir(formcheck) == sorted(formcheck.__all__)


def test_importing_the_package_imports_nothing_slow() -> None:
    script = "import formcheck, sys; formcheck.FormcheckError; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    slow = {"mediapipe", "cv2", "av", "scipy", "numpy", "pydantic", "streamlit", "typer"}
    assert slow.isdisjoint(done.stdout.split())


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="analyse"):
        formcheck.__getattr__("analyse")


def test_an_unknown_exercise_is_refused_before_the_clip_is_opened(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'deadlift'"):
        formcheck.analyze(tmp_path / "none.mp4", "dedlift")


@pytest.mark.model
def test_progress_rises_to_the_end() -> None:
    shares: list[float] = []
    formcheck.analyze(_SQUAT, "squat", model="lite", progress=shares.append)
    assert shares == sorted(shares)
    assert 0.9 < shares[-1] <= 1.0


@pytest.mark.model
def test_a_person_in_a_tenth_of_the_frames_is_warned_of(tmp_path: Path) -> None:
    person = _frames(_SQUAT, 4)
    height_px, width_px, _ = person[0].shape
    nobody = [clips.frame_image(i, width_px, height_px) for i in range(36)]
    report = formcheck.analyze(_write(tmp_path / "a.mp4", nobody + person), "squat", model="full")
    assert report.summary.repetitions == 0
    assert any("10%" in warning for warning in report.warnings)


@pytest.mark.model
def test_one_frame_of_a_person_is_no_repetition(tmp_path: Path) -> None:
    clip = _write(tmp_path / "a.mp4", _frames(_SQUAT, 1))
    report = formcheck.analyze(clip, "squat", out=tmp_path / "out")
    assert report.summary.repetitions == 0
    assert (tmp_path / "out" / "annotated.mp4").stat().st_size > 0


@pytest.mark.model
def test_two_people_are_warned_of(tmp_path: Path) -> None:
    one = _frames(_SQUAT, 30)
    width_px = one[0].shape[1]
    middle = [image[:, width_px // 4 : width_px * 3 // 4] for image in one]
    two = [np.hstack([image, image[:, ::-1]]) for image in middle]
    report = formcheck.analyze(_write(tmp_path / "a.mp4", two), "squat", model="full")
    assert any("More than one person" in warning for warning in report.warnings)
