"""What is spoken and shown large in live coaching is short."""

from __future__ import annotations

import pytest

from formcheck.catalogue.library import exercises
from formcheck.live.voice import MOST_WORDS

SAID = {f"{exercise.id}.{cue.id}": cue.say for exercise in exercises() for cue in exercise.cue}


@pytest.mark.parametrize("cue", SAID)
def test_a_cue_has_at_most_five_words(cue: str) -> None:
    assert 0 < len(SAID[cue].split()) <= MOST_WORDS
