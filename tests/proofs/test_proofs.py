"""Each cue held against a motion in which it must fire and one in which it must stay silent, on true joints.

A cue that lacks one of the two must say that it is a draft; none may say so that has both.
"""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.synthetic.movement import Movement, View
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.proof import cues_of_form, findings_of, fires, is_silent, played
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import exercises
from formcheck.records import Report
from tests.proofs.claims import check_claims

JUDGED = [exercise for exercise in exercises() if exercise.cue and exercise.mode != "gait"]
DRAWN = [
    (exercise, movement) for exercise in JUDGED for movement in MOVEMENTS.values() if movement.exercise == exercise.id
]
FAULTY = [
    (exercise, movement, name)
    for exercise, movement in DRAWN
    for name, fault in movement.faults.items()
    # The joints do not show a bent spine, its outline does: that is for renders to prove.
    if not fault.spine
]


@cache
def good(movement_id: str, view: View, exercise: Exercise) -> Report:
    return played(exercise, MOVEMENTS[movement_id], view)


@pytest.mark.parametrize(("exercise", "movement"), DRAWN, ids=lambda x: x.id)
def test_good_form_is_counted_and_raises_no_fault(exercise: Exercise, movement: Movement) -> None:
    for view in movement.views:
        report = good(movement.id, view, exercise)
        assert report.repetitions or report.holds or report.gait, report.warnings
        faults = [f for cue in cues_of_form(exercise) for f in findings_of(report, cue) if f.verdict == "fault"]
        assert not faults, [(f.cue, f.value, f.limit) for f in faults]


@pytest.mark.parametrize(("exercise", "movement", "name"), FAULTY, ids=lambda x: getattr(x, "id", x))
def test_a_fault_is_found(exercise: Exercise, movement: Movement, name: str) -> None:
    fault = movement.faults[name]
    report = played(exercise, movement, fault.view, fault)
    found = findings_of(report, fault.cue)
    assert fires(exercise, fault.cue, report), [(f.verdict, f.value, f.reason) for f in found] or report.warnings


@pytest.mark.parametrize("exercise", JUDGED, ids=lambda x: x.id)
def test_a_cue_is_a_draft_until_it_fires_and_stays_silent(exercise: Exercise) -> None:
    check_claims(exercise, on_true_joints)


def on_true_joints(exercise: Exercise) -> set[str]:
    drawn = [movement for e, movement in DRAWN if e == exercise]
    reports = [good(movement.id, view, exercise) for movement in drawn for view in movement.views]
    fired = {fault.cue for movement in drawn for fault in movement.faults.values() if not fault.spine}
    return {i for i in fired if any(is_silent(i, report) for report in reports)}
