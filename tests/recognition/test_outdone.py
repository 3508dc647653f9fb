"""A clip that shows another exercise: what was drawn as counted is drawn anew, and nothing is counted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import av
import pytest

from benchmarks.data import SAMPLES
from formcheck.analysis import analyze
from formcheck.analysis.annotate import Annotator
from formcheck.analysis.options import AnalysisOptions
from formcheck.catalogue.library import load_exercise
from formcheck.records import Report


class Deadlift:
    """Rivals that call everything a deadlift."""

    def outdoing(self, *_: object) -> str:
        return "a deadlift"


@pytest.mark.model
def test_a_clip_that_is_outdone_is_drawn_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cards: list[Report] = []
    finish = Annotator.finish

    def noted(self: Annotator, report: Report) -> Sequence[str]:
        cards.append(report)
        return finish(self, report)

    monkeypatch.setattr(sys.modules[analyze.__module__], "Contest", Deadlift)
    monkeypatch.setattr(Annotator, "finish", noted)
    out = tmp_path / "out"
    options = replace(AnalysisOptions(), model="lite", out=out, draw=True, share=False)
    report = analyze(SAMPLES / "squat_too_shallow_side.mp4", load_exercise("squat"), options).report
    assert report.looks_like == "a deadlift"
    assert report.repetitions == ()
    assert report.attempts
    assert [card.repetitions for card in cards] == [(), ()]
    with av.open(str(out / "annotated.mp4")) as clip:
        assert clip.streams.video[0].frames > 0
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
