"""Each cue of a run held against a drawn runner in whom it must fire and one in whom it must stay silent."""

from __future__ import annotations

from typing import get_args

import pytest

from benchmarks.synthetic.gait import FAULTY, GOOD
from formcheck.coaching.definition import Cue
from formcheck.records import ViewLabel
from tests.gaits import RUN, name_of, ran

CUES = [(exercise.id, cue) for exercise in RUN for cue in exercise.cue if cue.enabled]


@pytest.mark.parametrize(("exercise", "cue"), FAULTY, ids=str)
def test_a_fault_is_found(exercise: str, cue: str) -> None:
    view, run = FAULTY[exercise, cue]
    assert view in get_args(ViewLabel)
    found = {f.cue: f for f in ran(run, view).findings}[name_of(exercise, cue)]
    assert found.verdict == "fault", found


@pytest.mark.parametrize(("exercise", "cue"), CUES, ids=lambda x: x if isinstance(x, str) else x.id)
def test_a_cue_is_a_draft_until_it_fires_and_stays_silent(exercise: str, cue: Cue) -> None:
    views: tuple[ViewLabel, ...] = ("side", "front", "rear")
    said = {f.verdict for view in views for f in ran(GOOD, view).findings if f.cue == name_of(exercise, cue)}
    is_silent = "ok" in said and not said & {"caution", "fault"}
    assert (cue.status != "draft") == ((exercise, cue.id) in FAULTY and is_silent), said
