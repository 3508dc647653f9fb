"""A clip that is analysed in pieces: the same with any number of workers, and what a clip in one piece gives."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from benchmarks.data import SAMPLES
from formcheck.analysis import Analysis, AnalysisOptions, analyze
from formcheck.catalogue.library import load_exercise
from formcheck.pieces import cutting
from formcheck.records import Report
from formcheck.report.document import to_json
from formcheck.video import VideoReader, VideoWriter

SIZE_PX = (320, 180)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pieces") / "squats.mp4"
    with (
        VideoReader(SAMPLES / "squat_too_shallow_side.mp4") as reader,
        VideoWriter(path, *SIZE_PX, reader.info.fps) as writer,
    ):
        for frame in reader:
            writer.write(np.asarray(cv2.resize(frame.image, SIZE_PX), dtype=np.uint8), frame.t_s)
    return path


def analyzed(clip: Path, workers: int) -> Analysis:
    return analyze(clip, load_exercise("squat"), AnalysisOptions(model="lite", workers=workers))


def verdicts(report: Report) -> list[list[tuple[str, str]]]:
    return [[(finding.cue, finding.verdict) for finding in one.findings] for one in report.repetitions]


@pytest.mark.model
def test_a_clip_in_pieces_gives_the_same_with_one_two_and_four_workers(
    clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "PIECE_S", 60.0)
    whole = analyzed(clip, 1)
    monkeypatch.setattr(cutting, "PIECE_S", 4.0)
    alone, *others = [analyzed(clip, workers) for workers in (1, 2, 4)]
    for other in others:
        assert to_json(other.report) == to_json(alone.report)
        assert np.array_equal(other.series.times_s, alone.series.times_s)
        assert np.array_equal(other.series.rows, alone.series.rows, equal_nan=True)
    assert verdicts(alone.report) == verdicts(whole.report)
    assert len(verdicts(alone.report)) == 3
