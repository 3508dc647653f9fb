"""The clips that come with formcheck: listed, small, and judged as their list says."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.data import SAMPLES
from formcheck import analyze
from formcheck.catalogue.library import exercise_ids, load_exercise
from formcheck.export.results import open_results
from formcheck.export.share import open_share
from formcheck.records import Report
from formcheck.ui.parts.samples import samples
from formcheck.video.reader import VideoReader

MOST_BYTES = 15_000_000


def test_every_clip_is_listed_once_and_there() -> None:
    listed = [row["file"] for row in tomllib.loads((SAMPLES / "samples.toml").read_text("utf-8"))["sample"]]
    assert sorted(listed) == sorted(path.name for path in SAMPLES.glob("*.mp4"))
    assert 8 <= len(listed) <= 12


def test_they_are_small_enough_for_a_checkout() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.glob("*.mp4")) <= MOST_BYTES


def test_the_read_me_names_each() -> None:
    text = (SAMPLES / "README.md").read_text("utf-8")
    assert [sample.name for sample in samples() if f"`{sample.name}`" not in text] == []


def test_the_app_lists_them_with_a_known_exercise() -> None:
    assert {sample.exercise for sample in samples()} <= set(exercise_ids())
    assert {sample.path for sample in samples()} == set(SAMPLES.glob("*.mp4"))


def test_of_each_exercise_with_a_good_sample_the_repetitions_are_known() -> None:
    good = [sample for sample in samples() if "_good_" in sample.name]
    assert [sample.name for sample in good] == [sample.name for sample in samples() if sample.good]
    assert all(sample.view in load_exercise(sample.exercise).views for sample in good)
    for sample in good:
        with VideoReader(sample.path) as reader:
            assert sample.good[0].start_s > 0.0
            assert sample.good[-1].end_s < (reader.info.duration_s or 0.0)
        assert all(before.end_s < after.start_s for before, after in pairwise(sample.good))


def faults(report: Report) -> set[str]:
    return {f.cue for r in report.repetitions for f in r.findings if f.verdict == "fault"}


@pytest.mark.model
def test_what_the_first_page_shows_at_once_is_what_comes_out_today(tmp_path: Path) -> None:
    (sample,) = [sample for sample in samples() if sample.result is not None]
    assert sample.result is not None
    open_share(sample.result, tmp_path / "shown")
    shown = open_results(tmp_path / "shown").report
    today = analyze(sample.path, sample.exercise)
    told = [[told_of(report) for report in (shown, today)] for told_of in (_told, lambda report: report.summary)]
    assert [one for one, other in told if one != other] == [], "write it anew: make sample-result"


def _told(report: Report) -> list[list[tuple[str, str]]]:
    return [[(finding.message, finding.verdict) for finding in one.findings] for one in report.repetitions]


@pytest.mark.model
@pytest.mark.parametrize(
    ("clip", "exercise", "repetitions", "fault"),
    [
        ("forward_lunge_leaning_side", "forward_lunge", 3, "trunk_upright"),
        ("side_lunge_good_front", "side_lunge", 2, ""),
        ("deadlift_rounded_back_side", "deadlift", 3, "straight_back_proxy"),
    ],
)
def test_a_sample_is_judged_as_it_was_drawn(clip: str, exercise: str, repetitions: int, fault: str) -> None:
    report = analyze(SAMPLES / f"{clip}.mp4", exercise)
    assert report.summary.repetitions == repetitions
    assert faults(report) == ({fault} if fault else set())
    # What is shown as good beside a set lies where a good repetition is found.
    (sample,) = (sample for sample in samples() if sample.path.stem == clip)
    assert sample.facing == (report.view.facing if sample.good else "unknown")
    found = report.repetitions if sample.good else ()
    for span, one in zip(sample.good, found, strict=True):
        assert (span.start_s, span.peak_s, span.end_s) == pytest.approx((one.start_s, one.peak_s, one.end_s), abs=0.3)
        assert (span.side, one.in_form) == (one.side, True)
