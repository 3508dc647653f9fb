"""What was written of an analysis is read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.analysis.reading import read_analysis
from formcheck.analysis.worst import read_worst, to_files, worst_frames
from formcheck.catalogue.library import load_exercise
from formcheck.motion.gait.registry import GAIT_MEASURES
from formcheck.motion.measures import MEASURES
from formcheck.motion.series import Column, Series
from formcheck.records import ExerciseRef
from formcheck.report.clip.layout import Measures
from formcheck.report.tables import measures_csv, series_from_csv
from tests.support import clips
from tests.support.judged import found, good, with_findings


def test_the_series_is_read_to_the_digits_that_were_written() -> None:
    series = good().session.series
    again = series_from_csv(measures_csv(series))
    assert again.columns == series.columns
    np.testing.assert_allclose(again.times_s, series.times_s, atol=1e-4)
    np.testing.assert_allclose(again.rows, series.rows, rtol=1e-4, atol=1e-6)


def test_an_empty_series_is_read() -> None:
    columns = [Column("knee_flexion", "left"), Column("trunk_lean")]
    assert series_from_csv(measures_csv(Series(columns))).columns == columns
    assert len(series_from_csv("")) == 0


def test_no_measure_is_named_as_if_it_had_a_side() -> None:
    assert [name for name in [*MEASURES, *GAIT_MEASURES] if name.endswith(("_left", "_right"))] == []


def test_a_set_of_an_exercise_that_is_gone_is_shown_by_what_its_report_says() -> None:
    gone = ExerciseRef(id="wobble", name="Wobble", definition_sha256="", resolved={})
    result = read_analysis(replace(good().report, exercise=gone), {})
    assert (result.exercise.id, result.exercise.name, result.exercise.cue) == ("wobble", "Wobble", ())
    assert len(result.series) == 0


def test_the_picture_of_a_fault_says_that_fault_and_no_other(tmp_path: Path) -> None:
    """The panel of the clip, which may say another one, is cut off; the words below the picture are of this cue."""
    faults = [found("depth", value=40.0, limit=20.0, at_s=0.2), found("heel_down", at_s=0.2)]
    report = with_findings(good().report, faults)
    report = replace(report, source=replace(report.source, width_px=640, height_px=480))
    clip = clips.write_clip(tmp_path / "annotated.mp4", size_px=(640, Measures(640, 480).size_px[1]))
    pictures = worst_frames(report, clip, load_exercise("squat"))
    assert set(pictures) == {"depth", "heel_down"}
    one, other = pictures.values()
    height = round(480 * one.shape[1] / 640)
    assert one.shape[0] > height + 60
    np.testing.assert_array_equal(one[: height - 2], other[: height - 2])
    assert (one[height + 2 :] != other[height + 2 :]).any(axis=2).sum() > 100


def test_pictures_of_the_worst_moments_survive(tmp_path: Path) -> None:
    picture = np.full((20, 30, 3), (200, 40, 40), np.uint8)
    files = to_files({"heel_down": picture})
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "worst_depth.jpg").write_bytes(b"damaged")
    (tmp_path / "moments.png").write_bytes(b"another")
    found = read_worst({path.name: path for path in tmp_path.iterdir()})
    assert list(found) == ["heel_down"]
    assert found["heel_down"] == pytest.approx(picture, abs=4)
