"""Which cue is raised after which repetition."""

import pytest

from formcheck.coaching.cue_filter import CueFilter
from formcheck.records import Finding, Severity, Verdict


def finding(cue: str, severity: Severity, verdict: Verdict = "fault") -> Finding:
    return Finding(
        cue=cue,
        verdict=verdict,
        severity=severity,
        value=1.0,
        limit=0.5,
        unit="deg",
        at_s=1.0,
        reason=None,
        message="Do it",
        source="P",
    )


def test_a_major_fault_is_said_at_once_and_a_minor_one_when_it_comes_again() -> None:
    cues, minor = CueFilter(), finding("lean", "minor")
    assert cues.choose([minor], 0.0, 1) is None
    cues.remember([minor])
    assert cues.choose([minor], 10.0, 2) == minor
    assert cues.choose([finding("valgus", "major")], 20.0, 3) is not None


def test_a_minor_fault_long_ago_is_forgotten() -> None:
    cues, minor = CueFilter(), finding("lean", "minor")
    history: list[Verdict] = ["fault", "ok", "ok"]
    for verdict in history:
        cues.remember([finding("lean", "minor", verdict)])
    assert cues.choose([minor], 0.0, 4) is None


def test_the_major_fault_goes_first_and_then_there_is_quiet() -> None:
    cues, minor, major = CueFilter(), finding("lean", "minor"), finding("valgus", "major")
    cues.remember([minor])
    assert cues.choose([minor, major], 0.0, 2) == major
    assert cues.choose([minor, major], 4.9, 3) is None
    assert cues.choose([minor], 5.1, 3) == minor


@pytest.mark.parametrize("verdict", ["ok", "caution", "not_judged"])
def test_only_faults_are_said(verdict: Verdict) -> None:
    assert CueFilter().choose([finding("valgus", "major", verdict)], 0.0, 1) is None
    assert CueFilter().choose([finding("depth", "info")], 0.0, 1) is None


def test_a_cue_is_raised_once_a_repetition_and_a_minor_one_not_in_two_in_a_row() -> None:
    cues, minor, major = CueFilter(), finding("heels", "minor"), finding("knees", "major")
    cues.remember([minor])
    raised = [bool(cues.choose([minor], 10.0 * i, number)) for i, number in enumerate((2, 2, 3, 4, 5))]
    assert raised == [True, False, False, True, False]
    raised = [bool(cues.choose([major], 100.0 + 10.0 * i, number)) for i, number in enumerate((2, 2, 3))]
    assert raised == [True, False, True]


def test_where_the_worst_was_just_named_nothing_else_is() -> None:
    cues, minor, major = CueFilter(), finding("heels", "minor"), finding("knees", "major")
    cues.remember([minor, major])
    assert cues.choose([minor, major], 0.0, 2) == major
    assert cues.choose([minor, major], 6.0, 2) is None
    assert cues.choose([minor, major], 7.0, 3) == major


def test_there_is_quiet_after_a_cue() -> None:
    cues = CueFilter()
    assert cues.choose([finding("heels", "major")], 1.0, 1)
    assert not cues.choose([finding("knees", "major")], 5.9, 2)
    assert cues.choose([finding("knees", "major")], 6.0, 2)
