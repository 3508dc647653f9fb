"""What was decided, in words."""

from __future__ import annotations

from typing import Any

import pytest

from formcheck.coaching.session import Session
from formcheck.desk.decision import Kind, Landmark, Span, Target
from formcheck.ui.parts.sets.deciding_words import in_words
from tests.desk.test_decision import said

SQUAT = Session("squat").exercise
SAY = next(cue.say.rstrip(".") for cue in SQUAT.cue if cue.id == "depth")
THERE = Span(start_s=61.0, peak_s=62.0, end_s=63.5)
FIRST, DEPTH = Target(repetition=1), Target(repetition=1, cue="depth")


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("agree", {"target": FIRST}, "Agreed with the machine about repetition 1"),
        ("overrule_finding", {"target": DEPTH, "verdict": "ok"}, f'Repetition 1, "{SAY}", is ok: so seen'),
        ("overrule_verdict", {"target": FIRST, "verdict": "fault"}, "Repetition 1: not in form: so seen"),
        ("add_repetition", {"span": THERE}, "Added a repetition from 1:01.0 to 1:03.5: so seen"),
        ("remove_repetition", {"target": FIRST}, "Repetition 1 is not a repetition: so seen"),
        ("move_repetition", {"target": FIRST, "span": THERE}, "Moved repetition 1 from 1:01.0 to 1:03.5: so seen"),
        ("comment", {"target": Target(at_s=4.2)}, "Comment at 0:04.2: so seen"),
        (
            "correct_landmark",
            {"target": Target(at_s=4.2), "landmark": Landmark(name="left_knee", x_px=10.0, y_px=20.0)},
            "Put the left knee where it is at 0:04.2; the measures of that frame were computed again: so seen",
        ),
        ("withdraw", {"target": Target(decision="x")}, "Took back a decision"),
    ],
)
def test_each_decision_is_a_sentence(kind: Kind, fields: dict[str, Any], words: str) -> None:
    reason = "" if kind == "agree" else "so seen"
    assert in_words(said(kind, reason=reason, **fields), SQUAT) == words
