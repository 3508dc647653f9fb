"""A report with decisions: what changes, what stays, and that the machine's own is not touched."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from formcheck.coaching.session import Session
from formcheck.desk.deciding import apply, decided
from formcheck.desk.decision import Decision, Kind, Span, Target
from formcheck.records import Attempt, Report
from formcheck.report.document import from_json, to_json
from tests.desk.test_decision import said
from tests.support.judged import found, good, shallow, with_findings

LATER = Span(start_s=20.0, peak_s=21.0, end_s=22.5)


@pytest.fixture
def bad() -> Report:
    """Two squats that are not deep enough."""
    return shallow().report


def overruled(repetition: int, cue: str, verdict: str, minutes: int = 0, by: str = "Ada") -> Decision:
    target = Target(repetition=repetition, cue=cue)
    return said("overrule_finding", minutes, by, target=target, verdict=verdict, reason="deep enough for this knee")


def test_without_decisions_it_is_the_machines_own(bad: Report) -> None:
    assert apply(bad, []) is bad


def test_an_overruled_fault_brings_a_repetition_into_form(bad: Report) -> None:
    before = to_json(bad)
    after = apply(bad, [overruled(1, "depth", "ok")])
    (fault,) = (f for f in bad.repetitions[0].findings if f.verdict == "fault")
    (now,) = (f for f in after.repetitions[0].findings if f.cue == "depth")
    assert fault.cue == "depth"
    assert (now.verdict, now.value, now.limit, now.message, now.source) == (
        "ok",
        fault.value,
        None,
        "",
        "decided by Ada",
    )
    assert [r.in_form for r in after.repetitions] == [True, False]
    assert (bad.summary.in_form, after.summary.in_form) == (0, 1)
    assert to_json(bad) == before


def test_an_overruled_ok_is_a_fault_with_the_cues_words() -> None:
    report = good().report
    after = apply(report, [overruled(2, "depth", "fault")])
    (now,) = (f for f in after.repetitions[1].findings if f.cue == "depth")
    assert now.message == next(cue.say for cue in Session("squat").exercise.cue if cue.id == "depth")
    assert after.summary.in_form == report.summary.in_form - 1


def test_what_is_no_longer_judged_says_that_a_person_decided(bad: Report) -> None:
    after = apply(bad, [overruled(1, "depth", "not_judged")])
    (now,) = (f for f in after.repetitions[0].findings if f.cue == "depth")
    assert (now.reason, now.message) == ("by_hand", "")
    assert after.repetitions[0].in_form is None
    assert after.summary.not_judged == 1


def test_the_last_word_stands_in_whatever_order_they_come(bad: Report) -> None:
    words = [overruled(1, "depth", "ok", 1), overruled(1, "depth", "caution", 2, by="Bo")]
    for given in (words, words[::-1]):
        (now,) = (f for f in apply(bad, given).repetitions[0].findings if f.cue == "depth")
        assert now.verdict == "caution"


def test_to_agree_takes_back_what_was_overruled_before(bad: Report) -> None:
    decisions = [overruled(1, "depth", "ok"), said("agree", 5, target=Target(repetition=1))]
    assert apply(bad, decisions).repetitions == bad.repetitions


def test_the_verdict_of_a_whole_repetition_leaves_its_findings(bad: Report) -> None:
    whole = said("overrule_verdict", target=Target(repetition=1), verdict="ok", reason="the aim was a half squat")
    after = apply(bad, [whole])
    assert after.repetitions[0].in_form is True
    assert after.repetitions[0].findings == bad.repetitions[0].findings


def test_a_removed_repetition_is_not_counted_and_the_others_are_numbered_anew(bad: Report) -> None:
    after = apply(bad, [said("remove_repetition", target=Target(repetition=1), reason="sat down")])
    assert [r.index for r in after.repetitions] == [1]
    assert after.repetitions[0].start_s == bad.repetitions[1].start_s
    assert after.summary.repetitions == 1


def test_an_added_repetition_is_counted_and_not_judged_until_somebody_does(bad: Report) -> None:
    added = said("add_repetition", span=LATER, reason="missed")
    after = apply(bad, [added])
    assert (after.summary.repetitions, after.summary.not_judged) == (3, 1)
    assert after.repetitions[-1].tempo.down_s == 1.0
    judged = said("overrule_verdict", 1, target=Target(added=added.id), verdict="ok", reason="as it should be")
    assert apply(bad, [added, judged]).summary.in_form == 1


def test_an_attempt_that_is_counted_is_no_longer_listed(bad: Report) -> None:
    tried = Attempt(start_s=20.0, peak_s=21.0, end_s=22.5, reason="too_small", message="too small")
    report = replace(bad, attempts=(tried,))
    after = apply(report, [said("add_repetition", target=Target(attempt=1), span=LATER, reason="it counts")])
    assert after.attempts == ()
    assert after.summary.attempts == after.summary.repetitions == 3


def test_a_moved_repetition_forgets_what_was_read_elsewhere(bad: Report) -> None:
    moved = said("move_repetition", target=Target(repetition=1), span=LATER, reason="it begins later")
    after = apply(bad, [moved])
    last = after.repetitions[-1]
    assert (last.index, last.start_s, last.end_s) == (2, 20.0, 22.5)
    assert {f.reason for f in last.findings if f.at_s is not None} == {"by_hand"}
    assert set(last.measures.values()) == {None}
    assert last.in_form is None


def test_each_part_shows_the_machines_own_beside_it(bad: Report) -> None:
    decisions = [
        overruled(2, "depth", "ok"),
        said("remove_repetition", target=Target(repetition=1), reason="sat down"),
        said("add_repetition", span=LATER, reason="missed"),
    ]
    parts = decided(bad, decisions)
    assert [p.machine and p.machine.index for p in parts] == [1, 2, None]
    assert [p.part and p.part.index for p in parts] == [None, 1, 2]
    assert all(part.is_overruled for part in parts)
    assert not any(part.is_overruled for part in decided(bad, [said("comment", target=Target(at_s=1), reason="look")]))


def test_findings_of_the_set_are_overruled_too(bad: Report) -> None:
    report = replace(bad, set_findings=(found("unequal", at_s=None),))
    target = Target(cue="unequal")
    decision = said("overrule_finding", target=target, verdict="ok", reason="one side only was asked for")
    assert [f.verdict for f in apply(report, [decision]).set_findings] == ["ok"]
    assert apply(report, [decision, said("agree", 1, target=target)]).set_findings == report.set_findings


def test_an_exercise_that_is_not_known_is_judged_by_its_faults(bad: Report) -> None:
    report = with_findings(bad, [found("a"), found("b", "ok")], [found("a"), found("b")])
    report = replace(report, exercise=replace(report.exercise, id="own_exercise"))
    after = apply(report, [overruled(1, "a", "ok"), overruled(2, "a", "ok")])
    assert [r.in_form for r in after.repetitions] == [True, False]


@pytest.mark.parametrize("kind", ["comment", "correct_landmark"])
def test_a_remark_changes_no_number(bad: Report, kind: Kind) -> None:
    fields: dict[str, Any] = {"landmark": {"name": "left_knee", "x_px": 10, "y_px": 20}, "reason": "see the heel"}
    after = apply(bad, [said(kind, target=Target(repetition=1, at_s=1.0), **fields)])
    assert (after.repetitions, after.summary) == (bad.repetitions, bad.summary)


def test_a_decided_report_is_still_a_report(bad: Report) -> None:
    after = apply(bad, [overruled(1, "depth", "not_judged")])
    assert from_json(to_json(after)) == after
    assert any("Ada" in warning for warning in after.warnings)
