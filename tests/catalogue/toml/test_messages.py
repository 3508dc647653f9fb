"""Suggestions for a misspelt key come from the model that was validated, and from the table in which it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.profile import Adjustment, read_profile
from formcheck.catalogue.programme import Programme
from formcheck.catalogue.toml.located import Place
from formcheck.catalogue.toml.messages import known_keys
from formcheck.errors import DefinitionError
from tests.catalogue.test_exercise import changed, refusal


@pytest.mark.parametrize(
    ("place", "there", "elsewhere"),
    [
        ((), {"name", "cue", "counting"}, {"sessions_a_week", "say"}),
        (("counting",), {"signal", "gate", "source", "rationale"}, {"say", "posture"}),
        (("cue", 0), {"id", "say", "check"}, {"measure", "pass"}),
        (("cue", 0, "check", 1, "measure"), {"measure", "phase", "pass"}, {"duration", "set_measure", "say"}),
        (("cue", 0, "check", 1, "duration"), {"duration", "views"}, {"measure", "phase"}),
        (("cue", 0, "check", 1, "measure", "pass"), {"min", "max"}, {"measure"}),
        (("cue", 0, "when"), {"within", "because"}, {"pass", "warn"}),
    ],
)
def test_the_keys_of_a_table_are_those_of_its_model(place: Place, there: set[str], elsewhere: set[str]) -> None:
    keys = set(known_keys(Exercise, place))
    assert there <= keys
    assert not elsewhere & keys


def test_a_key_of_a_programme_is_not_suggested_in_an_exercise_file() -> None:
    assert "minutes" in known_keys(Programme, ())
    message = refusal(changed("minuts", 20))
    assert "unknown key 'minuts'" in message
    assert "minutes" not in message


def test_a_key_of_another_table_is_not_suggested() -> None:
    assert "Did you mean" not in refusal(changed("cue.0.min_excursoin", 3))
    assert "Did you mean 'min_excursion'" in refusal(changed("counting.min_excursoin", 3))


def test_a_profile_suggests_what_it_may_change(tmp_path: Path) -> None:
    path = tmp_path / "clinic.toml"
    path.write_text("[squat.depth]\nenabeld = false\n", "utf-8")
    with pytest.raises(DefinitionError, match=r"line 2, squat\.depth\.enabeld: .*Did you mean 'enabled'"):
        read_profile(path)
    path.write_text("stict = true\n", "utf-8")
    with pytest.raises(DefinitionError, match="Did you mean 'strict'"):
        read_profile(path)
    assert set(known_keys(Adjustment, ())) == {"enabled", "pass", "warn"}
