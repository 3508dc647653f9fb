"""What is spoken and shown large in live coaching is short."""

from __future__ import annotations

import pytest

from formcheck.catalogue.checks import Check
from formcheck.catalogue.library import exercises, load_exercise
from formcheck.live.voice import MOST_WORDS

SAID = {f"{exercise.id}.{cue.id}": cue.say for exercise in exercises() for cue in exercise.cue}


@pytest.mark.parametrize("cue", SAID)
def test_a_cue_has_at_most_five_words(cue: str) -> None:
    assert 0 < len(SAID[cue].split()) <= MOST_WORDS


@pytest.mark.parametrize("cue", SAID)
def test_no_cue_is_about_a_thing_that_nothing_looks_for(cue: str) -> None:
    """The pose model sees a body: what is measured at the hands is called hands, with or without a bar in them."""
    exercise, name = cue.split(".")
    checks = [check for one in load_exercise(exercise).cue if one.id == name for check in one.check]
    of_hands = [check for check in checks if isinstance(check, Check) and check.measure.startswith("hand_")]
    assert not of_hands or not {"bar", "barbell", "weight", "load", "dumbbell"} & set(SAID[cue].lower().split())
