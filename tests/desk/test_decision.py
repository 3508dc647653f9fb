"""Decisions: what each kind needs, which stand, and the way through JSON."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from formcheck.desk.decision import Decision, Kind, Span, Target, from_json, in_force, to_json
from formcheck.errors import UsageError

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def said(kind: Kind, minutes: int = 0, by: str = "Ada", **fields: Any) -> Decision:
    return Decision(kind=kind, by=by, at=NOON + timedelta(minutes=minutes), **fields)


def test_a_time_is_kept_in_utc_whatever_zone_it_was_given_in() -> None:
    berlin = timezone(timedelta(hours=1))
    assert Decision(kind="agree", by="Ada", at=datetime(2026, 3, 2, 13, tzinfo=berlin)).at == NOON
    with pytest.raises(ValidationError):
        Decision(kind="agree", by="Ada", at=datetime(2026, 3, 2, 13))


@pytest.mark.parametrize(
    ("kind", "fields", "missing"),
    [
        ("overrule_finding", {"target": Target(repetition=1), "verdict": "ok", "reason": "seen well"}, "target.cue"),
        ("overrule_finding", {"target": Target(repetition=1, cue="depth"), "verdict": "ok"}, "reason"),
        ("overrule_verdict", {"target": Target(repetition=1), "verdict": "ok", "reason": "  "}, "reason"),
        ("add_repetition", {"reason": "missed"}, "span"),
        ("remove_repetition", {"reason": "sat down"}, "target.part"),
        ("correct_landmark", {"target": Target(at_s=1.0)}, "landmark"),
        ("withdraw", {}, "target.decision"),
    ],
)
def test_each_kind_says_what_it_lacks(kind: Kind, fields: dict[str, Any], missing: str) -> None:
    with pytest.raises(ValidationError, match=f"needs {missing}"):
        said(kind, **fields)


def test_a_repetition_turns_between_its_ends() -> None:
    with pytest.raises(ValidationError, match="starts, turns and ends"):
        Span(start_s=2.0, peak_s=1.0, end_s=3.0)


def test_decisions_survive_json() -> None:
    decisions = (
        said("agree", target=Target(repetition=2)),
        said("add_repetition", target=Target(attempt=1), span=Span(start_s=1, peak_s=2, end_s=3), reason="missed"),
    )
    assert from_json(to_json(decisions)) == decisions


@pytest.mark.parametrize("text", ["", "{}", '[{"kind": "nod", "by": "Ada"}]', '[{"kind": "agree"}]'])
def test_other_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(UsageError, match=r"decisions\.json"):
        from_json(text)


def test_only_who_decided_withdraws() -> None:
    first = said("agree", target=Target(repetition=1))
    by_other = said("withdraw", 1, by="Bo", target=Target(decision=first.id))
    assert in_force([by_other, first]) == [first]
    assert in_force([said("withdraw", 2, target=Target(decision=first.id)), first]) == []
