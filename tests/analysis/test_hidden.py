"""Legs that the picture cuts off, or that something hides, are not judged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.data import SAMPLES
from formcheck import analyze
from formcheck.records import Finding, Report
from formcheck.video import VideoReader, VideoWriter

pytestmark = [pytest.mark.model, pytest.mark.slow]

Image = np.ndarray[Any, np.dtype[np.uint8]]
# In the sample the knees are between rows 230 and 247 of 360, and the ankles below row 285.
KNEES_ROW, SHINS_ROW = 254, 262
OF_THE_LEGS = {"depth", "full_stand", "heel_down", "knee_behind_toe", "trunk_lean"}


def changed(path: Path, change: Callable[[Image], Image]) -> Path:
    with VideoReader(SAMPLES / "squat_good_side.mp4") as reader:
        frames = [(frame.t_s, np.ascontiguousarray(change(frame.image))) for frame in reader]
        height_px, width_px = frames[0][1].shape[:2]
        with VideoWriter(path, width_px, height_px, reader.info.fps) as writer:
            for t_s, image in frames:
                writer.write(image, t_s)
    return path


def cut(image: Image) -> Image:
    return image[:KNEES_ROW]


def behind_a_box(image: Image) -> Image:
    boxed = image.copy()
    boxed[SHINS_ROW:] = 120
    return boxed


def findings(report: Report) -> list[Finding]:
    return [finding for repetition in report.repetitions for finding in repetition.findings]


def test_legs_below_the_picture_are_not_judged_and_it_is_said(tmp_path: Path) -> None:
    report = analyze(changed(tmp_path / "cut.mp4", cut), "squat")
    judged = {f.cue for f in findings(report) if f.verdict != "not_judged"}
    assert not [f for f in findings(report) if f.cue in OF_THE_LEGS and f.verdict == "fault"]
    assert not judged & {"depth", "heel_down", "knee_behind_toe"}
    assert any("the feet were out of the picture" in warning for warning in report.warnings)


def test_legs_behind_a_box_are_not_judged(tmp_path: Path) -> None:
    report = analyze(changed(tmp_path / "box.mp4", behind_a_box), "squat")
    assert not [f for f in findings(report) if f.verdict == "fault"]
    of_feet = [f for f in findings(report) if f.cue in {"heel_down", "knee_behind_toe"}]
    assert all(f.verdict == "not_judged" for f in of_feet)
