"""Second looks of the people tables: taken once, kept by clip and model, and the same when read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.data import SAMPLES
from benchmarks.real import looks as kept_looks
from formcheck.analysis import record
from formcheck.pose.recording import PoseTrack
from formcheck.records import ModelName

pytestmark = pytest.mark.model
CLIP = SAMPLES / "squat_too_shallow_side.mp4"


@pytest.fixture(scope="module")
def track() -> PoseTrack:
    return record(CLIP, model="lite")


def test_looks_are_taken_once_and_give_the_same_report(
    track: PoseTrack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def landmarks(_path: Path, _model: ModelName) -> PoseTrack:
        return track

    monkeypatch.setattr(kept_looks, "landmarks", landmarks)
    monkeypatch.setattr(kept_looks, "KEPT", tmp_path)
    first = kept_looks.judged_with_looks(CLIP, "squat", "lite").finish()
    assert "Looking again" in capsys.readouterr().err
    assert [path.suffix for path in tmp_path.rglob("*.npz")] == [".npz"]
    second = kept_looks.judged_with_looks(CLIP, "squat", "lite").finish()
    assert "Looking again" not in capsys.readouterr().err
    assert replace(second, warnings=()) == replace(first, warnings=())
