"""A repetition that a person moves or adds is measured from the recorded poses; the machine's own stays as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from formcheck.coaching.trackers.placed import Place, judged_at
from formcheck.desk.deciding import apply
from formcheck.desk.decision import Decision, Span, Target
from formcheck.desk.measuring.moved import measured, spans
from formcheck.pose.recording import PoseTrack
from formcheck.records import Repetition, Report
from formcheck.report.document import to_json
from tests.desk.test_decision import said
from tests.support.judged import Judged, good, lunges, shallow


def span_of(repetition: Repetition, *, later_s: float = 0.0) -> Span:
    moments = {name: getattr(repetition, name) + later_s for name in ("start_s", "peak_s", "end_s")}
    return Span(**moments, side=repetition.side)


def moved(number: int, span: Span, minutes: int = 0) -> Decision:
    target = Target(repetition=number)
    return said("move_repetition", minutes, target=target, span=span, reason="it lies elsewhere")


def decided(judged: Judged, *decisions: Decision) -> Report:
    track, exercise = PoseTrack.from_poses(judged.poses), judged.session.exercise
    return apply(judged.report, decisions, exercise, measured(judged.report, track, exercise, decisions))


@pytest.mark.parametrize("make", [good, shallow, lunges])
def test_where_the_machine_saw_it_the_same_is_measured(make: object) -> None:
    judged: Judged = make()  # type: ignore[operator]
    first = judged.report.repetitions[0]
    again = decided(judged, moved(1, span_of(first))).repetitions[0]
    assert [(f.cue, f.verdict) for f in again.findings] == [(f.cue, f.verdict) for f in first.findings]
    assert (again.in_form, again.side, again.index) == (first.in_form, first.side, 1)
    read = {f.cue: f.value for f in again.findings}
    assert read == pytest.approx({f.cue: f.value for f in first.findings}, abs=1.0, nan_ok=True)


def test_what_is_added_where_the_machine_saw_something_is_judged_as_that() -> None:
    bad = shallow()
    second = bad.report.repetitions[1]
    alone = replace(bad, report=replace(bad.report, repetitions=bad.report.repetitions[:1]))
    after = decided(alone, said("add_repetition", span=span_of(second), reason="missed"))
    faults = [[f.cue for f in r.findings if f.verdict == "fault"] for r in after.repetitions]
    assert faults == [["depth"], ["depth"]]
    assert (after.summary.repetitions, after.summary.in_form, after.summary.not_judged) == (2, 0, 0)


def test_a_repetition_is_measured_where_it_was_moved_to() -> None:
    judged = shallow()
    first, second = judged.report.repetitions
    before = to_json(judged.report)
    after = decided(judged, moved(1, span_of(second)))
    (there,) = [r for r in after.repetitions if r.start_s == second.start_s][:1]
    assert there.measures == pytest.approx(second.measures, abs=1.0, nan_ok=True)
    assert first.start_s not in [r.start_s for r in after.repetitions]
    assert to_json(judged.report) == before


def test_the_word_of_a_person_about_a_cue_stands_after_it_was_moved() -> None:
    judged = shallow()
    span = span_of(judged.report.repetitions[0])
    target = Target(repetition=1, cue="depth")
    over = said("overrule_finding", 1, target=target, verdict="ok", reason="deep enough")
    (depth,) = (f for f in decided(judged, moved(1, span), over).repetitions[0].findings if f.cue == "depth")
    assert (depth.verdict, depth.source) == ("ok", "decided by Ada")


def test_where_nothing_was_seen_or_nothing_moves_nothing_is_measured() -> None:
    judged = good()
    rest = Span(start_s=0.1, peak_s=0.15, end_s=0.2)
    beyond = Span(start_s=500.0, peak_s=501.0, end_s=502.0)
    for span in (rest, beyond):
        places = [Place(start_s=span.start_s, peak_s=span.peak_s, end_s=span.end_s)]
        (found,) = judged_at(judged.poses, judged.session.exercise, places)
        after = decided(judged, said("add_repetition", span=span, reason="missed"))
        if span is beyond:
            assert found.part is None
        assert after.summary.repetitions == 3
    assert decided(judged) is judged.report


def test_without_poses_it_is_as_before() -> None:
    judged = shallow()
    word = moved(1, span_of(judged.report.repetitions[1]))
    assert measured(judged.report, None, judged.session.exercise, [word]) == {}
    assert spans([word, said("withdraw", 1, target=Target(decision=word.id))]) == frozenset()


def test_a_view_that_the_user_chose_is_kept() -> None:
    judged = good()
    told = replace(judged.report, view=replace(judged.report.view, label="front", confidence=1.0))
    word = moved(1, span_of(judged.report.repetitions[0]))
    track = PoseTrack.from_poses(judged.poses)
    (part,) = measured(told, track, judged.session.exercise, [word]).values()
    usual = judged.report.repetitions[0]
    assert [f.verdict for f in part.findings] != [f.verdict for f in usual.findings]
