"""What therapists say, as labels with poses: no pictures, no names."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.desk import decision
from formcheck.desk.decision import Decision, Target
from formcheck.errors import UsageError
from formcheck.export.labels import label_files
from formcheck.export.results import Results, open_results
from formcheck.pose.recording import PoseTrack
from tests.export.folders import write_results
from tests.support.commands import Run

DEPTH = Target(repetition=1, cue="depth")
DECISIONS = (
    Decision(by="Ada", kind="overrule_finding", target=DEPTH, verdict="caution", reason="a bit"),
    Decision(by="Ada", kind="overrule_finding", target=DEPTH, verdict="ok", reason="deep enough"),
    Decision(by="Bea", kind="agree", target=DEPTH),
    Decision(by="Bea", kind="overrule_verdict", target=Target(repetition=2), verdict="ok", reason="fine"),
    Decision(by="Bea", kind="comment", reason="Ada is my name for this patient."),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_results(tmp_path / "set", with_clip=False)
    (folder / "decisions.json").write_text(decision.to_json(DECISIONS), encoding="utf-8")
    return folder


def labels_in(files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files["labels.csv"].decode())))


def test_each_rating_is_a_row_and_the_last_word_counts(folder: Path) -> None:
    files = label_files([open_results(folder)])
    rows = [(r["cue"], r["number"], r["machine"], r["therapist"], r["rater"]) for r in labels_in(files)]
    assert rows == [
        ("depth", "1", "fault", "ok", "1"),
        ("depth", "1", "fault", "fault", "2"),
        ("whole", "2", "fault", "ok", "2"),
    ]


def test_the_poses_are_with_the_labels_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    results = open_results(folder)
    files = label_files([results])
    (name,) = {row["poses"] for row in labels_in(files)}
    assert set(files) == {"labels.csv", "README.txt", name}
    (tmp_path / "a.npz").write_bytes(files[name])
    track = PoseTrack.load(tmp_path / "a.npz")
    assert results.track is not None
    np.testing.assert_array_equal(track.landmarks, results.track.landmarks)
    assert track.source is None
    assert all(b"Ada" not in content and b"Bea" not in content for content in files.values())


def test_agreeing_with_a_repetition_agrees_with_all_of_its_findings(folder: Path) -> None:
    results: Results = replace(
        open_results(folder), decisions=(Decision(by="Ada", kind="agree", target=Target(repetition=1)),)
    )
    rows = labels_in(label_files([results]))
    assert len(rows) == len(results.report.repetitions[0].findings)
    assert all(row["machine"] == row["therapist"] for row in rows)


def test_without_ratings_there_is_nothing_to_export(run: Run, tmp_path: Path) -> None:
    folder = write_results(tmp_path / "set")
    with pytest.raises(UsageError, match="no labels"):
        label_files([open_results(folder)])
    code, _, error = run("export", folder, "--labels", "--out", tmp_path / "out")
    assert (code, "no labels" in error, (tmp_path / "out").exists()) == (2, True, False)


def test_the_command_writes_the_data_set(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("export", folder, "--labels", "--out", tmp_path / "out")[0] == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["README.txt", "labels.csv", "poses"]
