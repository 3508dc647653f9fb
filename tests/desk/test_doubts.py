"""What a therapist is asked to look at, and what is settled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.catalogue.checks import Check, fault_free
from formcheck.coaching.second_look import DEVIATIONS
from formcheck.coaching.session import Session
from formcheck.desk.decision import Decision, Span, Target
from formcheck.desk.doubts import doubtful, undecided
from formcheck.records import Attempt, AttemptReason, Report
from tests.desk.test_decision import said
from tests.support.judged import found, good, with_findings

SQUAT = Session("squat").exercise
DEPTH = next(cue for cue in SQUAT.cue if cue.id == "depth")
CHECK = next(check for check in DEPTH.check if isinstance(check, Check) and "side" in check.views)
LIMIT = fault_free(CHECK.pass_, CHECK.warn, CHECK.error).max
NEAR = CHECK.error / DEVIATIONS


def with_depth(*values: float) -> Report:
    each = [
        [found("depth", "fault" if value > LIMIT else "caution", "major", value=value, limit=LIMIT, unit=CHECK.unit)]
        for value in values
    ]
    return with_findings(good().report, *each)


def attempt(reason: AttemptReason) -> Attempt:
    return Attempt(start_s=0.5, peak_s=1.0, end_s=1.5, reason=reason, message="too small to count")


def test_a_clear_repetition_is_in_no_doubt() -> None:
    assert doubtful(good().report) == []


def test_a_reading_beside_the_limit_of_a_fault_is_in_doubt_on_both_of_its_sides() -> None:
    report = with_depth(LIMIT - 1.1 * NEAR, LIMIT - 0.9 * NEAR, LIMIT + 0.9 * NEAR, LIMIT + 1.1 * NEAR)
    found_ = doubtful(report)
    assert [doubt.target.repetition for doubt in found_] == [2, 3]
    assert [doubt.why[0].split(":")[0] for doubt in found_] == ["Nearly a fault", "Only just a fault"]
    assert {doubt.cues for doubt in found_} == {("depth",)}


def test_a_cue_that_is_good_to_know_raises_no_doubt() -> None:
    (check,) = (check for cue in SQUAT.cue if cue.id == "full_stand" for check in cue.check if isinstance(check, Check))
    limit = fault_free(check.pass_, check.warn, check.error).max
    finding = found("full_stand", "caution", "info", value=limit, limit=limit, unit=check.unit)
    assert doubtful(with_findings(good().report, [finding])) == []


def test_a_repetition_that_was_not_judged_says_what_was_not_seen() -> None:
    hidden = replace(found("depth", "not_judged", "major", message="Step back."), reason="out_of_picture")
    elsewhere = replace(found("knee_valgus", "not_judged", "major", message="Film from the front."), reason="view")
    (doubt,) = doubtful(with_findings(good().report, [hidden, elsewhere]))
    assert doubt.why == (f"Not judged: {DEPTH.say.rstrip('.')}. Step back.",)


def test_attempts_are_in_doubt_unless_they_are_another_movement() -> None:
    report = replace(good().report, attempts=(attempt("gate"), attempt("too_small")))
    assert [doubt.target.attempt for doubt in doubtful(report)] == [2]
    nothing_counted = replace(report, repetitions=())
    assert [doubt.target.attempt for doubt in doubtful(nothing_counted)] == [1, 2]


@pytest.mark.parametrize(
    ("decision", "is_open"),
    [
        (said("comment", target=Target(repetition=1), reason="look"), True),
        (said("agree", target=Target(repetition=2)), True),
        (said("agree", target=Target(repetition=1)), False),
        (said("overrule_verdict", target=Target(repetition=1), verdict="ok", reason="fine"), False),
    ],
)
def test_a_doubt_ends_with_a_decision_about_it(decision: Decision, is_open: bool) -> None:
    assert bool(undecided(doubtful(with_depth(LIMIT)), [decision])) is is_open


def test_a_doubt_about_an_attempt_ends_when_it_is_counted_or_agreed_with() -> None:
    doubts = doubtful(replace(good().report, attempts=(attempt("too_small"),)))
    span = Span(start_s=0.5, peak_s=1.0, end_s=1.5)
    assert undecided(doubts, [said("agree", target=Target(attempt=1))]) == []
    assert undecided(doubts, [said("add_repetition", target=Target(attempt=1), span=span, reason="it counts")]) == []
    assert undecided(doubts, [said("agree", target=Target(repetition=1))]) == doubts
