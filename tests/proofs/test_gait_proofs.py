"""Each cue of a run held against a drawn runner in whom it must fire and one in whom it must stay silent."""

from __future__ import annotations

from typing import get_args

import pytest

from benchmarks.synthetic.gait import FAULTY, GOOD
from formcheck.catalogue.exercise import Exercise
from formcheck.records import ViewLabel
from tests.proofs.claims import check_claims
from tests.support.gaits import RUN, name_of, ran


@pytest.mark.parametrize(("exercise", "cue"), FAULTY, ids=str)
def test_a_fault_is_found(exercise: str, cue: str) -> None:
    view, run = FAULTY[exercise, cue]
    assert view in get_args(ViewLabel)
    found = {f.cue: f for f in ran(run, view).findings}[name_of(exercise, cue)]
    assert found.verdict == "fault", found


@pytest.mark.parametrize("exercise", RUN, ids=lambda exercise: exercise.id)
def test_a_cue_is_a_draft_until_it_fires_and_stays_silent(exercise: Exercise) -> None:
    check_claims(exercise, on_true_joints)


def on_true_joints(exercise: Exercise) -> set[str]:
    enabled = {cue.id for cue in exercise.cue if cue.enabled}
    return {cue for found, cue in FAULTY if found == exercise.id and cue in enabled and is_silent(exercise.id, cue)}


def is_silent(exercise: str, cue: str) -> bool:
    views: tuple[ViewLabel, ...] = ("side", "front", "rear")
    said = {f.verdict for view in views for f in ran(GOOD, view).findings if f.cue == name_of(exercise, cue)}
    return "ok" in said and not said & {"caution", "fault"}
